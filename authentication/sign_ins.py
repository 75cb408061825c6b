"""Signing in and passwords, for the record of the whole city (24.12)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from accounts.models import User
from accounts.tasks import send_password_reset
from audit.errors import ReasonMissing
from audit.events import record_event
from audit.on_commit import enqueue_on_commit
from audit.throttling import Action, Limit
from authentication.enums import AccountEventKind
from authentication.errors import AccountClosed
from members.access.actor import lock_actor, who_acts


def record_sign_in(user: User, *, at: datetime) -> None:
    """Record that a person signed in. Kept with what concerns the whole city: an account is nobody's alone."""
    record_event(AccountEventKind.SIGNED_IN, portal=None, at=at, by=user, user=user.get_username())


def record_failed_sign_in(typed: str, *, at: datetime) -> None:
    """Record an attempt that failed.

    Only the name of an account that exists is kept: into the field for the name people type their password as well.
    """
    record_event(AccountEventKind.SIGN_IN_FAILED, portal=None, at=at, by=None, **_named(typed))


def record_lock_out(typed: str, *, action: Action, of: Limit, at: datetime) -> None:
    """Record that a name can try no more for a while from where it tried, or that nobody can from there.

    The address stands beside every event. Where the network is locked no account is named: it may be none's fault.
    """
    named = _named(typed) if of == Limit.OF_NAME else {}
    record_event(AccountEventKind.SIGN_IN_LOCKED, portal=None, at=at, by=None, tried=action.code, locked=of, **named)


@transaction.atomic
def mail_new_password(account: User, *, by: User, at: datetime, reason: str) -> None:
    """Mail a person the link for a new password: nobody chooses one for somebody else.

    Raises:
        ReasonMissing: no reason given.
        AccountClosed: nobody signs in with it.
        AccessEnded: whoever sends it lost the access just now.
    """
    if not reason.strip():
        raise ReasonMissing
    stored = lock_actor(by, also=account).get(account.pk)
    if stored is None or not stored.is_active:
        raise AccountClosed
    record_event(
        AccountEventKind.PASSWORD_MAIL_SENT, portal=None, at=at, by=by, reason=reason, user=stored.get_username()
    )
    enqueue_on_commit(send_password_reset, stored.email)


def _named(typed: str) -> dict[str, str]:
    account = User.objects.filter(username=typed).first()
    return {"user": account.get_username()} if account is not None else {}


class PasswordChangeRecorder:
    """Stands among the password validators, which Django tells of every new password once it is saved."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Accept every password: the others judge it."""

    def get_help_text(self) -> str:
        return gettext("Every change of a password is recorded.")

    def password_changed(self, password: str, user: User | None = None) -> None:
        """Record that an account has a new password, and who gave it one; never the password.

        Whoever follows the link of a mail is nobody who is signed in.
        """
        if user is not None and user.pk:
            named = {"user": user.get_username()}
            record_event(AccountEventKind.PASSWORD_CHANGED, portal=None, at=timezone.now(), by=who_acts(), **named)
