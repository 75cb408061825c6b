"""Verbs of the list of press agencies to which a portal sends its packs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.core import signing
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.addresses import folded
from audit.events import record_event
from audit.locking import atomic_refusing_deadlocks
from information.enums import InformationEventKind
from information.errors import AgencyEnded, AgencyListed, PressListForbidden
from information.models import PressSubscriber
from information.permissions import can_keep_press_list
from members.access.actor import lock_actor
from sites.locking import locked_portal

if TYPE_CHECKING:
    from accounts.models import User
    from sites.models import Portal

_SALT: Final = "information.press.press_list"


@contextmanager
def held_list(portal_id: int | None, *, by: User | None, at: datetime) -> Iterator[Portal]:
    """One transaction with a portal and the account of who keeps its list, held in this order.

    Args:
        by: None where an agency acts for itself.

    Raises:
        PressListForbidden: the person does not keep the list.
        and what `atomic_refusing_deadlocks`, `locked_portal` and `lock_actor` raise.
    """
    with atomic_refusing_deadlocks():
        portal = locked_portal(portal_id)
        lock_actor(by)
        if by is not None and not can_keep_press_list(by, portal.pk, on=timezone.localdate(at)):
            raise PressListForbidden
        yield portal


def add_agency(*, portal_id: int, agency: str, email: str, person: str = "", by: User, at: datetime) -> PressSubscriber:
    """Put a press agency on the list of a portal. Writes an event, which holds its key and not its address.

    Raises:
        PressListForbidden: the person does not keep the list.
        AgencyListed: the address is on it, in whatever case its letters are written.
    """
    with held_list(portal_id, by=by, at=at) as portal:
        if PressSubscriber.objects.for_portal(portal).receiving().filter(email__iexact=email).exists():
            raise AgencyListed
        row = PressSubscriber.objects.create(
            portal=portal, agency=agency, email=email, person=person, added_by=by, added_at=at
        )
        record_event(InformationEventKind.PRESS_AGENCY_ADDED, portal=portal, at=at, by=by, agency=row.pk)
    return row


def accept_agency(
    subscriber: PressSubscriber, *, agency: str, email: str, person: str = "", by: User, at: datetime
) -> None:
    """Put a press agency that asked for it on the list, with what is corrected; other requests for the address are
    answered with it and go. Writes an event.

    Raises:
        PressListForbidden: the person does not keep the list.
        AgencyEnded: it was taken off meanwhile.
        AgencyListed: it, or another agency with the address, is on the list.
    """
    with held_list(subscriber.portal_id, by=by, at=at) as portal:
        row = PressSubscriber.objects.select_for_update(no_key=True).get(pk=subscriber.pk)
        if row.ended_at is not None:
            raise AgencyEnded
        listed = PressSubscriber.objects.for_portal(portal).receiving()
        if not row.is_waiting or listed.filter(email__iexact=email).exists():
            raise AgencyListed
        waiting = PressSubscriber.objects.for_portal(portal).waiting().exclude(pk=row.pk)
        waiting.filter(Q(email__iexact=email) | Q(email__iexact=row.email)).delete()
        row.agency, row.email, row.person = agency, email, person
        row.is_waiting, row.added_by, row.added_at = False, by, at
        row.save(update_fields=["agency", "email", "person", "is_waiting", "added_by", "added_at"])
        record_event(InformationEventKind.PRESS_AGENCY_ADDED, portal=portal, at=at, by=by, agency=row.pk)


def end_agency(subscriber: PressSubscriber, *, by: User | None, at: datetime) -> None:
    """Take a press agency off the list; what it was sent stays on record. Writes an event.

    Args:
        by: None where the agency did it itself, by the link of a mail.

    Raises:
        PressListForbidden: the person does not keep the list.
        AgencyEnded: it was taken off before.
    """
    with held_list(subscriber.portal_id, by=by, at=at) as portal:
        row = PressSubscriber.objects.select_for_update(no_key=True).get(pk=subscriber.pk)
        if row.ended_at is not None:
            raise AgencyEnded
        row.ended_at, row.ended_by = at, by
        row.save(update_fields=["ended_at", "ended_by"])
        record_event(InformationEventKind.PRESS_AGENCY_ENDED, portal=portal, at=at, by=by, agency=row.pk)


def correct_agency(
    subscriber: PressSubscriber, *, agency: str, email: str, person: str = "", by: User, at: datetime
) -> None:
    """Correct what the list says of a press agency. Writes an event, which names the columns and not what they hold.

    Raises:
        PressListForbidden: the person does not keep the list.
        AgencyEnded: it was taken off meanwhile.
        AgencyListed: another agency on the list has the address.
    """
    with held_list(subscriber.portal_id, by=by, at=at) as portal:
        row = PressSubscriber.objects.select_for_update(no_key=True).get(pk=subscriber.pk)
        if row.ended_at is not None:
            raise AgencyEnded
        listed = PressSubscriber.objects.for_portal(portal).receiving().exclude(pk=row.pk)
        if listed.filter(email__iexact=email).exists():
            raise AgencyListed
        values = {"agency": agency, "email": email, "person": person}
        changed = [name for name, value in values.items() if getattr(row, name) != value]
        for name in changed:
            setattr(row, name, values[name])
        if changed:
            row.save(update_fields=changed)
            record_event(
                InformationEventKind.PRESS_AGENCY_CHANGED, portal=portal, at=at, by=by, agency=row.pk, fields=changed
            )


def token_of(subscriber: PressSubscriber) -> str:
    """What stands in the link by which an agency takes itself off the list. It does not run out, and is good for the
    address that it was mailed to."""
    return signing.Signer(salt=_SALT).sign_object([subscriber.pk, _mark_of(subscriber.email, settings.SECRET_KEY)])


def _mark_of(email: str, secret: str) -> str:
    """Stands for an address in a link, whatever the case of its letters."""
    return salted_hmac(_SALT, folded(email), secret=secret).hexdigest()[:16]


def subscriber_of(token: str, *, portal_id: int) -> PressSubscriber | None:
    """The agency whose link it is, on the list of a portal, ended or not; None for what we did not write, or for an
    address that it no longer has. One that came back leaves by the link of any mail it got. Links of mails that went
    before `SECRET_KEY` was changed stay good as long as it is among `SECRET_KEY_FALLBACKS`."""
    try:
        key, mark = signing.Signer(salt=_SALT).unsign_object(token)
        row = PressSubscriber.objects.for_portal(portal_id).get(pk=key)
    except (signing.BadSignature, ObjectDoesNotExist, TypeError, ValueError):
        return None
    if mark not in [_mark_of(row.email, secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]:
        return None
    listed = PressSubscriber.objects.for_portal(portal_id).receiving().filter(email__iexact=row.email)
    return listed.first() or row
