"""Registration only: what the public sees is not deleted from under it, nor given to another portal; what comes, goes
or is given is recorded."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.dispatch import receiver

from editorial.integrity.guard import refuse_unapproved_file
from editorial.review.locking import lock_files
from library.files.kept import note_leaving, record_arrival, record_departure, record_leaving, refuse_leaving
from library.files.usage import is_relied_on
from library.models import PortalDocument, PortalImage
from page_cache.purging import purge_on_commit
from sites.directory import get_directory


@receiver(pre_delete, sender=PortalImage, dispatch_uid="library.keep_used_image")
@receiver(pre_delete, sender=PortalDocument, dispatch_uid="library.keep_used_document")
def keep_what_is_used(instance: PortalImage | PortalDocument, **kwargs: Any) -> None:
    """Refuse to delete it, from whatever screen. Screens that can say so ask before.

    Raises:
        PermissionDenied: a public page, or one that a board looks at, refers to it.
    """
    # Django deletes within a transaction: who approves what shows it goes first or finds it gone.
    lock_files({type(instance): {instance.pk}})
    if is_relied_on(instance):
        raise PermissionDenied


@receiver(pre_save, sender=PortalImage, dispatch_uid="library.keep_image_in_portal")
@receiver(pre_save, sender=PortalDocument, dispatch_uid="library.keep_document_in_portal")
def keep_in_portal(
    instance: PortalImage | PortalDocument, raw: bool = False, update_fields: Any = None, **kwargs: Any
) -> None:
    if not raw and instance.pk is not None:
        leaving = refuse_leaving(instance)
        is_written = update_fields is None or not {"collection", "collection_id"}.isdisjoint(update_fields)
        note_leaving(instance, leaving if is_written else None)


@receiver(pre_save, sender=PortalImage, dispatch_uid="library.guard_images")
@receiver(pre_save, sender=PortalDocument, dispatch_uid="library.guard_documents")
def guard_public_files(
    instance: PortalImage | PortalDocument, raw: bool = False, update_fields: Any = None, **kwargs: Any
) -> None:
    if not raw and instance.pk is not None:
        refuse_unapproved_file(instance, written=update_fields)


@receiver(post_save, sender=PortalImage, dispatch_uid="library.record_image")
@receiver(post_save, sender=PortalDocument, dispatch_uid="library.record_document")
def record_file(instance: PortalImage | PortalDocument, created: bool, raw: bool = False, **kwargs: Any) -> None:
    if raw:
        return
    if created:
        record_arrival(instance)
    else:
        record_leaving(instance)


# After deletion: of several files that go at once, all are locked before the record of their portal.
@receiver(post_delete, sender=PortalImage, dispatch_uid="library.record_deleted_image")
@receiver(post_delete, sender=PortalDocument, dispatch_uid="library.record_deleted_document")
def record_deleted_file(instance: PortalImage | PortalDocument, **kwargs: Any) -> None:
    record_departure(instance)


@receiver([post_save, post_delete], sender=PortalImage, dispatch_uid="library.end_copies_with_image")
@receiver([post_save, post_delete], sender=PortalDocument, dispatch_uid="library.end_copies_with_document")
def end_copies_that_show(instance: PortalImage | PortalDocument, **kwargs: Any) -> None:
    """Pages show the title of a file, and its description."""
    if portal := get_directory().for_collection(instance.collection_id):
        purge_on_commit([portal.id])
