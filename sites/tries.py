"""Verbs that count tries, so that nobody guesses passwords by the thousand.

Counted in the database, which all processes share and which needs no cache. A try is counted before it is made: those
made at the same moment count as well. What is refused is not counted, so waiting always helps.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import StrEnum

from django.conf import settings
from django.db import transaction
from django.db.models import Case, F, Q, QuerySet, Value, When
from django.utils.crypto import salted_hmac

from sites.after_commit import after_commit
from sites.errors import TooManyTries
from sites.models import TryCount
from sites.try_limits import counted_as, free_again_at, network_of, tried_name

# After this time a count is of no use to anybody.
KEPT_FOR = timedelta(days=1)


class Tried(StrEnum):
    """What can be tried only so often."""

    SIGN_IN = "sign_in"
    OWN_PASSWORD = "own_password"  # noqa: S105 -- a word, not a password
    SECOND_FACTOR = "second_factor"
    TELLING_LOCKED = "telling_locked"
    NEW_PASSWORD = "new_password"  # noqa: S105 -- likewise
    INVITATION = "invitation"
    INVITING = "inviting"
    FOLLOWING = "following"
    MAILING_UNPROVED = "mailing_unproved"
    SENDING_FORM = "sending_form"
    ASKING = "asking"
    ASKING_WITHOUT_PROOF = "asking_without_proof"
    ASKING_THE_SAME = "asking_the_same"
    SHEET = "sheet"
    LOOKING_UP = "looking_up"
    TYPING_TITLE = "typing_title"


class LastTry(StrEnum):
    """Whose limit a try reached."""

    OF_NAME = "name"
    OF_NETWORK = "network"
    OF_ACCOUNT = "account"  # wherever it is tried


@transaction.atomic
def count_try(what: Tried, name: str, *, address: str | None, at: datetime) -> LastTry | None:
    """Count a try under a name from an address. Two queries for each of its limits, two more the first time.

    Returns of which limit it is the last one: if it fails too, the next is refused.

    Raises:
        TooManyTries: there were too many already. This one is not counted.
    """
    period = _period()
    last: LastTry | None = None
    for key, limit, reached in _limits(what, name, address=address):
        count = _count(key, at=at, period=period)
        if count.number > limit:
            raise TooManyTries(until=free_again_at(count.since, period=period))
        if count.number == limit:
            last = last or reached
    return last


@transaction.atomic
def count_within(what: Tried, name: str, *, limit: int, period: timedelta, at: datetime) -> bool:
    """Count one of what may be done so often in a period, of a day at most. Two queries, two more the first time.

    Args:
        name: of whom or what, in one way of writing: a network, a digest, a key.

    Returns whether it is the last one that may be done.

    Raises:
        TooManyTries: there were as many already. This one is not counted.
    """
    count = _count(counted_as(what, network="", name=name), at=at, period=period)
    if count.number > limit:
        raise TooManyTries(until=free_again_at(count.since, period=period), since=count.since)
    return count.number == limit


@transaction.atomic
def forget_within(what: Tried, name: str) -> None:
    """Let what `count_within` counts begin anew. One query."""
    _rows(counted_as(what, network="", name=name)).delete()


@transaction.atomic
def forgive_try(what: Tried, name: str, *, address: str | None) -> None:
    """After a success: forget the failures of the name there, and take this one off its network's. Two queries."""
    (own, *_rest), *wider = _limits(what, name, address=address)
    _rows(own).delete()
    for key, *_rest in wider:
        _rows(key).filter(number__gt=0).update(number=F("number") - 1)


def _limits(what: Tried, name: str, *, address: str | None) -> Iterator[tuple[str, int, LastTry]]:
    """The counts that a try belongs to, with their limits: its name on this network first, then the network. Codes of
    an account count together wherever they come from: who tries them has the password.

    Where no address is known, all would share the network's.
    """
    network = network_of(address) if address else ""
    if what == Tried.SECOND_FACTOR:
        yield counted_as(what, network="", name=name), settings.SECOND_FACTOR_TRIES, LastTry.OF_ACCOUNT
    elif name:
        yield counted_as(what, network=network, name=tried_name(name)), settings.SIGN_IN_TRIES, LastTry.OF_NAME
    if network and what != Tried.OWN_PASSWORD:
        is_sign_in = what in {Tried.SIGN_IN, Tried.SECOND_FACTOR}
        wide = settings.SIGN_IN_TRIES_PER_ADDRESS if is_sign_in else settings.FORM_TRIES_PER_ADDRESS
        yield counted_as(what, network=network, name=None), wide, LastTry.OF_NETWORK


def _count(key: str, *, at: datetime, period: timedelta) -> TryCount:
    """One more, or the first of a new period. The row stays locked until the transaction ends."""
    over = Q(since__lte=at - period)
    one_more = {
        "number": Case(When(over, then=Value(1)), default=F("number") + 1),
        "since": Case(When(over, then=Value(at)), default=F("since")),
    }
    rows = _rows(key)
    if not rows.update(**one_more):
        # Not before this transaction ends: another would wait for a row that goes, and this one for what that adds.
        after_commit(_forget_old, at=at)
        TryCount.objects.bulk_create([TryCount(key=_hidden(key), since=at)], ignore_conflicts=True)
        rows.update(**one_more)
    return rows.get()


def _forget_old(*, at: datetime) -> None:
    old = TryCount.objects.select_for_update(skip_locked=True).filter(since__lt=at - KEPT_FOR)
    TryCount.objects.filter(pk__in=old.values("pk")).delete()


def _rows(key: str) -> QuerySet[TryCount]:
    return TryCount.objects.filter(key=_hidden(key))


def _hidden(key: str) -> str:
    """Into the field for the name people type their password as well."""
    return salted_hmac("sites.tries", key, algorithm="sha256").hexdigest()


def _period() -> timedelta:
    return timedelta(minutes=settings.SIGN_IN_WAIT_MINUTES)
