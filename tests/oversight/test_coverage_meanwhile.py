"""Two decide on one assignment at the same moment: one of them is refused, in words."""

import pytest
from django.utils import timezone

from members.enums import Seat
from oversight import coverage
from oversight.coverage import cancel_coverage, deliver_coverage
from oversight.enums import CoverageState
from oversight.errors import CoverageMoved
from oversight.models import CoverageAssignment
from tests.factories import CITY, make_article, make_head, make_portal
from tests.meanwhile import after, at_once, pausing_after
from tests.oversight.coverage import assign

# SQLite lets one write at a time: there is nothing to prove.
pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.mark.parametrize("first", ["deliver", "cancel"])
def test_who_comes_second_is_refused(monkeypatch, first):
    portal = make_portal(CITY)
    row, page = assign(portal), make_article(portal)
    deputy = make_head(portal, seat=Seat.DEPUTY)
    deeds = {
        "deliver": lambda: deliver_coverage(row, page, by=row.person, at=timezone.now()),
        "cancel": lambda: cancel_coverage(row, reason="Hoãn", by=deputy, at=timezone.now()),
    }
    held = pausing_after(monkeypatch, coverage, "_locked")
    second = "cancel" if first == "deliver" else "deliver"
    went, refused = at_once(deeds[first], after(held, deeds[second]))
    assert (went, type(refused)) == (None, CoverageMoved)
    ended = {"deliver": CoverageState.DELIVERED, "cancel": CoverageState.CANCELLED}
    assert CoverageAssignment.objects.get().state == ended[first]
