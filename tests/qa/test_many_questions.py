"""Pages over 100,000 questions of one portal, and the inbox of its people: in 300 ms, with as many queries and, at most
twice, the time of 1,000 (issue 6).

On SQLite, which serves no city, over 20,000: there the floor is a third, so that the same growth with the questions is
found. What takes less than the floor is fast, whatever it was before: nobody can tell 5 ms from 10. Times are those of
`tests/scale/timing.py`; a page that took too long, while others worked, is timed again before that is believed.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse

from qa.models import AnsweringUnit, Question
from qa.oversight.figures import count_questions
from sites.models import Portal
from tests.factories import make_head, make_supervisor
from tests.many_portals import let_planner_know
from tests.qa.factories import make_officer
from tests.scale.counting import counted
from tests.scale.questions import SEED, multiply_questions, seed_questions
from tests.scale.timing import seconds_of, slowness

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines, pytest.mark.slow(reason="writes thousands of questions")]

TIMES = {"sqlite": 19, "postgresql": 99}
# The first of the tries warms up. Beyond, a page that took too long is tried again so many times.
TRIES, ROUNDS = 2, 10
# Seconds below which a page is quick at any number of questions: its own cost is too small to be a measure of growth.
FLOOR = {"sqlite": 0.035, "postgresql": 0.1}
MOST_RATIO, MOST_SECONDS = 2, 0.3
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
# Of the inbox: what it is asked for, and the queries that it may ask. Its last page is the fortieth at most.
INBOX = {
    "what waits": ("", 20),
    "what waits, last page": ("?p=40", 21),
    "all": ("?work=all", 20),
    "all, last page": ("?work=all&p=40", 21),
    "code": ("?q={code}", 20),
}
# Of the list of overdue ones over all portals.
OVERDUE = {
    "first page": ("", 14),
    "last page": ("?p=40", 14),
    "of a portal": ("?portal={portal}", 15),
    "of a unit": ("?portal={portal}&unit={unit}", 15),
}
# Units in whose questions there is something to do (`tests.scale.questions.STATES`).
UNITS_OF_OFFICER = ("Phòng 5", "Phòng 6", "Phòng 7")


@dataclass(frozen=True)
class Asked:
    """A page as one reader asks for it."""

    client: Client
    address: str
    most_queries: int

    def count(self) -> int:
        status, _text, queries = counted(self.client, self.address)
        assert status == 200, self.address
        return queries

    def seconds(self, *, tries: int = 1) -> float:
        return seconds_of(lambda: self.client.get(self.address), tries=tries)


def _everything_asked(portal: Portal) -> dict[str, Asked]:
    places = {"unit": AnsweringUnit.objects.get(name_vi="Phòng 3").pk, "code": "QUAN1-2026-100600"}
    public, inbox = Client(headers={"host": portal.host}), reverse("questions_admin:inbox")
    found = {name: Asked(public, address.format(**places), most) for name, (address, most) in PAGES.items()}
    officers = {make_officer(unit) for unit in AnsweringUnit.objects.filter(name_vi__in=UNITS_OF_OFFICER)}
    for who, user in {"board": make_head(portal), "officer": officers.pop()}.items():
        client = Client(headers={"host": settings.ADMIN_HOST})
        client.force_login(user)
        for name, (asked, most) in INBOX.items():
            found[f"inbox of {who}, {name}"] = Asked(client, inbox + asked.format(**places), most)
    supervisor = Client(headers={"host": settings.ADMIN_HOST})
    supervisor.force_login(make_supervisor())
    for name, (asked, most) in OVERDUE.items():
        address = reverse("questions_admin:overdue") + asked.format(portal=portal.pk, **places)
        found[f"overdue, {name}"] = Asked(supervisor, address, most)
    return found


def _is_fast(seconds: float, *, before: float) -> bool:
    return seconds <= MOST_RATIO * max(before, FLOOR[connection.vendor]) and (
        seconds <= MOST_SECONDS or seconds <= MOST_SECONDS * slowness()
    )


def _best_of_many(one: Asked, *, before: float) -> float:
    """The best of some tries; one is enough where it is fast."""
    best = one.seconds()
    for _round in range(ROUNDS - 1):
        if _is_fast(best, before=before):
            break
        best = min(best, one.seconds())
    return best


# The answers are written many times over, and not the approval of each.
@pytest.mark.breaks_the_rule
def test_pages_cost_the_same_whatever_the_number_of_questions(district, record_property):
    """One test for all pages: the questions are written once."""
    seed_questions(district)
    asked = _everything_asked(district)
    _count_anew()
    few = {name: one.seconds(tries=TRIES) for name, one in asked.items()}
    times = TIMES[connection.vendor]
    multiply_questions(times)
    _count_anew()
    assert Question.objects.count() == SEED * (times + 1)
    found = []
    for name, one in asked.items():
        # What it may ask does not depend on the number, so that it is counted over many alone.
        before, queries = few[name], one.count()
        after = _best_of_many(one, before=before)
        record_property(name, f"{before:.3f} s, {after:.3f} s, ratio {after / before:.1f}, {queries} queries")
        if queries > one.most_queries or not _is_fast(after, before=before):
            found.append((name, before, after, queries))
    assert found == []


def _count_anew() -> None:
    count_questions(at=AT)
    let_planner_know()
