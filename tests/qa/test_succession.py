"""What an officer has open goes to the successor, or back to the board, when the right to answer ends."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import PortalEvent
from authentication.suspension.actions import suspend_account
from members.enums import Role
from members.errors import LastHolder
from members.memberships import grant_membership, withdraw_membership
from notifications.enums import MemberNoticeKind, MemberTaskList
from notifications.models import Notice
from notifications.notices import note_the_day
from qa.core.units import end_officer
from qa.desk.inbox import desk_of
from qa.desk.replies import write_reply
from qa.desk.succession import give_back_left
from qa.enums import Actor, AnswerKind, QuestionEventKind, QuestionState, Verb
from qa.errors import OfficerWithoutRole
from qa.models import UnitOfficer
from qa.tasks import give_back_left_questions
from tests.admin import browser, errors_at, url
from tests.factories import AT, make_head, make_member, make_user
from tests.notifications.my_work import titles
from tests.qa.factories import LATER, make_colleague, make_officer, make_question, make_unit, stored

pytestmark = pytest.mark.django_db

S = QuestionState
ENDED = {"by": None, "reason": "Chuyển công tác"}


def today():
    return timezone.localdate()


def withdraw(officer, **values):
    row = officer.memberships.get(role=Role.ANSWERING_OFFICER)
    withdraw_membership(row, **{"at": timezone.now(), "vacancy_reason": "Chờ bổ nhiệm"} | ENDED | values)


def last_event(question):
    return question.events.order_by("-number").first()


def new_officer(portal, name="can.bo.moi"):
    """An answering officer of the portal who answers for no unit yet."""
    person = make_user(name)
    grant_membership(person, role=Role.ANSWERING_OFFICER, portal=portal, reason="Phân công", by=None, at=AT)
    return person


@pytest.mark.both_engines
def test_what_an_officer_has_open_goes_back_to_the_board_with_an_event_and_what_others_have_stays(city, district):
    mine, waiting, elsewhere = (make_question(portal, S.IN_ANSWER) for portal in (district, district, city))
    officer, other = make_officer(mine.unit), make_colleague(mine.unit)
    write_reply(mine, kind=AnswerKind.ANSWER, text="Bản nháp", by=officer, at=LATER)
    type(waiting).objects.filter(pk=waiting.pk).update(officer=other)
    withdraw(officer)
    # The board sorted it in time, and that stays.
    assert stored(mine, "state", "unit", "officer", "sorted_on") == (S.ASSIGNED, None, None, mine.sorted_on)
    event = last_event(mine)
    assert (event.verb, event.acting_as, event.data["officer"]) == (Verb.FALL_BACK, Actor.SYSTEM, officer.pk)
    assert not mine.answers.in_work().exists()
    assert mine in desk_of(make_head(district), on=today()).to_sort()
    assert stored(waiting, "state", "officer") == (S.IN_ANSWER, other)
    assert stored(elsewhere, "state") == (S.IN_ANSWER,)


@pytest.mark.parametrize("state", [S.ASSIGNED, S.NEEDS_CLARIFICATION, S.IN_ANSWER, S.INTERIM_PUBLISHED])
def test_what_is_with_a_unit_goes_back_to_the_board_with_its_last_officer(district, state):
    question = make_question(district, state)
    withdraw(make_officer(question.unit))
    assert stored(question, "state", "unit", "asked_back") == (S.ASSIGNED, None, "")


def test_answer_in_review_stays_with_the_board(district):
    question = make_question(district, S.IN_BOARD_REVIEW)
    withdraw(make_officer(question.unit))
    assert stored(question, "state") == (S.IN_BOARD_REVIEW,)


@pytest.mark.parametrize("state", [S.NEEDS_CLARIFICATION, S.IN_ANSWER, S.INTERIM_PUBLISHED])
def test_successor_takes_over_the_units_and_what_the_officer_has_open(district, state):
    question, successor = make_question(district, state), make_member(district)
    type(question).objects.filter(pk=question.pk).update(officer=make_officer(question.unit))
    withdraw(make_officer(question.unit), successor=successor, vacancy_reason="")
    assert stored(question, "state", "officer") == (state, successor)
    assert (last_event(question).verb, last_event(question).data["officer"]) == (Verb.HAND_OVER, successor.pk)
    assert UnitOfficer.objects.filter(unit=question.unit, user=successor, valid_from=today()).exists()
    named = PortalEvent.objects.filter(kind=QuestionEventKind.QUESTION_DESK_CHANGED).latest("pk")
    assert (named.data["act"], named.data["user"]) == ("Officer named", successor.username)


def test_successor_who_was_named_from_a_later_day_on_begins_at_once(district):
    question = make_question(district, S.IN_ANSWER)
    officer, successor = make_officer(question.unit), new_officer(district)
    named = UnitOfficer.objects.create(
        unit=question.unit, user=successor, valid_from=today() + timedelta(days=7), valid_until=None
    )
    withdraw(officer, successor=successor, vacancy_reason="")
    assert stored(question, "state", "officer") == (S.IN_ANSWER, successor)
    assert stored(named, "valid_from", "valid_until") == (today(), None)
    assert UnitOfficer.objects.filter(unit=question.unit, user=successor).count() == 1


def test_last_officer_of_a_unit_is_asked_for_a_successor_though_the_portal_has_others(district):
    unit = make_unit(district)
    officer, other = make_officer(unit), new_officer(district)
    with pytest.raises(LastHolder) as refusal:
        withdraw(officer, vacancy_reason="")
    assert str(unit) in str(refusal.value)
    withdraw(officer, successor=other, vacancy_reason="")
    assert UnitOfficer.objects.filter(unit=unit, user=other).exists()


def test_officer_of_one_unit_ends_there_alone_and_with_a_successor_or_a_reason(district):
    question = make_question(district, S.IN_ANSWER)
    named = UnitOfficer.objects.get(unit=question.unit, user=make_officer(question.unit))
    admin, at = make_member(district, Role.PORTAL_ADMIN), timezone.now()
    with pytest.raises(LastHolder):
        end_officer(named, by=admin, at=at)
    with pytest.raises(OfficerWithoutRole):
        end_officer(named, by=admin, at=at, successor=make_member(district))
    end_officer(named, by=admin, at=at, vacancy_reason="Sắp xếp lại")
    assert stored(question, "state", "unit") == (S.ASSIGNED, None)


def test_questions_of_a_suspended_account_go_back_to_the_board(district):
    question = make_question(district, S.IN_ANSWER)
    officer = make_officer(question.unit)
    suspend_account(officer, by=None, at=timezone.now(), reason="Lộ mật khẩu", vacancy_reason="Chờ đổi mật khẩu")
    assert stored(question, "state", "unit") == (S.ASSIGNED, None)


def test_night_gives_back_the_questions_of_those_whose_last_day_has_passed(city, district):
    ended, going_on = make_question(district, S.IN_ANSWER), make_question(city, S.IN_ANSWER)
    officer = make_officer(ended.unit)
    UnitOfficer.objects.filter(user=officer).update(valid_until=today())
    assert give_back_left(at=timezone.now()) == 0
    UnitOfficer.objects.filter(user=officer).update(valid_until=today() - timedelta(days=1))
    assert (give_back_left_questions(), give_back_left_questions()) == (1, 0)
    assert stored(ended, "state", "unit") == (S.ASSIGNED, None)
    assert stored(going_on, "state") == (S.IN_ANSWER,)


def test_unit_without_an_officer_is_told_of_and_shown_on_the_dashboard_of_the_own_board(city, district):
    unit, head = make_unit(district), make_head(district)
    UnitOfficer.objects.filter(user=make_officer(unit)).update(valid_until=today() - timedelta(days=1))
    new_officer(district)
    for portal in (city, district):
        make_member(portal, Role.PORTAL_ADMIN)
    new_officer(city, "can.bo.thanh.pho")
    assert len(titles(head, MemberTaskList.VACANT_DUTIES)) == 1
    assert titles(make_head(city), MemberTaskList.VACANT_DUTIES) == []
    note_the_day(at=timezone.now())
    told = Notice.objects.filter(kind=MemberNoticeKind.DUTY_VACANT)
    assert {notice.user_id for notice in told} == {head.pk}


def test_screen_names_questions_by_their_codes_and_not_those_of_another_portal(city, district):
    mine, foreign = make_question(district, S.IN_ANSWER), make_question(city, S.IN_ANSWER)
    officer = make_officer(mine.unit)
    client = browser(make_member(district, Role.PORTAL_ADMIN))
    page = client.get(url("withdraw_role", district.pk, officer.memberships.get().pk)).content.decode()
    assert mine.code in page
    assert mine.title not in page
    assert foreign.code not in page
    named = UnitOfficer.objects.get(unit=mine.unit, user=officer)
    address = reverse("questions_admin:officer_end", args=[named.pk])
    assert mine.code in client.get(address).content.decode()
    assert errors_at(client.post(address, {}), "vacancy_reason")
