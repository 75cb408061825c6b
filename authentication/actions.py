"""Verbs of accounts: one is made, or is called something else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.addresses import folded
from accounts.models import User
from accounts.tasks import send_first_password
from audit.events import record_event, record_on_each
from audit.models import PortalEvent
from audit.on_commit import enqueue_on_commit
from authentication.enums import AccountEventKind
from authentication.errors import AddressTaken, UserNameTaken
from authentication.suspension.reports import portals_of
from authentication.tasks import tell_former_address
from members.access.actor import lock_actor, who_acts


@contextmanager
def told_if_taken(account: User) -> Iterator[None]:
    """Save an account whose names a form found free, and say in words whose name or address somebody took since.

    Raises:
        UserNameTaken, AddressTaken: see above.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        others = User.objects.exclude(pk=account.pk)
        if others.filter(username=account.get_username()).exists():
            raise UserNameTaken from error
        if account.email and others.filter(email__iexact=account.email).exists():
            raise AddressTaken from error
        raise


@transaction.atomic
def create_account(account: User, *, by: User, at: datetime) -> User:
    """Save a new account, without a password and without rights, and mail its person the link to choose one.

    The event names the account alone: supervisors read the record of the city, and who has which address is for
    operators (8.8).

    Raises:
        AccessEnded: whoever creates it lost the access just now.
        UserNameTaken, AddressTaken: somebody was faster.
    """
    lock_actor(by)
    account.set_unusable_password()
    with told_if_taken(account):
        account.save()
    record_event(
        AccountEventKind.ACCOUNT_CREATED,
        portal=None,
        at=at,
        by=by,
        user=account.get_username(),
        account=account.pk,
    )
    enqueue_on_commit(send_first_password, account.pk)
    return account


NAMES = ("username", "last_name", "first_name")
NOTED = (*NAMES, "email")
# Where an account keeps what it was called until its row is written.
FORMER = "_former_names"


def note_name(account: User, *, written: Iterable[str] | None) -> None:
    """Keep the names and the address of an account that is about to be saved.

    Args:
        written: names of the fields that are saved; None: all of them.
    """
    former = None
    if account.pk and (written is None or not set(NOTED).isdisjoint(written)):
        former = User.objects.filter(pk=account.pk).only(*NOTED).first()
    setattr(account, FORMER, former)


def record_rename(account: User, *, at: datetime) -> None:
    """Record that an account that was just saved has another name or address, with both, and who changed it. Whoever
    reads the mail of the former address is told: it may not have been the person who changed it.

    The event stands in the record of each portal where the person holds a role or a seat; in that of the city where the
    person works over the city or nowhere. After the row is written, which locks it: verbs take the account before the
    record.
    """
    former: User | None = account.__dict__.pop(FORMER, None)
    if former is None:
        return
    if any(getattr(former, name) != getattr(account, name) for name in NAMES):
        data = {"former_name": former.full_name, "name": account.full_name}
        if former.get_username() != account.get_username():
            data["former_user"] = former.get_username()
        _record(AccountEventKind.ACCOUNT_RENAMED, account, data, at=at)
    if former.email != account.email:
        data = {"former_email": former.email, "email": account.email}
        event, *_others = _record(AccountEventKind.ACCOUNT_ADDRESS_CHANGED, account, data, at=at)
        if former.email and folded(former.email) != folded(account.email):
            enqueue_on_commit(tell_former_address, event.pk)


def _record(kind: str, account: User, data: dict[str, str], *, at: datetime) -> list[PortalEvent]:
    portals = portals_of(account, on=timezone.localdate(at))
    said = {"user": account.get_username()} | data
    return record_on_each(kind, {portal.pk if portal else None: said for portal in portals}, at=at, by=who_acts())
