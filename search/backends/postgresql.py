"""PostgreSQL: two `tsvector` columns beside the fields of the row, each with a GIN index.

The columns are made by a migration and unknown to Django. The vectors are written out in Python, past PostgreSQL's
parser, which takes 05/2024/QĐ-UBND for a path of files. Exact words begin with "=", folded ones stand as they are, so
one vector answers a question about both.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from django.db import OperationalError, connection, transaction

from formats.vietnamese.folding import Forms, IndexedText
from search.ranking import FILES, LEAD, TEXT, TITLE, Tier, levels
from search.weights import ALL_WEIGHTS
from search.words.expressions import Expression, Sequence, without_implied, without_prefixes
from search.words.implication import Implications

from .base import PARTS, Branches, Document, Scope, half_of
from .database import DatabaseBackend, Order, Rows, Steps, titles_first
from .sql import SQL, step

# Limits of PostgreSQL: places of one word, the last place, bytes of all words of a vector (with room to spare).
_MAX_PLACES: Final = 250
_LAST_PLACE: Final = 16_383
_MAX_BYTES: Final = 900_000

# Labels of PostgreSQL for the texts of a row, the weightiest first; the last stands for no label.
_LABELS: Final = dict(zip(PARTS, ("A", "B", "C", ""), strict=True))
# The question stands in a query of its own, where the planner cannot read it: else it counts on words that stand
# everywhere and reads the vectors of all rows one by one, since it does not know what reading one costs.
_MATCHES: Final = "words @@ (SELECT %s::tsquery)"
# No word of a text begins so: what follows is the scope of a row, or its weight.
_MARK: Final = "@"
_IN_SCOPE: Final = "language = %s AND portal_id = ANY(%s)"
# As the indexes of the words say it, which stand apart for two generations; the number, since what was written late to
# a generation that is gone may still be there.
_IN_HALF: Final = tuple(f"{_IN_SCOPE} AND mod(generation, 2) = {half} AND generation = %s" for half in (0, 1))
_NEWEST: Final = "published_at DESC NULLS LAST, id DESC"
# Labels of the texts in which the words of a step must stand; none for all.
_PARTS: Final = {LEAD: "AB", TEXT: "ABC", FILES: ""}
# What rows of counts are joined with: one row a topic, one row a portal with those above it.
_TOPICS: Final = ", unnest(string_to_array(btrim(topics, '|'), '|')) AS topic(value)"
_BRANCHES: Final = """JOIN unnest(%s::bigint[], %s::bigint[]) AS branch(portal_id, value)
    ON branch.portal_id = matched.portal_id"""

# An index is waited for, and everybody else waits meanwhile, for so long at most.
_LOCKED_WITHIN: Final = "2s"

logger = logging.getLogger(__name__)


class PostgreSQLBackend(DatabaseBackend):
    """Full text of PostgreSQL."""

    # Numbers are put in order several times as fast as words.
    text = "hashtextextended(content_hash, 0)"
    topics = _TOPICS
    many = 1_000
    # Rows of each step that are ranked for one query; of more, the weightiest and newest. Ranking reads every vector,
    # which is slow for words that stand on every second page.
    ranked = 400

    def write(self, documents: Collection[Document]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(
                "UPDATE search_searchentry SET title_words = %s::tsvector, words = %s::tsvector WHERE id = %s",
                [
                    (
                        _vector({"A": document.title}, *_marks_of(document)),
                        _vector(_labelled(document), *_marks_of(document)),
                        document.entry_id,
                    )
                    for document in documents
                ],
            )

    def erase(self, entry_ids: Iterable[int]) -> None:
        """Nothing: the words go with the row."""

    def prune(self) -> None:
        """Nothing: the words go with the row."""

    def begin_bulk(self, generation: int) -> None:
        """Let PostgreSQL collect what is written into the indexes of a generation, which takes a third of the CPU."""
        self._collect_insertions(generation, option="on")

    def end_bulk(self, generation: int) -> None:
        """Enter what was collected, which every search would go through, and collect no more."""
        self._collect_insertions(generation, option="off")
        with connection.cursor() as cursor:
            for index in _indexes_of(generation):
                cursor.execute("SELECT gin_clean_pending_list(%s)", [index])

    def _collect_insertions(self, generation: int, *, option: str) -> None:
        """Set the option of the indexes. Where a transaction keeps them for too long it is left as it is: answers are
        the same, and searches do not queue behind the change."""
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"SET LOCAL lock_timeout = '{_LOCKED_WITHIN}'")
                for index in _indexes_of(generation):
                    cursor.execute(f"ALTER INDEX {index} SET (fastupdate = {option})")
        except OperationalError:
            logger.warning("Indexes of search generation %s keep their former fastupdate.", generation, exc_info=True)

    def matches(self, rows: Rows) -> SQL:
        return _where(rows, _match(rows))

    def meets(self, tier: Tier, scope: Scope) -> SQL:
        if tier.parts == TITLE:
            return step(tier, SQL("(title_words @@ %s::tsquery)", [_tsquery(tier.expression)]))
        return step(tier, SQL("(words @@ %s::tsquery)", [_tsquery(tier.expression, _PARTS[tier.parts])]))

    def candidates(self, rows: Rows, order: Order) -> Iterator[tuple[SQL, Steps]]:
        """The weightiest and newest rows whose titles meet the second step with whole words, with those that meet the
        first; then one of several; then those of each step, and of all that match.

        The former stand before all others, and titles alone order them. The phrase is looked for in titles only: the
        index knows no order of words, so every text would be read for it.
        """
        if rows.query.is_loose:
            yield self._some(rows, order), order.steps
            return
        of_titles, steps = titles_first(order), (*order.first, *order.steps)
        if len(of_titles) > 1 and not order.first:
            yield self._with_whole_words(rows, of_titles[1]), of_titles
            yield self._weightiest(rows, [("title_words", tier.expression) for tier in of_titles[1:]]), of_titles
        wanted = [one for one in steps if one.parts == TITLE or one.expression != rows.query.phrase]
        looked_for = [("title_words" if one.parts == TITLE else "words", one.expression) for one in wanted]
        yield self._weightiest(rows, looked_for, with_all=True), order.steps

    def _weightiest(self, rows: Rows, looked_for: list[tuple[str, Expression]], *, with_all: bool = False) -> SQL:
        """The weightiest and newest of the rows that meet each of some expressions in a column, and of all."""
        each = list(dict.fromkeys(looked_for))
        implications = Implications([rows.expression, *(expression for _column, expression in each)])
        parts = [self.matches(rows)] if with_all else []
        for place, (column, expression) in enumerate(each, start=1):
            met = _where(rows, _meeting(rows, _tsquery(expression), column))
            # Whose title has the words is a hit, unless something else is asked of it.
            is_hit = implications.holds(place, 0) and not rows.query.excluded
            parts.append(met if is_hit else met.and_(_match(rows)))
        return _among(parts, f"ORDER BY weight DESC, {_NEWEST} LIMIT {self.ranked}")

    def _with_whole_words(self, rows: Rows, step: Tier) -> SQL:
        """The weightiest and newest rows whose titles meet a step with whole words: of words that begin alike, the
        index has too many to put together."""
        is_hit = Implications([rows.expression, step.expression]).holds(1, 0) and not rows.query.excluded
        words = _tsquery(without_prefixes(step.expression))
        return self._of_each_weight(rows, "title_words", words, *([] if is_hit else [_match(rows)]))

    def _of_each_weight(self, rows: Rows, column: str, tsquery: str, *conditions: SQL) -> SQL:
        """The weightiest and newest rows whose words in a column meet a query.

        Rows of a weight are looked for only where the weightier ones are too few, since the order of words is read in
        every row that has them.
        """
        met = _where(rows, SQL(f"{column} @@ of_weight.asked", []), *conditions)
        each = [f"'{_MARK}{_weight_word(weight)}' & {_in_scope(rows, tsquery)}" for weight in ALL_WEIGHTS]
        return SQL(
            f"""FROM search_searchentry WHERE id IN (
                SELECT id FROM unnest(%s::tsquery[]) AS of_weight(asked)
                CROSS JOIN LATERAL (SELECT id {met.text} ORDER BY {_NEWEST} LIMIT {self.ranked}) AS found
                LIMIT {self.ranked}
            )""",  # noqa: S608 -- of constants
            [each, *met.values],
        )

    def _some(self, rows: Rows, order: Order) -> SQL:
        """Of rows that may lack words: those whose titles meet a step, or which have every word, the weightiest and
        newest of each; and some of all.

        To know which words stand together, the texts themselves are read, so that is asked of these rows alone.
        """
        numbers, query = levels(rows.query), rows.query
        asked = [
            _at_least(numbers[one][1], numbers[one][0].expression) if one in numbers else _tsquery(one.expression)
            for one in order.steps
            # Titles that say what was typed and nothing else say it.
            if one.parts == TITLE and not one.longest
        ]
        of_titles = [_where(rows, _meeting(rows, words, "title_words")) for words in dict.fromkeys(asked)]
        in_titles = _among(of_titles, f"ORDER BY weight DESC, {_NEWEST} LIMIT {self.ranked}")
        best = _among([in_titles, self._of_each_weight(rows, "words", _tsquery(query.every_word))])
        some = _among([self.matches(rows)], f"LIMIT {self.ranked}")
        return _among([best.and_(_as_value(_match(rows))), some])

    def branching(self, branches: Branches) -> SQL:
        return SQL(_BRANCHES, [[portal for portal, _above in branches], [above for _portal, above in branches]])

    def is_built(self) -> bool:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT 1 FROM pg_attribute WHERE attrelid = to_regclass('search_searchentry') AND attname = 'words'"
            )
            return cursor.fetchone() is not None


def _indexes_of(generation: int) -> list[str]:
    """Names of the indexes of words of a generation, as the migration made them."""
    return [f"search_entry_{column}_{half_of(generation)}" for column in ("title_words", "words")]


def _where(rows: Rows, *conditions: SQL) -> SQL:
    """Rows of the scope, narrowed as they are, that meet conditions."""
    scope = rows.scope
    own = SQL(_IN_HALF[scope.half], [scope.language, list(scope.portal_ids), scope.generation])
    met = own.and_(*conditions, *rows.narrowed)
    return met._replace(text=f"FROM search_searchentry WHERE {met.text}")


def _among(parts: Collection[SQL], limit: str = "") -> SQL:
    """Rows that are in one of some parts, of each as many as are read."""
    keys = " UNION ".join(f"(SELECT id {part.text} {limit})" for part in parts)
    return SQL(f"FROM search_searchentry WHERE id IN ({keys})", [value for part in parts for value in part.values])


def _match(rows: Rows) -> SQL:
    """Whether a row meets the expression, and has nothing that it must not have."""
    if not rows.query.is_loose:
        return _meeting(rows, _tsquery(rows.expression))
    words = _tsquery((*rows.query.together, *rows.query.quoted))
    return _meeting(rows, " & ".join(filter(None, (words, _at_least(*rows.query.share)))))


def _as_value(condition: SQL) -> SQL:
    """A condition that is asked of each row, and not of an index."""
    return condition._replace(text=f"({condition.text}) IS TRUE")


def _in_scope(rows: Rows, tsquery: str) -> str:
    return f"'{_MARK}{rows.scope.word}' & {tsquery}" if rows.scope.word else tsquery


def _meeting(rows: Rows, tsquery: str, column: str = "words") -> SQL:
    match = _in_scope(rows, tsquery)
    if rows.query.excluded:
        match += f" & !({' | '.join(map(_sequence, rows.query.excluded))})"
    return SQL(_MATCHES.replace("words", column), [match])


def _marks_of(document: Document) -> tuple[str, str]:
    return document.scope_word, _weight_word(document.entry.weight)


def _weight_word(weight: int) -> str:
    return f"w{weight}"


def _labelled(document: Document) -> dict[str, IndexedText]:
    return dict(zip(_LABELS.values(), document.texts(), strict=True))


def _vector(texts: Mapping[str, IndexedText], *marks: str) -> str:
    """Words with their places as a `tsvector` literal, texts by their labels; marks have no place."""
    places: dict[str, list[str]] = {}
    room, shift = _MAX_BYTES, 1
    for label, part in texts.items():
        for place, forms in [*enumerate(part.words), *part.numbers]:
            room -= _add(places, forms, f"{min(place + shift, _LAST_PLACE)}{label}")
            if room < 0:
                break
        # A gap, so that the last word of the title and the first of the lead are no neighbours.
        shift += len(part.words) + 1
    words = (f"'{word}':{','.join(found)}" for word, found in places.items())
    return " ".join([*(f"'{_MARK}{mark}'" for mark in marks), *words])


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


def _tsquery(expression: Expression, labels: str = "") -> str:
    """An expression as a `tsquery` literal, for texts with some labels or for all. Words have letters, digits and
    slashes only, so quoting is enough."""
    return " & ".join(
        f"({' | '.join(_sequence(sequence, labels) for sequence in without_implied(alternatives))})"
        for alternatives in expression
    )


def _at_least(number: int, wanted: Expression) -> str:
    """Rows that meet so many of some alternatives as a `tsquery` literal: half by half, which is a sixth as long as one
    that names each choice of them."""
    if number in (1, len(wanted)):
        return f"({(' | ' if number == 1 else ' & ').join(_tsquery((one,)) for one in wanted)})"
    left, right = wanted[: len(wanted) // 2], wanted[len(wanted) // 2 :]
    ways = (
        " & ".join(_at_least(share, half) for share, half in ((first, left), (number - first, right)) if share)
        for first in range(max(number - len(right), 0), min(number, len(left)) + 1)
    )
    return f"({' | '.join(f'({way})' for way in ways)})"


def _sequence(sequence: Sequence, labels: str = "") -> str:
    mark = "=" if sequence.form == "exact" else ""
    *before, last = (f"'{mark}{word}'" for word in sequence.words)
    within = f":{labels}" if labels else ""
    ending = f":*{labels}" if sequence.is_prefix else within
    return f"({' <-> '.join([*(word + within for word in before), last + ending])})"
