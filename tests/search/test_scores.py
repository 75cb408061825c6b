"""The order of hits as one number, in which each step outweighs all that come after it."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from random import Random

import pytest

from formats.vietnamese.folding import fold
from search.backends import Scope
from search.backends.elastic_query import ranking
from search.backends.elastic_scores import LIMIT, scores
from search.evaluation.judged_set import read_set
from search.filters import NO_FILTERS, Sort
from search.ranking import FILES, TITLE, Standpoint, Tier, tiers
from search.weights import PERSON
from search.words.expressions import Sequence
from search.words.implication import implies
from search.words.query import Query
from search.words.synonyms import synonyms_for
from tests.each import each_case

DAY = date(2026, 3, 10)
EVERYWHERE, STANDPOINT = Scope("vi", (1, 2), 1), Standpoint(DAY, 1, (2,))


@pytest.fixture
def judged(db) -> dict[Query, tuple[Tier, ...]]:
    """Queries of the judged set, as they were typed and without marks, strict and loosened, with their steps."""
    table = {language: synonyms_for(language, on=DAY) for language in ("vi", "en")}
    typed = [Query.read(one.text, synonyms=table[one.language]) for one in read_set()]
    ways = [way for query in typed for way in (query, query.without_marks())]
    queries = [each for way in ways for each in (way, way.loosened()) if each]
    return {query: (*([Tier(FILES, query.as_typed)] if query.is_marked else []), *tiers(query)) for query in queries}


def boosts(query: Query) -> list[int]:
    asked = ranking(query, query, query.match, EVERYWHERE, NO_FILTERS, Sort.RELEVANCE, STANDPOINT)
    return [clause["constant_score"]["boost"] for clause in asked["query"]["bool"]["should"]]


@pytest.mark.slow(reason="weighs the steps of every query of the judged set")
def test_score_of_a_judged_query_has_room_for_every_step(judged):
    word = Query.read("a")
    of_row = len(boosts(word)) - len(tiers(word))
    added = {query: boosts(query) for query in judged}
    assert [query.text for query, values in added.items() if sum(values) >= LIMIT] == []
    # The last steps of very few.
    left_out = {query.text: len(steps) + of_row - len(added[query]) for query, steps in judged.items()}
    assert set(left_out.values()) <= {0, 1, 2}
    assert sum(map(bool, left_out.values())) < len(left_out) / 100


def has(text: list[str], sequence: Sequence) -> bool:
    words = text if sequence.form == "exact" else [fold(word) for word in text]
    *before, last = sequence.words
    return any(
        words[place : place + len(before)] == before
        and (found == last or (sequence.is_prefix and found.startswith(last)))
        for place, found in enumerate(words[len(before) :])
    )


def meets(row: dict[str, list[str]], step: Tier) -> bool:
    if (step.longest and len(" ".join(row["title"])) > step.longest) or step.kind not in ("", *row["kind"]):
        return False
    return all(
        any(has(row[part], sequence) for sequence in alternatives for part in step.parts)
        for alternatives in step.expression
    )


def rows_of(steps: tuple[Tier, ...], random: Random) -> Iterator[dict[str, list[str]]]:
    """Rows of words that the steps ask for, some of them side by side."""
    asked = dict.fromkeys(word for step in steps for ways in step.expression for way in ways for word in way.words)
    pieces = list(asked)
    for _row in range(40):
        place = random.randrange(len(pieces))
        texts = {part: [*random.sample(pieces, min(3, len(pieces))), *pieces[place : place + 4]] for part in FILES}
        yield texts | {"kind": random.choice([[PERSON], []])}


@pytest.mark.slow(reason="weighs the steps of many queries")
def test_rows_in_the_order_of_the_steps_have_falling_scores(judged):
    random = Random(1)  # noqa: S311 -- no secret
    wrong = {}
    for query, steps in list(judged.items())[::7]:
        added = scores(steps, rest=0)
        ranked = sorted({tuple(meets(row, step) for step in steps) for row in rows_of(steps, random)}, reverse=True)
        totals = [sum(score for score, is_met in zip(added, met, strict=True) if is_met) for met in ranked]
        if any(first <= second for first, second in pairwise(totals)):
            wrong[query.text] = totals
    assert wrong == {}


def words(text: str, form: str = "exact", *, is_prefix: bool = False) -> Sequence:
    return Sequence(form, tuple(text.split()), is_prefix)


@each_case(
    ("sequence", "other", "expected"),
    [
        (words("đăng ký hộ tịch"), words("hộ tịch"), True),
        (words("hộ tịch"), words("đăng ký hộ tịch"), False),
        (words("hộ tịch"), words("ho tich", "folded"), True),
        (words("ho tich", "folded"), words("ho tich"), False),
        (words("hộ tịch"), words("hộ tị", is_prefix=True), True),
        (words("hộ tị", is_prefix=True), words("hộ tị"), False),
        (words("hộ tịch", is_prefix=True), words("hộ tị", is_prefix=True), True),
        (words("hộ tị", is_prefix=True), words("hộ"), True),
    ],
)
def test_sequence_implies_its_parts_and_itself_without_marks(sequence, other, expected):
    assert implies(sequence, other) is expected


def test_steps_for_which_there_is_no_room_add_nothing():
    steps = [Tier(TITLE, ((words(f"w{number}"),),)) for number in range(30)]
    found = scores(steps, rest=100)
    assert 100 + sum(found) < LIMIT
    assert found[:17] == sorted(found, reverse=True)[:17]
    assert (found[0] > 0, found[-1]) == (True, 0)
