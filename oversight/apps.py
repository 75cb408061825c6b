from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from audit.kinds import register_kinds
from oversight.enums import OversightEventKind


class OversightConfig(AppConfig):
    """Violations and coverage assignments."""

    name = "oversight"
    verbose_name = _("Oversight")

    def ready(self) -> None:
        from . import event_details, notices, task_lists  # noqa: F401, PLC0415 -- registration once models are loaded

        register_kinds(OversightEventKind, unseen=OversightEventKind)
