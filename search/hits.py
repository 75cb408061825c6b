"""Hits: rows of the index as readers see them, each with its address and its words marked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Final

from django.apps import apps
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from home.serving.addresses import url_from
from home.serving.search_facts import SearchState, state_on
from search.backends import Scope
from search.index.files import FileHit, file_hits
from search.index.questions import question_url
from search.models import SearchEntry
from search.models.entry import SearchEntryQuerySet
from search.words.highlight import highlight, snippet
from search.words.query import Query
from sites.directory import Directory, PortalRecord

# Pages with the text of a hit that it leads to.
MAX_COPIES: Final = 20
# Of a question only code and state are read: the row has the words.
_UNREAD: Final = ("question__title", "question__text", "question__asked_back", "question__public_text")


@dataclass(frozen=True, slots=True)
class Copy:
    """Another page with the same text."""

    portal: PortalRecord
    url: str


@dataclass(frozen=True, slots=True)
class Hit:
    """One page, or question to a portal, that answers what is asked, as it is shown.

    Attributes:
        page_id: None: it is no page.
        in_file: where in a file of the page words stand that its own text does not have.
        state: its state today, of `SearchState`; empty: nothing is known.
        copies: pages with the same text, the first `MAX_COPIES` of them.
        other_portals: number of other portals that have such pages.
        copies_here: number of such pages on its own portal.
    """

    page_id: int | None
    title: str
    title_html: SafeString
    snippet_html: SafeString
    url: str
    portal: PortalRecord
    kind: str
    published_at: datetime | None
    # The words stand there with other marks than they were typed with; not counted.
    has_other_marks: bool = False
    # It has some of the words alone; not counted where others have all.
    lacks_words: bool = False
    state: str = ""
    copies: tuple[Copy, ...] = ()
    other_portals: int = 0
    copies_here: int = 0
    in_file: FileHit | None = None

    @property
    def kind_label(self) -> str:
        """Kind of page, in the active language."""
        try:
            return capfirst(str(apps.get_model(self.kind)._meta.verbose_name))
        except LookupError:  # a type of page that was removed since
            return ""

    @property
    def state_label(self) -> str:
        """State today, in the active language."""
        return str(SearchState(self.state).label) if self.state else ""

    @property
    def is_over(self) -> bool:
        """Whether it holds no longer."""
        return self.state in {SearchState.EXPIRED, SearchState.CLOSED}


@dataclass(frozen=True, slots=True)
class Results:
    """Number of pages that answer a question, and those asked for, best first; where they are few, then those that have
    some of the words, then those that have the words with other marks than were typed. These are not counted.

    Attributes:
        has_other_marks: no page has the words with the marks that were typed: those with other marks are the answer.
        counts: how many pages have each value, by the fields of `Filters`, where that was asked; None: some.
        lacks_words: no page has all the words: those with two of them together, and half of all, are the answer.
        has_more: there are more than `total`; not all were counted.
    """

    total: int
    hits: list[Hit]
    has_other_marks: bool = False
    counts: Mapping[str, Mapping[Any, int | None]] = field(default_factory=dict)
    lacks_words: bool = False
    has_more: bool = False

    @property
    def has_all(self) -> bool:
        """Whether a page has all that was typed, with its marks."""
        return bool(self.total) and not self.has_other_marks and not self.lacks_words


def with_sources(rows: SearchEntryQuerySet) -> SearchEntryQuerySet:
    """Rows with the pages and questions that they stand for, as `make_hit` needs them."""
    return rows.select_related("page", "question").defer(*_UNREAD)


def make_hits(
    entries: Collection[SearchEntry],
    query: Query,
    scope: Scope,
    directory: Directory,
    *,
    site_id: int | None,
    day: date,
) -> dict[int, Hit]:
    """Make hits of rows, by their keys, with the other pages of the scope that have the same texts and the places in
    files that have the words. Rows that may not be shown are left out.

    Args:
        site_id: of the portal that is read; addresses on others are absolute.
    """
    copies = _copies(entries, scope, directory, site_id)
    in_files = file_hits(entries, query, site_id=site_id)
    hits = {}
    for entry in entries:
        hit = make_hit(entry, query, directory, site_id=site_id, day=day)
        if hit is not None:
            same = copies[entry.content_hash]
            portals = [copy.portal.id for copy in same]
            hits[entry.pk] = replace(
                hit,
                copies=tuple(same[:MAX_COPIES]),
                other_portals=len({*portals} - {hit.portal.id}),
                copies_here=portals.count(hit.portal.id),
                in_file=in_files.get(entry.pk),
            )
    return hits


def make_hit(entry: SearchEntry, query: Query, directory: Directory, *, site_id: int | None, day: date) -> Hit | None:
    """Make a hit of a row; None where what it stands for stopped being public, or moved, and the index has yet to
    follow."""
    record = directory.by_id.get(entry.portal_id)
    url = _url(entry, record, directory, site_id) if record is not None else None
    if record is None or url is None:
        return None
    return Hit(
        page_id=entry.page_id,
        title=entry.title,
        title_html=highlight(entry.title, query),
        snippet_html=snippet(f"{entry.lead} {entry.body}", query),
        url=url,
        portal=record,
        kind=entry.kind,
        published_at=entry.published_at,
        state=state_on(entry.state, first=entry.in_force_from, last=entry.in_force_until, day=day),
    )


def _url(entry: SearchEntry, record: PortalRecord, directory: Directory, site_id: int | None) -> str | None:
    """Address of the page or question of a row; None where it is not public any more, or on another portal."""
    page, question = entry.page, entry.question
    if page is not None and page.live_revision_id != entry.revision:
        return None  # other words are public by now
    if question is not None:
        is_there = question.is_readable and question.received_portal_id == record.id
        return question_url(question, record, site_id=site_id) if is_there else None
    if page is None or not page.live or directory.for_path(page.path) != record:
        return None
    return url_from(page.path, page.url_path, site_id)


def _copies(
    entries: Collection[SearchEntry], scope: Scope, directory: Directory, site_id: int | None
) -> dict[str, list[Copy]]:
    """Other public pages of the scope with the texts of some rows, by the hash of the text."""
    rows = SearchEntry.objects.filter(
        content_hash__in={entry.content_hash for entry in entries},
        generation__in={entry.generation for entry in entries},
        language=scope.language,
        portal__in=scope.portal_ids,
        page__live=True,
    ).exclude(pk__in=[entry.pk for entry in entries])
    copies: dict[str, list[Copy]] = defaultdict(list)
    for text, portal_id, path, url_path in rows.order_by("portal", "pk").values_list(
        "content_hash", "portal", "page__path", "page__url_path"
    ):
        record, url = directory.for_path(path), url_from(path, url_path, site_id)
        if record is not None and record.id == portal_id and url is not None:
            copies[text].append(Copy(record, url))
    return copies
