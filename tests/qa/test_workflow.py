"""Questions are received, sorted, handed over and closed by verbs, each of which says so in the history."""

from datetime import date

import pytest

from accounts.models import User
from audit.errors import ReasonMissing
from audit.models import PortalEvent
from members.enums import Role, Seat
from members.memberships import withdraw_membership
from participation.errors import ConsentMissing
from provisioning.portal_states import archive_portal, resume_portal, suspend_portal
from qa.core import actions as workflow
from qa.core import closing
from qa.enums import Actor, QuestionEventKind, QuestionState, RefusalReason, Verb
from qa.errors import (
    ForwardedToItself,
    MergedBadly,
    NotForwarded,
    NotYourQuestion,
    PortalNotServing,
    TextMissing,
    TextTooLong,
    UnitElsewhere,
    VerbOutOfPlace,
)
from qa.models import Question, QuestionEvent
from qa.permissions import actors_of, handled_questions
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
from tests.participation.factories import FACTS, marks_in
from tests.qa.factories import LATER, RECEIVED, ask, make_officer, make_question, make_question_with_token, make_unit

pytestmark = pytest.mark.django_db

S = QuestionState
TODAY = date(2026, 11, 5)


def history(question):
    return [(event.verb, event.after) for event in question.events.all()]


def last_event(question):
    return question.events.latest("number")


class TestReceiving:
    @pytest.mark.both_engines
    def test_question_gets_a_code_of_its_portal_and_year_its_days_and_the_first_event(self, district):
        question, token = ask(district)
        assert (question.code, question.state, question.responsible_portal) == (
            "QUAN1-2026-000001",
            S.RECEIVED,
            district,
        )
        assert (question.day_zero, question.classify_due, question.answer_due) == (
            date(2026, 11, 4),
            date(2026, 11, 6),
            date(2026, 11, 26),
        )
        assert history(question) == [(Verb.RECEIVE, S.RECEIVED)]
        assert (last_event(question).acting_as, last_event(question).actor) == (Actor.SENDER, None)
        assert token not in str(Question.objects.values_list().get())

    @pytest.mark.both_engines
    def test_numbers_go_on_portal_by_portal(self, city, district):
        codes = [ask(portal)[0].code for portal in (district, city, district)]
        assert codes == ["QUAN1-2026-000001", "THANHPHO-2026-000001", "QUAN1-2026-000002"]

    def test_record_of_the_portal_names_the_code_and_nothing_that_was_sent(self, district):
        question, _token = ask(district)
        event = PortalEvent.objects.get(kind=QuestionEventKind.QUESTION_RECEIVED)
        assert (event.portal, event.data) == (district, {"question": question.code})

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
    def test_question_goes_to_another_portal_with_its_clocks_and_comes_back_to_be_sorted_anew(self, city, district):
        question, there, here = make_question(district), make_portal(DEPARTMENT), make_head(district)
        due = question.answer_due
        workflow.forward_question(question, to=there, by=here, at=LATER, remark="Thuộc Sở Tư pháp")
        question.refresh_from_db()
        assert (question.state, question.responsible_portal, question.received_portal) == (S.ASSIGNED, there, district)
        assert (question.answer_due, question.sorted_on) == (due, TODAY)
        with pytest.raises(NotYourQuestion):
            workflow.assign_question(question, unit=make_unit(district), by=here, at=LATER)
        workflow.send_back(question, by=make_head(there), at=LATER, remark="Không thuộc Sở")
        question.refresh_from_db()
        assert (question.state, question.responsible_portal, question.sorted_on) == (S.RECEIVED, district, None)
        assert [event.portal for event in question.events.all()] == [district, there, district]

    def test_forwarding_asks_for_words_and_for_another_portal_that_is_live(self, city, district):
        question, head = make_question(district), make_head(district)
        with pytest.raises(ReasonMissing):
            workflow.forward_question(question, to=city, by=head, at=LATER, remark=" ")
        with pytest.raises(ForwardedToItself):
            workflow.forward_question(question, to=district, by=head, at=LATER, remark="Chuyển")
        closed = make_portal(DEPARTMENT)
        suspend_portal(closed, by=None, at=LATER, reason="Bảo trì", expected_return=None, revoke_access=False)
        with pytest.raises(PortalNotServing):
            workflow.forward_question(question, to=closed, by=head, at=LATER, remark="Chuyển")
        assigned = make_question(district, S.ASSIGNED)
        with pytest.raises(NotForwarded):
            workflow.send_back(assigned, by=head, at=LATER, remark="Trả")

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


class TestSender:
    @pytest.mark.both_engines
    def test_sender_withdraws_and_clarifies_with_the_own_link_alone(self, district):
        question, token = make_question_with_token(district, S.NEEDS_CLARIFICATION)
        _other, others = ask(district)
        for wrong in (others, "", "đoán"):
            with pytest.raises(NotYourQuestion):
                workflow.clarify_question(question, token=wrong, text="Tại Quận 8", at=LATER)
        workflow.clarify_question(question, token=token, text="Tại Quận 8", at=LATER)
        question.refresh_from_db()
        assert (question.state, question.asked_back) == (S.ASSIGNED, "")
        assert list(question.messages.values_list("kind", "asked_back", "text")) == [
            ("clarification", "Bà sinh ở đâu?", "Tại Quận 8")
        ]
        closing.withdraw_question(question, token=token, at=LATER)
        question.refresh_from_db()
        assert (question.state, question.unit) == (S.WITHDRAWN, None)

    def test_texts_of_the_sender_stand_in_no_event(self, district):
        question, token = make_question_with_token(district, S.NEEDS_CLARIFICATION)
        workflow.clarify_question(question, token=token, text="Mật khẩu riêng", at=LATER)
        told = str(list(QuestionEvent.objects.values_list())) + str(list(PortalEvent.objects.values_list()))
        assert not any(text in told for text in (question.title, question.text, "Mật khẩu riêng", "Bà sinh ở đâu?"))


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
        withdraw_membership(officer.memberships.get(), by=None, at=RECEIVED, reason="Chuyển công tác")
        with pytest.raises(NotYourQuestion):
            workflow.start_answer(question, by=officer, at=LATER)

    @pytest.mark.both_engines
    def test_second_of_two_who_start_at_once_is_told_that_it_is_too_late(self, district):
        question, officer = make_question(district, S.ASSIGNED), make_officer(make_unit(district))
        workflow.start_answer(question, by=officer, at=LATER)
        with pytest.raises(VerbOutOfPlace):
            workflow.start_answer(question, by=officer, at=LATER)

    def test_nothing_is_done_on_an_archived_portal(self, city, district):
        question, unit, head = make_question(district), make_unit(district), make_head(district)
        archive_portal(district, by=None, at=LATER, legal_basis="Nghị quyết 1", successor=city)
        with pytest.raises((PortalArchived, NotYourQuestion)):
            workflow.assign_question(question, unit=unit, by=head, at=LATER)
