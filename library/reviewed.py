"""What of pictures and files the public sees, and how an approved change of it is made."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.files.base import File

from audit.on_commit import run_on_commit
from editorial.proposals.reviewed_models import FILE, OF_A_PICTURE, ReviewedModel, register_reviewed_model
from library.files.usage import is_read, portal_id_of
from library.models import PortalDocument, PortalImage, PortalRendition
from library.permissions import can_edit_file

if TYPE_CHECKING:
    from accounts.models import User
    from editorial.models import ProposedChange

FOCAL_POINT = ("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height")
OF_A_TITLE = frozenset({"accurate", "personal_data"})
OF_A_DESCRIPTION = OF_A_TITLE | {"pictures"}


class ReviewedFile(ReviewedModel):
    """A picture or a document that somebody reads."""

    def portal_of(self, row: PortalImage | PortalDocument) -> int | None:
        return portal_id_of(row)

    def may_edit(self, user: User, row: PortalImage | PortalDocument, on: date) -> bool:
        return can_edit_file(user, row, on)

    def is_public(self, row: PortalImage | PortalDocument) -> bool:
        return is_read(row)

    def write(self, row: PortalImage | PortalDocument, change: ProposedChange, by: User | None, at: datetime) -> None:
        """Write the values, and the proposed file in the place of the former, which goes once nothing can fail."""
        for name, value in change.values.items():
            if name != FILE:
                setattr(row, name, value)
        if change.file:
            storage, former = row.file.storage, row.file.name
            with change.file.open("rb") as proposed:
                row.file.save(PurePath(change.values[FILE]).name, File(proposed), save=False)
            if former and former != row.file.name:
                run_on_commit(storage.delete, former)
            self.read_metadata(row)
        row.save()

    def read_metadata(self, row: Any) -> None:
        """Read from a new file what the row says of it."""
        row._set_document_file_metadata()


@register_reviewed_model(PortalImage)
class ReviewedImage(ReviewedFile):
    """Files of other sizes are made again where the picture or what matters in it is another."""

    fields = ("title", FILE, "description", "description_en", "credit", *FOCAL_POINT)
    checklist: ClassVar = {
        "title": OF_A_TITLE,
        FILE: OF_A_PICTURE,
        "description": OF_A_DESCRIPTION,
        "description_en": OF_A_DESCRIPTION,
        "credit": {"rights"},
        **dict.fromkeys(FOCAL_POINT, ()),
    }

    def read_metadata(self, row: Any) -> None:
        row._set_image_file_metadata()

    def write(self, row: Any, change: ProposedChange, by: User | None, at: datetime) -> None:
        super().write(row, change, by, at)
        if change.file or set(FOCAL_POINT) & set(change.values):
            row.renditions.all().delete()
            # Readers make them at this moment of the former file.
            run_on_commit(_delete_renditions, row.pk)


@register_reviewed_model(PortalDocument)
class ReviewedDocument(ReviewedFile):
    """A document of a portal."""

    fields = ("title", FILE)
    checklist: ClassVar = {"title": OF_A_TITLE}


def _delete_renditions(key: int) -> None:
    PortalRendition.objects.filter(image=key).delete()
