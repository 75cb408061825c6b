"""Files that public pages offer: which, their text, and where in a file the words of a query stand."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import reduce
from operator import add, or_
from typing import Final

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, Exists, ForeignKey, OuterRef, Q, Value, When
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.models import Page, ReferenceIndex

from formats.files import ending_of_name
from formats.vietnamese.folding import fold
from library.models import DocumentPart, PortalDocument
from library.texts.readings import current_parts, standing_readings
from search.models import SearchEntry
from search.words.expressions import Alternatives
from search.words.highlight import answered_terms, snippet
from search.words.query import Query
from sites.directory import PortalRecord, get_directory

# Terms of a query, and pairs of neighbours, that parts of files are looked through for.
_MOST_TERMS: Final = 10
# Letters of a text that are cut into words.
_READ_LENGTH: Final = 30_000

# Words of a query as `DocumentPart.folded` has them; a part has a term where it has any of these.
_Wanted = list[set[str]]


@dataclass(frozen=True, slots=True)
class FileHit:
    """Place in a file of a page where the words of a query stand.

    Attributes:
        place: "Page 3 of the file …", in the active language.
    """

    place: str
    snippet_html: SafeString
    url: str


def offered_documents(pages: Collection[Page]) -> dict[int, list[int]]:
    """Keys of the documents that pages offer of the library of their own portal, by the key of the page.

    Read from the pages themselves: Wagtail's index of references follows them later.
    """
    found = {page.pk: _documents_of(page) for page in pages}
    places = PortalDocument.objects.filter(pk__in=set().union(*found.values())).values_list("pk", "collection")
    homes = dict(places)
    directory = get_directory()
    own = {page.pk: record.collection_id for page in pages if (record := directory.for_path(page.path)) is not None}
    return {
        page_id: sorted(key for key in keys if homes.get(key) == own.get(page_id)) for page_id, keys in found.items()
    }


def _documents_of(page: Page) -> set[int]:
    """Keys of the documents that the fields and blocks of a page name."""
    found: set[str] = set()
    for field in page._meta.concrete_fields:
        value = field.value_from_object(page)
        if isinstance(field, ForeignKey) and issubclass(field.related_model, PortalDocument):
            found |= {str(value)} if value is not None else set()
        elif hasattr(field, "extract_references"):
            references = field.extract_references(value)
            found |= {str(key) for model, key, *_paths in references if issubclass(model, PortalDocument)}
    return {int(key) for key in found if key.isdecimal()}


def pages_with_document(key: int) -> list[int]:
    """Keys of the pages whose rows name a document."""
    rows = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        to_content_type=ContentType.objects.get_for_model(PortalDocument),
        to_object_id=str(key),
    )
    return sorted({int(page_id) for page_id in rows.values_list("object_id", flat=True)})


def file_hits(entries: Iterable[SearchEntry], query: Query, *, site_id: int | None) -> dict[int, FileHit]:
    """By keys of rows, where the words stand in a file, for rows that do not have all of them in their own text."""
    wanted = {entry.pk: entry for entry in entries if entry.documents and not _says_it_all(entry, query)}
    best = _best_parts({key for entry in wanted.values() for key in entry.documents}, _wanted_of(query))
    chosen = {
        entry.pk: max(found)[-1]
        for entry in wanted.values()
        if (found := [best[key] for key in entry.documents if key in best])
    }
    parts = DocumentPart.objects.select_related("reading__document").in_bulk(set(chosen.values()))
    records = get_directory().by_id
    return {
        key: _hit(parts[part], query, records[wanted[key].portal_id], site_id)
        for key, part in chosen.items()
        if part in parts and wanted[key].portal_id in records
    }


def _says_it_all(entry: SearchEntry, query: Query) -> bool:
    own = f"{entry.title} {entry.lead} {entry.source_agency} {entry.body}"[:_READ_LENGTH]
    return answered_terms(own, query) == len(query.match)


def _best_parts(keys: Collection[int], wanted: _Wanted) -> dict[int, tuple[int, int, int]]:
    """Of each document the first of its parts that have the most of what is wanted, by the key of the document: how
    much it has, its number negated, so that the greatest is the best, and its key. The database counts."""
    if not keys or not wanted:
        return {}
    met = [reduce(or_, (Q(folded__contains=words) for words in sorted(alternatives))) for alternatives in wanted]
    number_met = reduce(add, (Case(When(condition, then=Value(1)), default=Value(0)) for condition in met))
    best: dict[int, tuple[int, int, int]] = {}
    rows = current_parts(keys).annotate(found=number_met).order_by()
    for document, found, number, key in rows.values_list("reading__document", "found", "number", "pk"):
        if found:
            best[document] = max(best.get(document, (0, 0, 0)), (found, -number, key))
    return best


def _wanted_of(query: Query) -> _Wanted:
    """What a part of a file should have of a query: its words, and its words beside their neighbours."""
    terms = replace(query, is_loose=False).match[:_MOST_TERMS]
    return [_as_folded(alternatives) for alternatives in (*terms, *query.pairs[:_MOST_TERMS])]


def _as_folded(alternatives: Alternatives) -> set[str]:
    found = {f" {' '.join(map(fold, one.words))}{'' if one.is_prefix else ' '}" for one in alternatives}
    # Whatever has a longer one has the shorter one too.
    return {words for words in found if not any(words != other and words.startswith(other) for other in found)}


def _excerpt(part: DocumentPart, query: Query) -> str:
    """The text of a part, of a long one about where the words stand: folding keeps the proportions of a text."""
    text, folded = part.text, part.folded
    if len(text) <= _READ_LENGTH:
        return text
    looked_for = sorted(set().union(*_wanted_of(query)), key=len, reverse=True)
    at = next((place for words in looked_for if (place := folded.find(words)) >= 0), 0)
    start = max(at * len(text) // len(folded) - _READ_LENGTH // 2, 0)
    return text[start : start + _READ_LENGTH]


def unread_pages() -> list[int]:
    """Keys of the public pages that offer a document whose text was not drawn out of what it holds now, or is to be
    tried once more."""
    read = standing_readings(at=timezone.now()).filter(document=OuterRef("pk"), file_hash=OuterRef("file_hash"))
    unread = set(PortalDocument.objects.filter(~Exists(read)).values_list("pk", flat=True))
    rows = SearchEntry.objects.serving().exclude(page=None).exclude(documents=[])
    return sorted(page for page, keys in rows.values_list("page", "documents").iterator() if unread.intersection(keys))


def _hit(part: DocumentPart, query: Query, record: PortalRecord, site_id: int | None) -> FileHit:
    document = part.reading.document
    path = document.url
    is_pdf = ending_of_name(document.file.name) == "pdf"
    address = path if record.site_id == site_id else f"{record.root_url}{path}"
    values = {"part": part.label, "title": document.title}
    if is_pdf:
        place = _("Page %(part)s of the file “%(title)s”") % values
    elif part.label:
        place = _("Sheet “%(part)s” of the file “%(title)s”") % values
    else:
        place = _("In the file “%(title)s”") % values
    return FileHit(
        place=place,
        snippet_html=snippet(_excerpt(part, query), query),
        url=f"{address}#page={part.label}" if is_pdf else address,
    )
