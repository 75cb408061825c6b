"""In which order hits stand: the same steps on every engine, each of them met or not, so that all agree.

1. Where the words stand. Words side by side come before words apart; of each, those in the title before those further
   down; words as typed before synonyms and beginnings (`tiers`).
2. What it is: the weight of its kind (`search.weights`); what is over weighs a third of it.
3. Where it is: on the portal that is read, then on portals that are open, then on archived ones.
4. When it was published, of what is news; a procedure is no worse for its age.
5. How much else the title says: the shorter one is more to the point. Of a person, it is the office that says it: "Chủ
   tịch" comes before "Phó Chủ tịch".

Whoever begins with an office ("chủ tịch phường") looks for a person: those who have all the words come before all but
titles that say it.

Where few rows have all words, or none has, those follow that have two of them side by side and half of all
(`Query.loosened`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from search.weights import PERSON
from search.words.expressions import Expression, at_least
from search.words.query import MAX_PAIRS, Query

# Texts of a row, each with those before it.
TITLE: Final = ("title",)
LEAD: Final = (*TITLE, "lead")
TEXT: Final = (*LEAD, "text")
FILES: Final = (*TEXT, "files")

# Words from which on a query is more than one word of several syllables.
SENTENCE: Final = 3

# What is over weighs a fraction of its kind: after what holds, before news of the same words.
ENDED_DIVISOR: Final = 3


class Tier(NamedTuple):
    """One step: rows whose parts meet an expression come before those whose parts do not.

    Attributes:
        longest: characters that the title may have; 0: any number.
        kind: of rows that can meet it; empty: any.
    """

    parts: tuple[str, ...]
    expression: Expression
    longest: int = 0
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Standpoint:
    """From where and when is searched.

    Attributes:
        day: on which states are told.
        portal_id: portal whose pages come before equally good ones; None: there is none.
        archived: keys of archived portals.
    """

    day: date
    portal_id: int | None = None
    archived: tuple[int, ...] = ()


def tiers(query: Query) -> tuple[Tier, ...]:
    """Steps by where the words stand, the weightiest first."""
    # A title that says what was typed and nothing else; a sign at the end may be one more.
    whole_title = Tier(TITLE, (*query.phrase, *query.own_words), len(query.wanted.strip()) + 1)
    return tuple(dict.fromkeys((whole_title, *(_loose_tiers(query) if query.is_loose else _tiers(query)))))


def levels(query: Query) -> dict[Tier, tuple[Tier, int]]:
    """Steps that ask for so many of some alternatives, with the step for all of them, and how many."""
    wanted = [(TITLE, query.pairs), (FILES, query.pairs)]
    if len(query.whole_words) <= MAX_PAIRS + 1:
        wanted.append((TITLE, query.whole_words))
    return {
        Tier(parts, at_least(number, every)): (Tier(parts, every), number)
        for parts, every in wanted
        for number in range(1, len(every) + 1)
    }


def _loose_tiers(query: Query) -> Iterator[Tier]:
    """Steps for rows that may lack words: all of them together, or in the title; most pairs of neighbours in the title,
    which says more than all words strewn over a text; then these, and what is left by how much stands together."""
    pairs, words = query.pairs, query.whole_words
    if query.phrase:
        yield Tier(TITLE, query.phrase)
    if query.office:
        yield Tier(FILES, query.every_word, kind=PERSON)
    yield Tier(TITLE, words)
    yield Tier(TITLE, query.in_full)
    if query.phrase:
        yield Tier(TEXT, query.phrase)
    strewn, half = [Tier(TEXT, query.every_word)], (len(pairs) + 1) // 2
    if query.office:
        strewn.append(Tier(LEAD, query.office))
    if not any(term.is_marked for term in query.terms):
        # Neighbours without marks may be other words: what lacks a word comes after what has all.
        yield from strewn
    yield from _with_most(TITLE, pairs, least=half)
    yield from strewn
    yield from _with_most(TITLE, pairs, least=1)
    if len(words) <= MAX_PAIRS + 1:
        yield from _with_most(TITLE, words, least=len(words) // 2 + 1)
    yield from _with_most(FILES, pairs, least=2)
    for preference in query.preferences:
        yield Tier(FILES, preference)


def _with_most(parts: tuple[str, ...], wanted: Expression, *, least: int) -> Iterator[Tier]:
    """Steps for rows that meet all of some alternatives, all but one, and so on, down to a least number."""
    for number in range(len(wanted), least - 1, -1):
        yield Tier(parts, at_least(number, wanted))


def _tiers(query: Query) -> Iterator[Tier]:
    in_title = (Tier(TITLE, query.whole_words), Tier(TITLE, query.as_typed))
    if query.phrase:
        yield Tier(TITLE, query.phrase)
        if query.office:
            yield Tier(FILES, query.every_word, kind=PERSON)
            yield Tier(LEAD, query.office, kind=PERSON)
        # "hộ tịch" is one word of two syllables: where they are apart, it is not there. More are a sentence, which a
        # title says in its own order.
        if len(query.terms) >= SENTENCE:
            yield from in_title
        yield Tier(LEAD, query.phrase)
        yield Tier(TEXT, query.phrase)
    yield from in_title
    yield Tier(LEAD, query.whole_words)
    for preference in query.preferences:
        yield Tier(FILES, preference)
    yield Tier(TEXT, query.as_typed)
