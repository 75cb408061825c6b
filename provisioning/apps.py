from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from audit.kinds import register_kinds
from provisioning.enums import ProvisioningEventKind


class ProvisioningConfig(AppConfig):
    """From a file or form to a portal; its states, opening, hosts, archiving."""

    name = "provisioning"
    verbose_name = _("Provisioning")

    def ready(self) -> None:
        from . import event_details, fact_changes, notices, parts, task_lists  # noqa: F401, PLC0415 -- registration once models are loaded

        register_kinds(ProvisioningEventKind)
