"""Files that public pages offer: which, their text, and where in a file the words of a query stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from django.contrib.contenttypes.models import ContentType
from django.db.models import ForeignKey, Q
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.models import Page, ReferenceIndex

from formats.files import ending_of_name
from library.models import DocumentPart, PortalDocument
from library.texts.readings import current_parts
from search.models import SearchEntry
from search.words.highlight import answered_terms, snippet
from search.words.query import Query
from sites.directory import PortalRecord, get_directory

# Parts of files that are looked through for one hit.
_LOOKED_THROUGH: Final = 20


@dataclass(frozen=True, slots=True)
class FileHit:
    """Place in a file of a page where the words of a query stand.

    Attributes:
        place: "Page 3 of the file …", in the active language.
    """

    place: str
    snippet_html: SafeString
    url: str


def offered_documents(pages: Collection[Page], *, exactly: bool) -> dict[int, list[int]]:
    """Keys of the documents that pages offer of the library of their own portal, by the key of the page.

    Args:
        exactly: read from the pages themselves; else from Wagtail's index of references, which workers keep.
    """
    found: dict[int, set[int]] = defaultdict(set)
    if exactly:
        for page in pages:
            found[page.pk] = _documents_of(page)
    else:
        rows = ReferenceIndex.objects.filter(
            base_content_type=ContentType.objects.get_for_model(Page),
            object_id__in=[str(page.pk) for page in pages],
            to_content_type=ContentType.objects.get_for_model(PortalDocument),
        )
        for page_id, key in rows.values_list("object_id", "to_object_id"):
            found[int(page_id)].add(int(key))
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
    keys = {key for entry in wanted.values() for key in entry.documents}
    if not keys:
        return {}
    parts: dict[int, list[DocumentPart]] = defaultdict(list)
    rows = current_parts(keys).filter(_has_words(query)).select_related("reading__document")
    for part in rows.defer("folded").order_by("number")[: _LOOKED_THROUGH * len(wanted)]:
        parts[part.reading.document_id].append(part)
    hits = {}
    for entry in wanted.values():
        of_entry = [part for key in entry.documents for part in parts[key]]
        record = get_directory().by_id.get(entry.portal_id)
        if of_entry and record is not None:
            best = max(of_entry, key=lambda part: answered_terms(part.text, query))
            hits[entry.pk] = _hit(best, query, record, site_id)
    return hits


def _says_it_all(entry: SearchEntry, query: Query) -> bool:
    own = f"{entry.title} {entry.lead} {entry.source_agency} {entry.body}"
    return answered_terms(own, query) == len(query.match)


def _has_words(query: Query) -> Q:
    """Parts with any term of a query, marks aside: those with the most are chosen of them."""
    condition = Q(pk=None)
    for alternatives in query.match:
        for sequence in alternatives:
            words = f" {' '.join(sequence.words)}{'' if sequence.is_prefix else ' '}"
            condition |= Q(folded__contains=words)
    return condition


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
        snippet_html=snippet(part.text, query),
        url=f"{address}#page={part.label}" if is_pdf else address,
    )
