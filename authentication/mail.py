"""Mails to persons about whose account something was done, or tried: it may have been somebody else."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.utils import translation

from accounts.mail import send_rendered
from accounts.models import User
from audit.models import PortalEvent
from authentication.enums import AccountEventKind

TOLD: Final = (
    AccountEventKind.SECOND_FACTOR_ON,
    AccountEventKind.SECOND_FACTOR_OFF,
    AccountEventKind.SECOND_FACTOR_TAKEN_OFF,
    # Whoever links one has a way in.
    AccountEventKind.CITY_IDENTITY_LINKED,
    AccountEventKind.CITY_IDENTITY_UNLINKED,
    AccountEventKind.CITY_IDENTITY_REVOKED,
    # Whoever saw two codes has a way in for good.
    AccountEventKind.BACKUP_CODES_RENEWED,
    # Of codes: whoever tries them has the password.
    AccountEventKind.SIGN_IN_LOCKED,
)


def mail_former_address(event_id: int) -> bool:
    """Tell it what an event says: that mail for this account goes elsewhere from now on. Returns whether a mail went.

    Raises:
        OSError: the mail server did not take it.
    """
    event = PortalEvent.objects.filter(pk=event_id, kind=AccountEventKind.ACCOUNT_ADDRESS_CHANGED).first()
    if event is None:
        return False
    context = {
        "user": event.data["user"],
        "at": event.at,
        "address": hinted(event.data["email"]),
        "url": settings.ADMIN_BASE_URL,
    }
    with translation.override(settings.LANGUAGE_CODE):
        send_rendered("email/sites/former_address", context, event.data["former_email"])
    return True


def hinted(address: str) -> str:
    """An address as its owner knows it again, and nobody else learns it: the first letter of each side. Pure.

    Empty for none.
    """
    name, _at, host = address.rpartition("@")
    return f"{name[:1]}…@{host[:1]}…" if name else ""


def mail_sign_in_change(event_id: int) -> bool:
    """Tell the person what an event says. Returns whether a mail went.

    Raises:
        OSError: the mail server did not take it.
    """
    event = PortalEvent.objects.filter(pk=event_id, kind__in=TOLD).first()
    account = User.objects.filter(username=event.data["user"]).first() if event else None
    if event is None or account is None or not account.email:
        return False
    context = {
        "kind": event.kind,
        "user": account.get_username(),
        "at": event.at,
        "url": settings.ADMIN_BASE_URL,
    }
    with translation.override(settings.LANGUAGE_CODE):
        send_rendered("email/sites/sign_in_change", context, account.email)
    return True
