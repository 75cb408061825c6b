"""The mail to a person whose second factor was taken off."""

from __future__ import annotations

from django.conf import settings
from django.utils import translation

from accounts.mail import send_rendered
from accounts.models import User
from sites.enums import PortalEventKind
from sites.models import PortalEvent

TEMPLATE = "email/sites/second_factor_taken_off"


def mail_taken_off(event_id: int) -> bool:
    """Tell the person what an event says: it may not have been asked for. Returns whether a mail went.

    Raises:
        OSError: the mail server did not take it.
    """
    event = PortalEvent.objects.filter(pk=event_id, kind=PortalEventKind.SECOND_FACTOR_TAKEN_OFF).first()
    account = User.objects.filter(username=event.data["user"]).first() if event else None
    if event is None or account is None or not account.email:
        return False
    context = {"user": account.get_username(), "at": event.at, "url": settings.ADMIN_BASE_URL}
    with translation.override(settings.LANGUAGE_CODE):
        send_rendered(TEMPLATE, context, account.email)
    return True
