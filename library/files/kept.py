"""Files of a portal's library: what refers to one is of that portal; which other files are made of it."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, TypeVar

from django.db import transaction
from wagtail.images.models import AbstractImage, AbstractRendition, SourceImageIOError

from audit.events import lock_chains
from library.errors import FileStays
from library.files.usage import is_named, is_shown, portal_id_of_collection
from sites.public_request import is_public_request

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wagtail.models import CollectionMember


def leaves_portal(file: CollectionMember, collection_id: int) -> bool:
    """Whether a file, as it is in memory, would be given to another portal. No query."""
    return portal_id_of_collection(file.collection_id) != portal_id_of_collection(collection_id)


def stays(file: CollectionMember, collection_id: int) -> bool:
    """Whether a file would be given to another portal while something refers to it."""
    return leaves_portal(file, collection_id) and is_named(file)


def refuse_leaving(file: CollectionMember) -> CollectionMember | None:
    """Refuse to write a file into the library of another portal while something refers to it. One query where it stays.

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
    """The files that were made of a picture, or those that somebody else made first. Two queries; where the public is
    answered, those of `library.files.usage.is_shown`, too.

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
