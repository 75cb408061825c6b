"""Files of a library: their record, which others are made of one, and that all refer to their own portal."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import transaction
from django.utils import timezone
from wagtail.images.models import AbstractImage, AbstractRendition, SourceImageIOError
from wagtail.log_actions import log

from adminsite.editor_log import CREATED, DELETED, is_logged_in_this_step
from audit.enums import AuditEventKind
from audit.events import lock_chains, record_on_each
from library.errors import FileStays
from library.files.usage import is_named, is_shown, portal_id_of_collection
from members.access.actor import who_acts
from sites.public_request import is_public_request

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wagtail.models import Collection, CollectionMember


def leaves_portal(file: CollectionMember, collection_id: int) -> bool:
    """Whether a file, as it is in memory, would be given to another portal."""
    return portal_id_of_collection(file.collection_id) != portal_id_of_collection(collection_id)


def stays(file: CollectionMember, collection_id: int) -> bool:
    """Whether a file would be given to another portal while something refers to it."""
    return leaves_portal(file, collection_id) and is_named(file)


def refuse_leaving(file: CollectionMember) -> CollectionMember | None:
    """Refuse to write a file into the library of another portal while something refers to it.

    Within a transaction the file and the records of both portals are locked first: what is approved or submitted at the
    same moment is seen, or sees where the file lies. Returns the file as it is stored; None where it stays.

    Raises:
        FileStays: see above.
    """
    rows = type(file)._base_manager.filter(pk=file.pk)
    stored = rows.first()
    if stored is None or not leaves_portal(stored, file.collection_id):
        return None
    if transaction.get_connection().in_atomic_block:
        rows.select_for_update(no_key=True).values_list("pk").first()
        lock_chains(portal_id_of_collection(key) for key in (stored.collection_id, file.collection_id))
    if is_named(stored):
        raise FileStays
    return stored


Key = TypeVar("Key", bound=Hashable)


def keep_made(image: AbstractImage, made: Mapping[Key, AbstractRendition]) -> dict[Key, AbstractRendition]:
    """The files that were made of a picture, or those that somebody else made first.

    Raises:
        SourceImageIOError: the picture has another file since, or, where the public is answered, the public sees it
            nowhere any more. What was made is deleted.
    """
    kept = _without_losers(image, made)
    is_current = type(image)._default_manager.filter(pk=image.pk, file=image.file.name).exists()
    if is_current and (not is_public_request() or is_shown(image)):
        return kept
    image.get_rendition_model().objects.filter(
        image=image.pk, file__in=[one.file.name for one in kept.values()]
    ).delete()
    raise SourceImageIOError(image.file.name)


def _without_losers(image: AbstractImage, made: Mapping[Key, AbstractRendition]) -> dict[Key, AbstractRendition]:
    """Wagtail ignores that two make the same at once, and gives both the own file: that of the second has no row, so
    that nobody would take it away."""
    rows = image.get_rendition_model().objects.filter(
        image=image.pk, filter_spec__in=[one.filter_spec for one in made.values()]
    )
    stored = {(row.filter_spec, row.focal_point_key): row for row in rows}
    kept: dict[Key, AbstractRendition] = {}
    for key, one in made.items():
        row = stored.get((one.filter_spec, one.focal_point_key))
        if row is None or row.file.name != one.file.name:
            one.file.storage.delete(one.file.name)
        kept[key] = row or one
    return kept


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
    """Record on both portals that a file was given from one to the other."""
    if LEFT in file.__dict__:
        _record(file, MOVED, {file.__dict__.pop(LEFT), portal_id_of_collection(file.collection_id)})


def record_departure(file: CollectionMember) -> None:
    """Record that a file was deleted, unless Wagtail logged it in the same step."""
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
