from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from audit.enums import AuditEventKind
from audit.kinds import register_kinds
from audit.sealing.triggers import register_append_only


class AuditConfig(AppConfig):
    """Events in sealed chains, rows that are written once, counted tries, failed background work."""

    name = "audit"
    verbose_name = _("Record")

    def ready(self) -> None:
        from . import event_details, signal_handlers  # noqa: F401, PLC0415 -- registration once models are loaded

        register_kinds(AuditEventKind, unseen=AuditEventKind)
        register_append_only("audit.PortalEvent")
