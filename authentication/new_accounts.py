"""The verb by which an operator gives a person an account, and names that only one account has."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import IntegrityError, transaction

from accounts.models import User
from accounts.tasks import send_first_password
from audit.events import record_event
from audit.on_commit import enqueue_on_commit
from authentication.enums import AccountEventKind
from authentication.errors import AddressTaken, UserNameTaken
from members.access.actor import lock_actor


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
