"""What a ranking is worth by what people rated."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.evaluation.metrics import DEPTH, Rated, ideal, ndcg, ratings_in_order, recall, reciprocal_rank
from tests.each import each_case

RATINGS = st.lists(st.integers(0, 3), max_size=25)


@each_case(
    ("ratings", "best", "value"),
    [
        ([3], [3], 1.0),
        ([0, 3], [3], 0.631),
        ([2, 3], [3, 2], 0.834),
        ([3, 0, 1], [3, 2, 1], 0.798),
        ([], [3], 0.0),
        ([0] * DEPTH + [3], [3], 0.0),
        ([1], [], 0.0),
    ],
)
def test_ndcg_counts_ten_hits_and_the_earlier_ones_more(ratings, best, value):
    assert ndcg(ratings, best) == pytest.approx(value, abs=0.001)


@each_case(("ratings", "value"), [([3], 1), ([1, 2], 0.5), ([0, 1, 1, 3], 0.25), ([1, 1], 0), ([0] * 10 + [3], 0)])
def test_reciprocal_rank_is_of_the_first_useful_hit(ratings, value):
    assert reciprocal_rank(ratings) == value


@each_case(
    ("ratings", "best", "value"),
    [([0, 3], [3, 2], 1), ([3, 2], [3, 3], 0.5), ([0] * 10 + [3], [3], 0), ([3] * 10, [3] * 12, 1), ([2], [2], 0)],
)
def test_recall_is_the_share_of_full_answers_among_ten_hits(ratings, best, value):
    assert recall(ratings, best) == value


def test_pages_of_one_task_count_once_and_take_one_place():
    rated = {"a/x": Rated("x", 3), "b/x": Rated("x", 2), "a/y": Rated("a/y", 1)}
    assert ratings_in_order(["b/x", "a/x", "a/z", "a/y", "a/z"], rated) == [2, 0, 1]
    assert ideal(rated.values()) == [3, 1]


@given(RATINGS)
def test_best_order_is_worth_one_and_no_other_more(ratings):
    best = sorted(ratings, reverse=True)
    assert 0 <= ndcg(ratings, best) <= 1 + 1e-9
    assert ndcg(best, best) == pytest.approx(1 if any(ratings) else 0)


@given(RATINGS, st.data())
def test_better_hit_that_moves_forward_makes_nothing_worse(ratings, data):
    if len(ratings) < 2:
        return
    first, second = sorted(data.draw(st.lists(st.integers(0, len(ratings) - 1), min_size=2, max_size=2, unique=True)))
    if ratings[first] > ratings[second]:
        first, second = second, first
    moved = list(ratings)
    moved[first], moved[second] = moved[second], moved[first]
    if first > second:
        ratings, moved = moved, ratings
    best = sorted(ratings, reverse=True)
    assert ndcg(moved, best) >= ndcg(ratings, best) - 1e-9
    assert reciprocal_rank(moved) >= reciprocal_rank(ratings)
    assert recall(moved, best) >= recall(ratings, best)
