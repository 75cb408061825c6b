"""Show where a text answers a question: marked words, and the part of a long text worth reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final, NamedTuple

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from formats.vietnamese.folding import Word, compounds, joined_number, month_of_day, months_in_words
from formats.vietnamese.text import clean_text
from search.words.expressions import Form, Sequence
from search.words.query import Query, Term

# A term of the question and a word of the text.
Place = tuple[int, int]

SNIPPET_LENGTH: Final = 240
# Characters of a text that are looked through for a snippet.
_READ_LENGTH: Final = 30_000
# Places of a word that are looked at: more have tables of zeros alone.
_MOST_PLACES: Final = 500
# Characters shown before the first marked word of a snippet.
_LEAD_IN: Final = 60
_ELLIPSIS: Final = "…"


class Span(NamedTuple):
    """A part of a text that answers some terms of the question."""

    start: int
    end: int
    terms: frozenset[int]


def highlight(text: str, query: Query) -> SafeString:
    """The text as HTML, escaped, with the words of the question in `<mark>`."""
    text = clean_text(text)
    return _render(text, _spans(text, query), 0, len(text))


def snippet(text: str, query: Query, *, length: int = SNIPPET_LENGTH) -> SafeString:
    """The part of a text with the most words of the question, as HTML like `highlight`; its beginning without any."""
    text = clean_text(text[:_READ_LENGTH])
    spans = _spans(text, query)
    start = _best_start(spans, length)
    # At the beginning of a word.
    start = 0 if start <= _LEAD_IN else text.find(" ", start - _LEAD_IN) + 1
    end = len(text) if len(text) - start <= length else _word_end(text, start, start + length)
    return format_html(
        "{}{}{}",
        f"{_ELLIPSIS} " if start else "",
        _render(text, spans, start, end),
        _ELLIPSIS if end < len(text) else "",
    )


def answered_terms(text: str, query: Query) -> int:
    """How many of the terms that a query must find stand in the text, marks aside."""
    words = _WordsOf(clean_text(text))
    return sum(any(map(words.places_of, alternatives)) for alternatives in query.match)


class _WordsOf:
    """Words of a text, found by their forms, and numbers of documents, by the place of their first part."""

    def __init__(self, text: str) -> None:
        found = list(compounds(text))
        self.words: list[Word] = [word for compound in found for word in compound]
        months = list(months_in_words([word.forms for word in self.words]))
        self._present: dict[str, list[str]] = {}
        self._at: dict[str, dict[str, list[int]]] = {}
        for form in ("exact", "folded"):
            present = self._present[form] = [getattr(word.forms, form) for word in self.words]
            places = self._at[form] = {}
            for place, word in enumerate(present):
                places.setdefault(word, []).append(place)
            first = 0
            for compound in found:
                if number := joined_number(compound, form):
                    places.setdefault(number, []).append(first)
                if month := month_of_day(compound):
                    places.setdefault(getattr(month, form), []).append(first + 1)
                first += len(compound)
            for place, month in months:
                places.setdefault(getattr(month, form), []).append(place)

    def places_of(self, way: Sequence) -> list[int]:
        """Where the first word of a sequence stands, for every place that has all of it."""
        places = self._at[way.form]
        *before, last = way.words
        if not before:
            if not way.is_prefix:
                return places.get(last, [])
            return [place for word, found in places.items() if word.startswith(last) for place in found]
        return [place for place in places.get(before[0], []) if self._goes_on(way, place)]

    def _goes_on(self, way: Sequence, place: int) -> bool:
        *before, last = way.words
        here = self._present[way.form][place : place + len(way.words)]
        if len(here) < len(way.words) or here[:-1] != before:
            return False
        return here[-1].startswith(last) if way.is_prefix else here[-1] == last


def _spans(text: str, query: Query) -> list[Span]:
    """Parts that have several words of the question one after the other, or words that stand for some.

    Single syllables mean nothing of what was asked, unless one was asked for, or all of it is there, with the marks
    that were typed, and nothing stands together.
    """
    words = _WordsOf(text)
    places = [_places(words, term) for term in query.terms]
    runs = list(_runs(words, query, places))
    alone = [] if runs else [_places(words, term, as_typed=True) for term in query.terms]
    if all(alone):
        runs += [
            ((term, at), (term + 1, at + len(query.terms[term].words))) for term, on in enumerate(alone) for at in on
        ]
    # A very long number is compared by its beginning, and may end in the text before it does in the question.
    return sorted(
        Span(words.words[first].start, words.words[min(last, len(words.words)) - 1].end, frozenset(range(term, end)))
        for (term, first), (end, last) in runs
    )


def _runs(words: _WordsOf, query: Query, places: list[list[int]]) -> Iterator[tuple[Place, Place]]:
    """The longest rows of terms, or of words that stand for them, one after the other as they were asked."""
    steps: dict[Place, list[Place]] = {}
    for term, on in enumerate(places):
        for at in on:
            steps.setdefault((term, at), []).append((term + 1, at + len(query.terms[term].words)))
    for one in query.replacements:
        for at in words.places_of(one.synonym.sequence)[:_MOST_PLACES]:
            steps.setdefault((one.first, at), []).append((one.end, at + len(one.synonym.stands_for)))

    # Steps lead to later terms, so that the ends of what comes after are known.
    ends: dict[Place, Place] = {}
    for place in sorted(steps, reverse=True):
        ends[place] = max(ends.get(following, following) for following in steps[place])
    within = {place for following in steps.values() for place in following}
    for start in steps:
        end = ends[start]
        if start not in within and (max(end[0] - start[0], end[1] - start[1]) > 1 or len(places) == 1):
            yield start, end


def _places(words: _WordsOf, term: Term, *, as_typed: bool = False) -> list[int]:
    """Places that answer a term, in the closest way that the text has.

    With marks as typed, else without; whole words, else beginnings.

    Args:
        as_typed: with the marks that were typed alone.
    """
    forms: tuple[Form, ...] = ("exact", "folded") if term.is_marked else ("folded",)
    for form in forms[:1] if as_typed else forms:
        for way in term.alternatives(form, with_prefix=True):
            if places := words.places_of(way):
                return places[:_MOST_PLACES]
    return []


def _best_start(spans: list[Span], length: int) -> int:
    """Start of the first span whose neighbourhood answers the most terms."""
    best, most = 0, 0
    near: Counter[int] = Counter()
    end = 0
    for number, span in enumerate(spans):
        limit = span.start + length - _LEAD_IN
        while end < len(spans) and spans[end].end <= limit:
            near.update(spans[end].terms)
            end += 1
        if len(near) > most:
            best, most = span.start, len(near)
        if number == end:
            # Longer than a snippet: it stands in none.
            end += 1
            continue
        for term in span.terms:
            near[term] -= 1
            if not near[term]:
                del near[term]
    return best


def _word_end(text: str, start: int, place: int) -> int:
    end = text.rfind(" ", start + 1, place + 1)
    return end if end > start else place


def _render(text: str, spans: list[Span], start: int, end: int) -> SafeString:
    pieces: list[tuple[str, bool]] = []
    done = start
    for low, high in _merged(text, spans):
        if low < done or high > end:
            continue
        pieces += [(text[done:low], False), (text[low:high], True)]
        done = high
    pieces.append((text[done:end], False))
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", piece) if is_marked else piece,) for piece, is_marked in pieces)
    )


def _merged(text: str, spans: list[Span]) -> list[tuple[int, int]]:
    """Spans as ranges, neighbours that only a blank parts taken together."""
    ranges: list[tuple[int, int]] = []
    for span in spans:
        if ranges and text[ranges[-1][1] : span.start].strip() == "":
            ranges[-1] = (ranges[-1][0], max(ranges[-1][1], span.end))
        else:
            ranges.append((span.start, span.end))
    return ranges
