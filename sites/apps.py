from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SitesConfig(AppConfig):
    """Portals, hostnames, roles, boards, review. The label is "portals": Django and Wagtail own "sites"."""

    name = "sites"
    label = "portals"
    verbose_name = _("Portals")

    def ready(self) -> None:
        from . import admin_rules, checks, parts, permission_policies, signal_handlers  # noqa: F401, PLC0415 -- registration once models are loaded
