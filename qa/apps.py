from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from audit.kinds import register_kinds
from audit.sealing.triggers import register_append_only
from qa.enums import QuestionEventKind


class QaConfig(AppConfig):
    name = "qa"
    verbose_name = _("Questions and answers")

    def ready(self) -> None:
        from . import registration  # noqa: F401, PLC0415 -- once models are loaded

        register_kinds(QuestionEventKind)
        register_append_only("qa.QuestionEvent")
