"""The days of questions follow the calendar, and each move stands in the history."""

from datetime import date

import pytest

from deadlines.deadline_rules import apply_profile
from deadlines.enums import DayKind
from deadlines.models import RuleProfile
from deadlines.working_calendar import DayEntry, enter_day
from qa.core import actions as workflow
from qa.core import clock_moves
from qa.core.verification import faults
from qa.enums import QuestionState, Verb
from qa.errors import LimitsNeeded
from qa.models import Question
from tests.factories import make_operator
from tests.qa.factories import LATER, make_question, make_question_with_token, stored

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

HOLIDAY = DayEntry(date(2026, 11, 26), DayKind.HOLIDAY, "Nghỉ", "Off", "Quyết định 1/QĐ-TTg")


def test_day_that_is_declared_off_moves_the_last_day_and_says_why(city, district):
    open_one, answered = make_question(district), make_question(city, QuestionState.ANSWERED)
    enter_day(DayEntry(date(2026, 12, 30), DayKind.HOLIDAY, "Nghỉ", "Off", "Quyết định 2/QĐ-TTg"), by=None, at=LATER)
    assert open_one.events.count() == 1, "no day of it moved"
    enter_day(HOLIDAY, by=None, at=LATER)
    for question in (open_one, answered):
        assert stored(question, "classify_due", "answer_due") == (date(2026, 11, 6), date(2026, 11, 27))
        event = question.events.latest("number")
        assert (event.verb, event.after) == (Verb.MOVE_CLOCKS, question.state)
        assert [event.data[when]["answer_due"] for when in ("before", "days")] == ["2026-11-26", "2026-11-27"]
    assert list(faults()) == []


def test_last_day_of_a_further_question_moves_too(district):
    question, token = make_question_with_token(district, QuestionState.ANSWERED)
    workflow.follow_up(question, token=token, text="Còn lệ phí?", at=LATER)
    assert stored(question, "again_due") == (date(2026, 11, 27),)
    enter_day(HOLIDAY, by=None, at=LATER)
    assert stored(question, "again_due") == (date(2026, 11, 30),)
    assert question.events.latest("number").data["days"]["again_due"] == "2026-11-30"
    assert list(faults()) == []


def test_question_that_is_answered_before_it_is_locked_gets_no_clock_again(district, monkeypatch):
    question, token = make_question_with_token(district, QuestionState.ANSWERED)
    workflow.follow_up(question, token=token, text="Còn lệ phí?", at=LATER)
    find = clock_moves._moved

    def found_and_answered(known):
        yield from [*find(known)]
        Question.objects.filter(pk=question.pk).update(reopened_at=None, again_due=None)

    # Somebody answers between finding the question and moving its clock.
    monkeypatch.setattr(clock_moves, "_moved", found_and_answered)
    enter_day(HOLIDAY, by=None, at=LATER)
    assert stored(question, "again_due", "answer_due") == (None, date(2026, 11, 27))


def test_moving_costs_no_query_for_each_question(district, django_assert_max_num_queries):
    for _number in range(12):
        make_question(district)
    with django_assert_max_num_queries(60):
        enter_day(HOLIDAY, by=None, at=LATER)
    assert set(Question.objects.values_list("answer_due", flat=True)) == {date(2026, 11, 27)}


def test_rules_are_not_taken_from_questions_that_were_received(district):
    make_question(district)
    profile = RuleProfile.objects.get(code="regulation")
    with pytest.raises(LimitsNeeded):
        apply_profile(profile, applies_from=None, reason="Thay thế", by=make_operator(), at=LATER)
    assert RuleProfile.objects.get(code="regulation").applies_from is not None
