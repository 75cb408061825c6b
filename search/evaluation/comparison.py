"""Comparison of two ways to read queries, by a judged set."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from search.evaluation.judged_set import JudgedQuery
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


def read_otherwise(before: Reader, after: Reader, queries: Iterable[JudgedQuery]) -> list[JudgedQuery]:
    """Queries that are read in another way (other synonyms): only these can find anything else. Nothing is searched."""
    return [judged for judged in queries if _read(before(judged.text)) != _read(after(judged.text))]


def compare(before: Reader, after: Reader, queries: Iterable[JudgedQuery]) -> list[Change]:
    """Queries that gain or lose where texts are read in another way, the greatest losses first. Each that is read
    otherwise is searched for twice.

        compare(partial(Query.read, synonyms=today), partial(Query.read, synonyms=changed), read_set())
    """
    changes = []
    for judged in read_otherwise(before, after, queries):
        change = Change(outcome_of(judged, before(judged.text)), outcome_of(judged, after(judged.text)))
        if change.before.ratings != change.after.ratings or change.before.total != change.after.total:
            changes.append(change)
    return sorted(changes, key=lambda change: change.gain)


def _read(query: Query) -> tuple[Any, ...]:
    return query.match, query.as_typed, query.excluded, tiers(query)
