"""The one way to search: the same answers on every database, and nothing that a portal's readers may not see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.utils import timezone

from home.queries import public_branches
from home.serving.listing import register_finder
from search.backends import Found, Scope, get_backend
from search.backends.base import Branches
from search.filters import NO_FILTERS, Filters, Sort
from search.hits import Hit, Results, make_hit, make_hits, with_sources
from search.models import SearchEntry
from search.models.entry import SearchEntryQuerySet
from search.ranking import Standpoint
from search.words.query import Query
from search.words.spelling import suggestion
from search.words.synonyms import synonyms_for
from search.words.vocabulary import vocabulary_of
from sites.directory import Directory, PortalRecord, get_directory
from sites.models import Portal

if TYPE_CHECKING:
    from wagtail.query import PageQuerySet

    from home.models import SectionPage

# Up to so many hits another spelling is offered, if it has more than so many times as many.
FEW_HITS: Final = 3
MANY_TIMES: Final = 4
# So many hits fill a page: of fewer that have all words, those that have some follow.
FEW_FULL: Final = 10
# Hits that can be paged through; whoever has read so many needs other words.
MAX_HITS: Final = 1_000


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
    may_lack_words: bool = True,
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
    portal_ids = _readable(directory, portal, language) if asked and limit > 0 and offset >= 0 else ()
    if not portal_ids:
        return Results(0, [])
    search = _Search(
        scope=Scope(language, portal_ids),
        filters=_within_scope(filters, directory, portal_ids),
        sort=sort,
        standpoint=_standpoint(directory, portal_ids, seen_from),
        limit=limit,
        offset=offset,
        may_lack_words=may_lack_words,
    )
    answer = _answer(asked, search)
    branches = _branches(directory, portal_ids) if with_counts and portal is None else ()
    site_id = seen_from.site_id if seen_from is not None else None
    return Results(
        total=answer.found.total,
        hits=_hits(answer, search, directory, site_id=site_id),
        has_other_marks=answer.found.has_other_marks,
        counts=_counts(answer, search, branches) if with_counts else {},
        lacks_words=answer.lacks_words,
        has_more=answer.found.has_more,
    )


@dataclass(frozen=True, slots=True)
class _Search:
    """Scope, filters and order of a search, and the part of the rows that is wanted."""

    scope: Scope
    filters: Filters
    sort: Sort
    standpoint: Standpoint
    limit: int
    offset: int
    may_lack_words: bool

    def find(self, query: Query) -> Found:
        return get_backend().find(
            query,
            self.scope,
            limit=self.limit,
            offset=self.offset,
            filters=self.filters,
            sort=self.sort,
            standpoint=self.standpoint,
        )


@dataclass(frozen=True, slots=True)
class _Answer:
    """Rows that were found.

    Attributes:
        query: as it was typed, or loosened where no row has all words.
        added: keys of rows that may lack words, best first, where few have all: those that have all are among them.
        lacks_words: no row has all words.
    """

    query: Query
    found: Found
    added: Sequence[int] = ()
    lacks_words: bool = False


def _standpoint(directory: Directory, portal_ids: tuple[int, ...], seen_from: PortalRecord | None) -> Standpoint:
    """From where and when is searched: without a portal that is read, from the city's."""
    here = seen_from or directory.city
    archived = tuple(key for key in portal_ids if directory.by_id[key].is_archived)
    return Standpoint(timezone.localdate(), here.id if here is not None else None, archived)


def _answer(query: Query, search: _Search) -> _Answer:
    """Find rows with all words; where few have them, also those with some."""
    found, loose = search.find(query), query.loosened() if search.may_lack_words else None
    if loose is None:
        return _Answer(query, found)
    if not found.total and _nothing_has_all(query, search):
        some = search.find(loose)
        return _Answer(loose, some, lacks_words=bool(some.total))
    is_whole = not search.offset and not found.has_more
    if 0 < found.total < min(search.limit, FEW_FULL) and is_whole and search.sort == Sort.RELEVANCE:
        return _Answer(query, found, added=search.find(loose).entry_ids)
    return _Answer(query, found)


def _nothing_has_all(query: Query, search: _Search) -> bool:
    """Return whether no row has all words, whatever is chosen: else those that lack some are no answer."""
    return not search.filters or not get_backend().find(query, search.scope, limit=0, offset=0).total


def _counts(answer: _Answer, search: _Search, branches: Branches) -> Mapping[str, Mapping[Any, int | None]]:
    """Number of rows, of those that are counted, with each value by which they can be narrowed."""
    counted = answer.query.without_marks() if answer.found.has_other_marks else answer.query
    return get_backend().facets(counted, search.scope, search.filters, day=search.standpoint.day, branches=branches)


def _hits(answer: _Answer, search: _Search, directory: Directory, *, site_id: int | None) -> list[Hit]:
    """Hits of the page that is asked for; rows that are not public any more are left out."""
    found, scope = answer.found, search.scope
    counted = found.entry_ids if found.has_more else found.entry_ids[: max(found.total - search.offset, 0)]
    keys = _joined(counted, answer.added, found.entry_ids, limit=search.limit)
    entries = _rows_in(scope).in_bulk(keys).values()
    hits = make_hits(entries, answer.query, scope, directory, site_id=site_id, day=search.standpoint.day)
    return [
        replace(
            hits[key],
            lacks_words=answer.lacks_words or key not in found.entry_ids,
            has_other_marks=found.has_other_marks or (key in found.entry_ids and key not in counted),
        )
        for key in keys
        if key in hits
    ]


def _rows_in(scope: Scope) -> SearchEntryQuerySet:
    """Rows that a search may show, as they are now: an engine may have yet to follow them."""
    return with_sources(SearchEntry.objects.for_portals(scope.portal_ids).filter(language=scope.language))


def _joined(counted: Sequence[int], loose: Sequence[int], found: Sequence[int], *, limit: int) -> list[int]:
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


def count_hits(
    queries: Sequence[Query],
    *,
    language: str,
    portal: PortalRecord | Portal | None = None,
    seen_from: PortalRecord | None = None,
) -> list[int]:
    """Count the pages that answer each of some questions, as `search_pages` does; none in a language that the portal
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
    filters: Filters = NO_FILTERS,
    after: datetime | None = None,
    until: datetime | None = None,
    limit: int = 30,
) -> list[Hit]:
    """Pages that answer a question, the newest first, with whole addresses; of more than `MAX_HITS`, the newest are
    looked at. None that have the words with other marks than were typed, also where there are no others.

    Args:
        after, until: those published in a time alone.
    """
    directory = get_directory()
    portal_ids = _readable(directory, portal, language) if query else ()
    if not portal_ids:
        return []
    asked, scope = _with_synonyms(query, language), Scope(language, portal_ids)
    narrowed = _within_scope(filters, directory, portal_ids)
    found = get_backend().find(asked, scope, limit=MAX_HITS, offset=0, filters=narrowed, sort=Sort.DATE)
    if found.has_other_marks:
        return []
    entries = _rows_in(scope).filter(pk__in=found.entry_ids[: found.total]).exclude(published_at=None)
    if after is not None:
        entries = entries.filter(published_at__gt=after)
    if until is not None:
        entries = entries.filter(published_at__lte=until)
    day = timezone.localdate()
    newest = entries.order_by("-published_at", "-pk")[:limit]
    hits = [make_hit(entry, asked, directory, site_id=None, day=day) for entry in newest]
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


register_finder(pages_with_words)


def other_spelling(
    query: Query, results: Results, *, language: str, portal: PortalRecord | Portal | None = None
) -> str | None:
    """Offer another spelling that has many answers where a query has few; None: there is none."""
    with_marks = results.total if results.has_all else 0
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
