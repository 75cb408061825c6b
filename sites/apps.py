from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from audit.kinds import register_kinds
from sites.enums import PortalEventKind


class SitesConfig(AppConfig):
    """Portals, their kinds and hostnames. The label is "portals": Django and Wagtail own "sites"."""

    name = "sites"
    label = "portals"
    verbose_name = _("Portals")

    def ready(self) -> None:
        from . import checks, signal_handlers  # noqa: F401, PLC0415 -- registration once models are loaded

        register_kinds(PortalEventKind)
