"""Files that came in before files were cleaned (0158): written anew without what tells of their maker, and approved as
they were."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final

from django.core.files.base import ContentFile
from django.db import transaction

from audit.errors import StorageAway
from audit.events import record_on_each
from audit.on_commit import run_on_commit
from editorial.integrity.approvals import carry_over_to_cleaned, latest_content_hashes
from editorial.integrity.content_hash import content_hash_of
from editorial.models import ProposedChange
from editorial.proposals.reviewed_models import reviewed_model
from editorial.review.locking import lock_files
from formats.files import ending_of_name
from formats.metadata import Remains, remains_in_document, remains_in_picture
from library.enums import LibraryEventKind
from library.files.usage import portal_id_of
from library.models import DocumentReading, PortalDocument, PortalImage, PortalRendition

if TYPE_CHECKING:
    from django.db.models import QuerySet

# Folders of what is written anew, as long with the key of a file as those of Wagtail are: a name that fitted there fits
# here, and addresses of documents end in it.
FOLDERS: Final[dict[type[PortalDocument | PortalImage], str]] = {PortalDocument: "docs", PortalImage: "originals"}
_OF_THE_FILE: Final = {PortalDocument: (), PortalImage: ("width", "height")}


class Outcome(StrEnum):
    """What became of a file."""

    NOTHING_TOLD = "nothing_told"
    CLEANED = "cleaned"
    # Told of by `--check`.
    TELLS = "tells"
    SIGNED = "signed"
    UNREADABLE = "unreadable"
    MISSING = "missing"
    NOT_AS_APPROVED = "not_as_approved"
    PROPOSED = "proposed"
    TURNED = "turned"
    CHANGED = "changed"


# Lawful: nothing is left to be done.
DONE: Final = frozenset({Outcome.NOTHING_TOLD, Outcome.CLEANED, Outcome.SIGNED})


@dataclass(slots=True)
class Cleaning:
    """How many files came out how, and those that somebody has to look at."""

    counts: dict[Outcome, int] = field(default_factory=dict)
    listed: list[tuple[Outcome, PortalDocument | PortalImage]] = field(default_factory=list)

    @property
    def seen(self) -> int:
        return sum(self.counts.values())

    @property
    def left(self) -> int:
        """Files that still tell something, or may."""
        return sum(count for outcome, count in self.counts.items() if outcome not in DONE)

    def add(self, outcome: Outcome, row: PortalDocument | PortalImage) -> None:
        self.counts[outcome] = self.counts.get(outcome, 0) + 1
        if outcome not in {Outcome.NOTHING_TOLD, Outcome.CLEANED}:
            self.listed.append((outcome, row))


def clean_files(
    *, collection_id: int | None, at: datetime, is_trial: bool, after_each: Callable[[Cleaning], None]
) -> Cleaning:
    """Clean the pictures and documents of one library, or of all, each in a transaction of its own: run it again to go
    on after an interruption.

    Args:
        collection_id: of the library of a portal; None: of all of them.
        is_trial: only look.

    Raises:
        StorageAway: the storage does not answer; what was cleaned is.
    """
    done = Cleaning()
    for row in _files(collection_id):
        done.add(_clean(row, at=at, is_trial=is_trial), row)
        after_each(done)
    return done


def _files(collection_id: int | None) -> Iterator[PortalDocument | PortalImage]:
    for model in FOLDERS:
        rows: QuerySet[Any] = model._base_manager.order_by("pk")
        if collection_id is not None:
            rows = rows.filter(collection=collection_id)
        # Keys first: cleaning takes longer than a statement may stay open.
        for key in list(rows.values_list("pk", flat=True)):
            if (row := model._base_manager.filter(pk=key).first()) is not None:
                yield row


def _clean(row: PortalDocument | PortalImage, *, at: datetime, is_trial: bool) -> Outcome:
    try:
        remains, cleaned = _looked_at(row)
    except StorageAway:
        raise
    except OSError:
        return Outcome.MISSING
    if remains != Remains.SOMETHING:
        return {Remains.SIGNED: Outcome.SIGNED, Remains.UNREADABLE: Outcome.UNREADABLE}.get(
            remains, Outcome.NOTHING_TOLD
        )
    return Outcome.TELLS if is_trial else _replace(row, cleaned, at=at)


def _looked_at(row: PortalDocument | PortalImage) -> tuple[Remains, bytes]:
    with row.file.storage.open(row.file.name) as file:
        if isinstance(row, PortalImage):
            return remains_in_picture(file)
        return remains_in_document(file, ending_of_name(row.file.name))


def _replace(seen: PortalDocument | PortalImage, cleaned: bytes, *, at: datetime) -> Outcome:
    """Keep other bytes in the place of a file as it was looked at, and what boards approved of it; then make its
    renditions anew."""
    storage = seen.file.storage
    name = _save(seen, cleaned)
    specs: list[str] = []
    try:
        with transaction.atomic():
            outcome = _take(seen, name, at=at, specs=specs)
    except BaseException:
        storage.delete(name)
        raise
    if outcome != Outcome.CLEANED:
        storage.delete(name)
    elif isinstance(seen, PortalImage) and specs:
        # Those that readers made meanwhile were made of the former file.
        PortalRendition.objects.filter(image=seen.pk).delete()
        PortalImage.objects.get(pk=seen.pk).get_renditions(*specs)
    return outcome


def _take(seen: PortalDocument | PortalImage, name: str, *, at: datetime, specs: list[str]) -> Outcome:
    rows: list[Any] = lock_files({type(seen): {seen.pk}})[type(seen)]
    if not rows or rows[0].file.name != seen.file.name:
        return Outcome.CHANGED
    row = rows[0]
    if ProposedChange.objects.open().of(row).exists():
        # The board compares with the file that it read.
        return Outcome.PROPOSED
    former, former_bytes = content_hash_of(row), row.get_file_hash()
    if latest_content_hashes(type(row), [row.pk]).get(str(row.pk), "") not in {"", former}:
        return Outcome.NOT_AS_APPROVED
    old = row.file.name
    row.file = name
    reviewed_model(type(row)).read_metadata(row)
    if isinstance(row, PortalImage):
        if (row.width, row.height) != (seen.width, seen.height) and row.has_focal_point():
            # What matters in it would be another place.
            return Outcome.TURNED
        specs += row.renditions.order_by("filter_spec").values_list("filter_spec", flat=True).distinct()
        row.renditions.all().delete()
    else:
        # Its text is the same.
        DocumentReading.objects.filter(document=row.pk, file_hash=former_bytes).update(file_hash=row.file_hash)
    row.is_as_approved = True
    row.save(update_fields=["file", "file_size", "file_hash", *_OF_THE_FILE[type(row)]])
    approvals = carry_over_to_cleaned(row, former=former)
    said = {
        "item": str(row),
        "type": row._meta.label_lower,
        "key": str(row.pk),
        "bytes_before": former_bytes,
        "bytes_after": row.file_hash,
        "content_before": former,
        "content_after": content_hash_of(row),
        "approvals": [approval.pk for approval in approvals],
    }
    record_on_each(LibraryEventKind.FILE_CLEANED, {portal_id_of(row): said}, at=at, by=None)
    run_on_commit(row.file.storage.delete, old)
    return Outcome.CLEANED


def _save(row: PortalDocument | PortalImage, content: bytes) -> str:
    """Keep a file beside the former one, under the same name in a folder of its own."""
    basename = PurePath(row.file.name).name
    while True:
        wanted = f"{FOLDERS[type(row)]}/{secrets.token_urlsafe(3)}/{basename}"
        if not row.file.storage.exists(wanted):
            return str(row.file.storage.save(wanted, ContentFile(content)))
