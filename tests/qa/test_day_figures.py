"""Questions by day, for the measurement system: of the portals that were asked for, on the days that were asked for."""

from datetime import date

import pytest

from qa.enums import QuestionState
from qa.oversight.day_figures import answered_on, received_on
from sites.registry import registered_figures
from tests.qa.factories import ask, make_question

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def test_received_are_counted_on_their_day_on_the_own_portal(city, district):
    for portal in (city, district, district):
        ask(portal)
    day = date(2026, 11, 4)
    assert list(received_on([district.pk], day, day)) == [(district.pk, day, 2, "")]
    assert list(received_on([district.pk], date(2026, 11, 5), date(2026, 11, 30))) == []


def test_answers_are_counted_where_they_were_given(city, district):
    day = make_question(district, QuestionState.ANSWERED).answered_on
    assert list(answered_on([district.pk], day, day)) == [(district.pk, day, 1, "")]
    assert list(answered_on([city.pk], day, day)) == []


def test_both_take_the_place_of_what_nobody_counted():
    measured = {figure.code for figure in registered_figures() if figure.counter is not None}
    assert {"questions_received", "questions_answered"} <= measured
