"""Requests of press agencies for the packs: noted, and forgotten where nobody answers them in time."""

from __future__ import annotations

import logging
from collections import defaultdict
from datetime import date, datetime, timedelta
from functools import cache
from typing import Final

from django.utils import timezone

from accounts.addresses import folded
from audit.errors import PortalRefusal
from audit.events import record_event
from audit.throttling import hit_within, network_of
from deadlines.enums import Step, Trigger
from deadlines.limits import last_day
from deadlines.queries import rule_for, working_calendar
from information.enums import InformationEventKind
from information.models import PressPackPage, PressSubscriber
from information.press.press_list import held_list
from information.throttled_actions import (
    ASKING_FOR_PACKS_OF_MANY,
    ASKING_PORTAL_FOR_PACKS,
    REPEATING_REQUEST_FOR_PACKS,
)

logger = logging.getLogger(__name__)

DAY: Final = timedelta(days=1)
# Requests to one portal within a day: from one network for one address, and for any; from all networks.
MOST_OF_ADDRESS: Final = 3
MOST_OF_NETWORK: Final = 10
MOST_OF_PORTAL: Final = 100


def count_request(*, portal_id: int, email: str, address: str | None, at: datetime) -> None:
    """Count a request before anything is looked up, so that a refusal tells nothing of who gets the packs.

    Those of one network are counted alone: whoever types the address of an agency locks that agency out nowhere else.

    Args:
        address: of the client; None: not known.

    Raises:
        TooManyTries: from this network, for this e-mail address or at all, or to this portal.
    """
    network = network_of(address) if address else ""
    of_address = f"{portal_id}:{network}:{folded(email)}"
    hit_within(REPEATING_REQUEST_FOR_PACKS, of_address, limit=MOST_OF_ADDRESS, period=DAY, at=at)
    if network:
        of_network = f"{portal_id}:{network}"
        hit_within(ASKING_FOR_PACKS_OF_MANY, of_network, limit=MOST_OF_NETWORK, period=DAY, at=at)
    hit_within(ASKING_PORTAL_FOR_PACKS, str(portal_id), limit=MOST_OF_PORTAL, period=DAY, at=at)


def ask_for_packs(*, portal_id: int, agency: str, email: str, person: str = "", at: datetime) -> None:
    """Note that a press agency asks to be put on the list of a portal. One that is on it is left as it is: what is
    answered tells nothing of who gets the packs. Writes an event, which holds its key and not its address.

    Whoever asks first with somebody's address holds it for nobody, and nobody takes the request of another away: what
    is asked in other words waits beside it; what is asked in the same words waits anew.

    Raises:
        what `held_list` raises.
    """
    with held_list(portal_id, by=None, at=at) as portal:
        of_address = PressSubscriber.objects.for_portal(portal).filter(email__iexact=email)
        if of_address.receiving().exists():
            return
        waiting = of_address.waiting()
        if waiting.filter(agency=agency, person=person).update(added_at=at):
            return
        row = PressSubscriber.objects.create(
            portal=portal, agency=agency, email=email, person=person, is_waiting=True, added_at=at
        )
        record_event(InformationEventKind.PRESS_AGENCY_ASKED, portal=portal, at=at, by=None, agency=row.pk)


def forget_unanswered(*, at: datetime) -> int:
    """Delete requests that nobody answered in time, and those as old that were refused; return how many.

    Each portal in a transaction of its own, with an event; one that fails waits for the next run.
    """
    requests = PressSubscriber.objects.filter(is_waiting=True)
    due: defaultdict[int, list[int]] = defaultdict(list)
    last_day_on, today = cache(last_day_of_request), timezone.localdate(at)
    for key, portal_id, asked_at in requests.values_list("pk", "portal", "added_at"):
        last = last_day_on(timezone.localdate(asked_at))
        if last is not None and last < today:
            due[portal_id].append(key)
    forgotten = 0
    for portal_id, keys in sorted(due.items()):
        try:
            forgotten += _forget(portal_id, keys, at=at)
        except PortalRefusal:
            logger.exception("Requests for the packs of portal %s were not forgotten", portal_id)
    return forgotten


def last_day_of_request(asked_on: date) -> date | None:
    """The last day on which a request of a day waits; None: it waits without an end. A time limit like the others,
    dated and changed by operators."""
    rule = rule_for(PressPackPage.category, on=asked_on, trigger=Trigger.REQUEST, step=Step.FORGET)
    if rule is None or not rule.limit.has_last_day:
        return None
    return last_day(rule.limit, asked_on, working_calendar())


def _forget(portal_id: int, keys: list[int], *, at: datetime) -> int:
    with held_list(portal_id, by=None, at=at) as portal:
        # What was put on the list meanwhile stays.
        number, _of_each = PressSubscriber.objects.for_portal(portal).filter(pk__in=keys, is_waiting=True).delete()
        if number:
            record_event(InformationEventKind.PRESS_REQUESTS_FORGOTTEN, portal=portal, at=at, by=None, number=number)
    return number
