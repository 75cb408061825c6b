"""What made the rank of a hit: where the words of the query stand, and which steps of the order the page meets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from formats.vietnamese.folding import IndexedText, indexed_text
from search.backends.base import MAX_WORDS
from search.models import SearchEntry
from search.ranking import tiers
from search.weights import DEFAULT, WEIGHTS
from search.words.expressions import Expression, Form, Sequence
from search.words.query import Query

_SIGNS: Final[dict[Form, str]] = {"exact": "=", "folded": "~"}


def explained_query(query: Query) -> Iterator[str]:
    """What a page must meet, and the steps of the order by where the words stand, the weightiest first. `=` stands for
    words with their marks, `~` for words without, `…` for the beginning of a word."""
    yield f"required, marks aside: {written(query.match)}"
    if query.is_marked:
        yield f"as typed, before all others: {written(query.as_typed)}"
    for place, tier in enumerate(tiers(query), start=1):
        of_kind = f" of {tier.kind}" if tier.kind else ""
        yield f"step {place}, in {tier.parts[-1]} or before{of_kind}: {written(tier.expression)}"


def explained_hit(query: Query, entry: SearchEntry) -> Iterator[str]:
    """Of one row: the parts that hold each word, the steps that it meets, and what decides after them. The text of
    files is not kept in words: what stands there alone is told as elsewhere."""
    parts = {
        name: indexed_text(text, max_words=MAX_WORDS)
        for name, text in (
            ("title", entry.title),
            ("lead", entry.lead),
            ("text", f"{entry.source_agency} {entry.body}"),
        )
    }
    for alternatives in query.match:
        places = [name for name, part in parts.items() if any(_stands_in(one, part) for one in alternatives)]
        yield f"{written((alternatives,))} in {', '.join(places) or 'files'}"
    met = [
        str(place)
        for place, tier in enumerate(tiers(query), start=1)
        if tier.kind in ("", entry.kind)
        if meets(tier.expression, [part for name, part in parts.items() if name in tier.parts])
    ]
    yield f"steps met: {', '.join(met) or 'none'}"
    reason = WEIGHTS.get(entry.kind, DEFAULT).reason
    yield f"weight of the kind {entry.weight} ({reason}); state: {entry.state or 'none'}; {entry.published_at}"


def meets(expression: Expression, parts: list[IndexedText]) -> bool:
    """Whether each term of an expression stands in some part of a row."""
    return all(any(_stands_in(one, part) for one in alternatives for part in parts) for alternatives in expression)


def written(expression: Expression) -> str:
    """An expression in one line."""
    return " & ".join(" | ".join(map(_sequence, alternatives)) for alternatives in expression)


def _sequence(sequence: Sequence) -> str:
    return f"{_SIGNS[sequence.form]}{' '.join(sequence.words)}{'…' if sequence.is_prefix else ''}"


def _stands_in(sequence: Sequence, text: IndexedText) -> bool:
    *before, last = sequence.words
    words = [getattr(forms, sequence.form) for forms in text.words]
    if not before:
        words += [getattr(forms, sequence.form) for _place, forms in text.numbers]
    for place in range(len(words) - len(before)):
        word = words[place + len(before)]
        is_last = word.startswith(last) if sequence.is_prefix else word == last
        if is_last and words[place : place + len(before)] == before:
            return True
    return False
