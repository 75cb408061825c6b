"""Synonyms of what is typed: the table by which queries are read, and the verbs by which a board changes it.

They are applied to queries alone, so that a change holds at once and no page is indexed again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from functools import lru_cache
from secrets import token_hex
from typing import TYPE_CHECKING, Any, Final

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from audit.events import record_event
from formats.vietnamese.folding import word_forms
from formats.vietnamese.text import clean_text
from search.enums import SearchEventKind
from search.errors import SynonymBackwards, SynonymKnown, SynonymOfItself, SynonymsForbidden, SynonymWordless
from search.models import SearchSynonym
from search.permissions import can_keep_synonyms
from search.words.query import Synonym, Synonyms
from sites.directory import get_directory
from sites.errors import TargetGone
from sites.locking import locked_portal

if TYPE_CHECKING:
    from accounts.models import User
    from sites.models import Portal

MAX_WORDS: Final = 8
# Names the synonyms as they are: with each change there is another name.
CACHE_KEY: Final = "search.words.synonyms"
# For what is written behind the verbs, and for caches of one process.
CACHE_SECONDS: Final = 60


@dataclass(frozen=True, slots=True)
class SynonymEntry:
    """Facts of a synonym, as a board enters them."""

    language: str
    phrase: str
    stands_for: str
    is_mutual: bool
    ranks_alike: bool
    valid_from: date
    valid_until: date | None = None
    source: str = ""


_NAMES: Final = [field.name for field in fields(SynonymEntry)]


def synonyms_for(language: str, *, on: date) -> Synonyms:
    """Synonyms in force on a day, by the first word that is typed."""
    edition = cache.get(CACHE_KEY)
    if edition is None:
        edition = token_hex(8)
        cache.set(CACHE_KEY, edition, CACHE_SECONDS)
    return _table_in(edition, language, on)


@lru_cache(maxsize=4)
def _table_in(edition: str, language: str, on: date) -> Synonyms:
    """A table as it is made once in each process: there are more than a thousand rows."""
    return table_of(read_synonyms(), language, on=on)


def read_synonyms() -> list[SynonymEntry]:
    """All synonyms as they are in the database now."""
    return [SynonymEntry(**row) for row in SearchSynonym.objects.values(*_NAMES)]


def table_of(rows: Iterable[SynonymEntry], language: str, *, on: date) -> Synonyms:
    """Those of a language in force on a day, by the first word that is typed."""
    table: dict[str, list[Synonym]] = defaultdict(list)
    for row in rows:
        if row.language != language or row.valid_from > on or (row.valid_until is not None and row.valid_until < on):
            continue
        sides = [(word_forms(row.phrase), word_forms(row.stands_for))]
        if row.is_mutual:
            sides.append((sides[0][1], sides[0][0]))
        for typed, meant in sides:
            table[typed[0].folded].append(Synonym(typed, meant, row.ranks_alike))
    return {first: tuple(found) for first, found in table.items()}


@transaction.atomic
def add_synonym(entry: SynonymEntry, *, by: User, at: datetime) -> SearchSynonym:
    """Let queries find another phrase besides.

    Raises:
        TargetGone: there is no city portal.
        SynonymsForbidden: the person is not on its board.
        SynonymWordless, SynonymOfItself: of the two phrases.
        SynonymBackwards: it ends before it begins.
        SynonymKnown: it is in force, or will be.
    """
    portal = _locked(by=by, at=at)
    facts = _checked(entry)
    row = SearchSynonym.objects.create(**facts)
    record_event(SearchEventKind.SYNONYM_ADDED, portal=portal, at=at, by=by, synonym=_as_text(row))
    _forget()
    return row


@transaction.atomic
def change_synonym(synonym: SearchSynonym, entry: SynonymEntry, *, by: User, at: datetime) -> None:
    """Write a synonym otherwise, or end it by its last day. No event where nothing differs.

    Raises:
        TargetGone: there is no such synonym, or no city portal.
        SynonymsForbidden, SynonymWordless, SynonymOfItself, SynonymBackwards, SynonymKnown: as for a new one.
    """
    portal = _locked(by=by, at=at)
    row = SearchSynonym.objects.filter(pk=synonym.pk).first()
    if row is None:
        raise TargetGone
    former, facts = _as_text(row), _checked(entry, but=row.pk)
    if all(getattr(row, name) == value for name, value in facts.items()):
        return
    SearchSynonym.objects.filter(pk=row.pk).update(**facts)
    row.refresh_from_db()
    record_event(
        SearchEventKind.SYNONYM_CHANGED, portal=portal, at=at, by=by, synonym=_as_text(row), former_synonym=former
    )
    _forget()


def _locked(*, by: User, at: datetime) -> Portal:
    """The city portal, locked: of two who change synonyms the second sees what the first did."""
    city = get_directory().city
    portal = locked_portal(city.id if city is not None else None)
    if not can_keep_synonyms(by, on=timezone.localdate(at)):
        raise SynonymsForbidden
    return portal


def _checked(entry: SynonymEntry, *, but: int | None = None) -> dict[str, Any]:
    facts = asdict(entry)
    for name in ("phrase", "stands_for", "source"):
        facts[name] = clean_text(facts[name])
    typed, meant = word_forms(facts["phrase"]), word_forms(facts["stands_for"])
    if not (0 < len(typed) <= MAX_WORDS and 0 < len(meant) <= MAX_WORDS):
        raise SynonymWordless
    if [word.exact for word in typed] == [word.exact for word in meant]:
        raise SynonymOfItself
    if entry.valid_until is not None and entry.valid_until < entry.valid_from:
        raise SynonymBackwards
    others = SearchSynonym.objects.filter(language=entry.language)
    if but is not None:
        others = others.exclude(pk=but)
    if entry.valid_until is not None:
        others = others.filter(valid_from__lte=entry.valid_until)
    for row in others:
        ends_before = row.valid_until is not None and row.valid_until < entry.valid_from
        if (word_forms(row.phrase), word_forms(row.stands_for)) == (typed, meant) and not ends_before:
            raise SynonymKnown
    return facts


def _as_text(row: SearchSynonym) -> str:
    until = row.valid_until.isoformat() if row.valid_until else ""
    alike = " =" if row.ranks_alike else ""
    return f"{row}{alike} ({row.language}; {row.valid_from.isoformat()} – {until})".replace(" )", ")")


def _forget() -> None:
    """Within the transaction for its own reads, after it for those of others."""
    cache.delete(CACHE_KEY)
    transaction.on_commit(lambda: cache.delete(CACHE_KEY))
