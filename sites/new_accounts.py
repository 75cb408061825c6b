"""The verb by which an operator gives a person an account."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import User
from accounts.tasks import send_first_password
from sites.acting import hold_actor
from sites.after_commit import send_after_commit
from sites.enums import PortalEventKind
from sites.events import record_event


@transaction.atomic
def create_account(account: User, *, by: User, at: datetime) -> User:
    """Save a new account, without a password and without rights, and mail its person the link to choose one.

    The event names the account alone: supervisors read the record of the city, and who has which address is for
    operators (8.8).

    Raises:
        AccessEnded: whoever creates it lost the access just now.
    """
    hold_actor(by)
    account.set_unusable_password()
    account.save()
    record_event(
        PortalEventKind.ACCOUNT_CREATED,
        portal=None,
        at=at,
        by=by,
        user=account.get_username(),
        account=account.pk,
    )
    send_after_commit(send_first_password, account.pk)
    return account
