"""Public addresses below hoi-dap/."""

from django.urls import URLPattern, path, register_converter
from django.views.decorators.http import require_safe

from formats.tables.exports import TableFormat
from qa.publication import feeds
from qa.views.asking import lookup, own, own_data, question_form
from qa.views.asking.mails import follow_question, question_mails
from qa.views.oversight import statistics
from qa.views.publication import detail, listing


class QuestionCode:
    """The code of a question: no slug of a page has capitals."""

    regex = r"[A-Z0-9-]+-[0-9]{4}-[0-9]{6,}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(QuestionCode, "question_code")

# Below it is what the sender alone opens, by the secret link.
MINE = "cua-toi/<str:token>/"

urlpatterns: list[URLPattern] = [
    path("", listing.questions, name="questions"),
    path("rss/", require_safe(feeds.QuestionsFeed()), name="feed_questions"),
    path("thong-ke/", statistics.question_statistics, name="question_statistics"),
    path("khong-dang/", statistics.questions_withheld, name="questions_withheld"),
    path("du-lieu.csv", listing.questions_csv, name="questions_csv"),
    path("so-lieu.csv", listing.question_figures, {"table_format": TableFormat.CSV}, name="question_figures_csv"),
    path("so-lieu.xlsx", listing.question_figures, {"table_format": TableFormat.XLSX}, name="question_figures_xlsx"),
    path("du-lieu.json", listing.questions_json, name="questions_json"),
    path("gui-cau-hoi/du-lieu-ca-nhan/", question_form.asking_privacy, name="asking_privacy"),
    path("gui-cau-hoi/quy-dinh/", question_form.asking_rules, name="asking_rules"),
    path("tuong-tu/", lookup.similar, name="similar_questions"),
    path("so-trong-cau-hoi/", lookup.numbers, name="numbers_in_question"),
    path("tra-cuu/", lookup.look_up, name="question_lookup"),
    path(MINE, own.my_question, name="my_question"),
    path(f"{MINE}da-nhan/", own.receipt, name="my_question_receipt"),
    path(f"{MINE}da-nhan/luu/", own.saved_receipt, name="my_question_saved_receipt"),
    path(f"{MINE}bo-sung/", own.clarify, name="my_question_clarify"),
    path(f"{MINE}hoi-them/", own.ask_further, name="my_question_follow_up"),
    path(f"{MINE}rut/", own.withdraw, name="my_question_withdraw"),
    path(f"{MINE}du-lieu/", own_data.my_data, name="my_data"),
    path(f"{MINE}du-lieu/tai-ve/", own_data.my_data_json, name="my_data_json"),
    path(f"{MINE}du-lieu/dong-y/", own_data.my_consents, name="my_consents"),
    path(f"{MINE}du-lieu/yeu-cau/", own_data.my_requests, name="my_requests"),
    path(f"{MINE}du-lieu/tep/<int:key>/", own_data.my_file, name="my_file"),
    path("theo-doi/<str:token>/", question_mails, name="question_mails"),
    path("<question_code:code>/", detail.question, name="question"),
    path("<question_code:code>/tep/<int:key>/", listing.question_file, name="question_file"),
    path("<question_code:code>/rss/", require_safe(feeds.QuestionFeed()), name="feed_question"),
    path("<question_code:code>/huu-ich/", lookup.question_useful, name="question_useful"),
    path("<question_code:code>/theo-doi/", follow_question, name="follow_question"),
]
