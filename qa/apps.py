from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from audit.kinds import register_kinds
from audit.sealing.triggers import register_append_only
from home.page_registry import register_section_view, register_task_view
from participation.rating.rated_views import register_rated_views
from qa.enums import UNSEEN_EVENTS, QuestionEventKind

_RATED_VIEWS = (
    "questions", "question_statistics", "questions_withheld", "ask_question", "question_lookup", "city_questions",
)  # fmt: skip
# With whether archived portals have it no more.
_TASK_VIEWS = (
    ("ask_question", pgettext_lazy("part of a portal", "Form for questions"), True),
    ("question_lookup", pgettext_lazy("part of a portal", "Look-up of a question by its code"), False),
    ("questions", pgettext_lazy("part of a portal", "List of questions and answers"), False),
)


class QaConfig(AppConfig):
    name = "qa"
    verbose_name = _("Questions and answers")

    def ready(self) -> None:
        from . import registration  # noqa: F401, PLC0415 -- once models are loaded

        register_kinds(QuestionEventKind, unseen=UNSEEN_EVENTS)
        register_append_only("qa.QuestionEvent")
        register_rated_views(*_RATED_VIEWS)
        for order, (name, label, ends) in enumerate(_TASK_VIEWS, start=10):
            register_task_view(name, label, order=order, ends_with_portal=ends)
        register_section_view("hoi-dap", "questions", pgettext_lazy("public section", "Questions and answers"))
