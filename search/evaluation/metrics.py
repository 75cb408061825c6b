"""How good a ranking is by what people rated. Values in, values out.

Ratings: 3 answers the query, 2 answers a part of it or leads to the answer, 1 touches the subject, 0 is something else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import log2
from typing import Final, NamedTuple

BEST: Final = 3
# From here on, a hit is worth opening.
USEFUL: Final = 2
# Hits that people look at: one page of results.
DEPTH: Final = 10


class Rated(NamedTuple):
    """Rating of one page; pages of one task say the same on several portals, so that any of them does."""

    task: str
    rating: int


def ratings_in_order(found: Iterable[str], rated: Mapping[str, Rated]) -> list[int]:
    """Ratings of hits; one that repeats the task of an earlier hit is passed over and takes no place."""
    seen: set[str] = set()
    ratings: list[int] = []
    for address in found:
        task, rating = rated.get(address, Rated(address, 0))
        if task not in seen:
            ratings.append(rating)
        seen.add(task)
    return ratings


def ideal(rated: Iterable[Rated]) -> list[int]:
    """Ratings of the best ranking there is."""
    best: dict[str, int] = {}
    for task, rating in rated:
        best[task] = max(rating, best.get(task, 0))
    return sorted(best.values(), reverse=True)


def ndcg(ratings: Sequence[int], best: Sequence[int]) -> float:
    """Normalised discounted cumulative gain within `DEPTH`: 1 for the best ranking, 0 where nothing rated is found.

    Source: Järvelin and Kekäläinen 2002, with gains of 2^rating - 1 as in Burges et al. 2005.
    """
    return _gain(ratings) / _gain(best) if _gain(best) else 0.0


def reciprocal_rank(ratings: Sequence[int]) -> float:
    """1 where the first hit is useful, 1/2 where the second is, 0 where none is within `DEPTH`."""
    return next((1 / place for place, rating in enumerate(ratings[:DEPTH], start=1) if rating >= USEFUL), 0.0)


def recall(ratings: Sequence[int], best: Sequence[int]) -> float:
    """Share of the full answers that stand within `DEPTH`, of as many as have room there."""
    wanted = best[:DEPTH].count(BEST)
    return min(1.0, ratings[:DEPTH].count(BEST) / wanted) if wanted else 0.0


def _gain(ratings: Sequence[int]) -> float:
    return sum((2**rating - 1) / log2(place + 1) for place, rating in enumerate(ratings[:DEPTH], start=1))
