"""Questions are received, sorted, handed over and closed by verbs, each of which says so in the history.

Every verb in every state by everybody: done where the table says so, refused with a code elsewhere.

Random walks over the verbs with a clock of their own: whatever is tried, history, state and days stay together.
"""

from datetime import date
from random import Random

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from audit.errors import PortalRefusal, ReasonMissing
from audit.models import PortalEvent
from editorial.proposals.actions.proposal import open_proposal
from members.enums import Role, Seat
from members.memberships import withdraw_membership
from participation.errors import ConsentMissing
from provisioning.portal_states import archive_portal, resume_portal, suspend_portal
from qa.core import actions as workflow
from qa.core import closing
from qa.core.verification import faults
from qa.desk import replies
from qa.desk.actions import hand_over
from qa.enums import (
    OPEN_STATES,
    Actor,
    AnswerKind,
    QuestionEventKind,
    QuestionState,
    RefusalReason,
    Verb,
    Visibility,
    WithholdReason,
)
from qa.errors import (
    ForwardedToItself,
    MergedBadly,
    NotForwarded,
    NotYourQuestion,
    PortalNotServing,
    TextMissing,
    TextTooLong,
    UnitElsewhere,
)
from qa.models import Question, QuestionEvent
from qa.permissions import actors_of, handled_questions
from qa.publication.actions import propose_public_text
from qa.publication.visibility import ask_to_withhold
from sites.errors import PortalArchived
from tests.each import each_case
from tests.factories import (
    DEPARTMENT,
    make_city_editor,
    make_head,
    make_member,
    make_operator,
    make_portal,
    make_supervisor,
)
from tests.isolation.rows import undone
from tests.participation.factories import FACTS, marks_in
from tests.proposals import act
from tests.qa.factories import (
    LATER,
    ask,
    make_colleague,
    make_officer,
    make_question,
    make_question_with_token,
    make_unit,
)
from tests.qa.question_walks import LENGTH, Walk

pytestmark = pytest.mark.django_db

S = QuestionState
TODAY = date(2026, 11, 5)


def last_event(question):
    return question.events.latest("number")


class TestReceiving:
    @pytest.mark.both_engines
    def test_question_gets_the_next_code_of_its_portal_and_year_its_days_and_the_first_event(self, city, district):
        codes = [ask(portal)[0].code for portal in (district, city)]
        question, token = ask(district)
        assert [*codes, question.code] == ["QUAN1-2026-000001", "THANHPHO-2026-000001", "QUAN1-2026-000002"]
        assert (question.state, question.responsible_portal) == (S.RECEIVED, district)
        days = (question.day_zero, question.classify_due, question.answer_due)
        assert days == (date(2026, 11, 4), date(2026, 11, 6), date(2026, 11, 26))
        event = question.events.get()
        told = PortalEvent.objects.filter(kind=QuestionEventKind.QUESTION_RECEIVED).order_by("pk").last()
        assert (event.verb, event.after, event.acting_as, event.actor) == (Verb.RECEIVE, S.RECEIVED, Actor.SENDER, None)
        assert (told.portal, told.data) == (district, {"question": question.code}), "and nothing that was sent"
        assert token not in str(list(Question.objects.values_list()))

    def test_portal_that_is_not_live_takes_none(self, district):
        suspend_portal(district, by=None, at=LATER, reason="Bảo trì", expected_return=None, revoke_access=False)
        with pytest.raises(PortalNotServing):
            ask(district)
        resume_portal(district, by=None, at=LATER)
        assert ask(district)

    def test_who_sent_it_is_sealed_and_stands_in_no_row_of_the_question(self, district):
        question, _token = ask(district)
        rows = [Question.objects.values(), QuestionEvent.objects.values(), PortalEvent.objects.values()]
        assert marks_in(str([list(found) for found in rows])) == []
        assert question.sender.facts == FACTS
        with pytest.raises(ConsentMissing):
            ask(district, agreed=[])
        assert Question.objects.count() == 1

    def test_senders_data_is_kept_for_a_period_from_the_day_on_which_the_question_is_closed(self, district):
        question, token = make_question_with_token(district, S.ANSWERED)
        assert question.sender.keep_until is not None
        workflow.follow_up(question, token=token, text="Còn lệ phí?", at=LATER)
        question.sender.refresh_from_db()
        assert question.sender.keep_until is None
        closing.withdraw_question(question, token=token, at=LATER)
        question.sender.refresh_from_db()
        assert question.sender.keep_until == date(2028, 11, 5)

    @each_case(
        ("values", "refusal"),
        [
            ({"title": "  "}, TextMissing),
            ({"text": "\u200b"}, TextMissing),
            ({"title": "a" * 201}, TextTooLong),
            ({"text": "a" * 4001}, TextTooLong),
        ],
    )
    def test_empty_or_endless_text_is_refused(self, district, values, refusal):
        with pytest.raises(refusal):
            ask(district, **values)
        assert not Question.objects.exists()


class TestSorting:
    @pytest.mark.both_engines
    def test_board_forwards_to_a_unit_of_its_own_and_the_day_is_kept(self, district):
        question, unit = make_question(district), make_unit(district)
        workflow.assign_question(question, unit=unit, by=make_head(district, seat=Seat.MEMBER), at=LATER)
        question.refresh_from_db()
        assert (question.state, question.unit, question.sorted_on) == (S.ASSIGNED, unit, TODAY)
        assert last_event(question).acting_as == Actor.SORTER

    def test_unit_of_another_portal_or_no_longer_in_use_is_refused(self, city, district):
        question, ended = make_question(district), make_unit(district, "Phòng cũ")
        ended.ended_on = TODAY
        ended.save()
        for unit in (make_unit(city), ended):
            with pytest.raises(UnitElsewhere):
                workflow.assign_question(question, unit=unit, by=make_head(district), at=LATER)

    @pytest.mark.both_engines
    def test_question_goes_to_another_portal_unsorted_with_its_clocks_and_comes_back_the_same(self, city, district):
        question, there, here = make_question(district), make_portal(DEPARTMENT), make_head(district)
        due = question.answer_due
        workflow.forward_question(question, to=there, by=here, at=LATER, remark="Thuộc Sở Tư pháp")
        question.refresh_from_db()
        assert (question.state, question.responsible_portal, question.received_portal) == (S.RECEIVED, there, district)
        assert (question.answer_due, question.sorted_on) == (due, None)
        with pytest.raises(NotYourQuestion):
            workflow.assign_question(question, unit=make_unit(district), by=here, at=LATER)
        workflow.send_back(question, by=make_head(there), at=LATER, remark="Không thuộc Sở")
        question.refresh_from_db()
        assert (question.state, question.responsible_portal, question.sorted_on) == (S.RECEIVED, district, None)
        assert [event.portal for event in question.events.all()] == [district, there, district]

    def test_forwarding_asks_for_words_and_for_another_portal_that_is_live(self, city, district):
        question, head = make_question(district), make_head(district)
        closed = make_portal(DEPARTMENT)
        suspend_portal(closed, by=None, at=LATER, reason="Bảo trì", expected_return=None, revoke_access=False)
        for to, remark, refusal in (
            (city, " ", ReasonMissing),
            (district, "Chuyển", ForwardedToItself),
            (closed, "Chuyển", PortalNotServing),
        ):
            with pytest.raises(refusal):
                workflow.forward_question(question, to=to, by=head, at=LATER, remark=remark)
        with pytest.raises(NotForwarded):
            workflow.send_back(make_question(district, S.ASSIGNED), by=head, at=LATER, remark="Trả")

    @pytest.mark.both_engines
    def test_unit_returns_what_is_not_for_it_and_the_clock_runs_on(self, district):
        question = make_question(district, S.ASSIGNED)
        workflow.return_question(
            question, by=make_officer(make_unit(district)), at=LATER, remark="Không phải của phòng"
        )
        question.refresh_from_db()
        assert (question.state, question.unit, question.sorted_on) == (S.RECEIVED, None, None)
        assert list(Question.objects.sort_late(on=date(2026, 11, 7))) == [question]
        assert not Question.objects.sort_late(on=date(2026, 11, 6)).exists()

    @pytest.mark.both_engines
    def test_what_is_not_accepted_says_its_class_and_asks_for_words(self, district):
        question, head = make_question(district), make_head(district)
        with pytest.raises(ReasonMissing):
            closing.refuse_question(question, because=RefusalReason.INSULT, by=head, at=LATER, remark="")
        closing.refuse_question(question, because=RefusalReason.INSULT, by=head, at=LATER, remark="Xúc phạm")
        assert last_event(question).data["because"] == RefusalReason.INSULT

    @pytest.mark.both_engines
    def test_question_is_joined_with_another_that_the_same_portal_handles(self, city, district):
        question, other, head = make_question(district), make_question(district), make_head(district)
        for wrong in (question, make_question(city), make_question(district, S.WITHDRAWN)):
            with pytest.raises(MergedBadly):
                closing.merge_question(question, into=wrong, by=head, at=LATER)
        closing.merge_question(question, into=other, by=head, at=LATER)
        question.refresh_from_db()
        assert (question.state, question.merged_into) == (S.MERGED_DUPLICATE, other)
        assert list(other.duplicates.all()) == [question]


@pytest.mark.both_engines
def test_sender_clarifies_and_withdraws_and_no_event_says_in_which_words(district):
    question, token = make_question_with_token(district, S.NEEDS_CLARIFICATION)
    workflow.clarify_question(question, token=token, text="Tại Quận 8", at=LATER)
    question.refresh_from_db()
    assert (question.state, question.asked_back) == (S.ASSIGNED, "")
    assert list(question.messages.values_list("kind", "asked_back", "text")) == [
        ("clarification", "Bà sinh ở đâu?", "Tại Quận 8")
    ]
    closing.withdraw_question(question, token=token, at=LATER)
    question.refresh_from_db()
    assert (question.state, question.unit) == (S.WITHDRAWN, None)
    told = str([*QuestionEvent.objects.values_list(), *PortalEvent.objects.values_list()])
    assert not any(text in told for text in (question.title, question.text, "Tại Quận 8", "Bà sinh ở đâu?"))


class TestRights:
    def test_each_acts_only_on_what_the_own_board_or_unit_has(self, city, district):
        mine, theirs = make_question(district, S.ASSIGNED), make_question(city, S.ASSIGNED)
        head, officer = make_head(district), make_officer(make_unit(district))
        assert actors_of(head, mine, on=TODAY) == {Actor.SORTER, Actor.APPROVER}
        assert actors_of(officer, mine, on=TODAY) == {Actor.OFFICER}
        for user in (head, officer):
            assert actors_of(user, theirs, on=TODAY) == set()
            assert list(handled_questions(user, on=TODAY)) == [mine]

    def test_officer_of_another_unit_and_everybody_else_has_no_part_in_it(self, district):
        question = make_question(district, S.ASSIGNED)
        others = make_unit(district, "Phòng Tài chính")
        officer = make_officer(make_unit(district))
        officer.answers_for.update(unit=others)
        staff = [make_member(district, role) for role in (Role.EDITOR, Role.SECTION_EDITOR, Role.PORTAL_ADMIN)]
        for user in [officer, *staff, make_operator(), make_supervisor(), make_city_editor()]:
            assert actors_of(User.objects.get(pk=user.pk), question, on=TODAY) == set()
            with pytest.raises(NotYourQuestion):
                workflow.start_answer(question, by=user, at=LATER)
            assert not handled_questions(user, on=TODAY).exists()

    def test_officer_without_the_role_any_more_has_no_part_in_it(self, district):
        question, officer = make_question(district, S.ASSIGNED), make_officer(make_unit(district))
        withdraw_membership(
            officer.memberships.get(), by=None, at=LATER, reason="Chuyển công tác", vacancy_reason="Chờ phân công"
        )
        with pytest.raises(NotYourQuestion):
            workflow.start_answer(question, by=officer, at=LATER)

    def test_nothing_is_done_on_an_archived_portal(self, city, district):
        question, unit, head = make_question(district), make_unit(district), make_head(district)
        archive_portal(district, by=None, at=LATER, legal_basis="Nghị quyết 1", successor=city)
        with pytest.raises((PortalArchived, NotYourQuestion)):
            workflow.assign_question(question, unit=unit, by=head, at=LATER)


# Who may do what in which state, once a question was received by a district and is with its registry office. Nobody
# else may do anything: not the officer of another unit, not the board of the city, not editors, administrators,
# supervisors, city editors, operators.
BOARD_MEMBER = {
    "received": {"assign", "forward", "decline", "route_out", "refuse", "merge"},
    "assigned": {"assign", "forward", "merge", "propose_public"},
    "needs_clarification": {"assign", "merge", "propose_public"},
    "in_answer": {"assign", "merge", "propose_public"},
    "in_board_review": {"merge", "propose_public"},
    "interim_published": {"assign", "merge", "propose_public"},
    "answered": {"reopen", "propose_public"},
    "out_of_scope": {"propose_public"},
    "routed_out": set(),
    "merged_duplicate": {"merge", "propose_public"},
    "withdrawn": set(),
    "refused": set(),
}
HEAD = {
    "received": {"assign", "forward", "decline", "route_out", "refuse", "merge", "ask_withhold"},
    "assigned": {"assign", "forward", "merge", "propose_public", "ask_withhold"},
    "needs_clarification": {"assign", "merge", "propose_public", "ask_withhold"},
    "in_answer": {"assign", "merge", "propose_public", "ask_withhold"},
    "in_board_review": {"merge", "propose_public", "return_answer", "approve", "ask_withhold"},
    "interim_published": {"assign", "merge", "propose_public", "ask_withhold"},
    "answered": {"reopen", "propose_public", "ask_withhold"},
    "out_of_scope": {"propose_public", "ask_withhold"},
    "routed_out": set(),
    "merged_duplicate": {"merge", "propose_public", "ask_withhold"},
    "withdrawn": set(),
    "refused": set(),
}
OFFICER = dict.fromkeys(QuestionState, frozenset()) | {
    "assigned": {"return", "start", "ask_back", "hand_over"},
    "needs_clarification": {"start", "hand_over"},
    "in_answer": {"ask_back", "write", "submit", "hand_over"},
    "in_board_review": {"take_back"},
    "interim_published": {"resume", "write", "hand_over"},
    "answered": {"reopen"},
}
SENDER = dict.fromkeys(QuestionState, frozenset()) | {
    "received": {"withdraw"},
    "assigned": {"withdraw"},
    "needs_clarification": {"clarify", "withdraw"},
    "in_answer": {"withdraw"},
    "in_board_review": {"withdraw"},
    "interim_published": {"withdraw"},
    "answered": {"follow_up"},
}


def of_staff(question, other, unit, portal, colleague):
    """What somebody of the staff may try, by name."""

    def decide(action):
        def decided(by, **_values):
            answer = question.answers.in_work().first()
            change = open_proposal(answer) if answer else None
            if change is None:
                raise PermissionDenied
            act(change, by, action)

        return decided

    remark, words = {"remark": "Lý do"}, {"text": "Bà đến nhận kết quả."}
    return {
        "assign": lambda **by: workflow.assign_question(question, unit=unit, **by),
        "forward": lambda **by: workflow.forward_question(question, to=portal, **remark, **by),
        "send_back": lambda **by: workflow.send_back(question, **remark, **by),
        "return": lambda **by: workflow.return_question(question, **remark, **by),
        "start": lambda **by: workflow.start_answer(question, **by),
        "ask_back": lambda **by: workflow.ask_back(question, text="Bà sinh ở đâu?", **by),
        "write": lambda **by: replies.write_reply(question, kind=AnswerKind.ANSWER, **words, **by),
        "submit": lambda **by: replies.submit_reply(question, **by),
        "take_back": lambda **by: replies.take_back_reply(question, **by),
        "return_answer": decide("reject"),
        "approve": decide("approve"),
        "hand_over": lambda **by: hand_over(question, to=colleague, **by),
        "resume": lambda **by: workflow.resume_answer(question, **by),
        "reopen": lambda **by: workflow.reopen_question(question, **remark, **by),
        "decline": lambda **by: closing.decline_question(question, body="Sở Y tế", **by),
        "route_out": lambda **by: closing.route_out(question, body="Thanh tra", **by),
        "refuse": lambda **by: closing.refuse_question(question, because=RefusalReason.INSULT, **remark, **by),
        "merge": lambda **by: closing.merge_question(question, into=other, **by),
        "ask_withhold": lambda **by: ask_to_withhold(
            question, to=Visibility.HIDDEN, because=WithholdReason.PERSONAL_DATA, text="Lý do", **by
        ),
        "propose_public": lambda **by: propose_public_text(question, title="Khai sinh", text="Tôi cần.", **by),
    }


def done(attempt, **given):
    """Whether it is done; it is undone again. What refuses it says so by a code, or is a missing right."""
    try:
        with undone():
            attempt(**given)
    except PortalRefusal as refusal:
        assert refusal.code != "refused"
        return False
    except PermissionDenied:
        return False
    return True


@pytest.mark.slow(reason="tries every verb by everybody in a state")
@pytest.mark.parametrize("state", QuestionState)
def test_each_person_does_what_the_table_says_and_nothing_else(state, city, district):
    question, _token = make_question_with_token(district, state)
    other, _others = ask(district)
    if state == QuestionState.IN_ANSWER:
        officer = make_officer(question.unit)
        replies.write_reply(question, kind=AnswerKind.ANSWER, text="Nháp", by=officer, at=LATER)
    unit, possible = make_unit(district), set()
    attempts = of_staff(question, other, unit, city, make_colleague(unit))
    member = make_head(district, seat=Seat.MEMBER)
    for person, allowed in ((member, BOARD_MEMBER), (make_head(district), HEAD), (make_officer(unit), OFFICER)):
        did = {name for name, attempt in attempts.items() if done(attempt, by=person, at=LATER)}
        assert did == set(allowed[state]), person
        possible |= did
    staff = [make_member(district, role) for role in (Role.EDITOR, Role.PORTAL_ADMIN, Role.SECTION_EDITOR)]
    others = [make_officer(make_unit(city)), make_head(city), make_supervisor(), make_city_editor(), make_operator()]
    for stranger in [*staff, *others]:
        # What a state refuses to everybody, strangers need not try.
        assert [name for name in possible if done(attempts[name], by=stranger, at=LATER)] == [], stranger
    assert list(faults()) == []


@pytest.mark.parametrize("state", QuestionState)
def test_sender_does_what_the_table_says_with_the_own_link_alone(state, district):
    question, token = make_question_with_token(district, state)
    _other, others = ask(district)
    attempts = {
        "clarify": lambda token: workflow.clarify_question(question, token=token, text="Tại Quận 8", at=LATER),
        "withdraw": lambda token: closing.withdraw_question(question, token=token, at=LATER),
        "follow_up": lambda token: workflow.follow_up(question, token=token, text="Còn lệ phí?", at=LATER),
    }
    assert {name for name, attempt in attempts.items() if done(attempt, token=token)} == set(SENDER[state])
    assert not any(done(attempt, token=wrong) for attempt in attempts.values() for wrong in (others, "", token[:-1]))


def told(question):
    """State, days, and length of the history."""
    question.refresh_from_db()
    return question.state, question.days_in_words(), question.events.count()


def check(question, before):
    """What must hold after a step; what is told of the question now."""
    state, days, length = told(question)
    events = list(question.events.order_by("number"))
    assert [event.before for event in events[1:]] == [event.after for event in events[:-1]]
    assert (state, days) == (events[-1].after, events[-1].data["days"])
    if length == before[2]:
        assert (state, days) == before[:2]
    assert (question.merged_into_id is not None) == (state == S.MERGED_DUPLICATE)
    assert question.answers.in_work().count() <= (state in OPEN_STATES)
    assert question.unit_id is None or state in OPEN_STATES | {S.ANSWERED}
    assert (question.again_due is None) == (question.reopened_at is None)
    # Nothing stays joined with what ended without an answer, nor does anything wait that nobody can publish.
    if question.merged_into_id is not None:
        assert question.merged_into.state not in {S.WITHDRAWN, S.ROUTED_OUT, S.REFUSED, S.MERGED_DUPLICATE}
    if state in {S.WITHDRAWN, S.ROUTED_OUT, S.REFUSED}:
        assert open_proposal(question) is None
    return state, days, length


@pytest.mark.slow(reason="walks at random through all verbs, and looks at everything after each step")
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 2**32))
def test_whatever_is_tried_state_history_and_days_stay_together(city, district, seed):
    choices = Random(seed)  # noqa: S311 -- a walk, no secret
    with undone():
        walk = Walk(district, city)
        rows = [walk.question, walk.other]
        before = [told(row) for row in rows]
        for _step in range(LENGTH):
            if not walk.go(choices):
                assert [told(row) for row in rows] == before
            before = [check(row, was) for row, was in zip(rows, before, strict=True)]
        assert list(faults()) == []
    assert not Question.objects.exists()
