"""What follows for others when a question ends or goes on: joined questions, what a unit wrote, public texts."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import localdate
from wagtail.log_actions import LogContext

from audit.client_address import request_from
from editorial.enums import ProposalState, ReviewEventKind
from editorial.models import ProposedChange
from members.enums import Role, Seat
from participation.enums.submissions import ConsentPurpose, ErasureReason
from participation.erasing import erase_sender
from qa.asking.own_data import withdraw_own_consent
from qa.asking.own_history import history_for_sender
from qa.core import actions as workflow
from qa.core import closing
from qa.core.endings import portals_beside
from qa.core.units import end_unit
from qa.core.verification import faults
from qa.desk import replies
from qa.desk.inbox import desk_of
from qa.enums import Actor, AnswerKind, QuestionState, RefusalReason, Verb, Visibility, WithholdReason
from qa.errors import AskedTooOften, CorrectionStays, StillPublic, UnitBusy
from qa.models import Answer
from qa.publication.actions import propose_public_text
from qa.publication.public_history import steps_of
from qa.publication.visibility import ask_to_withhold, confirm_visibility
from tests.admin import browser
from tests.each import each_case
from tests.factories import WARD, make_head, make_member, make_portal
from tests.proposals import act
from tests.qa.factories import (
    LATER,
    approve_reply,
    ask,
    called,
    make_forwarded,
    make_officer,
    make_question,
    make_question_with_token,
    make_unit,
    stored,
    submit,
)
from tests.qa.mails import consents
from tests.qa.public import read

pytestmark = pytest.mark.django_db

S = QuestionState


def joined_with(portal, into, **values):
    question, _token = ask(portal, **values)
    closing.merge_question(question, into=into, by=make_head(portal), at=LATER)
    return question


ENDINGS = {
    "withdrawn": lambda question, token, head: closing.withdraw_question(question, token=token, at=LATER),
    "refused": lambda question, token, head: closing.refuse_question(
        question, because=RefusalReason.INSULT, remark="Xúc phạm", by=head, at=LATER
    ),
    "routed out": lambda question, token, head: closing.route_out(question, body="Thanh tra", by=head, at=LATER),
}


@each_case("ending", ENDINGS)
def test_what_is_asked_of_the_visibility_ends_with_the_question(district, ending):
    question, token = ask(district)
    head = make_head(district)
    asked = {"to": Visibility.HIDDEN, "because": WithholdReason.PERSONAL_DATA, "text": "Nêu tên", "at": LATER}
    change = ask_to_withhold(question, by=head, **asked)
    ENDINGS[ending](question, token, head)
    assert stored(change, "overtaken_at", "decided_at", "is_confirmed") == (LATER, None, False)
    assert not question.visibility_changes.open().exists()
    *_, kept, ended = question.events.all()
    assert (kept.verb, kept.acting_as, kept.data["change"]) == ("keep_visibility", "system", change.pk)
    assert {kept.before, kept.after, ended.before} == {S.RECEIVED}
    assert list(faults()) == []


@pytest.mark.both_engines
@each_case("ending", ENDINGS)
def test_joined_questions_go_on_by_themselves_where_the_other_ends_without_an_answer(district, ending):
    target, token = ask(district)
    joined = joined_with(district, target)
    expected = (S.RECEIVED, None, None, joined.answer_due)
    ENDINGS[ending](target, token, make_head(district))
    assert stored(joined, "state", "merged_into", "sorted_on", "answer_due") == expected
    event = joined.events.latest("number")
    by = (event.acting_as, event.actor)
    assert (event.verb, event.before, by) == (Verb.SEPARATE, S.MERGED_DUPLICATE, (Actor.SYSTEM, None))
    assert browser(make_head(district)).get(reverse("questions_admin:question", args=[joined.pk])).status_code == 200
    assert joined.sender.keep_until is None
    assert list(faults()) == []


@each_case("ending", ["refused", "routed out"])
def test_what_the_public_reads_ends_never_public_once_two_people_withheld_it(district, ending):
    """A board member and an officer would take away a public answer otherwise; the marker stays in its place."""
    question, token = make_question_with_token(district, S.ASSIGNED)
    head, deputy = make_head(district), make_head(district, seat=Seat.DEPUTY)
    act(propose_public_text(question, title="Khai sinh", text="Cần bản sao.", by=head, at=LATER), deputy)
    workflow.return_question(question, by=make_officer(question.unit), at=LATER, remark="Không thuộc đơn vị")
    with pytest.raises(StillPublic):
        ENDINGS[ending](question, token, head)
    reason = {"to": Visibility.HIDDEN, "because": WithholdReason.UNLAWFUL, "text": "Xúc phạm"}
    ask_to_withhold(question, **reason, by=head, at=LATER)
    confirm_visibility(question, by=deputy, at=LATER)
    ENDINGS[ending](question, token, head)
    shown = read(district, f"/hoi-dap/{question.code}/")
    assert (shown.status_code, "Khai sinh" in shown.content.decode()) == (410, False)
    assert list(faults()) == []


def test_joined_question_stays_joined_where_its_sender_was_erased_or_agrees_to_no_answer_and_others_are_told(district):
    target, token = ask(district)
    told = joined_with(district, target, agreed=consents())
    before = set(told.mails.all())
    erased, (joined, others) = joined_with(district, target), ask(district)
    closing.merge_question(joined, into=target, by=make_head(district), at=LATER)
    erase_sender(erased.sender, because=ErasureReason.REQUEST, by=None, at=LATER)
    joined.refresh_from_db()
    withdraw_own_consent(joined, ConsentPurpose.ANSWER, token=others, at=LATER)
    closing.withdraw_question(target, token=token, at=LATER)
    for question in (erased, joined):
        assert stored(question, "state", "merged_into") == (S.MERGED_DUPLICATE, target)
    assert [mail.kind for mail in told.mails.all() if mail not in before] == ["separated"]


def test_joined_questions_follow_one_that_is_joined_with_a_third(district):
    target, third = make_question(district), make_question(district)
    joined = joined_with(district, target)
    closing.merge_question(target, into=third, by=make_head(district), at=LATER)
    assert stored(joined, "state", "merged_into") == (S.MERGED_DUPLICATE, third)
    assert joined.events.latest("number").data["into"] == third.code
    assert list(faults()) == []


def test_code_of_the_other_question_is_named_once_it_has_a_page_and_never_of_a_complaint(district):
    target, _token = ask(district)
    joined = joined_with(district, target)
    assert target.code not in " ".join(f"{step.title} {step.text}" for step in steps_of(joined.events.all()))
    assert target.code not in {told.detail for told in history_for_sender(joined)}
    workflow.assign_question(target, unit=make_unit(district), by=make_head(district), at=LATER)
    assert target.code in {told.detail for told in history_for_sender(joined)}


def test_officer_goes_on_without_the_senders_answer(district):
    question = make_question(district, S.NEEDS_CLARIFICATION)
    expected = (S.IN_ANSWER, "", question.answer_due)
    workflow.start_answer(question, by=make_officer(question.unit), at=LATER)
    assert stored(question, "state", "asked_back", "answer_due") == expected
    act(submit(question), make_head(district))
    assert stored(question, "state") == (S.ANSWERED,)


@each_case("state", [S.NEEDS_CLARIFICATION, S.IN_ANSWER, S.INTERIM_PUBLISHED])
def test_board_gives_what_is_answered_to_another_unit_with_its_days(district, state):
    question, head = make_question(district, state), make_head(district)
    if state == S.IN_ANSWER:
        officer = make_officer(question.unit)
        replies.write_reply(question, kind=AnswerKind.ANSWER, text="Nháp", by=officer, at=LATER)
    days, other = question.days_in_words(), make_unit(district, "Phòng Tư pháp")
    workflow.assign_question(question, unit=other, by=head, at=LATER)
    assert stored(question, "state", "unit", "officer") == (S.ASSIGNED, other, None)
    assert question.days_in_words() == days
    # What the former unit wrote is not the other's.
    assert not question.answers.in_work().exists()


@pytest.mark.both_engines
def test_unit_with_open_questions_does_not_end_and_they_are_named(district):
    question = make_question(district, S.IN_ANSWER)
    admin = make_member(district, Role.PORTAL_ADMIN)
    with pytest.raises(UnitBusy) as refused:
        end_unit(question.unit, by=admin, at=LATER)
    assert question.code in str(refused.value)
    with translation.override("en"):
        assert str(refused.value).startswith("1 open question is with")
    workflow.assign_question(question, unit=make_unit(district, "Phòng Tư pháp"), by=make_head(district), at=LATER)
    end_unit(question.unit, by=admin, at=LATER)


def drafted_and_clarified(portal):
    """With its unit again, which has a reply in work that the board sent back."""
    question, token = make_question_with_token(portal, S.IN_ANSWER)
    act(submit(question), make_head(portal), "reject")
    workflow.ask_back(question, text="Bà sinh ở đâu?", by=make_officer(question.unit), at=LATER)
    workflow.clarify_question(question, token=token, text="Tại Quận 8", at=LATER)
    question.refresh_from_db()
    return question


def test_what_was_written_does_not_go_to_another_portal(district):
    question, head, there = drafted_and_clarified(district), make_head(district), make_portal(WARD)
    assert question.answers.in_work().exists()
    workflow.forward_question(question, to=there, by=head, at=LATER, remark="Thuộc phường")
    assert not question.answers.in_work().exists()
    assert not ProposedChange.objects.open().filter(content_type__model="answer").exists()
    question.refresh_from_db()
    unit = make_unit(there)
    officer = {"by": make_officer(unit), "at": LATER}
    workflow.assign_question(question, unit=unit, by=make_head(there), at=LATER)
    workflow.start_answer(question, **officer)
    answer = replies.write_reply(question, kind=AnswerKind.ANSWER, text="Mới", **officer)
    assert (answer.unit, Answer.objects.in_work().get()) == (unit, answer)
    assert list(faults()) == []


def test_what_was_written_ends_where_the_unit_returns_it(district):
    question = drafted_and_clarified(district)
    workflow.return_question(question, by=make_officer(question.unit), at=LATER, remark="Không phải của phòng")
    assert not question.answers.in_work().exists()
    assert not ProposedChange.objects.open().exists()


@pytest.mark.both_engines
def test_withdrawing_ends_the_public_text_that_waits_and_the_reply_without_an_address_of_the_sender(district):
    question, token = make_question_with_token(district, S.IN_ANSWER)
    propose_public_text(question, title="Khai sinh", text="Tôi cần.", by=make_head(district), at=LATER)
    submit(question)
    with request_from("203.0.113.7"):
        closing.withdraw_question(question, token=token, at=LATER)
    assert not ProposedChange.objects.open().exists()
    ended = district.events.filter(kind=ReviewEventKind.CHANGE_OVERTAKEN)
    assert [event.address for event in ended] == [None, None]
    verbs = list(question.events.values_list("verb", "before", "after"))
    assert verbs[-1] == (Verb.WITHDRAW, S.IN_BOARD_REVIEW, S.WITHDRAWN)
    assert list(faults()) == []


def test_sender_who_takes_a_further_question_back_leaves_it_at_the_answer(district):
    question, token = make_question_with_token(district, S.ANSWERED)
    workflow.follow_up(question, token=token, text="Còn lệ phí?", at=LATER)
    due, unit = stored(question, "again_due", "unit")
    closing.withdraw_question(question, token=token, at=LATER + timedelta(days=60))
    assert stored(question, "state", "unit", "last_day") == (S.ANSWERED, unit, None)
    assert (question.broken_due, question.broken_until) == (due, localdate(LATER + timedelta(days=60)))
    assert question.events.latest("number").verb == Verb.LET_STAND
    assert list(faults()) == []


def test_sender_does_not_stop_the_agency_from_correcting_its_answer(district):
    question, token = make_question_with_token(district, S.ANSWERED)
    workflow.reopen_question(question, by=make_head(district), at=LATER, remark="Sai mức lệ phí")
    with pytest.raises(CorrectionStays):
        closing.withdraw_question(question, token=token, at=LATER)
    withdraw_url = reverse("my_question_withdraw", args=[token])
    assert withdraw_url not in read(district, reverse("my_question", args=[token])).content.decode()
    page = read(district, withdraw_url)
    assert (bool(page.context["stays"]), f'action="{withdraw_url}"' in page.content.decode()) == (True, False)
    withdraw_own_consent(question, ConsentPurpose.ANSWER, token=token, at=LATER)
    assert stored(question, "state") == (S.IN_ANSWER,)


def test_further_questions_are_not_asked_and_taken_back_without_end(district):
    question, token = make_question_with_token(district, S.ANSWERED)
    for _again in range(workflow.FURTHER_IN_A_DAY):
        workflow.follow_up(question, token=token, text="Còn lệ phí?", at=LATER)
        closing.withdraw_question(question, token=token, at=LATER)
    with pytest.raises(AskedTooOften):
        workflow.follow_up(question, token=token, text="Còn lệ phí?", at=LATER)
    workflow.follow_up(question, token=token, text="Còn lệ phí?", at=LATER + timedelta(days=1))


def test_what_was_joined_with_a_further_question_goes_on_where_that_is_taken_back(district):
    question, token = make_question_with_token(district, S.ASSIGNED)
    before = joined_with(district, question)
    workflow.start_answer(question, by=make_officer(question.unit), at=LATER)
    submit(question)
    approve_reply(question)
    workflow.follow_up(question, token=token, text="Còn lệ phí?", at=LATER + timedelta(hours=1))
    since, _token = ask(district)
    closing.merge_question(since, into=question, by=make_head(district), at=LATER + timedelta(hours=2))
    closing.withdraw_question(question, token=token, at=LATER + timedelta(hours=3))
    assert [*stored(before, "state"), *stored(since, "state")] == [S.MERGED_DUPLICATE, S.RECEIVED]


@pytest.mark.both_engines
def test_what_is_asked_further_where_no_unit_has_the_question_waits_for_the_board(district):
    question, token = make_question_with_token(district, S.ANSWERED)
    head, unit = make_head(district), make_unit(district, "Phòng Tư pháp")
    workflow.follow_up(question, token=token, text="Còn lệ phí?", at=LATER)
    workflow.assign_question(question, unit=unit, by=head, at=LATER)
    workflow.return_question(question, by=make_officer(unit), at=LATER, remark="Không phải của phòng")
    closing.withdraw_question(question, token=token, at=LATER)
    workflow.follow_up(question, token=token, text="Còn giấy tờ?", at=LATER)
    assert stored(question, "state", "unit") == (S.IN_ANSWER, None)
    assert list(desk_of(head, on=localdate(LATER)).to_sort()) == [question]


def test_portals_whose_ledgers_are_written_to_are_held_before(city, district):
    target, _token = ask(district)
    joined = make_forwarded(city, district)
    closing.merge_question(joined, into=target, by=make_head(district), at=LATER)
    assert portals_beside(target) == {city.pk, district.pk}


def test_who_joins_the_other_question_on_another_portal_is_not_named_beside_what_was_joined_with_it(city, district):
    first, _token = ask(district)
    second, third = joined_with(district, first), ask(city)[0]
    workflow.forward_question(first, to=city, by=make_head(district), at=LATER, remark="Thuộc Thành phố")
    first.refresh_from_db()
    closing.merge_question(first, into=third, by=called(make_head(city), "Hoàng Trung Thông"), at=LATER)
    page = browser(make_head(district)).get(reverse("questions_admin:question", args=[second.pk])).content.decode()
    assert second.events.latest("number").data["into"] == third.code
    assert "Hoàng Trung Thông" not in page


def test_who_ends_a_question_on_another_portal_is_not_named_to_the_board_whose_public_text_ends_with_it(city, district):
    question = make_forwarded(district, city)
    head, unit = called(make_head(city), "Hoàng Trung Thông"), make_unit(city, "Phòng Tiếp dân")
    workflow.assign_question(question, unit=unit, by=head, at=LATER)
    change = propose_public_text(question, title="T", text="Chữ", by=make_head(district, seat=Seat.DEPUTY), at=LATER)
    workflow.return_question(question, by=make_officer(unit), at=LATER, remark="Không phải của đơn vị")
    with LogContext(user=head), request_from("203.0.113.7"):
        closing.refuse_question(question, because=RefusalReason.INSULT, remark="Xúc phạm", by=head, at=LATER)
    assert stored(change, "state") == (ProposalState.DROPPED,)
    ended = district.events.get(kind=ReviewEventKind.CHANGE_OVERTAKEN)
    assert (ended.actor, ended.address) == (None, None)
    for name in ("site_history", "workflow", "workflow_tasks"):
        report = browser(make_head(district)).get(reverse(f"own_reports:{name}"))
        assert "Hoàng Trung Thông" not in report.content.decode()
