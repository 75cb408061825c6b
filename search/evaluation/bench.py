"""How fast the search is with many pages, on the engine that is configured: `make bench-search`.

Writes pages and documents of made-up text into a database that is deleted afterwards, and asks it. The text is put
together from sentences of the demo, so that words are as frequent as in writing, and has words that few rows have.
Times depend on the machine: they stand beside a plain loop, and only ratios and counts are judged. Where the database
runs in this process, times are of its CPU, whatever else the machine does.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median, quantiles
from typing import Any, Final, NamedTuple
from unittest.mock import patch

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cityportal.settings.test")
django.setup()

from django.conf import settings  # noqa: E402 -- apps are ready now
from django.db import connection, transaction  # noqa: E402 -- apps are ready now
from django.test import override_settings  # noqa: E402 -- apps are ready now

from search.backends import EngineAway, Found, Scope, get_backend, get_database_backend  # noqa: E402 -- apps are ready now
from search.backends.patience import patience_of  # noqa: E402 -- apps are ready now
from search.backends.sqlite import SQLiteBackend  # noqa: E402 -- apps are ready now
from search.evaluation.judged_set import read_set  # noqa: E402 -- apps are ready now
from search.filters import NO_FILTERS  # noqa: E402 -- apps are ready now
from search.index.entries import hash_of, write_entries  # noqa: E402 -- apps are ready now
from search.models import SearchEntry  # noqa: E402 -- apps are ready now
from search.weights import WEIGHTS, weight_of  # noqa: E402 -- apps are ready now
from search.words.highlight import highlight, snippet  # noqa: E402 -- apps are ready now
from search.words.query import Query  # noqa: E402 -- apps are ready now
from search.words.spelling import suggestion  # noqa: E402 -- apps are ready now
from search.words.vocabulary import (  # noqa: E402 -- apps are ready now
    MAX_PAIRS,
    MAX_WORDS,
    Tally,
    Vocabulary,
    words_of_rows,
)

CONTENT: Final = Path(__file__).resolve().parent.parent.parent / "cityportal" / "demo" / "content"
NUMBERS: Final = 10_000_000
PORTALS: Final = tuple(range(1, 356))
# A portal of the usual size, where the city's has every twentieth page.
ONE_PORTAL: Final = 200
BATCH: Final = 500
# Words of a page, of a document, and of the files of a document.
PAGE_WORDS, DOCUMENT_WORDS, FILE_WORDS = 350, 60, 2_000
DOCUMENT: Final = "information.documentpage"
# A document number stands in so many rows.
ROWS_OF_NUMBER: Final = 8
NEWEST: Final = datetime(2026, 11, 1, tzinfo=UTC)

COMMON: Final = (
    "ủy ban nhân dân", "thủ tục", "hồ sơ", "đăng ký", "uy ban", "người dân", "phường", "thành phố", "quyết định",
    "kế hoạch", "giấy phép xây dựng", "nop ho so truc tuyen",
)  # fmt: skip
# Few rows have all of these: rows that have some are looked for.
LOOSENED: Final = (
    "tôi muốn làm giấy khai sinh cho con", "của và các cho trong là được với", "nộp hồ sơ xây nhà ở đâu xyzq",
)  # fmt: skip
MISSING: Final = ("xylophon", "bất khả tri luận", "quwerty zzz", "khongcotunay", "9999999/QĐ-XYZ")

WANTED_GROWTH: Final = 2.0
# Of questions in sentences, the texts of all rows that have half of the words are read (docs/decisions/0146).
WANTED_GROWTH_OF_LOOSENED: Final = 4.0
WANTED_SHARE_OF_PORTAL: Final = 1.2
# Beside the loop: 15 milliseconds where it takes 0.4 seconds.
WANTED_SPELLING: Final = 0.015 / 0.4


# Seconds that all searches of a measurement may take together: what is slow is measured, not given up.
PATIENCE: Final = 3_600.0

# The loop of a machine on which the times are wanted, in seconds.
USUAL_LOOP: Final = 0.4


class Measured(NamedTuple):
    """Milliseconds."""

    median: float
    p95: float


def now() -> float:
    """Seconds of CPU, or of the clock where another process searches."""
    return time.process_time() if isinstance(get_backend(), SQLiteBackend) else time.perf_counter()


def sentences() -> list[list[str]]:
    """Texts of the demo, cut where they end."""
    texts = " ".join(path.read_text(encoding="utf-8") for path in sorted(CONTENT.glob("*.yaml")))
    parts = re.split(r"<[^>]*>|[\"\n.;:{}\[\]]", texts)
    return [words for part in parts if len(words := re.findall(r"[^\W_]+(?:[-/][^\W_]+)*", part)) >= 4]


class Writer:
    """Writes rows, the same at each run."""

    def __init__(self) -> None:
        self.random = random.Random(20)  # noqa: S311 -- no secret
        self.sentences = sentences()
        self.kinds = [kind for kind in WEIGHTS if kind != DOCUMENT]
        self.written = 0

    def fill(self, count: int) -> None:
        """Write rows until there are so many, every sixth of them a document with files."""
        while self.written < count:
            numbers = range(self.written + 1, min(self.written + BATCH, count) + 1)
            entries = [self._entry(number) for number in numbers]
            files = {one.page_id: self._text(FILE_WORDS) for one in entries if one.kind == DOCUMENT and one.page_id}
            with transaction.atomic():
                write_entries(entries, unique="page", files=files)
            self.written = numbers[-1]

    def rare(self, count: int) -> list[str]:
        """Document numbers that stand in a few rows each."""
        numbers = range(1, self.written // ROWS_OF_NUMBER, max(1, self.written // ROWS_OF_NUMBER // count))
        return [f"{number}/2025/QĐ-UBND" for number in numbers][:count]

    def _entry(self, number: int) -> SearchEntry:
        is_document = number % 6 == 0
        kind = DOCUMENT if is_document else self.random.choice(self.kinds)
        title, lead = self._text(10)[:250], self._text(25)
        body = f"{self._text(DOCUMENT_WORDS if is_document else PAGE_WORDS)} {number // ROWS_OF_NUMBER}/2025/QĐ-UBND"
        return SearchEntry(
            page_id=number,
            portal_id=1 if self.random.random() < 0.05 else self.random.choice(PORTALS),
            language="vi",
            kind=kind,
            title=title,
            lead=lead,
            body=body,
            published_at=NEWEST - timedelta(hours=self.random.randrange(40_000)),
            weight=weight_of(kind),
            content_hash=hash_of(title, lead, body),
        )

    def _text(self, words: int) -> str:
        chosen: list[str] = []
        while len(chosen) < words:
            chosen += self.random.choice(self.sentences)
        return " ".join(chosen[:words])


def answer(text: str, portals: Sequence[int]) -> int:
    """What a reader waits for: the count, and ten hits with their words marked."""
    query = Query.read(text)
    found = get_backend().find(query, Scope("vi", tuple(portals)), limit=10, offset=0)
    entries = SearchEntry.objects.in_bulk(found.entry_ids)
    for entry in entries.values():
        highlight(entry.title, query)
        snippet(f"{entry.lead} {entry.body}", query)
    return found.total


def keys(text: str, portals: Sequence[int]) -> int:
    """What the engine has to do of it: the count, and the keys of ten rows in order."""
    return get_backend().find(Query.read(text), Scope("vi", tuple(portals)), limit=10, offset=0).total


def loosened(text: str, portals: Sequence[int]) -> int:
    """The count and the keys of rows that have some of the words."""
    query = Query.read(text)
    return get_backend().find(query.loosened() or query, Scope("vi", tuple(portals)), limit=10, offset=0).total


def facets(text: str, portals: Sequence[int]) -> int:
    """Counts beside the choices by which hits are narrowed."""
    branches = [(key, key) for key in portals]
    query, scope = Query.read(text), Scope("vi", tuple(portals))
    return len(get_backend().facets(query, scope, NO_FILTERS, day=NEWEST.date(), branches=branches))


def measured(
    ask: Callable[[str, Sequence[int]], int], texts: Sequence[str], portals: Sequence[int], *, times: int = 5
) -> tuple[Measured, float]:
    """Times of each text asked `times` times after a first one, and the mean of what the first answers are."""
    taken, found = [], []
    for text in texts:
        found.append(ask(text, portals))
        for _time in range(times):
            began = now()
            ask(text, portals)
            taken.append(1000 * (now() - began))
    return Measured(median(taken), quantiles(taken, n=20)[-1]), sum(found) / len(found)


def measure(writer: Writer, say: Callable[[str], Any]) -> dict[str, Measured]:
    """Ask what is there, and print a line for each sort of query."""
    took = loop()
    say(f"loop of ten million additions: {took:.2f} s")
    say(f"{'milliseconds':<30}{'median':>9}{'p95':>9}{f'p95 at {USUAL_LOOP} s':>13}{'found':>12}")
    rare = writer.rare(12)
    asked: dict[str, tuple[Callable[[str, Sequence[int]], int], Sequence[str], Sequence[int]]] = {
        "common, city": (answer, COMMON, PORTALS),
        "common, city, keys alone": (keys, COMMON, PORTALS),
        "common, city, facets alone": (facets, COMMON, PORTALS),
        "common, one portal": (answer, COMMON, [ONE_PORTAL]),
        "common, one portal, keys alone": (keys, COMMON, [ONE_PORTAL]),
        "rare, city": (answer, rare, PORTALS),
        "rare, one portal": (answer, rare, [ONE_PORTAL]),
        "missing, city": (answer, MISSING, PORTALS),
        "loosened, city, keys alone": (loosened, LOOSENED, PORTALS),
    }
    times: dict[str, Measured] = {}
    for name, (ask, texts, portals) in asked.items():
        times[name], found = measured(ask, texts, portals)
        usual = times[name].p95 * USUAL_LOOP / took
        say(f"{name:<30}{times[name].median:>9.1f}{times[name].p95:>9.1f}{usual:>13.1f}{found:>12.1f}")
    return times


def measure_spelling(say: Callable[[str], Any]) -> float:
    """Look for another spelling of the misspelt queries of the judged set, among the words of what is there, of which
    so many are kept in an index of any size. Print the times; return the 95th percentile as a share of the loop."""
    tally, took = Tally(), loop()
    for row in words_of_rows("vi", PORTALS):
        tally.add(row)
    vocabulary = Vocabulary(tally.words(MAX_WORDS), dict(tally.pairs.most_common(MAX_PAIRS)))
    queries = [Query.read(query.text) for query in read_set() if query.meant]
    taken, offered = [], 0
    for query in queries:
        began = time.process_time()
        offered += suggestion(query, vocabulary) is not None
        taken.append(time.process_time() - began)
    p95 = quantiles(taken, n=20)[-1]
    usual = 1000 * p95 * USUAL_LOOP / took
    found = f"{offered} of {len(queries)}"
    say(f"{'another spelling':<30}{1000 * median(taken):>9.1f}{1000 * p95:>9.1f}{usual:>13.1f}{found:>12}")
    return p95 / took


def judged(few: dict[str, Measured], many: dict[str, Measured], spelling: float) -> Iterator[tuple[str, float, float]]:
    """Ratios with what they may be at most."""
    common = "common, city"
    yield "growth of common words", many[common].median / few[common].median, WANTED_GROWTH
    loose = "loosened, city, keys alone"
    yield "growth of loosened queries", many[loose].median / few[loose].median, WANTED_GROWTH_OF_LOOSENED
    yield "growth of rare words", many["rare, city"].median / few["rare, city"].median, WANTED_GROWTH
    portal = many["common, one portal, keys alone"].median / many["common, city, keys alone"].median
    yield "one portal beside the city, keys", portal, WANTED_SHARE_OF_PORTAL
    yield "another spelling beside the loop", spelling, WANTED_SPELLING


def loop() -> float:
    """Seconds of ten million additions."""
    began, total = now(), 0
    for number in range(NUMBERS):
        total += number
    return now() - began


def without_foreign_keys() -> None:
    """Rows stand for pages that nobody wrote."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA foreign_keys = OFF")
            return
        for name, facts in connection.introspection.get_constraints(cursor, SearchEntry._meta.db_table).items():
            if facts["foreign_key"]:
                cursor.execute(f"ALTER TABLE {SearchEntry._meta.db_table} DROP CONSTRAINT {name}")


@contextmanager
def late_insertions() -> Iterator[None]:
    """Let PostgreSQL collect what is written into its indexes, as the product does not: a fifth of the time."""
    if connection.vendor != "postgresql":
        yield
        return
    indexes = [f"search_entry_{column}_{half}" for column in ("title_words", "words") for half in (0, 1)]
    with connection.cursor() as cursor:
        for index in indexes:
            cursor.execute(f"ALTER INDEX {index} SET (fastupdate = on)")
        yield
        for index in indexes:
            cursor.execute(f"ALTER INDEX {index} SET (fastupdate = off)")
            cursor.execute("SELECT gin_clean_pending_list(%s)", [index])


def fill(writer: Writer, size: int) -> float:
    """Write rows until there are so many, and build the index of the engine that is configured; seconds it took."""
    began = now()
    with override_settings(SEARCH_URL=""), late_insertions():
        writer.fill(size)
    get_backend().rebuild()
    taken = now() - began
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return taken


@contextmanager
def nobody_stands_in() -> Iterator[None]:
    """Let no database answer in place of Elasticsearch, so that its times are its own."""

    def refuse(*_arguments: Any, **_options: Any) -> Found:
        raise EngineAway("Elasticsearch did not answer.")

    if not settings.SEARCH_URL:
        yield
        return
    with patch.object(type(get_database_backend()), "find", refuse), patience_of(PATIENCE):
        yield


def run(sizes: Sequence[int], say: Callable[[str], Any]) -> bool:
    """Fill, ask and judge; whether all ratios are as wanted."""
    without_foreign_keys()
    writer, before, spelling = Writer(), 0, 0.0
    times: list[dict[str, Measured]] = []
    for size in sizes:
        seconds = fill(writer, size)
        rate = (size - before) / seconds
        say(f"\n{size} rows, {size // 6} of them documents with files: {seconds:.0f} s, {rate:.0f} rows a second")
        with nobody_stands_in():
            times.append(measure(writer, say))
        spelling = spelling or measure_spelling(say)
        before = size
    say("")
    all_met = True
    for name, ratio, most in judged(times[0], times[-1], spelling):
        all_met &= ratio <= most
        say(f"{name:<34}{ratio:>8.3f}  at most {most}: {'met' if ratio <= most else 'not met'}")
    return all_met


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the search on the engine that DATABASE_URL names.")
    parser.add_argument("--rows", type=int, nargs=2, default=(12_000, 120_000), help="Rows to begin and to end with.")
    sizes = parser.parse_args().rows

    def say(line: str) -> None:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()

    with tempfile.TemporaryDirectory() as folder:
        if connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = str(Path(folder) / "bench.sqlite3")
        former = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            say(f"engine: {type(get_backend()).__name__.removesuffix('Backend')}")
            all_met = run(sizes, say)
        finally:
            connection.creation.destroy_test_db(former, verbosity=0)
    sys.exit(0 if all_met else 1)


if __name__ == "__main__":
    main()
