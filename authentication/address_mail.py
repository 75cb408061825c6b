"""The mail to the former address of an account that has another one now."""

from __future__ import annotations

from django.conf import settings
from django.utils import translation

from accounts.mail import send_rendered
from audit.models import PortalEvent
from authentication.enums import AccountEventKind

TEMPLATE = "email/sites/former_address"


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
        send_rendered(TEMPLATE, context, event.data["former_email"])
    return True


def hinted(address: str) -> str:
    """An address as its owner knows it again, and nobody else learns it: the first letter of each side. Pure.

    Empty for none.
    """
    name, _at, host = address.rpartition("@")
    return f"{name[:1]}…@{host[:1]}…" if name else ""
