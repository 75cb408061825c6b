"""The one way to search: the same answers on every database, and nothing that a portal's readers may not see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from django.apps import apps
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from home.queries import public_branches
from home.serving.addresses import url_from
from home.serving.search_facts import SearchState, state_on
from search.backends import Scope, get_backend
from search.filters import NO_FILTERS, Filters, Sort
from search.index.files import FileHit, file_hits
from search.index.questions import question_url
from search.models import SearchEntry
from search.ranking import Standpoint
from search.words.highlight import highlight, snippet
from search.words.query import Query
from search.words.spelling import suggestion
from search.words.synonyms import synonyms_for
from search.words.vocabulary import vocabulary_of
from sites.directory import Directory, PortalRecord, get_directory
from sites.models import Portal

if TYPE_CHECKING:
    from wagtail.query import PageQuerySet

    from home.models import SectionPage

# Of a question only code and state are read: the row has the words.
_UNREAD: Final = ("question__title", "question__text", "question__asked_back", "question__public_text")
# Up to so many hits another spelling is offered, if it has more than so many times as many.
FEW_HITS: Final = 3
MANY_TIMES: Final = 4
# Hits that can be paged through; whoever has read so many needs other words.
MAX_HITS: Final = 1_000
# Pages with the text of a hit that it leads to.
MAX_COPIES: Final = 20


@dataclass(frozen=True, slots=True)
class Copy:
    """Another page with the same text."""

    portal: PortalRecord
    url: str

    @property
    def portal_name(self) -> str:
        """Name of the portal it stands on, in the active language."""
        return self.portal.name


@dataclass(frozen=True, slots=True)
class Hit:
    """One page, or question to a portal, that answers what is asked, as it is shown.

    Attributes:
        page_id: None: it is no page.
        in_file: where in a file of the page words stand that its own text does not have.
        state: what it is today, of `SearchState`; empty: nothing is known.
        copies: pages with the same text, the first `MAX_COPIES` of them.
        copy_count: how many there are.
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
    copy_count: int = 0
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

    @property
    def state_label(self) -> str:
        """What it is today, in the active language."""
        return str(SearchState(self.state).label) if self.state else ""

    @property
    def is_over(self) -> bool:
        """Whether it holds no longer."""
        return self.state in {SearchState.EXPIRED, SearchState.CLOSED}

    @property
    def other_portals(self) -> int:
        """How many other portals have the same text, as far as they are shown; 0: other pages of this one."""
        return len({copy.portal.id for copy in self.copies} - {self.portal.id})


@dataclass(frozen=True, slots=True)
class Results:
    """How many pages answer a question, and those asked for, best first; where they are few, then those that have
    some of the words, then those that have the words with other marks than were typed. These are not counted.

    Attributes:
        has_other_marks: no page has the words with the marks that were typed: those with other marks are the answer.
        counts: how many pages have each value, by the fields of `Filters`, where that was asked.
        lacks_words: no page has all the words: those with two of them together, and half of all, are the answer.
    """

    total: int
    hits: list[Hit]
    has_other_marks: bool = False
    counts: Mapping[str, Mapping[Any, int]] = field(default_factory=dict)
    lacks_words: bool = False


def search_pages(
    query: str | Query,
    *,
    language: str,
    portal: PortalRecord | Portal | None = None,
    limit: int = 10,
    offset: int = 0,
    seen_from: PortalRecord | None = None,
    filters: Filters = NO_FILTERS,
    sort: Sort = Sort.RELEVANCE,
    with_counts: bool = False,
) -> Results:
    """Find public pages that have every word of a question, in one language, on one portal or on all.

    Capitals do not matter; marks do where they were typed. Pages with the words together come first. The last word may
    be begun only. Portals that cannot be read (in preparation, suspended, without a home in the language) have no pages
    here. Addresses are paths on the portal `seen_from`, whose pages come before equally good ones, absolute on others.
    Pages with equal texts are one hit. Takes any text.
    """
    asked = _with_synonyms(query if isinstance(query, Query) else Query.read(query), language)
    directory = get_directory()
    limit = min(limit, MAX_HITS - offset)
    if not asked or limit <= 0 or offset < 0:
        return Results(0, [])
    portal_ids = _readable(directory, portal, language)
    if not portal_ids:
        return Results(0, [])
    filters = _within_scope(filters, directory, portal_ids)
    scope, today = Scope(language, portal_ids), timezone.localdate()
    archived = tuple(key for key in portal_ids if directory.by_id[key].is_archived)
    here = seen_from or directory.city
    standpoint = Standpoint(today, here.id if here is not None else None, archived)
    backend = get_backend()
    find = partial(
        backend.find, scope=scope, limit=limit, offset=offset, filters=filters, sort=sort, standpoint=standpoint
    )
    found, loose, added = find(asked), asked.loosened(), []
    lacks_words = False
    if loose is not None and not found.total:
        # Whatever is chosen: where pages have all words, those that lack some are no answer.
        if not filters or not backend.find(asked, scope, limit=0, offset=0).total:
            asked, found = loose, find(loose)
            lacks_words = bool(found.total)
    elif loose is not None and found.total < limit and not offset and sort == Sort.RELEVANCE:
        added = find(loose).entry_ids
    counts: Mapping[str, Mapping[Any, int]] = {}
    if with_counts:
        counted = asked.without_marks() if found.has_other_marks else asked
        branches = _branches(directory, portal_ids) if portal is None else ()
        counts = backend.facets(counted, scope, filters, day=today, branches=branches)
    counting = found.entry_ids[: max(found.total - offset, 0)]
    keys = _joined(counting, added, found.entry_ids, limit=limit)
    # As the rows are now: an engine may have yet to follow them.
    rows = SearchEntry.objects.for_portals(portal_ids).filter(language=language)
    entries = rows.select_related("page", "question").defer(*_UNREAD).in_bulk(keys)
    site_id = seen_from.site_id if seen_from is not None else None
    copies = _copies(entries.values(), scope, directory, site_id)
    in_files = file_hits(entries.values(), asked, site_id=site_id)
    hits = []
    for key in keys:
        hit = _hit(entries[key], asked, directory, site_id, day=today) if key in entries else None
        if hit is not None:
            same, has_all = copies[entries[key].content_hash], key in found.entry_ids
            hits.append(
                replace(
                    hit,
                    copies=tuple(same[:MAX_COPIES]),
                    copy_count=len(same),
                    lacks_words=lacks_words or not has_all,
                    has_other_marks=found.has_other_marks or (has_all and key not in counting),
                    in_file=in_files.get(key),
                )
            )
    return Results(found.total, hits, found.has_other_marks, counts, lacks_words)


def _joined(counted: list[int], loose: list[int], found: list[int], *, limit: int) -> list[int]:
    """Keys of one page: all that are counted, among those that may lack words as these are ordered."""
    others = [key for key in loose if key not in counted][: limit - len(counted)]
    ordered = [key for key in loose if key in counted or key in others]
    return list(dict.fromkeys([*ordered, *counted, *found]))[:limit]


def _within_scope(filters: Filters, directory: Directory, portal_ids: tuple[int, ...]) -> Filters:
    """Filters with the portals below those that were chosen; in a single portal none are chosen."""
    if not filters.portal_ids or len(portal_ids) == 1:
        return replace(filters, portal_ids=())
    chosen = set(filters.portal_ids)
    below = tuple(key for key, above in _branches(directory, portal_ids) if above in chosen)
    return replace(filters, portal_ids=tuple(dict.fromkeys(below)) or filters.portal_ids)


def _branches(directory: Directory, portal_ids: tuple[int, ...]) -> list[tuple[int, int]]:
    """Portals, each with itself and with those above it but the city's, which all are below."""
    pairs = []
    for key in portal_ids:
        above: PortalRecord | None = directory.by_id[key]
        seen: set[int] = set()
        while above is not None and above.id not in seen and (above.id == key or not above.is_city):
            seen.add(above.id)
            if above.is_readable:
                pairs.append((key, above.id))
            above = directory.by_id.get(above.parent_id or 0)
    return pairs


def _copies(
    entries: Iterable[SearchEntry], scope: Scope, directory: Directory, site_id: int | None
) -> dict[str, list[Copy]]:
    """Other public pages of the scope with the texts of some rows."""
    shown = list(entries)
    rows = SearchEntry.objects.filter(
        content_hash__in={entry.content_hash for entry in shown},
        generation__in={entry.generation for entry in shown},
        language=scope.language,
        portal__in=scope.portal_ids,
        page__live=True,
    ).exclude(pk__in=[entry.pk for entry in shown])
    copies: dict[str, list[Copy]] = defaultdict(list)
    for text, portal_id, path, url_path in rows.order_by("portal", "pk").values_list(
        "content_hash", "portal", "page__path", "page__url_path"
    ):
        record, url = directory.for_path(path), url_from(path, url_path, site_id)
        if record is not None and record.id == portal_id and url is not None:
            copies[text].append(Copy(record, url))
    return copies


def count_hits(
    queries: Sequence[Query],
    *,
    language: str,
    portal: PortalRecord | Portal | None = None,
    seen_from: PortalRecord | None = None,
) -> list[int]:
    """How many pages answer each of some questions, counted as `search_pages` does; none in a language that the portal
    `seen_from` does not have."""
    portal_ids = _readable(get_directory(), portal, language) if queries else ()
    if seen_from is not None and seen_from.id not in portal_ids and not _readable(get_directory(), seen_from, language):
        return [0] * len(queries)
    scope, backend = Scope(language, portal_ids), get_backend()
    asked = [_with_synonyms(query, language) for query in queries]
    return [backend.find(one, scope, limit=0, offset=0).total if one and portal_ids else 0 for one in asked]


def newest_hits(
    query: Query,
    *,
    language: str,
    portal: PortalRecord | Portal | None = None,
    after: datetime | None = None,
    until: datetime | None = None,
    limit: int = 30,
) -> list[Hit]:
    """Pages that answer a question, the newest first, with whole addresses; of more than `MAX_HITS`, the newest are
    looked at.

    Args:
        after, until: those published in a time alone.
    """
    directory = get_directory()
    portal_ids = _readable(directory, portal, language) if query else ()
    if not portal_ids:
        return []
    asked = _with_synonyms(query, language)
    found = get_backend().find(asked, Scope(language, portal_ids), limit=MAX_HITS, offset=0, sort=Sort.DATE)
    # Not those that have the words with other marks only.
    entries = SearchEntry.objects.filter(pk__in=found.entry_ids[: found.total]).exclude(published_at=None)
    if after is not None:
        entries = entries.filter(published_at__gt=after)
    if until is not None:
        entries = entries.filter(published_at__lte=until)
    entries = entries.select_related("page", "question").defer(*_UNREAD).order_by("-published_at", "-pk")[:limit]
    hits = [_hit(entry, asked, directory, None) for entry in entries]
    return [hit for hit in hits if hit is not None]


def pages_with_words(section: SectionPage, pages: PageQuerySet, text: str) -> PageQuerySet | None:
    """Those of some pages of a section that have every word of a text; None: the text has no words.

    With the marks that were typed, or where no page has them, marks aside. Reads the rows of the section's own portal
    and language alone.
    """
    asked, record = _with_synonyms(Query.read(text), section.language), section.portal
    if not asked or record is None:
        return None
    scope = Scope(section.language, (record.id,))
    found = pages.filter(pk__in=get_backend().matching(asked, scope))
    if asked.is_marked and not found.exists():
        return pages.filter(pk__in=get_backend().matching(asked.without_marks(), scope))
    return found


def other_spelling(
    query: Query, results: Results, *, language: str, portal: PortalRecord | Portal | None = None
) -> str | None:
    """What was meant perhaps, where a query has few answers and another spelling has many; None: nothing to offer."""
    with_marks = 0 if results.has_other_marks or results.lacks_words else results.total
    vocabulary = vocabulary_of(language) if query and with_marks <= FEW_HITS else None
    meant = suggestion(query, vocabulary) if vocabulary is not None else None
    if meant is None:
        return None
    scope = Scope(language, _readable(get_directory(), portal, language))
    found = get_backend().find(_with_synonyms(Query.read(meant), language), scope, limit=0, offset=0)
    is_better = not found.has_other_marks and found.total > MANY_TIMES * with_marks
    return meant if is_better else None


def _with_synonyms(query: Query, language: str) -> Query:
    if query.synonyms is not None:
        return query
    return replace(query, synonyms=synonyms_for(language, on=timezone.localdate())) if query else query


def _readable(directory: Directory, portal: PortalRecord | Portal | None, language: str) -> tuple[int, ...]:
    """Ids of the portals that may be searched, judged by the directory and their homes as they are now."""
    asked = [record for record in directory.records if portal is None or record.id == portal.pk]
    public = public_branches(language)
    return tuple(record.id for record in asked if record.is_readable and record.container_path in public)


def _hit(
    entry: SearchEntry, query: Query, directory: Directory, site_id: int | None, *, day: date | None = None
) -> Hit | None:
    """A row as it is shown; None where what it stands for stopped being public, or moved, and the index has yet to
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
        state=state_on(
            entry.state, first=entry.in_force_from, last=entry.in_force_until, day=day or timezone.localdate()
        ),
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
