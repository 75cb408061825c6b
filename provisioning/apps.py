from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from audit.kinds import register_kinds
from provisioning.enums import ProvisioningEventKind


class ProvisioningConfig(AppConfig):
    """From a file or form to a portal; its states, opening, hosts, archiving."""

    name = "provisioning"
    verbose_name = _("Provisioning")

    def ready(self) -> None:
        from . import (  # noqa: PLC0415 -- registration once models are loaded
            event_details,  # noqa: F401
            fact_changes,  # noqa: F401
            notices,  # noqa: F401
            opening_requirements,  # noqa: F401
            parts,  # noqa: F401
            task_lists,  # noqa: F401
        )

        register_kinds(ProvisioningEventKind, unseen=ProvisioningEventKind)
