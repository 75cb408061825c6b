from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from audit.kinds import register_kinds
from deadlines.enums import DeadlineEventKind


class DeadlinesConfig(AppConfig):
    name = "deadlines"
    verbose_name = _("Deadlines")

    def ready(self) -> None:
        from . import calendar_reminders, event_details  # noqa: F401, PLC0415 -- registration once models are loaded

        register_kinds(DeadlineEventKind)
