"""Erase the personal data of senders (Law 91/2025/QH15, 14), with what the apps above registered.

The row of the sender stays, with its consents.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from audit.events import record_event
from audit.locking import atomic_refusing_deadlocks
from members.access.actor import lock_actor
from participation.enums.submissions import ErasureReason, PersonalDataEventKind
from participation.locking import locked_sender, locked_sender_to_erase
from participation.models import DataRequest, Sender
from participation.senders import start_keeping
from sites.locking import locked_portal

if TYPE_CHECKING:
    from django.db.models import Model

    from accounts.models import User
    from participation.models.sender import SenderQuerySet
    from sites.models import Portal

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Belongings:
    """What an app above keeps of senders' words.

    Attributes:
        hold: lock what a sender, by the key, sent; before the sender itself, as the verbs of that app do.
        erase: empty it. In the transaction that erases the sender, who is locked.
    """

    hold: Callable[[int], None]
    erase: Callable[[Sender, datetime], None]


_belongings: list[Belongings] = []


def register_erasure(*, hold: Callable[[int], None], erase: Callable[[Sender, datetime], None]) -> None:
    """Register what goes with the data of a sender."""
    _belongings.append(Belongings(hold, erase))


def lock_of_sender(model: type[Model]) -> Callable[[int], None]:
    """Return a function that locks the rows of a model that a sender sent, for `register_erasure`."""

    def hold(sender_key: int) -> None:
        rows = model._default_manager.select_for_update(of=("self",), no_key=True).filter(sender=sender_key)
        list(rows.order_by("pk").values_list("pk"))

    return hold


_corrected: list[Callable[[Sender], None]] = []


def register_name_correction(follow: Callable[[Sender], None]) -> None:
    """Register what an app above puts right in what it keeps, once the name of a sender is another: in the transaction
    that corrects the sender, who is locked."""
    _corrected.append(follow)


def apply_name_correction(sender: Sender) -> None:
    """Put right what the apps above keep of the name of a sender, who is held and saved."""
    for follow in _corrected:
        follow(sender)


@dataclass(frozen=True, slots=True)
class Erasures:
    """How many were erased, or their period of keeping begun, and the keys of those that failed."""

    erased: int
    failed: tuple[int, ...]


def erase_sender(sender: Sender, *, because: ErasureReason, by: User | None, at: datetime) -> None:
    """Erase what a sender told: sealed facts, digest, the words of the requests about it, and what the apps above keep
    of the sender's words. Writes an event, which holds the key of the sender and the reason.

    Who may is asked by the caller. Backups hold the data until they are replaced.

    Raises:
        SenderErased: it was erased before.
    """
    with atomic_refusing_deadlocks():
        portal = locked_portal(sender.portal_id)
        lock_actor(by)
        _hold_belongings(sender.pk)
        _erase(locked_sender(sender.pk), portal=portal, because=because, by=by, at=at)


def erase_due(*, on: date, at: datetime) -> Erasures:
    """Erase every sender whose period of keeping ended before a day, each as `one_by_one` says."""
    rows = Sender.objects.to_erase(on=on).order_by("pk").values_list("pk", "portal")
    return Erasures(*one_by_one(rows, partial(_erase_if_due, on=on, at=at), failure="Sender %s was not erased"))


def _erase_if_due(key: int, portal: Portal, *, on: date, at: datetime) -> bool:
    """Erase a sender, unless the matter went on or a request came meanwhile. Whether it was erased."""
    _hold_belongings(key)
    sender = locked_sender_to_erase(key, on=on)
    if sender is None:
        return False
    _erase(sender, portal=portal, because=ErasureReason.RETENTION, by=None, at=at)
    return True


def start_retention(senders: SenderQuerySet, *, on: date, at: datetime) -> Erasures:
    """Let the period of keeping begin on a day for those of some senders whose matter ended without a verb, each as
    `one_by_one` says."""
    rows = senders.kept().filter(keep_until=None).distinct().order_by("pk").values_list("pk", "portal")
    failure = "The period of keeping sender %s did not begin"
    return Erasures(*one_by_one(rows, partial(_start_if_open, on=on, at=at), failure=failure))


def _start_if_open(key: int, portal: Portal, *, on: date, at: datetime) -> bool:
    """Let the period of keeping begin, unless it began or the data was erased meanwhile. Whether it did."""
    sender = Sender.objects.kept().filter(pk=key, portal=portal, keep_until=None).first()
    if sender is None:
        return False
    start_keeping(sender, ended_on=on, by=None, at=at)
    return True


def one_by_one(
    rows: Iterable[tuple[int, int]], act: Callable[[int, Portal], int], *, failure: str
) -> tuple[int, tuple[int, ...]]:
    """Act on rows, given by key and portal, each in a transaction of its own in which the portal is locked. Returns the
    sum of what was done, and the keys of those that failed.

    One that is refused or fails keeps no other, and waits for the next run.

    Args:
        failure: the line of the log, in which the key is filled in.
    """
    done, failed = 0, []
    for key, portal_id in list(rows):
        try:
            with atomic_refusing_deadlocks():
                done += act(key, locked_portal(portal_id))
        except Exception:
            logger.exception(failure, key)
            failed.append(key)
    return done, tuple(failed)


def _hold_belongings(sender_key: int) -> None:
    for one in _belongings:
        one.hold(sender_key)


def _erase(sender: Sender, *, portal: Portal, because: ErasureReason, by: User | None, at: datetime) -> None:
    """Erase a sender that is held, after its portal. Its belongings first: they are found by what it told."""
    for one in _belongings:
        one.erase(sender, at)
    sender.empty_content()
    sender.erased_at, sender.erased_because = at, because
    sender.save(update_fields=[*Sender.SEALED_FIELDS, "erased_at", "erased_because"])
    requests = list(
        DataRequest.objects.select_for_update(of=("self",), no_key=True).filter(sender=sender).order_by("pk")
    )
    for request in requests:
        request.empty_content()
    DataRequest.objects.bulk_update(requests, DataRequest.SEALED_FIELDS)
    record_event(
        PersonalDataEventKind.PERSONAL_DATA_ERASED, portal=portal, at=at, by=by, sender=sender.pk, because=str(because)
    )
