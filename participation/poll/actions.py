"""The verb of polls. Sums are kept, and of who voted nothing."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from audit.throttling import hit_within, network_of
from participation.models import PollTally
from participation.models.poll import VOTERS
from participation.poll.errors import ChoiceMissing, PollClosed
from participation.sent_forms.counters import increment_counters
from participation.sent_forms.day_marks import is_first_today
from participation.sent_forms.limits import HOUR
from participation.throttled_actions import VOTING

if TYPE_CHECKING:
    from participation.poll.public import ShownPoll


@transaction.atomic
def vote(
    portal_id: int,
    poll: ShownPoll,
    chosen: Collection[str],
    *,
    address: str | None,
    at: datetime,
    has_voted: bool = False,
) -> bool:
    """Count what a reader chooses in a poll of a portal. Returns whether it was counted: a second time on a day from
    the same network it is not.

    Args:
        chosen: identifiers of choices.
        has_voted: the browser says that it voted in this poll before; it is not counted again.

    Raises:
        PollClosed: it takes no votes.
        ChoiceMissing: nothing is chosen, something that the poll does not have, or more than one where one may be.
        TooManyTries: too many votes came from this network within an hour.
    """
    if not poll.is_open:
        raise PollClosed
    keys = set(chosen)
    if not keys or not keys <= {key for key, _text in poll.choices} or (len(keys) > 1 and not poll.several):
        raise ChoiceMissing
    if address:
        limit = settings.RATINGS_PER_ADDRESS_HOUR
        hit_within(VOTING, network_of(address), limit=limit, period=HOUR, at=at)
    if has_voted:
        return False
    what = f"poll:{portal_id}:{poll.page_key}:{poll.poll}"
    if not is_first_today(what, address=address, today=timezone.localdate(at)):
        return False
    for choice in (VOTERS, *sorted(keys)):
        row = {"portal_id": portal_id, "page_key": poll.page_key, "poll": poll.poll, "choice": choice}
        increment_counters(PollTally, row, {"votes": 1})
    return True
