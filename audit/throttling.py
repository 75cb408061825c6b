"""Throttling: how often something may be tried, so that nobody guesses passwords by the thousand.

Counted in the database, which all processes share and which needs no cache. A try is counted before it is made: those
made at the same moment count as well. What is refused is not counted, so waiting always helps. What is throttled is
declared by the app that owns it, as an `Action`.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.crypto import salted_hmac

from audit.errors import TooManyTries
from audit.models import TryCount
from audit.on_commit import run_on_commit

# After this time a count is of no use to anybody.
KEPT_FOR = timedelta(days=1)
# A subscriber with IPv6 has a whole network of this length, and so as many addresses as it likes.
SUBSCRIBER_PREFIX = 64


@dataclass(frozen=True, slots=True)
class Action:
    """Something that may be tried only so often.

    Attributes:
        code: under which it is counted, and named in events.
        per_name: setting with the number of tries under one name, from one network unless `is_of_account`.
        per_network: setting with the number of tries from one network; empty: no such limit.
        is_of_account: tries of one name count together wherever they come from.
    """

    code: str
    per_name: str = "SIGN_IN_TRIES"
    per_network: str = "FORM_TRIES_PER_ADDRESS"
    is_of_account: bool = False


class Limit(StrEnum):
    """Which limit a try reached."""

    OF_NAME = "name"
    OF_NETWORK = "network"
    OF_ACCOUNT = "account"  # wherever it is tried


@transaction.atomic
def hit(action: Action, name: str, *, address: str | None, at: datetime) -> Limit | None:
    """Count a try under a name from an address.

    Returns of which limit it is the last one: if it fails too, the next is refused.

    Raises:
        TooManyTries: there were too many already. This one is not counted.
    """
    period = timedelta(minutes=settings.SIGN_IN_WAIT_MINUTES)
    last: Limit | None = None
    for key, limit, reached in _limits(action, name, address=address):
        count = _count(key, at=at, period=period)
        if count.number > limit:
            raise TooManyTries(until=free_again_at(count.since, period=period))
        if count.number == limit:
            last = last or reached
    return last


@transaction.atomic
def hit_within(action: Action, name: str, *, limit: int, period: timedelta, at: datetime) -> bool:
    """Count one of what may be done so often in a period, of a day at most.

    Args:
        name: of whom or what, in one way of writing: a network, a digest, a key.

    Returns whether it is the last one that may be done.

    Raises:
        TooManyTries: there were as many already. This one is not counted.
    """
    count = _count(count_key(action.code, network="", name=name), at=at, period=period)
    if count.number > limit:
        raise TooManyTries(until=free_again_at(count.since, period=period), since=count.since)
    return count.number == limit


@transaction.atomic
def reset_within(action: Action, name: str) -> None:
    """Let what `hit_within` counts begin again."""
    _rows(count_key(action.code, network="", name=name)).delete()


@transaction.atomic
def reset(action: Action, name: str, *, address: str | None) -> None:
    """After a success: forget the failures of the name there, and take this one off its network's."""
    (own, *_rest), *wider = _limits(action, name, address=address)
    _rows(own).delete()
    for key, *_rest in wider:
        _rows(key).filter(number__gt=0).update(number=F("number") - 1)


def _limits(action: Action, name: str, *, address: str | None) -> Iterator[tuple[str, int, Limit]]:
    """The counts that a try belongs to, with their limits: its name on this network first, then the network. Codes of
    an account count together wherever they come from: who tries them has the password.

    Where no address is known, all would share the network's.
    """
    network = network_of(address) if address else ""
    if action.is_of_account:
        yield count_key(action.code, network="", name=name), getattr(settings, action.per_name), Limit.OF_ACCOUNT
    elif name:
        key = count_key(action.code, network=network, name=normalised_name(name))
        yield key, getattr(settings, action.per_name), Limit.OF_NAME
    if network and action.per_network:
        key = count_key(action.code, network=network, name=None)
        yield key, getattr(settings, action.per_network), Limit.OF_NETWORK


def _count(key: str, *, at: datetime, period: timedelta) -> TryCount:
    """One more, or the first of a new period. The row stays locked until the transaction ends."""
    first = {"number": 1, "since": at}
    count, is_new = TryCount.objects.select_for_update().get_or_create(key=_hidden(key), defaults=first)
    if is_new:
        # Not before this transaction ends: another would wait for a row that goes, and this one for what that adds.
        run_on_commit(_forget_old, at=at)
        return count
    if count.since <= at - period:
        count.number, count.since = 1, at
    else:
        count.number += 1
    count.save(update_fields=["number", "since"])
    return count


def _forget_old(*, at: datetime) -> None:
    old = TryCount.objects.select_for_update(skip_locked=True).filter(since__lt=at - KEPT_FOR)
    TryCount.objects.filter(pk__in=old.values("pk")).delete()


def _rows(key: str) -> QuerySet[TryCount]:
    return TryCount.objects.filter(key=_hidden(key))


def _hidden(key: str) -> str:
    """Into the field for the name people type their password as well."""
    return salted_hmac("audit.throttling", key, algorithm="sha256").hexdigest()


def network_of(address: str) -> str:
    """The network that a client is counted by: of IPv4 the address itself, of IPv6 the network of the subscriber."""
    plain = ip_address(address)
    return str(plain) if plain.version == 4 else str(ip_network((plain, SUBSCRIBER_PREFIX), strict=False))


def normalised_name(typed: str) -> str:
    """A name as it is counted: other capitals, widths or spaces around it make no other name."""
    return unicodedata.normalize("NFKC", typed).strip().casefold()


def count_key(code: str, *, network: str, name: str | None) -> str:
    """The key of one counter: different parts never give the same key."""
    return json.dumps([code, network, name])


def free_again_at(since: datetime, *, period: timedelta) -> datetime:
    """When a count begins again, on the full minute: nobody is told a time that is too early."""
    end = since + period
    minute = end.replace(second=0, microsecond=0)
    return minute if minute == end else minute + timedelta(minutes=1)
