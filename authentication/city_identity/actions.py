"""Link accounts of the city to accounts here, and unlink them (0170).

Who it is links it. No claim of a provider makes an account, changes a name or an address, or gives a role.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import IntegrityError, transaction

from accounts.models import User
from audit.client_address import current_address
from audit.errors import PortalRefusal, ReasonMissing
from audit.events import record_event
from audit.on_commit import enqueue_on_commit
from audit.throttling import Limit, reset
from authentication.city_identity.provider import Identity
from authentication.enums import AccountEventKind
from authentication.errors import (
    IdentityLinked,
    IdentityMissing,
    IdentityTaken,
    IdentityUnknown,
    OwnIdentity,
    PasswordMissing,
    ProviderSilent,
)
from authentication.models import CityIdentity
from authentication.sign_ins import record_lock_out
from authentication.throttled_actions import CITY_SIGN_IN
from members.access.actor import lock_actor
from members.errors import AccessEnded
from members.invitations.actions import accept_with_new_account
from members.models import ContributionRules, Invitation


@contextmanager
def counted_attempt(state: str, *, last: str, at: datetime) -> Iterator[None]:
    """Record an attempt that fails, which was counted when the person was led away; forgive one that succeeds.

    Args:
        last: the `Limit` of which it is the last attempt; empty: there are more.
    """
    try:
        yield
    except ProviderSilent:
        # Nobody's fault; yet each waits for it in a process that others need.
        raise
    except PortalRefusal as refusal:
        account = refusal.account if isinstance(refusal, IdentityUnknown) else ""
        said = {"tried": CITY_SIGN_IN.code} | ({"user": account} if account else {})
        record_event(AccountEventKind.SIGN_IN_FAILED, portal=None, at=at, by=None, **said)
        if last:
            record_lock_out("", action=CITY_SIGN_IN, of=Limit(last), at=at)
        raise
    reset(CITY_SIGN_IN, state, address=current_address())


def account_of(identity: Identity) -> User:
    """The open account that an identity opens. An address of mail opens none.

    Raises:
        IdentityUnknown: there is none.
    """
    rows = User.objects.filter(city_identity__issuer=identity.issuer, city_identity__subject=identity.subject)
    account = rows.first()
    if account is None:
        raise IdentityUnknown
    if not account.is_active:
        raise IdentityUnknown(account.get_username())
    return account


@transaction.atomic
def link_identity(account: User, identity: Identity, *, at: datetime) -> None:
    """Link an identity to the own account, which it opens from then on, and tell the person by mail.

    Raises:
        IdentityLinked: the account has one.
        IdentityTaken: it opens another account.
        AccessEnded: the account was closed, or got another password, since it was read.
    """
    stored = lock_actor(account).get(account.pk)
    if stored is None:
        raise AccessEnded
    if CityIdentity.objects.filter(user=stored).exists():
        raise IdentityLinked
    try:
        with transaction.atomic():
            CityIdentity.objects.create(user=stored, issuer=identity.issuer, subject=identity.subject, linked_at=at)
    except IntegrityError as error:
        raise IdentityTaken from error
    _record(AccountEventKind.CITY_IDENTITY_LINKED, stored, by=stored, at=at)


@transaction.atomic
def accept_with_identity(invitation: Invitation, identity: Identity, *, rules: ContributionRules, at: datetime) -> User:
    """Make the account of an invitation without a password, give it the role or the seat, and link an identity.

    Raises: what `accept_with_new_account` and `link_identity` raise.
    """
    account = accept_with_new_account(invitation, password=None, rules=rules, at=at)
    link_identity(account, identity, at=at)
    return account


@transaction.atomic
def unlink_identity(account: User, *, at: datetime) -> None:
    """Unlink the identity of the own account. Ends its other sessions, and tells the person by mail.

    Raises:
        IdentityMissing: there is none.
        PasswordMissing: nothing else opens the account.
        AccessEnded: see above.
    """
    stored = lock_actor(account).get(account.pk)
    if stored is None:
        raise AccessEnded
    if not stored.has_usable_password():
        raise PasswordMissing
    _drop(stored)
    account.session_epoch = stored.session_epoch
    _record(AccountEventKind.CITY_IDENTITY_UNLINKED, stored, by=stored, at=at)


@transaction.atomic
def revoke_identity(account: User, *, by: User, at: datetime, reason: str) -> None:
    """Unlink the identity of somebody's account. Ends its sessions, and tells the person by mail.

    Raises:
        ReasonMissing: no reason given.
        OwnIdentity: the own one is unlinked with the password.
        IdentityMissing: there is none.
        AccessEnded: whoever unlinks it lost the access just now.
    """
    if not reason.strip():
        raise ReasonMissing
    if by.pk == account.pk:
        raise OwnIdentity
    stored = lock_actor(by, also=account).get(account.pk)
    if stored is None:
        raise IdentityMissing
    _drop(stored)
    _record(AccountEventKind.CITY_IDENTITY_REVOKED, stored, by=by, at=at, reason=reason)


def _drop(stored: User) -> None:
    deleted, _rows = CityIdentity.objects.filter(user=stored).delete()
    if not deleted:
        raise IdentityMissing
    stored.session_epoch += 1
    stored.save(update_fields=["session_epoch"])


def _record(kind: str, account: User, *, by: User, at: datetime, reason: str = "") -> None:
    """Write the event, and tell the person by mail."""
    event = record_event(kind, portal=None, at=at, by=by, reason=reason, user=account.get_username())
    enqueue_on_commit("authentication.tasks.tell_of_sign_in_change", event.pk)
