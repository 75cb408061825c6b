"""Erasing what a sender told: it does not come back, and the row stays with its consents (Law 91/2025/QH15, 14); and
what goes with a sender, in the apps above."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from audit.events import record_event
from audit.locking import atomic_refusing_deadlocks
from members.access.actor import lock_actor
from participation.enums import ErasureReason, PersonalDataEventKind
from participation.held import locked_sender, locked_sender_to_erase
from participation.models import DataRequest, Sender
from sites.locking import locked_portal

if TYPE_CHECKING:
    from accounts.models import User
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


def register_erased(*, hold: Callable[[int], None], erase: Callable[[Sender, datetime], None]) -> None:
    """Register what goes with the data of a sender."""
    _belongings.append(Belongings(hold, erase))


_corrected: list[Callable[[Sender], None]] = []


def register_corrected(follow: Callable[[Sender], None]) -> None:
    """Register what an app above puts right in what it keeps, once the name of a sender is another: in the transaction
    that corrects the sender, who is locked."""
    _corrected.append(follow)


def follow_corrected(sender: Sender) -> None:
    """Put right what the apps above keep of the name of a sender, who is held and saved."""
    for follow in _corrected:
        follow(sender)


@dataclass(frozen=True, slots=True)
class Erasures:
    """How many senders were erased, and the keys of those that failed."""

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
    """Erase every sender whose period of keeping ended before a day, each in a transaction of its own.

    One that fails keeps no other, and waits for the next run; it is logged by its key.
    """
    erased, failed = 0, []
    for key, portal_id in list(Sender.objects.to_erase(on=on).order_by("pk").values_list("pk", "portal")):
        try:
            erased += _erase_if_due(key, portal_id, on=on, at=at)
        except Exception:
            logger.exception("Sender %s was not erased", key)
            failed.append(key)
    return Erasures(erased, tuple(failed))


def _erase_if_due(key: int, portal_id: int, *, on: date, at: datetime) -> bool:
    """Erase a sender, unless the matter went on or a request came meanwhile. Whether it was erased."""
    with atomic_refusing_deadlocks():
        portal = locked_portal(portal_id)
        _hold_belongings(key)
        sender = locked_sender_to_erase(key, on=on)
        if sender is None:
            return False
        _erase(sender, portal=portal, because=ErasureReason.RETENTION, by=None, at=at)
    return True


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
