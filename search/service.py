"""The one way to search: the same answers on every database, and nothing that a portal's readers may not see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.apps import apps
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from home.queries import public_branches
from home.serving.addresses import url_from
from search.backends import Scope, get_backend
from search.files import FileHit, file_hits
from search.highlight import highlight, snippet
from search.models import SearchEntry
from search.query import Query
from search.questions import question_url
from sites.directory import Directory, PortalRecord, get_directory
from sites.models import Portal

if TYPE_CHECKING:
    from wagtail.query import PageQuerySet

    from home.models import SectionPage

# Of a question only code and state are read: the row has the words.
_UNREAD: Final = ("question__title", "question__text", "question__asked_back", "question__public_text")
# Hits that can be paged through; whoever has read so many needs other words.
MAX_HITS: Final = 1_000


@dataclass(frozen=True, slots=True)
class Hit:
    """One page, or question to a portal, that answers what is asked, as it is shown.

    Attributes:
        page_id: None: it is no page.
        in_file: where in a file of the page words stand that its own text does not have.
    """

    page_id: int | None
    title_html: SafeString
    snippet_html: SafeString
    url: str
    portal: PortalRecord
    kind: str
    published_at: datetime | None
    in_file: FileHit | None = None

    @property
    def portal_name(self) -> str:
        """Name of the portal it stands on, in the active language."""
        return self.portal.name

    @property
    def kind_label(self) -> str:
        """What sort of page it is, in the active language."""
        try:
            return capfirst(str(apps.get_model(self.kind)._meta.verbose_name))
        except LookupError:  # a type of page that was removed since
            return ""


@dataclass(frozen=True, slots=True)
class Results:
    """How many pages answer a question, and those asked for, best first."""

    total: int
    hits: list[Hit]


def search_pages(
    query: str | Query,
    *,
    language: str,
    portal: PortalRecord | Portal | None = None,
    limit: int = 10,
    offset: int = 0,
    seen_from: PortalRecord | None = None,
) -> Results:
    """Find public pages that have every word of a question, in one language, on one portal or on all.

    Marks and capitals do not matter for finding; pages with the words together come first, then those with the marks as
    typed. The last word may be begun only. Portals that cannot be read (in preparation, suspended, without a home in
    the language) have no pages here. Addresses are paths on the portal `seen_from`, absolute on others. Takes any text.
    """
    asked = query if isinstance(query, Query) else Query.read(query)
    directory = get_directory()
    limit = min(limit, MAX_HITS - offset)
    if not asked or limit <= 0 or offset < 0:
        return Results(0, [])
    portal_ids = _readable(directory, portal, language)
    if not portal_ids:
        return Results(0, [])
    found = get_backend().find(asked, Scope(language, portal_ids), limit=limit, offset=offset)
    entries = SearchEntry.objects.select_related("page", "question").defer(*_UNREAD).in_bulk(found.entry_ids)
    site_id = seen_from.site_id if seen_from is not None else None
    in_files = file_hits(entries.values(), asked, site_id=site_id)
    hits = [
        _hit(entries[key], asked, directory, site_id, in_files.get(key)) for key in found.entry_ids if key in entries
    ]
    return Results(found.total, [hit for hit in hits if hit is not None])


def pages_with_words(section: SectionPage, pages: PageQuerySet, text: str) -> PageQuerySet | None:
    """Those of some pages of a section that have every word of a text, marks aside; None: the text has no words.

    Reads the rows of the section's own portal and language alone.
    """
    asked, record = Query.read(text), section.portal
    if not asked or record is None:
        return None
    return pages.filter(pk__in=get_backend().matching(asked, Scope(section.language, (record.id,))))


def _readable(directory: Directory, portal: PortalRecord | Portal | None, language: str) -> tuple[int, ...]:
    """Ids of the portals that may be searched, judged by the directory and their homes as they are now."""
    asked = [record for record in directory.records if portal is None or record.id == portal.pk]
    public = public_branches(language)
    return tuple(record.id for record in asked if record.is_readable and record.container_path in public)


def _hit(
    entry: SearchEntry, query: Query, directory: Directory, site_id: int | None, in_file: FileHit | None
) -> Hit | None:
    """A row as it is shown; None where what it stands for stopped being public, or moved, and the index has yet to
    follow."""
    record = directory.by_id.get(entry.portal_id)
    url = _url(entry, record, directory, site_id) if record is not None else None
    if record is None or url is None:
        return None
    return Hit(
        page_id=entry.page_id,
        title_html=highlight(entry.title, query),
        snippet_html=snippet(f"{entry.lead} {entry.body}", query),
        url=url,
        portal=record,
        kind=entry.kind,
        published_at=entry.published_at,
        in_file=in_file,
    )


def _url(entry: SearchEntry, record: PortalRecord, directory: Directory, site_id: int | None) -> str | None:
    """Where it is read; None where it is not, or on another portal by now."""
    page, question = entry.page, entry.question
    if page is not None and page.live_revision_id != entry.revision:
        return None  # other words are public by now
    if question is not None:
        is_there = question.is_readable and question.received_portal_id == record.id
        return question_url(question, record, site_id=site_id) if is_there else None
    if page is None or not page.live or directory.for_path(page.path) != record:
        return None
    return url_from(page.path, page.url_path, site_id)
