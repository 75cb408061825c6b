from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from audit.kinds import register_kinds
from oversight.enums import PUBLIC_EVENTS, OversightEventKind


class OversightConfig(AppConfig):
    """Violations, coverage assignments, incidents and maintenance."""

    name = "oversight"
    verbose_name = _("Oversight")

    def ready(self) -> None:
        from . import event_details, notices, task_lists  # noqa: F401, PLC0415 -- registration once models are loaded

        register_kinds(OversightEventKind, unseen=set(OversightEventKind) - PUBLIC_EVENTS)
