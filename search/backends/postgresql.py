"""PostgreSQL: two `tsvector` columns beside the fields of the row, each with a GIN index.

The columns are made by a migration and unknown to Django. The vectors are written out in Python, past PostgreSQL's
parser, which takes 05/2024/QĐ-UBND for a path of files. Exact words begin with "=", folded ones stand as they are, so
one vector answers a question about both.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

from django.db import connection
from django.db.models.expressions import RawSQL

from formats.vietnamese.folding import Forms, IndexedText
from search.query import Expression, Query, Sequence

from .base import WEIGHTS, Document, Found, Scope

# Rows that are ranked for one question; of more, the newest. Ranking reads every vector, which is slow for words that
# stand on every second page.
MAX_RANKED: Final = 1_000

# Limits of PostgreSQL: places of one word, the last place, bytes of all words of a vector (with room to spare).
_MAX_PLACES: Final = 250
_LAST_PLACE: Final = 16_383
_MAX_BYTES: Final = 900_000

# Labels of PostgreSQL for the texts of a row, the weightiest first; the last stands for no label.
_LABELS: Final = dict(zip(WEIGHTS, ("A", "B", "C", ""), strict=True))
_WEIGHTS: Final = f"{{{', '.join(str(weight / max(WEIGHTS.values())) for weight in reversed(WEIGHTS.values()))}}}"
# The question stands in a query of its own, where the planner cannot read it: else it counts on words that stand
# everywhere and reads the vectors of all rows one by one, since it does not know what reading one costs.
_MATCHES: Final = "words @@ (SELECT %s::tsquery)"
# No word of a text begins so.
_SCOPE_MARK: Final = "@"
_IN_SCOPE: Final = "language = %s AND portal_id = ANY(%s)"
# As the indexes of the words say it, which stand apart for two generations.
_IN_HALF: Final = tuple(f"{_IN_SCOPE} AND mod(generation, 2) = {half}" for half in (0, 1))
_NEWEST: Final = "published_at DESC NULLS LAST, id DESC"


class PostgreSQLBackend:
    """Full text in production, until there is a search engine of its own."""

    def write(self, documents: Collection[Document]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(
                "UPDATE search_searchentry SET title_words = %s::tsvector, words = %s::tsvector WHERE id = %s",
                [
                    (
                        _vector({"A": document.title}, document.scope_word),
                        _vector(_labelled(document), document.scope_word),
                        document.entry_id,
                    )
                    for document in documents
                ],
            )

    def erase(self, entry_ids: Iterable[int]) -> None:
        """Nothing: the words go with the row."""

    def prune(self) -> None:
        """Nothing: the words go with the row."""

    def find(self, query: Query, scope: Scope, *, limit: int, offset: int) -> Found:
        inside = _IN_HALF[scope.half]
        match, counted = _within(scope, query.match), _within(scope, query.as_typed)
        words, within = _tsquery(query.match), [scope.language, list(scope.portal_ids)]
        preferences = [_tsquery(expression) for expression in query.preferences]
        phrase = [_tsquery(query.phrase)] if query.phrase else []
        with connection.cursor() as cursor:

            def count(expression: str) -> int:
                cursor.execute(
                    f"SELECT COUNT(*) FROM search_searchentry WHERE {_MATCHES} AND {inside}",  # noqa: S608
                    [expression, *within],
                )
                return int(cursor.fetchone()[0])

            total = count(counted)
            has_other_marks = not total and query.is_marked and bool(total := count(match))
            if total <= offset:
                return Found(total, [], has_other_marks)
            ordered = [("title_words", each) for each in phrase]
            ordered += [("words", each) for each in [*phrase, *preferences]]
            with_others = query.is_marked and total < offset + limit
            if with_others:  # on the last page
                ordered.insert(0, ("words", counted))
                preferences.insert(0, counted)
            elif not has_other_marks:
                match = counted
            if total > MAX_RANKED or with_others:
                candidates, values = _newest_of_each(match, phrase, preferences, inside, within)
            else:
                candidates, values = f"{_MATCHES} AND {inside}", [match, *within]
            preferred = [f"{column} @@ %s::tsquery DESC" for column, _expression in ordered]
            order = ", ".join([*preferred, "ts_rank(%s, words, %s::tsquery, 1) DESC", _NEWEST])
            cursor.execute(
                f"SELECT id FROM search_searchentry WHERE {candidates} ORDER BY {order} LIMIT %s OFFSET %s",  # noqa: S608
                [*values, *(expression for _column, expression in ordered), _WEIGHTS, words, limit, offset],
            )
            return Found(total, [entry_id for (entry_id,) in cursor.fetchall()], has_other_marks)

    def matching(self, query: Query, scope: Scope) -> RawSQL:
        return RawSQL(  # noqa: S611 -- constants; words, language and keys are parameters
            "SELECT page_id FROM search_searchentry"  # noqa: S608
            f" WHERE {_MATCHES} AND {_IN_HALF[scope.half]} AND page_id IS NOT NULL",
            [_within(scope, query.as_typed), scope.language, list(scope.portal_ids)],
        )

    def is_built(self) -> bool:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT 1 FROM pg_attribute WHERE attrelid = to_regclass('search_searchentry') AND attname = 'words'"
            )
            return cursor.fetchone() is not None


def _newest_of_each(
    match: str, phrase: list[str], preferences: list[str], inside: str, within: list[Any]
) -> tuple[str, list[Any]]:
    """Condition that takes the newest rows of each kind that may come first: preferred, titled so, any.

    The phrase is looked for in titles only: the index knows no order of words, so every text would be read for it.
    """
    parts, values = [], []
    titled = [("title_", each) for each in [*phrase, match]]
    for column, expression in [*titled, *(("", each) for each in [*preferences, match])]:
        parts.append(
            f"(SELECT id FROM search_searchentry WHERE {column}{_MATCHES} AND {inside}"  # noqa: S608
            f" ORDER BY {_NEWEST} LIMIT {MAX_RANKED})"
        )
        values += [expression, *within]
    return f"id IN ({' UNION '.join(parts)})", values


def _labelled(document: Document) -> dict[str, IndexedText]:
    return dict(zip(_LABELS.values(), document.texts(), strict=True))


def _vector(texts: Mapping[str, IndexedText], scope_word: str = "") -> str:
    """Words with their places as a `tsvector` literal, texts by their labels; the scope has no place."""
    places: dict[str, list[str]] = {}
    room, shift = _MAX_BYTES, 1
    for label, part in texts.items():
        for place, forms in [*enumerate(part.words), *part.numbers]:
            room -= _add(places, forms, f"{min(place + shift, _LAST_PLACE)}{label}")
            if room < 0:
                break
        # A gap, so that the last word of the title and the first of the lead are no neighbours.
        shift += len(part.words) + 1
    words = [f"'{word}':{','.join(found)}" for word, found in places.items()]
    return " ".join([f"'{_SCOPE_MARK}{scope_word}'", *words] if scope_word else words)


def _within(scope: Scope, expression: Expression) -> str:
    """An expression for rows of a scope: those of a single portal are found without reading the others'."""
    matching = _tsquery(expression)
    return f"'{_SCOPE_MARK}{scope.word}' & {matching}" if scope.word else matching


def _add(places: dict[str, list[str]], forms: Forms, place: str) -> int:
    """Note a word in both forms; return how many bytes it takes, never too few."""
    taken = 0
    for word in (f"={forms.exact}", forms.folded):
        known = places.get(word)
        if known is None:
            places[word] = [place]
            taken += len(word.encode()) + 8
        elif len(known) < _MAX_PLACES and known[-1] != place:
            known.append(place)
            taken += 2
    return taken


def _tsquery(expression: Expression) -> str:
    """An expression as a `tsquery` literal. Words have letters, digits and slashes only, so quoting is enough."""
    return " & ".join(f"({' | '.join(map(_sequence, alternatives))})" for alternatives in expression)


def _sequence(sequence: Sequence) -> str:
    mark = "=" if sequence.form == "exact" else ""
    *before, last = (f"'{mark}{word}'" for word in sequence.words)
    return f"({' <-> '.join([*before, last + (':*' if sequence.is_prefix else '')])})"
