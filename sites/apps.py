from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class SitesConfig(AppConfig):
    """Portals, hostnames, roles, boards, review. The label is "portals": Django and Wagtail own "sites"."""

    default = True
    name = "sites"
    label = "portals"
    verbose_name = _("Portals")

    def ready(self) -> None:
        from . import (  # noqa: PLC0415 -- registration once models are loaded
            admin_rules,  # noqa: F401
            calendar_reminders,  # noqa: F401
            checks,  # noqa: F401
            fact_changes,  # noqa: F401
            named,  # noqa: F401
            parts,  # noqa: F401
            permission_policies,  # noqa: F401
            signal_handlers,  # noqa: F401
            wagtail_admin_rules,  # noqa: F401
        )
        from .bulk_actions import leave_out_bulk_action  # noqa: PLC0415 -- reads the hooks of every app

        # Each withdrawal from the public is a decision of its own, with its reason.
        leave_out_bulk_action("wagtailcore", "page", "unpublish")
        # An account is closed by a suspension, with its reason and its report (8.9).
        leave_out_bulk_action("accounts", "user", "set_active_state")
        # Roles and seats give groups (`sites.groups`), and nothing else does.
        leave_out_bulk_action("accounts", "user", "assign_role")
        # What a person did keeps its name.
        leave_out_bulk_action("accounts", "user", "delete")


class UsersConfig(WagtailUsersAppConfig):
    """Wagtail's screens of accounts, with our forms and views, and none of groups."""

    default = False
    group_viewset = "sites.viewsets.NoGroupViewSet"
    user_viewset = "sites.viewsets.AccountViewSet"
