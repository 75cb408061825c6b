"""What a change of the search would do to a judged set."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from search.evaluation.judged_set import JudgedQuery, read_set
from search.evaluation.running import Outcome, Reader, outcome_of
from search.ranking import tiers
from search.words.query import Query


@dataclass(frozen=True, slots=True)
class Change:
    """A query that finds something else after a change."""

    before: Outcome
    after: Outcome

    @property
    def query(self) -> str:
        return self.before.query.text

    @property
    def gain(self) -> float:
        """Positive: the answers come earlier. From -1 to 1 (nDCG)."""
        return self.after.ndcg - self.before.ndcg


def compare(before: Reader, after: Reader, queries: Iterable[JudgedQuery] | None = None) -> list[Change]:
    """Queries that gain or lose where texts are read in another way (other synonyms), the greatest losses first.

    A query that is read alike is not asked, so that a few synonyms cost a few searches. Without `queries`, the set of
    the repository is asked: it is about the demo, and where its pages are absent nothing gains or loses.

        compare(partial(Query.read, synonyms=today), partial(Query.read, synonyms=changed))
    """
    changes = []
    for judged in read_set() if queries is None else queries:
        former, latter = before(judged.text), after(judged.text)
        if _read(former) == _read(latter):
            continue
        change = Change(outcome_of(judged, former), outcome_of(judged, latter))
        if change.before.ratings != change.after.ratings or change.before.total != change.after.total:
            changes.append(change)
    return sorted(changes, key=lambda change: change.gain)


def _read(query: Query) -> tuple[Any, ...]:
    return query.match, query.as_typed, query.excluded, tiers(query)
