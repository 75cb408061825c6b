"""Public addresses below hoi-dap/."""

from django.urls import URLPattern, path, register_converter
from django.views.decorators.http import require_safe

from qa import feeds
from qa.views import detail, exports, listing, statistics, useful
from qa.views.following import follow_question
from qa.views.mails import question_mails


class QuestionCode:
    """The code of a question: no slug of a page has capitals."""

    regex = r"[A-Z0-9-]+-[0-9]{4}-[0-9]{6,}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(QuestionCode, "question_code")

urlpatterns: list[URLPattern] = [
    path("", listing.questions, name="questions"),
    path("rss/", require_safe(feeds.QuestionsFeed()), name="feed_questions"),
    path("thong-ke/", statistics.question_statistics, name="question_statistics"),
    path("khong-dang/", statistics.questions_withheld, name="questions_withheld"),
    path("du-lieu.csv", exports.questions_csv, name="questions_csv"),
    path("du-lieu.json", exports.questions_json, name="questions_json"),
    path("theo-doi/<str:token>/", question_mails, name="question_mails"),
    path("<question_code:code>/", detail.question, name="question"),
    path("<question_code:code>/rss/", require_safe(feeds.QuestionFeed()), name="feed_question"),
    path("<question_code:code>/huu-ich/", useful.question_useful, name="question_useful"),
    path("<question_code:code>/theo-doi/", follow_question, name="follow_question"),
]
