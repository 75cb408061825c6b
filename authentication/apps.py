from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from audit.kinds import register_kinds
from authentication.enums import AccountEventKind


class AuthenticationConfig(AppConfig):
    """Sign-in, sessions, the second factor, accounts and their suspension."""

    name = "authentication"
    verbose_name = _("Signing in")

    def ready(self) -> None:
        from . import event_details, list_reminders, notices, signal_handlers  # noqa: F401, PLC0415 -- registration once models are loaded

        register_kinds(AccountEventKind, unseen=AccountEventKind)
