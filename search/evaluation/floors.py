"""What a judged set has to reach, class by class: values that are only ever raised."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from search.evaluation.judged_set import FLOORS
from search.evaluation.running import Outcome, Scores

# Stands for the queries of all classes.
ALL: Final = "all"
# Means are compared as they are printed.
_DIGITS: Final = 3
_MEASURES: Final = {"ndcg": 1, "mrr": 1, "recall": 1, "without_hits": -1}


@dataclass(frozen=True, slots=True)
class Missed:
    """A mean on the wrong side of its bound."""

    group: str
    measure: str
    value: float
    bound: float


def by_group(outcomes: Iterable[Outcome]) -> dict[str, Scores]:
    """Means of each class, and of all at the end."""
    outcomes = list(outcomes)
    groups = dict.fromkeys(outcome.query.group for outcome in outcomes)
    scores = {group: Scores.of([one for one in outcomes if one.query.group == group]) for group in groups}
    return {**scores, ALL: Scores.of(outcomes)} if outcomes else {}


def read_bounds(kind: str, path: Path = FLOORS) -> dict[str, dict[str, float]]:
    """Bounds by class and measure: `floor` is what was reached, `target` what is wanted."""
    with path.open(encoding="utf-8", newline="") as file:
        return {
            row["class"]: {measure: float(row[measure]) for measure in _MEASURES if row[measure]}
            for row in csv.DictReader(file)
            if row["kind"] == kind
        }


def missed(scores: Mapping[str, Scores], bounds: Mapping[str, Mapping[str, float]]) -> list[Missed]:
    """Means below their bound; for the share without hits, above it."""
    return [
        Missed(group, measure, value, bound)
        for group, measures in bounds.items()
        if group in scores
        for measure, bound in measures.items()
        if _MEASURES[measure] * ((value := round(getattr(scores[group], measure), _DIGITS)) - bound) < 0
    ]
