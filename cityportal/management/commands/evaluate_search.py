"""`manage.py evaluate_search`: what the search is worth by a set of queries with rated pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Max
from django.utils import timezone, translation

from cityportal.demo.clock import DemoClock
from search.backends import get_backend
from search.backends.base import EngineState
from search.backends.patience import patience_of
from search.evaluation.explaining import explained_hit, explained_query
from search.evaluation.floors import ALL, by_group, missed, read_bounds
from search.evaluation.judged_set import FLOORS, JUDGED_SET, JudgedQuery, SetRefused, portals_of, read_set
from search.evaluation.running import Outcome, Scores, address_of, evaluate, shown_for
from search.models import SearchEntry
from search.words.query import Query
from search.words.synonyms import synonyms_for
from sites.directory import get_directory

# The machine of an evaluation may be slow; on a page a search may take a second.
SECONDS_A_QUERY: Final = 10.0


class Command(BaseCommand):
    """Exit code 1 where a mean is below its floor, the database does not hold the portals of the set, or an engine does
    not answer."""

    help = (
        "Ask the queries of a judged set, print nDCG@10, MRR, recall@10 and the share without hits, and hold the floor."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--set", dest="judged_set", type=Path, default=JUDGED_SET, help="CSV of queries and rated pages."
        )
        parser.add_argument(
            "--floors", type=Path, help="CSV of what has to be reached: for another set none, without this option."
        )
        parser.add_argument("--split", choices=["tune", "hold-out"], default="", help="Ask one split only.")
        parser.add_argument("--worst", type=int, default=0, metavar="N", help="Print the N queries that fare worst.")
        parser.add_argument("--explain", metavar="QUERY", help="Print what made the rank of each hit of one query.")
        parser.add_argument("--portal", default="", metavar="CODE", help="With --explain: search one portal.")

    def handle(self, *args: Any, **options: Any) -> None:
        # A demo was loaded some time ago: its alerts and plans are judged on that day.
        with DemoClock(timezone.now()).standing_at(newest_publication()), translation.override("vi"):
            if options["explain"]:
                self._explain(JudgedQuery(options["explain"], "", portal=options["portal"]))
            else:
                self._evaluate(**options)

    def _evaluate(self, *, judged_set: Path, floors: Path | None, split: str, worst: int, **options: Any) -> None:
        try:
            queries = read_set(judged_set, split=split)
        except (SetRefused, OSError) as error:
            raise CommandError(str(error)) from error
        if absent := portals_of(queries) - {record.code for record in get_directory().records}:
            raise CommandError(f"This database does not hold the demo: no portal {', '.join(sorted(absent))}.")
        outcomes = self._asked(queries)
        self.stdout.write(f"{len(queries)} queries on {engine()}\n\n")
        for name in dict.fromkeys(query.split for query in queries):
            self._print_table(name or "no split", [one for one in outcomes if one.query.split == name])
        self._print_table("together", outcomes)
        for outcome in sorted(outcomes, key=lambda one: one.ndcg)[:worst]:
            self.stdout.write(written_outcome(outcome))
        floors = floors or (FLOORS if judged_set == JUDGED_SET and not split else None)
        if floors is not None:
            self._hold(by_group(outcomes), floors)

    def _asked(self, queries: Sequence[JudgedQuery]) -> list[Outcome]:
        outcomes: list[Outcome] = []
        with patience_of(SECONDS_A_QUERY * len(queries)):
            self._refuse_another_engine()
            for query in queries:
                outcomes += evaluate([query])
                self._refuse_another_engine()
        return outcomes

    def _refuse_another_engine(self) -> None:
        """Refuse to measure the database under the name of Elasticsearch, for which it answers."""
        if (state := get_backend().state()) not in {EngineState.NONE, EngineState.WELL}:
            raise CommandError(f"{engine()} is {state}: the database would answer. See manage.py doctor.")

    def _hold(self, scores: dict[str, Scores], floors: Path) -> None:
        for one in missed(scores, read_bounds("target", floors)):
            self.stdout.write(f"{one.group}: {one.measure} is {one.value}, wanted {one.bound}.")
        if below := missed(scores, read_bounds("floor", floors)):
            lines = (f"{one.group}: {one.measure} is {one.value}, the floor {one.bound}." for one in below)
            raise CommandError("\n".join(lines))

    def _print_table(self, name: str, outcomes: list[Outcome]) -> None:
        self.stdout.write(f"{name:<14}{'queries':>8}{'nDCG@10':>9}{'MRR':>8}{'recall@10':>11}{'without hits':>14}")
        for group, scores in by_group(outcomes).items():
            self.stdout.write(f"{group:<14}{written_scores(scores)}" + ("\n" if group == ALL else ""))

    def _explain(self, judged: JudgedQuery) -> None:
        synonyms = synonyms_for(judged.language, on=timezone.localdate())
        query, results = shown_for(judged, Query.read(judged.text, synonyms=synonyms))
        self.stdout.write(f"{results.total} hits of “{query.text}” on {engine()}")
        for line in explained_query(query):
            self.stdout.write(f"  {line}")
        for place, hit in enumerate(results.hits, start=1):
            self.stdout.write(f"{place:>3}. {hit.title} ({address_of(hit)})")
            rows = SearchEntry.objects.filter(language=judged.language, portal=hit.portal.id, page=hit.page_id)
            for line in explained_hit(query, rows.filter(title=hit.title)[0]):
                self.stdout.write(f"     {line}")


def engine() -> str:
    """Name of what searches."""
    return type(get_backend()).__name__.removesuffix("Backend")


def newest_publication() -> datetime:
    """When something became public last; now, where nothing is."""
    newest: datetime | None = SearchEntry.objects.aggregate(newest=Max("published_at"))["newest"]
    return newest or timezone.now()


def written_scores(scores: Scores) -> str:
    means = f"{scores.ndcg:>9.3f}{scores.mrr:>8.3f}{scores.recall:>11.3f}{100 * scores.without_hits:>12.1f} %"
    return f"{scores.count:>8}{means}"


def written_outcome(outcome: Outcome) -> str:
    query = outcome.query
    where = f" [{query.portal}]" if query.portal else ""
    return (
        f"{outcome.ndcg:.3f}  {query.group:<13}{query.text}{where} — {outcome.total} hits, first: {outcome.first_title}"
    )
