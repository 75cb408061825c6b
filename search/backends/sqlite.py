"""SQLite: a table of its full-text engine (FTS5) beside the rows, with their key as row id.

There are two tables, for two generations of the index, and two more of titles alone. A migration makes them, and an
index of all columns that hits are narrowed and ordered by; Django knows nothing of them.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain, groupby
from operator import attrgetter
from typing import Any, Final

from django.db import connection
from django.db.backends.utils import CursorWrapper

from formats.vietnamese.folding import IndexedText
from search.filters import Sort
from search.ranking import FILES, TITLE, Tier, levels
from search.words.expressions import Expression, Form, Sequence, at_least, without_implied, without_prefixes
from search.words.implication import Implications

from .base import PARTS, Branches, Document, Scope, half_of
from .database import DatabaseBackend, Order, Rows, Steps, titles_first
from .sql import NEWEST, SQL, first_of_each, order_of, step

# Rows of one scope that match; %s: expression, language, portals, generation: what was written late to one that is gone
# may still be there. The index has all columns that are narrowed and ordered by, but not the texts, past which SQLite
# would read in each row; a sign keeps it from looking up portals.
_MATCHING: Final = """
    FROM search_fulltext CROSS JOIN search_searchentry INDEXED BY search_entry_facts
    ON search_searchentry.id = search_fulltext.rowid
    WHERE search_fulltext MATCH %s AND +language = %s AND +portal_id IN (SELECT value FROM json_each(%s))
        AND +generation = %s
"""
_PREFERRED: Final = "(search_searchentry.id IN (SELECT rowid FROM search_fulltext WHERE search_fulltext MATCH %s))"
# What rows of counts are joined with: one row a topic, one row a portal with those above it.
_TOPICS: Final = r""", json_each(
    '["' || replace(replace(replace(trim(topics, '|'), '\', '\\'), '"', '\"'), '|', '","') || '"]'
) AS topic"""
_BRANCHES: Final = """JOIN (
    SELECT json_extract(value, '$[0]') AS portal_id, json_extract(value, '$[1]') AS value FROM json_each(%s)
) AS branch ON branch.portal_id = matched.portal_id"""
_FORMS: Final[tuple[Form, ...]] = ("exact", "folded")
_COLUMNS: Final = ["scope", *(f"{part}_{form}" for form in _FORMS for part in PARTS)]
# Of a row as it is written, after its key: what the table of titles has.
_PLACES_OF_TITLES: Final = [0, *(1 + _COLUMNS.index(name) for name in ("scope", "title_exact", "title_folded"))]
# What stands for `search_fulltext` in the statements above: a table for each of two generations, and for each another
# that has titles alone, which are ten times as fast to read.
_TABLES: Final = ("search_fulltext_0", "search_fulltext_1")
_TITLES: Final = ("search_titles_0", "search_titles_1")
_INSERT: Final = "INSERT OR REPLACE INTO search_fulltext (rowid, {}) VALUES (%s, {})".format(  # noqa: S608
    ", ".join(_COLUMNS), ", ".join(["%s"] * len(_COLUMNS))
)
_INSERT_TITLES: Final = (
    "INSERT OR REPLACE INTO search_fulltext (rowid, scope, title_exact, title_folded) VALUES (%s, %s, %s, %s)"
)

# How the tables of a generation that nobody reads yet are written, and how all others are (the defaults of FTS5): words
# are kept in memory until there are so many bytes of them, and their lists are joined once, when all are written.
_IN_BULK: Final = {"automerge": 0, "crisismerge": 1_000, "hashsize": 32 * 1024 * 1024}
_AS_USUAL: Final = {"automerge": 4, "crisismerge": 16, "hashsize": 1024 * 1024}
# Pages of the lists that are joined in one transaction, which others wait for.
_PAGES_AT_ONCE: Final = 500


class SQLiteBackend(DatabaseBackend):
    """Full text on a laptop."""

    topics = _TOPICS
    # Up to so many rows, steps are looked for in the words of each row, rather than in the whole index.
    many = 200
    # Rows with the words in their titles that are ranked for one query; of more, the weightiest and newest.
    ranked = 400

    def write(self, documents: Collection[Document]) -> None:
        with connection.cursor() as cursor:
            for half in {document.half for document in documents}:
                rows = [_row(document) for document in documents if document.half == half]
                cursor.executemany(_in_table(_TABLES[half], _INSERT), rows)
                titles = [tuple(row[place] for place in _PLACES_OF_TITLES) for row in rows]
                cursor.executemany(_in_table(_TITLES[half], _INSERT_TITLES), titles)

    def erase(self, entry_ids: Iterable[int]) -> None:
        keys = json.dumps(list(entry_ids))
        with connection.cursor() as cursor:
            for table in (*_TABLES, *_TITLES):
                cursor.execute(
                    f"DELETE FROM {table} WHERE rowid IN (SELECT value FROM json_each(%s))",  # noqa: S608
                    [keys],
                )

    def prune(self) -> None:
        with connection.cursor() as cursor:
            for table in (*_TABLES, *_TITLES):
                cursor.execute(f"DELETE FROM {table} WHERE rowid NOT IN (SELECT id FROM search_searchentry)")  # noqa: S608

    def begin_bulk(self, generation: int) -> None:
        """Let the lists of words of a generation lie as they were written, which takes half of the CPU."""
        self._configure(generation, _IN_BULK)

    def end_bulk(self, generation: int) -> None:
        """Join the lists, each of which a search goes through; from now on they are joined as they are written."""
        self._configure(generation, _AS_USUAL)
        with connection.cursor() as cursor:
            for table in _tables_of(generation):
                # The first call marks all lists, whatever their sizes, and the others go on. Nothing is left to join
                # once no row but that of the command was changed.
                pages, changed = -_PAGES_AT_ONCE, 2
                while pages < 0 or changed >= 2:
                    before = _changed_rows(cursor)
                    cursor.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('merge', %s)", [pages])  # noqa: S608
                    pages, changed = _PAGES_AT_ONCE, _changed_rows(cursor) - before

    def _configure(self, generation: int, options: Mapping[str, int]) -> None:
        with connection.cursor() as cursor:
            for table in _tables_of(generation):
                for option, value in options.items():
                    cursor.execute(f"INSERT INTO {table} ({table}, rank) VALUES (%s, %s)", [option, value])  # noqa: S608

    def matches(self, rows: Rows) -> SQL:
        if not rows.query.is_loose:
            return _matching(_TABLES, _match(rows.expression, PARTS), rows)
        # The same, without naming each word in dozens of ways to have half of all.
        expression = (*at_least(1, rows.query.pairs), *rows.query.quoted)
        number, wanted = rows.query.share
        share = self._number_met(Tier(FILES, wanted), rows.scope)
        return _matching(_TABLES, _match(expression, PARTS), rows).and_(
            share._replace(text=f"{share.text} >= {number}")
        )

    def meets(self, tier: Tier, scope: Scope) -> SQL:
        tables = _TITLES if tier.parts == TITLE else _TABLES
        match = _within(scope, _match(tier.expression, tier.parts))
        return step(tier, SQL(_in_table(tables[scope.half], _PREFERRED), [match]))

    def all_met(self, steps: Steps, rows: Rows) -> list[SQL]:
        """Of a loosened query, look for each word and each pair of neighbours once, and count them: steps for all, all
        but one and so on name each of them dozens of times."""
        of_query = levels(rows.query) if rows.query.is_loose else {}
        met: list[SQL] = []
        for run in (list(run) for _wanted, run in groupby(steps, lambda tier: of_query.get(tier, (tier, 0))[0])):
            if run[0] not in of_query:
                met += super().all_met(tuple(run), rows)
                continue
            numbers = [of_query[tier][1] for tier in run]
            number = self._number_met(of_query[run[0]][0], rows.scope)
            met.append(number._replace(text=f"MAX({min(numbers) - 1}, MIN({max(numbers)}, {number.text}))"))
        return met

    def _number_met(self, tier: Tier, scope: Scope) -> SQL:
        """How many of the alternatives of a step a row meets."""
        each = [self.meets(Tier(tier.parts, (one,)), scope) for one in tier.expression]
        return SQL(f"({' + '.join(one.text for one in each)})", [value for one in each for value in one.values])

    def candidates(self, rows: Rows, order: Order) -> Iterator[tuple[SQL, Steps]]:
        """Rows whose titles meet the second step with whole words, with those that meet the first; then one of several;
        then all.

        The former stand before all others, and titles alone order them.
        """
        of_titles = titles_first(order)
        if len(of_titles) > 1 and not rows.query.is_loose:
            yield self._in_titles(rows, order, [without_prefixes(of_titles[1].expression)])
            yield self._in_titles(rows, order, [tier.expression for tier in of_titles[1:]])
        yield self.matches(rows), order.steps

    def _in_titles(self, rows: Rows, order: Order, expressions: list[Expression]) -> tuple[SQL, Steps]:
        """The weightiest and newest rows whose titles meet one of some expressions, or which come first anyway; with
        the steps of titles that not all of them meet."""
        steps, places = titles_first(order), range(1, 1 + len(expressions))
        implications = Implications([rows.expression, *expressions, *(tier.expression for tier in steps)])
        # Whose title has the words is a hit, unless something else is asked of it.
        is_hit = all(implications.holds(place, 0) for place in places)
        asks_more = order.first or rows.query.excluded or not is_hit
        looked_for = [*((one.expression, one.parts) for one in order.first), *((one, TITLE) for one in expressions)]
        match = f"({' OR '.join(f'({_match(expression, parts)})' for expression, parts in looked_for)})"
        if asks_more:
            match = f"{match} AND {_match(rows.expression, PARTS)}"
        matching = _matching(_TABLES if asks_more else _TITLES, match, rows)
        keys = f"SELECT search_searchentry.id {matching.text} ORDER BY weight DESC, {NEWEST} LIMIT {self.ranked}"
        weightiest = f"FROM search_searchentry INDEXED BY search_entry_facts WHERE search_searchentry.id IN ({keys})"
        return SQL(weightiest, matching.values), tuple(
            tier
            for number, tier in enumerate(steps, start=places.stop)
            if order.first or tier.longest or not all(implications.holds(place, number) for place in places)
        )

    def best(self, rows: Rows, order: Order, *, among: int | None, wanted: int) -> dict[str, int]:
        """Of few rows, look for each step in the words of the row."""
        found = self._few(rows, order) if among is None or among <= self.many else None
        if found is None or len(found) > self.many:
            return super().best(rows, order, among=among, wanted=wanted)
        steps = (*order.first, *(order.steps if order.sort == Sort.RELEVANCE else ()))
        ranked = sorted(found, key=lambda row: [not _meets(tier, row[2], row[3], row[4:]) for tier in steps])
        return dict(list(first_of_each((text, key) for text, key, *_rest in ranked).items())[:wanted])

    def _few(self, rows: Rows, order: Order) -> list[tuple[Any, ...]]:
        """Hash of the text, key, length of the title, kind and words of rows, in an order without steps."""
        matching, others = self.matches(rows), order_of((), (), order.standpoint, order.sort)
        words = _in_table(_TABLES[rows.scope.half], ", ".join(f"search_fulltext.{column}" for column in _COLUMNS[1:]))
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT content_hash, search_searchentry.id, LENGTH(title), kind, {words} {matching.text}"
                f" ORDER BY {others.text} LIMIT %s",
                [*matching.values, *others.values, self.many + 1],
            )
            return cursor.fetchall()

    def branching(self, branches: Branches) -> SQL:
        return SQL(_BRANCHES, [json.dumps(list(branches))])

    def is_built(self) -> bool:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT COUNT(*) FROM sqlite_master WHERE name IN (%s, %s)", [_TABLES[0], "search_entry_facts"]
            )
            return bool(cursor.fetchone()[0] == 2)  # both


def _tables_of(generation: int) -> tuple[str, str]:
    half = half_of(generation)
    return _TABLES[half], _TITLES[half]


def _changed_rows(cursor: CursorWrapper) -> int:
    """Rows that this connection has changed so far."""
    cursor.execute("SELECT total_changes()")
    return int(cursor.fetchone()[0])


def _in_table(table: str, statement: str) -> str:
    """A statement about `search_fulltext` for one of the tables that stand for it."""
    return statement.replace("search_fulltext", table)


def _row(document: Document) -> tuple[Any, ...]:
    texts = (_stored(text, form) for form in _FORMS for text in document.texts())
    return (document.entry_id, document.scope_word, *texts)


def _stored(text: IndexedText, form: Form) -> str:
    """Words in order, parted by blanks; document numbers as one word at the end, out of the way of neighbours."""
    numbers = (forms for _place, forms in text.numbers)
    return " ".join(map(attrgetter(form), chain(text.words, numbers)))


def _matching(tables: tuple[str, str], match: str, rows: Rows) -> SQL:
    """Rows that meet an expression in the language of FTS5, and have nothing that they must not have."""
    match = _within(rows.scope, match)
    if rows.query.excluded:
        excluded = " OR ".join(_sequence(sequence, PARTS) for sequence in rows.query.excluded)
        match = f"({match}) NOT ({excluded})"
    scope = rows.scope
    statement = _in_table(tables[scope.half], _MATCHING)
    return SQL(statement, [match, scope.language, json.dumps(scope.portal_ids), scope.generation]).and_(*rows.narrowed)


def _within(scope: Scope, match: str) -> str:
    """An expression for rows of a scope: those of a single portal are found without reading the others'."""
    return f'scope : "{scope.word}" AND {match}' if scope.word else match


def _meets(tier: Tier, length: int, kind: str, words: tuple[str, ...]) -> bool:
    """Whether a row meets a step of the order, by its words as they are stored."""
    if (tier.longest and length > tier.longest) or tier.kind not in ("", kind):
        return False
    columns = dict(zip(_COLUMNS[1:], words, strict=True))
    return all(
        any(
            f" {' '.join(one.words)}{'' if one.is_prefix else ' '}" in f" {columns[f'{part}_{one.form}']} "
            for one in alternatives
            for part in tier.parts
        )
        for alternatives in tier.expression
    )


def _match(expression: Expression, parts: tuple[str, ...]) -> str:
    """An expression in the language of FTS5. Words have letters, digits and slashes only, so quoting is enough."""
    return " AND ".join(
        f"({' OR '.join(_sequence(sequence, parts) for sequence in without_implied(alternatives))})"
        for alternatives in expression
    )


def _sequence(sequence: Sequence, parts: tuple[str, ...]) -> str:
    columns = f"{{{' '.join(f'{part}_{sequence.form}' for part in parts)}}}"
    return f'{columns} : "{" ".join(sequence.words)}"{" *" if sequence.is_prefix else ""}'
