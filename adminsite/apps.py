from django.apps import AppConfig
from django.utils.translation import pgettext_lazy
from wagtail.users.apps import WagtailUsersAppConfig

from adminsite.enums import AdminEventKind
from audit.kinds import register_kinds


class AdminSiteConfig(AppConfig):
    """The guard of admin addresses, Wagtail's screens replaced or refused, menus, reports, screens of the record."""

    default = True
    name = "adminsite"
    verbose_name = pgettext_lazy("name of an app", "Admin")

    def ready(self) -> None:
        from adminviews.bulk_actions import leave_out_bulk_action  # noqa: PLC0415 -- reads the hooks of every app

        from . import (  # noqa: PLC0415 -- registration once models are loaded
            admin_rules,  # noqa: F401
            checks,  # noqa: F401
            signal_handlers,  # noqa: F401
            wagtail_admin_rules,  # noqa: F401
        )
        from .help import registered_steps  # noqa: F401, PLC0415 -- registration once models are loaded

        register_kinds(AdminEventKind, unseen=AdminEventKind)
        # Nobody publishes past the board (13.1.g).
        leave_out_bulk_action("wagtailcore", "page", "publish")
        # Each withdrawal from the public is a decision of its own, with its reason.
        leave_out_bulk_action("wagtailcore", "page", "unpublish")
        # An account is closed by a suspension, with its reason and its report (8.9).
        leave_out_bulk_action("accounts", "user", "set_active_state")
        # Roles and seats give groups (`members.groups`), and nothing else does.
        leave_out_bulk_action("accounts", "user", "assign_role")
        # What a person did keeps its name.
        leave_out_bulk_action("accounts", "user", "delete")


class UsersConfig(WagtailUsersAppConfig):
    """Wagtail's screens of accounts, with our forms and views, and none of groups."""

    default = False
    group_viewset = "adminsite.viewsets.NoGroupViewSet"
    user_viewset = "adminsite.viewsets.AccountViewSet"
