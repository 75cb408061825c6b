"""Public pages over 100,000 questions of one portal: as many queries and, at most twice, the time of 1,000 (issue 6).

The best of several tries counts, since others work beside it. What takes less than the floor is fast, whatever it was
before: nobody can tell 5 ms from 10. Three hundred milliseconds are asked of the machine that serves; this one's
slowness is measured beside.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client

from qa.figures import count_questions
from qa.models import AnsweringUnit, Question
from sites.models import Portal
from tests.many_portals import let_planner_know
from tests.scale.counting import counted
from tests.scale.questions import SEED, multiply_questions, seed_questions
from tests.scale.test_punctuality import slowness

pytestmark = pytest.mark.django_db

TIMES = 99
TRIES = 4
FLOOR, MOST_RATIO, MOST_SECONDS = 0.06, 2, 0.3
AT = datetime(2026, 11, 26, 2, 0, tzinfo=UTC)
# By page: its address, and the queries that it may ask, the frame's included.
PAGES = {
    "list": ("/hoi-dap/", 14),
    "topic": ("/hoi-dap/?linh_vuc=linh-vuc-3", 14),
    "unit": ("/hoi-dap/?don_vi={unit}", 14),
    "state": ("/hoi-dap/?trang_thai=co-quan-khac", 14),
    "late": ("/hoi-dap/?tre_han=on", 14),
    "several": ("/hoi-dap/?don_vi={unit}&linh_vuc=linh-vuc-3&trang_thai=da-tra-loi", 14),
    "words": ("/hoi-dap/?q=duong+ngap+so", 14),
    "words nobody wrote": ("/hoi-dap/?q=khongai+viet", 14),
    "period": ("/hoi-dap/?tu=2026-03-01&den=2026-03-31", 14),
    "further": ("/hoi-dap/?sau={code}", 15),
    "question": ("/hoi-dap/{code}/", 14),
    "statistics": ("/hoi-dap/thong-ke/", 13),
    "log": ("/hoi-dap/khong-dang/", 8),
    "feed": ("/hoi-dap/rss/", 4),
}


def _measure(portal: Portal) -> dict[str, tuple[float, int]]:
    count_questions(at=AT)
    let_planner_know()
    places = {"unit": AnsweringUnit.objects.get(name_vi="Phòng 3").pk, "code": "QUAN1-2026-100600"}
    client = Client(headers={"host": portal.host})
    return {name: _asked(client, address.format(**places)) for name, (address, _queries) in PAGES.items()}


def _asked(client: Client, address: str) -> tuple[float, int]:
    status, _text, queries = counted(client, address)
    assert status == 200, address
    tries = []
    for _try in range(TRIES):
        begun = time.perf_counter()
        client.get(address)
        tries.append(time.perf_counter() - begun)
    return min(tries), queries


def test_pages_cost_the_same_whatever_the_number_of_questions(district, record_property):
    """One test for all pages: the questions are written once."""
    seed_questions(district)
    few = _measure(district)
    multiply_questions(TIMES)
    many = _measure(district)
    assert Question.objects.count() == SEED * (TIMES + 1)
    allowed = MOST_SECONDS * slowness() if connection.vendor == "sqlite" else None
    found = []
    for name, (_address, most) in PAGES.items():
        (before, _few), (after, queries) = few[name], many[name]
        record_property(name, f"{before:.3f} s, {after:.3f} s, {queries} queries")
        if queries > most or after > MOST_RATIO * max(before, FLOOR) or (allowed and after > allowed):
            found.append((name, before, after, queries))
    assert found == []
