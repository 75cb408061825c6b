"""The cipher of personal data, and bringing every sealed row to the newest key, so that a former one can go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.apps import apps
from django.db import transaction

from audit.errors import SealNotOpened
from audit.events import record_event
from audit.models.sealed import SealedRow
from audit.sealing.ciphers import derived, keys
from participation.enums.submissions import PersonalDataEventKind
from participation.personal_data.contacts import normalised_contact

if TYPE_CHECKING:
    from accounts.models import User


# Rows that one transaction seals again.
BATCH: Final = 200


@dataclass(slots=True)
class Resealed:
    """How many rows were sealed again, and how many no key opens."""

    done: int = 0
    unreadable: int = 0


def sealed_models() -> list[type[SealedRow]]:
    """Every table with sealed rows, those of apps above too."""
    return [model for model in apps.get_models() if issubclass(model, SealedRow)]


def to_reseal() -> int:
    """How many rows another key than the newest sealed."""
    return sum(model._default_manager.to_reseal().count() for model in sealed_models())  # type: ignore[attr-defined]


def without_key() -> int:
    """How many rows no key opens that there is."""
    return sum(model._default_manager.without_key().count() for model in sealed_models())  # type: ignore[attr-defined]


def reseal_personal_data(*, by: User | None, at: datetime, told: Callable[[int], None] = lambda rows: None) -> Resealed:
    """Seal with the newest key whatever another key sealed, in batches. Writes one event for the run, in the city's
    chain, with how many rows. Interrupted and run again, it goes on where it stopped.

    Args:
        told: called after each batch, with how many rows it looked at.
    """
    outcome = Resealed()
    try:
        for model in sealed_models():
            last: int | None = 0
            while last is not None:
                last = _reseal_batch(model, outcome, after=last, told=told)
    finally:
        if outcome.done:
            record_event(PersonalDataEventKind.PERSONAL_DATA_RESEALED, portal=None, at=at, by=by, count=outcome.done)
    return outcome


def _reseal_batch(model: type[SealedRow], outcome: Resealed, *, after: int, told: Callable[[int], None]) -> int | None:
    """Seal the next rows again. Returns the key of the last one looked at; None where none was left."""
    with transaction.atomic():
        waiting = model._default_manager.to_reseal().filter(pk__gt=after).order_by("pk")  # type: ignore[attr-defined]
        rows = list(waiting.select_for_update(of=("self",), no_key=True)[:BATCH])
        opened = [row for row in rows if _resealed(row)]
        model._default_manager.bulk_update(opened, model.SEALED_FIELDS)
    outcome.done += len(opened)
    outcome.unreadable += len(rows) - len(opened)
    if not rows:
        return None
    told(len(rows))
    return rows[-1].pk


def _resealed(row: SealedRow) -> bool:
    """Whether a row could be opened; it is sealed again then, and not saved yet."""
    try:
        row.resealed()
    except SealNotOpened:
        return False
    return True


def contact_digest(value: str) -> str:
    """A contact as it is counted and compared: keyed, and not to be turned back. Empty for no contact.

    The newest key makes it; what an earlier key made is found by `contact_digests`, until it is resealed.
    """
    return contact_digests(value)[0] if normalised_contact(value) else ""


def contact_digests(value: str) -> list[str]:
    """How a contact may stand in the table: one for each key, the newest first. None for no contact."""
    contact = normalised_contact(value)
    return [derived(key, b"contact digest", contact.encode()).hex() for key in keys()] if contact else []
