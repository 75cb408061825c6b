from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from audit.kinds import register_kinds
from members.enums import MemberEventKind


class MembersConfig(AppConfig):
    """Roles, editorial boards, invitations, and who may see and do what."""

    name = "members"
    verbose_name = _("Members")

    def ready(self) -> None:
        from members.access import display_names as named  # noqa: F401, PLC0415 -- registration once models are loaded

        from . import event_details, permission_policies, signal_handlers  # noqa: F401, PLC0415 -- registration once models are loaded

        register_kinds(MemberEventKind, unseen=MemberEventKind)
