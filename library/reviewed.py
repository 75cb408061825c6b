"""What of pictures and files the public sees, and how an approved change of it is made."""

from __future__ import annotations

from datetime import datetime
from pathlib import PurePath
from typing import TYPE_CHECKING

from django.core.files.base import File

from audit.on_commit import run_on_commit
from editorial.proposals.reviewed_models import FILE, register_reviewed_model
from library.files.usage import is_read, portal_id_of
from library.models import PortalDocument, PortalImage, PortalRendition
from library.permissions import can_edit_file

if TYPE_CHECKING:
    from accounts.models import User
    from editorial.models import ProposedChange

FOCAL_POINT = ("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height")


def write_image(image: PortalImage, change: ProposedChange, by: User | None, at: datetime) -> None:
    """Write the values; files of other sizes are made anew where the picture or what matters in it is another."""
    _write_fields(image, change)
    if change.file:
        _replace_file(image, change)
        image._set_image_file_metadata()
    image.save()
    if change.file or set(FOCAL_POINT) & set(change.values):
        image.renditions.all().delete()
        # Readers make them at this moment of the former file.
        run_on_commit(_delete_renditions, image.pk)


def _delete_renditions(key: int) -> None:
    PortalRendition.objects.filter(image=key).delete()


def write_document(document: PortalDocument, change: ProposedChange, by: User | None, at: datetime) -> None:
    _write_fields(document, change)
    if change.file:
        _replace_file(document, change)
        document._set_document_file_metadata()
    document.save()


def _write_fields(row: PortalImage | PortalDocument, change: ProposedChange) -> None:
    for name, value in change.values.items():
        if name != FILE:
            setattr(row, name, value)


def _replace_file(row: PortalImage | PortalDocument, change: ProposedChange) -> None:
    """Put the proposed file in the place of the former, which goes once nothing can fail any more."""
    storage, former = row.file.storage, row.file.name
    with change.file.open("rb") as proposed:
        row.file.save(PurePath(change.values[FILE]).name, File(proposed), save=False)
    if former and former != row.file.name:
        run_on_commit(storage.delete, former)


register_reviewed_model(
    PortalImage,
    fields=("title", FILE, "description", "description_en", "credit", *FOCAL_POINT),
    portal_of=portal_id_of,
    may_edit=can_edit_file,
    is_public=is_read,
    write=write_image,
)
register_reviewed_model(
    PortalDocument,
    fields=("title", FILE),
    portal_of=portal_id_of,
    may_edit=can_edit_file,
    is_public=is_read,
    write=write_document,
)
