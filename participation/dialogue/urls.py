"""Public addresses of live questions, below doi-thoai/, in English dialogue/. What stands below `cua-toi/` and
`my-question/` is secret, and masked in logs by these names."""

from typing import Any

from django.urls import path

from home.serving.addresses import in_languages
from participation.dialogue.views import public, sender


def _mine(route: str, *, english: str) -> Any:
    return in_languages(f"doi-thoai/cua-toi/<str:token>/{route}", english=f"dialogue/my-question/<str:token>/{english}")


urlpatterns = [
    path(in_languages("doi-thoai/<int:key>/", english="dialogue/<int:key>/"), public.ask_live, name="ask_live"),
    path(
        in_languages("doi-thoai/<int:key>/cau-hoi/", english="dialogue/<int:key>/questions/"),
        public.live_questions,
        name="live_questions",
    ),
    path(_mine("", english=""), sender.my_live_question, name="my_live_question"),
    path(_mine("da-nhan/", english="received/"), public.receipt, name="my_live_question_receipt"),
    path(_mine("viec/", english="act/"), sender.my_live_question_verb, name="my_live_question_verb"),
]
