"""The judged set of the repository, and files that are none."""

from collections import Counter

import pytest

from search.evaluation.floors import ALL, missed, read_bounds
from search.evaluation.judged_set import SetRefused, read_set
from search.evaluation.metrics import BEST
from search.evaluation.running import Scores
from tests.each import each_case

MEASURES = {"ndcg", "mrr", "recall", "without_hits"}
# At least as many queries of each class.
WANTED = {"title": 100, "everyday": 60, "number": 40, "unaccented": 40, "misspelt": 30, "abbreviation": 30}


def test_set_has_enough_queries_of_each_class_a_third_of_them_held_out():
    queries = read_set()
    counted = Counter(query.group for query in queries)
    assert {group: count for group, count in WANTED.items() if counted[group] < count} == {}
    assert set(counted) == set(WANTED)
    held_out = len(read_set(split="hold-out"))
    assert held_out + len(read_set(split="tune")) == len(queries)
    assert 0.25 < held_out / len(queries) < 0.4


def test_queries_with_the_same_answers_stand_in_one_split():
    """What ranking is tuned by tells nothing of the queries that are held out."""
    splits: dict[frozenset[str], set[str]] = {}
    for query in read_set():
        full = frozenset(address for address, rated in query.rated.items() if rated.rating == BEST)
        splits.setdefault(full, set()).add(query.split)
    assert [sorted(full) for full, found in splits.items() if len(found) > 1] == []


def test_misspelt_query_says_what_is_meant():
    assert [query.text for query in read_set() if (query.group == "misspelt") != bool(query.meant)] == []


@each_case(
    ("rows", "said"),
    [
        ("a,title,x/y,4", "Line 2: a rating is 0, 1, 2 or 3."),
        ("a,title,x/y,", "Line 2: query, class, address and rating are needed."),
        ("a,title,x/y,2", "No page answers the query “a” fully."),
    ],
)
def test_file_that_is_no_set_is_refused_with_the_reason(tmp_path, rows, said):
    path = tmp_path / "set.csv"
    path.write_text(f"query,class,address,rating\n{rows}\n", encoding="utf-8")
    with pytest.raises(SetRefused) as refused:
        read_set(path)
    assert str(refused.value) == said


def test_every_class_has_a_floor_of_every_measure_and_what_is_wanted_is_of_these_classes():
    floors, targets = read_bounds("floor"), read_bounds("target")
    assert {group: set(measures) for group, measures in floors.items()} == dict.fromkeys([*WANTED, ALL], MEASURES)
    assert set(targets) <= set(floors)


def test_mean_below_its_floor_and_share_without_hits_above_it_are_missed():
    scores = {"title": Scores(count=1, ndcg=0.8, mrr=0.9, recall=1.0, without_hits=0.1)}
    bounds = {"title": {"ndcg": 0.81, "mrr": 0.9, "without_hits": 0.05}, "number": {"ndcg": 1.0}}
    assert [(one.measure, one.value, one.bound) for one in missed(scores, bounds)] == [
        ("ndcg", 0.8, 0.81),
        ("without_hits", 0.1, 0.05),
    ]
