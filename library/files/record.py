"""Pictures and documents that come, go or are given to another portal, for the record (24.12).

Told where rows are written: of Wagtail's screens some log it, others do not (many uploads at once, uploads while a
picture is chosen, what is done to many).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from adminsite.editor_log import CREATED, DELETED, is_logged_in_this_step
from audit.enums import AuditEventKind
from audit.events import lock_chains, record_on_each
from library.files.usage import portal_id_of_collection
from members.access.actor import who_acts

if TYPE_CHECKING:
    from wagtail.models import Collection, CollectionMember

MOVED = "wagtail.move"
# Where a file keeps from which portal it comes until its row is written.
LEFT = "_left_portal"


def record_arrival(file: CollectionMember) -> None:
    """Log that the person who acts brought a file. What programs bring is recorded by what they bring it for.

    Where Wagtail logs it as well, its entry, which comes later, is left out (`adminsite.editor_log`).
    """
    if who_acts() is not None:
        log(file, CREATED, content_changed=True)


def note_leaving(file: CollectionMember, stored: CollectionMember | None) -> None:
    """Keep from which portal a file comes that is about to be written into the library of another.

    Args:
        stored: the file as it lies there; None: it stays in its portal.
    """
    file.__dict__.pop(LEFT, None)
    if stored is not None:
        setattr(file, LEFT, portal_id_of_collection(stored.collection_id))


def record_leaving(file: CollectionMember) -> None:
    """Record on both portals that a file was given from one to the other. Five queries; none where it stays."""
    if LEFT in file.__dict__:
        _record(file, MOVED, {file.__dict__.pop(LEFT), portal_id_of_collection(file.collection_id)})


def record_departure(file: CollectionMember) -> None:
    """Record that a file was deleted, unless Wagtail logged it in the same step. Six queries at most."""
    if not is_logged_in_this_step(file, DELETED):
        _record(file, DELETED, {portal_id_of_collection(file.collection_id)})


@transaction.atomic
def give_to_collection(files: Iterable[CollectionMember], collection: Collection) -> int:
    """Write some files of one kind into a collection, each by itself: what watches over files sees every one.

    Returns how many. Files are locked first, in the order of their keys, then the records of their portals.

    Raises:
        FileStays: something of its portal refers to a file that would be given to another.
    """
    files = list(files)
    if not files:
        return 0
    held = type(files[0])._default_manager.select_for_update(no_key=True)
    rows: list[Any] = list(held.filter(pk__in=[file.pk for file in files]).order_by("pk"))
    lock_chains(portal_id_of_collection(key) for key in {collection.pk, *(row.collection_id for row in rows)})
    for row in rows:
        row.collection = collection
        row.save(update_fields=["collection"])
    return len(rows)


def _record(file: CollectionMember, action: str, portal_ids: set[int | None]) -> None:
    said = {"action": action, "item": str(file), "type": file._meta.label_lower, "key": str(file.pk)}
    record_on_each(AuditEventKind.WORKED_ON, dict.fromkeys(portal_ids, said), at=timezone.now(), by=who_acts())
