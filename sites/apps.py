from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SitesConfig(AppConfig):
    """Portals, hostnames, roles, boards, review. The label is "portals": Django and Wagtail own "sites"."""

    name = "sites"
    label = "portals"
    verbose_name = _("Portals")

    def ready(self) -> None:
        from . import admin_rules, checks, parts, signal_handlers  # noqa: F401, PLC0415 -- registration once models are loaded
        from .bulk_actions import leave_out_bulk_unpublishing  # noqa: PLC0415 -- reads the hooks of every app

        leave_out_bulk_unpublishing()
