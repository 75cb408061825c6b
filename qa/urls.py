"""Public addresses below hoi-dap/, in English questions/."""

from typing import Any

from django.urls import URLPattern, path, register_converter
from django.views.decorators.http import require_safe

from formats.tables.exports import TableFormat
from home.serving.addresses import in_languages
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
MINE, MINE_ENGLISH = "cua-toi/<str:token>/", "my-question/<str:token>/"


def _mine(route: str, *, english: str) -> Any:
    return in_languages(f"{MINE}{route}", english=f"{MINE_ENGLISH}{english}")


urlpatterns: list[URLPattern] = [
    path("", listing.questions, name="questions"),
    path("rss/", require_safe(feeds.QuestionsFeed()), name="feed_questions"),
    path(in_languages("thong-ke/", english="figures/"), statistics.question_statistics, name="question_statistics"),
    path(in_languages("khong-dang/", english="withheld/"), statistics.questions_withheld, name="questions_withheld"),
    path(in_languages("du-lieu.csv", english="data.csv"), listing.questions_csv, name="questions_csv"),
    *(
        path(
            in_languages(f"so-lieu.{one}", english=f"figures.{one}"),
            listing.question_figures,
            {"table_format": one},
            name=f"question_figures_{one}",
        )
        for one in (TableFormat.CSV, TableFormat.XLSX)
    ),
    path(in_languages("du-lieu.json", english="data.json"), listing.questions_json, name="questions_json"),
    path(
        in_languages("gui-cau-hoi/du-lieu-ca-nhan/", english="ask/personal-data/"),
        question_form.asking_privacy,
        name="asking_privacy",
    ),
    path(in_languages("gui-cau-hoi/quy-dinh/", english="ask/rules/"), question_form.asking_rules, name="asking_rules"),
    path(in_languages("tuong-tu/", english="similar/"), lookup.similar, name="similar_questions"),
    path(in_languages("so-trong-cau-hoi/", english="numbers/"), lookup.numbers, name="numbers_in_question"),
    path(in_languages("tra-cuu/", english="look-up/"), lookup.look_up, name="question_lookup"),
    path(_mine("", english=""), own.my_question, name="my_question"),
    path(_mine("da-nhan/", english="received/"), own.receipt, name="my_question_receipt"),
    path(_mine("da-nhan/luu/", english="received/save/"), own.saved_receipt, name="my_question_saved_receipt"),
    path(_mine("bo-sung/", english="add/"), own.clarify, name="my_question_clarify"),
    path(_mine("hoi-them/", english="ask-further/"), own.ask_further, name="my_question_follow_up"),
    path(_mine("rut/", english="withdraw/"), own.withdraw, name="my_question_withdraw"),
    path(_mine("du-lieu/", english="data/"), own_data.my_data, name="my_data"),
    path(_mine("du-lieu/tai-ve/", english="data/download/"), own_data.my_data_json, name="my_data_json"),
    path(_mine("du-lieu/dong-y/", english="data/consents/"), own_data.my_consents, name="my_consents"),
    path(_mine("du-lieu/yeu-cau/", english="data/requests/"), own_data.my_requests, name="my_requests"),
    path(_mine("du-lieu/tep/<int:key>/", english="data/file/<int:key>/"), own_data.my_file, name="my_file"),
    path(in_languages("theo-doi/<str:token>/", english="my-mails/<str:token>/"), question_mails, name="question_mails"),
    path("<question_code:code>/", detail.question, name="question"),
    path(
        in_languages("<question_code:code>/tep/<int:key>/", english="<question_code:code>/file/<int:key>/"),
        listing.question_file,
        name="question_file",
    ),
    path("<question_code:code>/rss/", require_safe(feeds.QuestionFeed()), name="feed_question"),
    path(
        in_languages("<question_code:code>/huu-ich/", english="<question_code:code>/useful/"),
        lookup.question_useful,
        name="question_useful",
    ),
    path(
        in_languages("<question_code:code>/theo-doi/", english="<question_code:code>/follow/"),
        follow_question,
        name="follow_question",
    ),
]
