"""Answers and notices of progress become public by the review of everything public, and stop the clock that day."""

from datetime import UTC, date, datetime

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied

from accounts.models import User
from editorial.enums import ApprovalKind, ProposalState, TakedownReason
from editorial.integrity.invariants import public_that_differs
from editorial.models import Approval
from editorial.permissions import proposed
from editorial.proposals.actions.proposal import take_back
from editorial.proposals.diff import differences
from editorial.proposals.reviewed_models import reviewed_model
from editorial.review.queue import own_work
from editorial.withdrawal.actions import take_down
from members.enums import Seat
from members.memberships import seat_on_board
from participation.consents import give_consent
from participation.data_requests.actions import correct_data, receive_request
from participation.enums.submissions import ConsentChannel, ConsentPurpose, DataRequestKind
from participation.personal_data.contacts import initials
from qa.core import actions as workflow
from qa.core import closing
from qa.core.reply_text import reply_text
from qa.desk import replies
from qa.desk.canned_responses import drop_text, keep_text
from qa.enums import Actor, AnswerKind, CannedResponseKind, PublicName, QuestionState, Verb
from qa.errors import (
    DocumentNotPublic,
    DocumentsTooMany,
    NothingToSubmit,
    NotYourQuestion,
    PromiseWrong,
    TextMissing,
)
from qa.models import Answer, Question
from qa.models.question_lists import REPLIED_LATE
from qa.publication.actions import propose_public_text
from tests.admin import browser, url
from tests.each import each_case
from tests.factories import AT, make_article, make_head, make_member, make_user
from tests.information.factories import make_item
from tests.participation.factories import FACTS, text_of
from tests.proposals import act
from tests.qa.approvals import mark_approved
from tests.qa.factories import (
    LATER,
    TEXT,
    approve_reply,
    make_colleague,
    make_officer,
    make_question,
    make_question_with_token,
    make_unit,
    open_reply,
    submit,
)
from tests.qa.public import words

pytestmark = pytest.mark.django_db

S = QuestionState
PROMISED = date(2026, 12, 1)
AS_APPROVED = {"title": "Bản sao", "text": "Tôi cần bản sao.", "at": LATER}
BY_LINK = {"channel": ConsentChannel.LINK, "by": None, "at": LATER}


def write(question, officer, **values):
    values = {"kind": AnswerKind.ANSWER, "text": "Bà đến nhận kết quả."} | values
    return replies.write_reply(question, by=officer, at=LATER, **values)


@pytest.fixture
def officer(district):
    return make_officer(make_unit(district))


def test_board_decides_with_the_question_beside_the_reply_and_its_day_as_people_write_it(district):
    question = make_question(district, S.IN_ANSWER)
    submit(question, kind=AnswerKind.INTERIM)
    change = open_reply(question)
    step = change.current_workflow_task_state
    for address in (url("proposal", change.pk), url("decide_proposal", change.pk, "approve", step.pk)):
        page = browser(make_head(district)).get(address).content
        sides = BeautifulSoup(page, "html.parser").select_one(".proposal--sides")
        asked, replied = (part.get_text(" ", strip=True) for part in sides.find_all("section", recursive=False))
        assert question.text in asked
        assert "Bà đến nhận kết quả." in replied
        assert "01/12/2026" in replied


@pytest.mark.both_engines
def test_answer_is_public_once_the_board_approved_it_and_stops_the_clock(district, officer):
    question = make_question(district, S.IN_ANSWER)
    assert list(Question.objects.due_on(on=date(2026, 11, 26))) == [question]
    assert not Question.objects.late(on=date(2026, 11, 26)).exists()
    assert list(Question.objects.late(on=date(2026, 11, 27))) == [question]
    submit(question)
    answer = question.answers.get()
    assert (answer.words, answer.published_at) == ("", None)
    approve_reply(question)
    question.refresh_from_db()
    answer.refresh_from_db()
    assert (question.state, answer.words) == (S.ANSWERED, "Bà đến nhận kết quả.")
    assert answer.approved_by == make_head(district)
    assert question.answered_on == question.first_reply_on is not None
    assert Approval.objects.filter(object_id=str(answer.pk), kind=ApprovalKind.REVIEW).exists()
    assert list(public_that_differs()) == []


@pytest.mark.slow(reason="publishes two documents and takes a reply through its review")
@pytest.mark.both_engines
def test_documents_that_a_reply_rests_on_are_approved_with_it(district, city, officer):
    question = make_question(district, S.IN_ANSWER)
    own, other = make_item(district, "document", published=True), make_item(city, "document", published=True)
    write(question, officer, documents=[other.pk, own.pk])
    change = replies.submit_reply(question, by=officer, at=LATER)
    (shown,) = [row.after.splitlines() for row in differences(change) if "4567/QĐ-UBND" in row.after]
    assert [line.partition("15/10/2026")[2] for line in shown] == [": Trang document"] * 2
    approve_reply(question)
    answer = question.answers.get()
    assert [facts["page"] for facts in answer.documents] == [other.pk, own.pk]
    assert list(public_that_differs()) == []
    # What somebody changed is found.
    rows = Answer.objects.filter(pk=answer.pk)
    for changed in ({"documents": answer.documents[:1]}, {"documents": answer.documents, "text": reply_text("Khác")}):
        rows.update(**changed)
        assert [difference.model for difference in public_that_differs()] == [Answer]
    rows.update(text=answer.text)


@pytest.mark.slow(reason="takes questions through their whole way")
def test_reply_rests_on_what_the_public_reads_alone_and_on_five_documents_at_most(district, city, officer):
    question = make_question(district, S.IN_ANSWER)
    with pytest.raises(DocumentsTooMany):
        write(question, officer, documents=range(1, 7))
    page = make_item(district, "document", published=True)
    for other in (make_item(city, "document").pk, make_item(district, "document").pk, make_article(city).pk, 9_999_999):
        with pytest.raises(DocumentNotPublic):
            write(question, officer, documents=[page.pk, other])
    write(question, officer, documents=[page.pk])
    take_down(page, by=make_head(district), at=LATER, reason_class=TakedownReason.ERROR, reason="Sai")
    with pytest.raises(DocumentNotPublic):
        replies.submit_reply(question, by=officer, at=LATER)


@pytest.mark.both_engines
def test_notice_of_progress_makes_the_promised_day_the_last_day(district):
    question = make_question(district, S.INTERIM_PUBLISHED)
    assert (question.promised_for, question.last_day, question.answered_on) == (PROMISED, PROMISED, None)
    assert question.first_reply_on is not None
    assert not Question.objects.late(on=PROMISED).exists()
    assert list(Question.objects.due_on(on=PROMISED)) == [question]
    assert list(Question.objects.late(on=date(2026, 12, 2))) == [question]


@each_case("day", [None, date(2026, 11, 5), date(2026, 11, 24), date(2026, 11, 28)])
def test_notice_of_progress_names_a_working_day_ahead(district, officer, day):
    with pytest.raises(PromiseWrong):
        write(make_question(district, S.IN_ANSWER), officer, kind=AnswerKind.INTERIM, promised_for=day)


def test_promise_of_a_reply_in_work_that_has_passed_meanwhile_is_not_submitted(district, officer):
    question = make_question(district, S.IN_ANSWER)
    write(question, officer, kind=AnswerKind.INTERIM, promised_for=PROMISED)
    Answer.objects.update(draft_promised_for=date(2026, 11, 4))
    with pytest.raises(PromiseWrong):
        replies.submit_reply(question, by=officer, at=LATER)


def test_answer_promises_nothing_and_says_something(district, officer):
    question = make_question(district, S.IN_ANSWER)
    for refusal, said in ((PromiseWrong, {"promised_for": PROMISED}), (TextMissing, {"text": " "})):
        with pytest.raises(refusal):
            write(question, officer, **said)
    with pytest.raises(NothingToSubmit):
        replies.submit_reply(question, by=officer, at=LATER)


@pytest.mark.both_engines
def test_board_returns_a_reply_and_the_officer_submits_it_anew(district, officer):
    question = make_question(district, S.IN_BOARD_REVIEW)
    act(open_reply(question), make_head(district), "reject", comment="Thiếu căn cứ")
    question.refresh_from_db()
    assert question.state == S.IN_ANSWER
    event = question.events.latest("number")
    assert (event.verb, event.acting_as, event.remark) == (Verb.RETURN_ANSWER, Actor.APPROVER, "Thiếu căn cứ")
    write(question, officer, text="Có căn cứ.")
    replies.submit_reply(question, by=officer, at=LATER)
    approve_reply(question)
    assert question.answers.get().words == "Có căn cứ."


@pytest.mark.both_engines
def test_officer_takes_a_reply_back_by_the_verb_or_by_the_screen_of_proposals(district, officer):
    question = make_question(district, S.IN_BOARD_REVIEW)
    change = open_reply(question)
    replies.take_back_reply(question, by=officer, at=LATER)
    question.refresh_from_db()
    change.refresh_from_db()
    assert (question.state, change.state) == (S.IN_ANSWER, ProposalState.DROPPED)
    replies.submit_reply(question, by=officer, at=LATER)
    take_back(open_reply(question), by=officer, at=LATER)
    question.refresh_from_db()
    assert question.state == S.IN_ANSWER
    assert [event.verb for event in question.events.all()].count(Verb.TAKE_BACK) == 2


def test_reply_and_remarks_on_it_are_read_by_who_handles_the_question_alone(district, officer):
    """A reply may name who asked, and the board says where: not everybody of the portal reads it for that."""
    question = make_question(district, S.IN_ANSWER)
    write(question, officer, text="Gửi bà DAU TEN.")
    change = replies.submit_reply(question, by=officer, at=LATER)
    act(change, make_head(district), "reject", comment="Bỏ tên bà DAU HOA")
    url = f"/admin/portals/proposals/{change.pk}/"
    for reader, reads in ((officer, True), (make_head(district), True), (make_member(district), False)):
        page = browser(reader).get(url).content.decode()
        assert ("DAU TEN" in page, "DAU HOA" in page) == (reads, reads), reader


def test_who_wrote_a_reply_does_not_approve_it_because_a_colleague_submitted_it(district, officer):
    question = make_question(district, S.IN_ANSWER)
    write(question, officer, text="Lời của người viết.")
    colleague = make_colleague(officer.answers_for.get().unit)
    write(question, colleague, text="Lời của người viết.")
    assert question.answers.get().written_by == officer
    change = replies.submit_reply(question, by=colleague, at=LATER)
    seat_on_board(district.board, officer, seat=Seat.DEPUTY, by=None, at=AT)
    writer = User.objects.get(pk=officer.pk)
    with pytest.raises(PermissionDenied):
        act(change, writer)
    assert own_work(writer, [change]) == {change}
    # Nor a reply of other words after one of the own was given up.
    Answer.objects.update(dropped_at=LATER)
    take_back(change, by=colleague, at=LATER)
    question.refresh_from_db()
    write(question, colleague, text="Lời khác.")
    with pytest.raises(PermissionDenied):
        act(replies.submit_reply(question, by=colleague, at=LATER), writer)


HEADS = "Hồ sơ gồm tờ khai và giấy chứng sinh của con."


def keep(portal, text, *, by, title="Khai sinh", **values):
    """A ready text of a board."""
    return keep_text(
        portal_id=portal.pk, kind=CannedResponseKind.ANSWER, title=title, text=text, by=by, at=LATER, **values
    )


@each_case(
    ("said", "is_own"),
    [
        (HEADS, True),
        (f"Chào bà. {HEADS} Mời bà đến nhận.", True),
        ("Kính gửi ông/bà. Mời bà đến nhận.", False),
        ("Mời bà đến nhận.", False),
    ],
    ids=["whole", "a sentence", "the greeting", "other words"],
)
def test_who_wrote_a_ready_text_does_not_approve_a_reply_that_repeats_it(district, officer, said, is_own):
    question, head = make_question(district, S.IN_ANSWER), make_head(district)
    text = keep(district, f"Kính gửi ông/bà. {HEADS}", by=head)
    # Who only gives it another name wrote nothing.
    keep(district, text.text, by=make_head(district, seat=Seat.DEPUTY), title="Hồ sơ", instead_of=text)
    write(question, officer, text=said)
    drop_text(text, by=head, at=LATER)
    change = replies.submit_reply(question, by=officer, at=LATER)
    assert proposed(head, change) is is_own
    assert not proposed(make_head(district, seat=Seat.DEPUTY), change)


@each_case("is_dropped", [True, False], ids=["dropped", "changed"])
def test_ready_text_that_goes_before_the_reply_is_saved_stays_the_work_of_who_wrote_it(district, officer, is_dropped):
    """The officer put it into a form and has not saved that yet."""
    question, (head, deputy) = make_question(district, S.IN_ANSWER), _two(district)
    text = keep(district, HEADS, by=head)
    if is_dropped:
        drop_text(text, by=deputy, at=LATER)
    else:
        keep(district, "Lời khác hẳn, do người khác viết.", by=deputy, instead_of=text)
    write(question, officer, text=HEADS)
    change = replies.submit_reply(question, by=officer, at=LATER)
    assert {person for person in (head, deputy, officer) if proposed(person, change)} == {head, officer}


@each_case(("said", "is_own"), [("Ông/bà nộp hồ sơ. Xin cảm ơn.", False), ("Xin cảm ơn.", True)])
def test_words_of_thanks_that_stand_ready_bar_nobody_from_a_reply_that_says_more(district, officer, said, is_own):
    question, head = make_question(district, S.IN_ANSWER), make_head(district)
    keep(district, "Xin cảm ơn.", by=head)
    write(question, officer, text=said)
    assert proposed(head, replies.submit_reply(question, by=officer, at=LATER)) is is_own


def test_question_that_is_withdrawn_or_joined_takes_its_reply_out_of_the_review(district):
    question, token = make_question_with_token(district, S.IN_BOARD_REVIEW)
    change = open_reply(question)
    closing.withdraw_question(question, token=token, at=LATER)
    change.refresh_from_db()
    question.refresh_from_db()
    assert (question.state, change.state) == (S.WITHDRAWN, ProposalState.DROPPED)
    assert not question.answers.in_work().exists()


@pytest.mark.both_engines
def test_corrected_answer_stands_beside_the_former_and_keeps_the_day_of_the_first(district, officer):
    question = make_question(district, S.ANSWERED)
    first = question.answered_on
    workflow.reopen_question(question, by=officer, at=LATER, remark="Sai số văn bản")
    question.refresh_from_db()
    submit(question, at=datetime(2026, 11, 30, 2, 0, tzinfo=UTC))
    approve_reply(question)
    question.refresh_from_db()
    assert (question.state, question.answered_on) == (S.ANSWERED, first)
    assert question.answers.published().count() == 2


class TestPublicText:
    @pytest.mark.both_engines
    def test_question_is_public_in_the_words_that_the_board_approved(self, district):
        question, head, deputy = make_question(district, S.ASSIGNED), *_two(district)
        change = propose_public_text(question, title="Bản sao khai sinh", text="Tôi cần bản sao.", by=head, at=LATER)
        act(change, deputy)
        question.refresh_from_db()
        assert (question.public_title, question.public_text) == ("Bản sao khai sinh", "Tôi cần bản sao.")
        assert question.published_at is not None
        assert (question.text, question.state) == (TEXT, S.ASSIGNED)
        assert question.events.latest("number").verb == Verb.PUBLISH

    def test_name_of_the_sender_is_public_as_the_board_saw_it(self, district):
        agreed = [text_of(purpose) for purpose in (ConsentPurpose.ANSWER, ConsentPurpose.PUBLISH_NAME)]
        values, (head, deputy) = {"title": "Bản sao", "text": "Tôi cần bản sao.", "at": LATER}, _two(district)
        named, silent = make_question(district, S.ASSIGNED, agreed=agreed), make_question(district, S.ASSIGNED)
        changes = [propose_public_text(question, by=head, **values) for question in (named, silent)]
        assert (changes[0].values["public_name"], "public_name" in changes[1].values) == (PublicName.NAME, False)
        give_consent(silent.sender, ConsentPurpose.PUBLISH_NAME, text=agreed[1], **BY_LINK)
        for change, name in zip(changes, [FACTS.name, initials(FACTS.name)], strict=True):
            assert _name_shown(change.target, deputy) == name
            act(change, deputy)
            assert f"<b>{name}</b>" in words(district, f"/hoi-dap/{change.target.code}/")

    @pytest.mark.both_engines
    def test_corrected_name_is_public_once_the_board_approves_it(self, district):
        question, head, deputy = _with_public_name(district), *_two(district)
        assert FACTS.name in words(district, f"/hoi-dap/{question.code}/")
        _correct_name(question, "Lê Văn Ất", by=deputy)
        page = words(district, f"/hoi-dap/{question.code}/")
        assert ("Lê Văn Ất" in page, f"<b>{initials('Lê Văn Ất')}</b>" in page) == (False, True)
        change = propose_public_text(question, by=deputy, **AS_APPROVED)
        assert _name_shown(question, head) == "Lê Văn Ất"
        act(change, head)
        assert "<b>Lê Văn Ất</b>" in words(district, f"/hoi-dap/{question.code}/")

    def test_name_that_is_corrected_while_the_board_looks_is_not_what_it_approves(self, district):
        question, (head, deputy) = _with_public_name(district), _two(district)
        change = propose_public_text(question, by=head, **AS_APPROVED | {"title": "Bản sao khai sinh"})
        _correct_name(question, "Lê Văn Ất", by=head)
        act(change, deputy)
        page = words(district, f"/hoi-dap/{question.code}/")
        assert ("Bản sao khai sinh" in page, "Lê Văn Ất" in page) == (True, False)

    def test_all_who_worded_the_name_since_it_was_approved_do_not_approve_it(self, district):
        question, (head, deputy) = _with_public_name(district), _two(district)
        member = make_head(district, seat=Seat.MEMBER)
        _correct_name(question, "Lê Văn Ất", by=deputy)
        _correct_name(question, "Lê Văn Ất Em", by=head)
        change = propose_public_text(question, by=member, **AS_APPROVED)
        assert [proposed(person, change) for person in (head, deputy)] == [True, True]
        # Another deputy, who wrote nothing.
        third = make_user("pho.ban.hai")
        seat_on_board(district.board, third, seat=Seat.DEPUTY, by=None, at=AT)
        act(change, User.objects.get(pk=third.pk))
        _correct_name(question, "Lê Văn Ất Anh", by=head)
        change = propose_public_text(question, by=member, **AS_APPROVED)
        assert [proposed(person, change) for person in (head, deputy)] == [True, False]

    def test_who_worded_it_does_not_approve_it_once_a_colleague_sends_it(self, district):
        question, (head, deputy) = make_question(district, S.ASSIGNED), _two(district)
        values = {"title": "Thủ tục khai sinh", "text": "Lời của người viết.", "at": LATER}
        act(propose_public_text(question, by=deputy, **values), head, "reject", comment="Xem lại")
        with pytest.raises(PermissionDenied):
            act(propose_public_text(question, by=head, **values), deputy)

    def test_only_the_board_that_received_it_says_what_is_public(self, city, district, officer):
        question = make_question(district, S.ASSIGNED)
        workflow.forward_question(question, to=city, by=make_head(district), at=LATER, remark="Chuyển")
        question.refresh_from_db()
        for user in (make_head(city), officer):
            with pytest.raises(NotYourQuestion):
                propose_public_text(question, title="A", text="B", by=user, at=LATER)


def _two(portal):
    return make_head(portal), make_head(portal, seat=Seat.DEPUTY)


def _name_shown(question: Question, reviewer: User) -> str:
    """The name that a reviewer is shown as the one that the public will read."""
    context = reviewed_model(Question).reviewer_context(question, reviewer, LATER.date())
    return dict(context)["Người hỏi, như công chúng sẽ đọc"]


def _with_public_name(portal):
    """A question whose sender the public reads by name."""
    agreed = [text_of(purpose) for purpose in (ConsentPurpose.ANSWER, ConsentPurpose.PUBLISH_NAME)]
    question, (head, deputy) = make_question(portal, S.ASSIGNED, agreed=agreed), _two(portal)
    act(propose_public_text(question, by=head, **AS_APPROVED), deputy)
    return Question.objects.get(pk=question.pk)


def _correct_name(question, name, *, by):
    asked = receive_request(question.sender, DataRequestKind.CORRECT, details="Sai tên", by=None, at=LATER)
    correct_data(asked, corrected={"name": name}, by=by, at=LATER)
    question.sender.refresh_from_db()


def reply_at(question, at, *, promised=None):
    """A reply that its board approves at a moment."""
    question.refresh_from_db()
    if question.state == S.INTERIM_PUBLISHED:
        workflow.resume_answer(question, by=make_officer(question.unit), at=at)
    kind = AnswerKind.INTERIM if promised else AnswerKind.ANSWER
    by = make_officer(question.unit)
    replies.write_reply(question, kind=kind, text="Đang xử lý.", by=by, at=at, promised_for=promised)
    replies.submit_reply(question, by=by, at=at)
    values = {"text": "Đang xử lý.", "promised_for": promised and promised.isoformat()}
    answer, head = question.answers.in_work().get(), make_head(question.responsible_portal)
    replies.publish_reply(answer, values, by=head, at=at)
    answer.refresh_from_db()
    mark_approved([answer], portal=question.responsible_portal, by=head)
    question.refresh_from_db()


def moment(day):
    return datetime(2026, *day, 2, 0, tzinfo=UTC)


def test_second_notice_of_progress_does_not_heal_a_promise_that_was_not_kept(district):
    question = make_question(district, S.IN_ANSWER)
    reply_at(question, moment((11, 9)), promised=date(2026, 11, 12))
    reply_at(question, moment((11, 16)), promised=date(2026, 11, 23))
    assert (question.promised_for, question.broken_due) == (date(2026, 11, 23), date(2026, 11, 12))
    assert list(Question.objects.late(on=date(2026, 11, 17))) == [question]
    reply_at(question, moment((11, 20)))
    assert (question.broken_due, question.broken_until) == (date(2026, 11, 12), date(2026, 11, 20))
    assert list(Question.objects.filter(REPLIED_LATE)) == [question]
    # Sealed with the event.
    assert question.events.latest("number").data["days"]["broken_due"] == "2026-11-12"


def test_further_question_has_the_time_of_a_question_and_stays_late_once_it_was(district):
    question, token = make_question_with_token(district, S.IN_ANSWER)
    reply_at(question, moment((11, 9)))
    workflow.follow_up(question, token=token, text="Còn lệ phí?", at=moment((11, 9)))
    question.refresh_from_db()
    # Fifteen working days after Monday 9 November; Tuesday 24 is a holiday.
    assert (question.again_due, question.last_day) == (date(2026, 12, 1), date(2026, 12, 1))
    assert not Question.objects.late(on=date(2026, 12, 1)).exists()
    assert list(Question.objects.late(on=date(2026, 12, 2))) == [question]
    reply_at(question, moment((12, 3)))
    assert (question.again_due, question.broken_due, question.broken_until) == (
        None,
        date(2026, 12, 1),
        date(2026, 12, 3),
    )
    assert list(Question.objects.filter(REPLIED_LATE)) == [question]
    workflow.follow_up(question, token=token, text="Và giờ làm việc?", at=moment((12, 4)))
    reply_at(question, moment((12, 7)))
    assert list(Question.objects.filter(REPLIED_LATE)) == [question]
