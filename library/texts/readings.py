"""Texts of documents in the database: drawn out once of each content of a file, read by whoever indexes pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from formats.files import ending_of_name
from formats.vietnamese.folding import indexed_text
from formats.vietnamese.text import clean_text
from library.enums import ReadingState
from library.models import DocumentPart, DocumentReading, PortalDocument
from library.texts.drawing_out import FileText, draw_out
from library.texts.text_program import MOST_LETTERS

# A file that took too long may have met a busy machine: it is tried once more after so long.
TRIED_AGAIN_AFTER: Final = timedelta(hours=1)
# States that another try may end otherwise: they depend on how much the machine had to do, or on the copy in the store.
_OF_THIS_FILE: Final = frozenset({ReadingState.DAMAGED, ReadingState.TOO_LARGE, ReadingState.INTERRUPTED})


def read_document(key: int, *, at: datetime) -> bool:
    """Draw the text out of a document, unless that was done with what it holds now. Returns whether it was done.

    Raises:
        OSError, DrawingOutFailed: the file could not be opened now; nothing is noted, so that it is tried again.
    """
    document = PortalDocument.objects.filter(pk=key).first()
    if document is None or standing_readings(at=at).filter(document=key, file_hash=document.get_file_hash()).exists():
        return False
    found = _as_read_before(document) or _drawn_out(document)
    if found.state == ReadingState.INTERRUPTED and _was_interrupted(document):
        found = FileText(ReadingState.TOO_LARGE)
    with transaction.atomic():
        # It may hold something else meanwhile, which is read by another task.
        if not PortalDocument.objects.select_for_update(no_key=True).filter(pk=key, file_hash=document.file_hash):
            return False
        DocumentReading.objects.filter(document=key).delete()
        reading = DocumentReading.objects.create(
            document_id=key,
            file_hash=document.file_hash,
            state=found.state,
            pictures=found.pictures,
            read_at=at,
        )
        DocumentPart.objects.bulk_create(
            _part(reading, number, label, text) for number, (label, text) in enumerate(found.parts, start=1)
        )
    return True


def _was_interrupted(document: PortalDocument) -> bool:
    former = DocumentReading.objects.filter(document=document.pk, file_hash=document.file_hash)
    return former.filter(state=ReadingState.INTERRUPTED).exists()


def standing_readings(*, at: datetime) -> QuerySet[DocumentReading]:
    """Readings but for those that were interrupted and are to be tried once more."""
    return DocumentReading.objects.exclude(state=ReadingState.INTERRUPTED, read_at__lte=at - TRIED_AGAIN_AFTER)


def unread_documents(keys: Collection[int]) -> list[int]:
    """Those of some documents whose text was not drawn out of what they hold now, or is to be tried once more."""
    readings = standing_readings(at=timezone.now()).filter(document__in=keys)
    known = dict(readings.values_list("document", "file_hash"))
    documents = PortalDocument.objects.filter(pk__in=keys).order_by("pk").values_list("pk", "file_hash")
    return [key for key, file_hash in documents if known.get(key) != file_hash]


def current_parts(keys: Collection[int]) -> QuerySet[DocumentPart]:
    """Pages and sheets of some documents, of what these hold now."""
    parts = DocumentPart.objects.filter(reading__document__in=keys)
    return parts.filter(reading__file_hash=F("reading__document__file_hash"))


def texts_of(keys: Collection[int]) -> dict[int, str]:
    """Texts of documents by their keys, as far as they were drawn out of what these hold now."""
    texts: dict[int, list[str]] = defaultdict(list)
    for key, text in current_parts(keys).order_by("number").values_list("reading__document", "text"):
        texts[key].append(text)
    return {key: " ".join(found) for key, found in texts.items()}


def _part(reading: DocumentReading, number: int, label: str, text: str) -> DocumentPart:
    text = _kept(text)
    words = (forms.folded for forms in indexed_text(text, max_words=MOST_LETTERS).words)
    return DocumentPart(
        reading=reading, number=number, label=_kept(label)[:100], text=text, folded=f" {' '.join(words)} "
    )


def _as_read_before(document: PortalDocument) -> FileText | None:
    """What was drawn out of a document with the same content, on whatever portal; None: of none."""
    twins = DocumentReading.objects.filter(file_hash=document.file_hash).exclude(document=document.pk)
    twin = twins.exclude(state__in=_OF_THIS_FILE).first()
    if twin is None or _ending(twin.document) != _ending(document):
        return None
    return FileText(ReadingState(twin.state), list(twin.parts.values_list("label", "text")), twin.pictures)


def _ending(document: PortalDocument) -> str:
    return ending_of_name(document.file.name)


def _drawn_out(document: PortalDocument) -> FileText:
    try:
        with document.file.open("rb") as file:
            content = file.read()
    except FileNotFoundError:
        return FileText(ReadingState.DAMAGED)
    return draw_out(content, _ending(document))


def _kept(text: str) -> str:
    # PostgreSQL refuses NUL in any text, and halves of letters.
    return clean_text(text.replace("\0", " ").encode(errors="ignore").decode())
