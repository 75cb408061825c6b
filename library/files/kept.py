"""Files that stay in the library of their portal: what refers to one is of that portal, and would show another's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from audit.events import lock_chains
from library.errors import FileStays
from library.files.usage import is_named, portal_id_of_collection

if TYPE_CHECKING:
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
