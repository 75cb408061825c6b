"""What the public sees of a question: decided by two approvers, marked with day and class, told in the history.

Two approvers do so on screens of the admin. What of questions is public without an approval is found (13.1.g).
"""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from audit.errors import PortalRefusal
from editorial.integrity.invariants import public_that_differs, rows_without_approval
from members.enums import Seat
from participation.enums.submissions import ErasureReason
from participation.erasing import erase_sender
from qa.core.reply_text import reply_text
from qa.core.verification import faults
from qa.enums import MessageKind, QuestionState, Visibility, WithholdReason
from qa.models import Answer, AnsweringUnit, Question, QuestionMessage, VisibilityChange
from qa.publication.actions import propose_public_text
from qa.publication.visibility import ask_to_show, ask_to_withhold, confirm_visibility, keep_visibility
from tests.admin import browser, errors_at, is_shut, told
from tests.each import each_case
from tests.factories import make_head
from tests.isolation.rows import undone
from tests.proposals import act
from tests.qa.factories import LATER, make_officer, make_question, make_question_with_token, make_unit
from tests.remembering import remembered

pytestmark = pytest.mark.django_db

CLASS, WORDS = WithholdReason.PERSONAL_DATA, "Nêu tên và bệnh của người khác"
SENT = {"to": "sender_only", "because": "personal_data", "text": "Nêu tên người khác"}


def url(name, *args):
    return reverse(f"questions_admin:{name}", args=args)


def stored(question):
    return Question.objects.get(pk=question.pk)


@pytest.fixture
def answered(district):
    return make_question(district, QuestionState.ANSWERED)


@pytest.fixture
def board(head, deputy):
    return browser(head), browser(deputy)


@pytest.fixture
@remembered
def question(district):
    """Whose words the public reads."""
    question = make_question(district, QuestionState.ASSIGNED)
    publish(question, title="Khai sinh", text="Tôi cần bản sao.")
    return question


def publish(question, *, title, text):
    """Words that a member of the board proposed and its head approved."""
    portal = question.received_portal
    member = make_head(portal, seat=Seat.MEMBER)
    act(propose_public_text(question, title=title, text=text, by=member, at=LATER), make_head(portal))
    question.refresh_from_db()


def ask(question, by, **values):
    given = {"to": Visibility.HIDDEN, "because": CLASS, "text": WORDS, "at": LATER} | values
    return ask_to_withhold(question, by=by, **given)


def refused(verb, *args, **values):
    with pytest.raises(PortalRefusal) as refusal:
        verb(*args, **values)
    return refusal.value.code


@pytest.mark.both_engines
def test_publishing_lists_a_question_and_says_whether_something_was_left_out(question):
    assert (question.visibility, question.listed_at) == (Visibility.PUBLIC_REDACTED, question.published_at)
    assert question.public_folded == " khai sinh toi can ban sao"


@pytest.mark.both_engines
def test_question_is_withheld_once_a_second_approver_confirms(question, head, deputy):
    ask(question, head)
    question.refresh_from_db()
    assert question.is_readable
    assert refused(confirm_visibility, question, by=head, at=LATER) == "second_person_missing"
    confirm_visibility(question, by=deputy, at=LATER)
    question.refresh_from_db()
    found = (question.visibility, question.withheld_because, question.withheld_on)
    assert found == (Visibility.HIDDEN, CLASS, date(2026, 11, 5))
    assert not question.is_readable
    last = question.events.last()
    assert (last.verb, last.data["because"], last.actor) == ("withhold", CLASS, deputy)
    assert not any(WORDS in str(event.data) + event.remark for event in question.events.all())
    assert list(faults()) == []


@pytest.mark.both_engines
@each_case("is_withheld", [False, True])
def test_what_is_seen_by_no_decision_is_found(question, head, deputy, is_withheld):
    """Whoever writes to the database hides a question, or shows it, without the two people."""
    if is_withheld:
        ask(question, head)
        confirm_visibility(question, by=deputy, at=LATER)
    assert list(faults()) == []
    row, day = Question.objects.filter(pk=question.pk), LATER.date()
    changes = [
        {"visibility": Visibility.PUBLIC, "withheld_because": "", "withheld_on": None},
        {"visibility": Visibility.SENDER_ONLY, "withheld_because": CLASS, "withheld_on": day},
        {"visibility": Visibility.HIDDEN, "withheld_because": WithholdReason.STATE_SECRET, "withheld_on": day},
    ]
    if not is_withheld:
        changes.append({"published_at": None})
    for change in changes:
        with undone():
            row.update(**change)
            assert [fault.name for fault in faults()] == [question.code]


@pytest.mark.both_engines
def test_withheld_question_is_shown_again_by_two_people(question, head, deputy):
    ask(question, head, to=Visibility.SENDER_ONLY)
    confirm_visibility(question, by=deputy, at=LATER)
    ask_to_show(question, text="Đã che", by=deputy, at=LATER)
    assert refused(confirm_visibility, question, by=deputy, at=LATER) == "second_person_missing"
    confirm_visibility(question, by=head, at=LATER)
    question.refresh_from_db()
    assert question.is_readable
    assert (question.visibility, question.withheld_on) == (Visibility.PUBLIC_REDACTED, None)
    assert [event.verb for event in question.events.all()][-4:] == ["ask_withhold", "withhold", "ask_show", "show"]
    assert list(faults()) == []


def test_what_is_not_confirmed_changes_nothing_and_can_be_proposed_anew(question, head, deputy):
    ask(question, head)
    assert refused(ask, question, deputy) == "visibility_asked"
    keep_visibility(question, by=deputy, at=LATER, text="Không cần")
    question.refresh_from_db()
    assert question.is_readable
    assert refused(confirm_visibility, question, by=deputy, at=LATER) == "nothing_asked"
    assert ask(question, deputy).pk
    assert VisibilityChange.objects.open().count() == 1


def test_what_was_never_published_can_be_withheld_and_is_listed_as_a_marker(district, head, deputy):
    question = make_question(district, QuestionState.ASSIGNED)
    ask(question, head)
    confirm_visibility(question, by=deputy, at=LATER)
    question.refresh_from_db()
    assert (question.listed_at, question.published_at) == (LATER, None)
    ask_to_show(question, text="Không còn lý do", by=deputy, at=LATER)
    confirm_visibility(question, by=head, at=LATER)
    question.refresh_from_db()
    assert question.listed_at is None


def test_refusals_say_what_is_wrong(question, district, city, head):
    assert refused(ask, question, head, to=Visibility.PUBLIC) == "visible_already"
    assert refused(ask, question, head, text="  ") == "reason_missing"
    assert refused(ask, question, head, because="khac") == "reason_missing"
    assert refused(ask, question, make_head(city)) == "not_your_question"
    assert refused(ask_to_show, question, text="Hiện lại", by=head, at=LATER) == "visible_already"
    ask(question, head)
    for stranger in (make_head(city), make_head(district, seat=Seat.MEMBER)):
        for verb in (confirm_visibility, keep_visibility):
            assert refused(verb, question, by=stranger, at=LATER) == "not_your_question"


def test_public_text_that_changes_while_it_is_withheld_shows_nothing(question, head, deputy):
    ask(question, head)
    confirm_visibility(question, by=deputy, at=LATER)
    publish(question, title="Bản sao", text="Cần bản sao.")
    assert (question.public_title, question.is_readable, question.visibility) == ("Bản sao", False, Visibility.HIDDEN)


@pytest.mark.breaks_the_rule
@pytest.mark.both_engines
class TestApprovals:
    def test_unit_answer_and_message_that_no_board_approved_are_found_and_those_that_it_approved_are_not(
        self, district
    ):
        make_question(district, QuestionState.ANSWERED)
        assert list(rows_without_approval()) == []
        question, unit = make_question(district, QuestionState.IN_ANSWER), make_unit(district)
        named = AnsweringUnit.objects.create(portal=district, name_vi="BÁN ĐẤT", name_en="LAND")
        by = dict.fromkeys(("written_by", "approved_by"), make_officer(unit))
        said = {"text": "BÁN ĐẤT", "published_at": LATER}
        reply = Answer.objects.create(question=question, draft=reply_text("x"), unit=unit, **said, **by)
        said |= {"public_text": "BÁN ĐẤT", "sent_at": LATER}
        message = question.messages.create(kind=MessageKind.FOLLOW_UP, **said)
        assert {(found.model, found.pk) for found in rows_without_approval()} == {
            (AnsweringUnit, named.pk),
            (Answer, reply.pk),
            (QuestionMessage, message.pk),
        }

    def test_name_of_a_unit_that_was_changed_past_the_board_is_found(self, district):
        unit = make_unit(district)
        assert [*rows_without_approval(), *public_that_differs()] == []
        AnsweringUnit.objects.update(name_vi="BÁN ĐẤT")
        assert [found.pk for found in public_that_differs()] == [unit.pk]

    def test_question_that_no_board_approved_is_found_also_once_its_sender_is_erased(self, district, head):
        approved, past = (make_question(district, QuestionState.ASSIGNED) for _ in range(2))
        publish(approved, title="Bản sao", text="Tôi cần bản sao.")
        assert list(rows_without_approval()) == []
        Question.objects.filter(pk=past.pk).update(public_title="BÁN ĐẤT", published_at=LATER)
        assert [(found.model, found.pk) for found in rows_without_approval()] == [(Question, past.pk)]
        for question in (approved, past):
            erase_sender(question.sender, because=ErasureReason.REQUEST, by=head, at=LATER)
        assert [found.pk for found in rows_without_approval()] == [past.pk]

    def test_approved_text_that_is_taken_away_is_found_unless_the_sender_was_erased(self, question, head):
        Question.objects.update(public_title="", public_text="", published_at=None)
        assert [found.pk for found in public_that_differs()] == [question.pk]
        erase_sender(question.sender, because=ErasureReason.REQUEST, by=head, at=LATER)
        assert list(public_that_differs()) == []


class TestScreens:
    def test_one_approver_proposes_and_another_confirms(self, answered, board):
        head, deputy = board
        assert "người duyệt thứ hai" in told(head.post(url("visibility_withhold", answered.pk), SENT))
        assert not stored(answered).is_withheld
        assert url("visibility_confirm", answered.pk) not in head.get(url("question", answered.pk)).content.decode()
        assert "Nêu tên người khác" in deputy.get(url("visibility_confirm", answered.pk)).content.decode()
        deputy.post(url("visibility_confirm", answered.pk))
        assert (stored(answered).visibility, stored(answered).withheld_because) == ("sender_only", "personal_data")

    def test_it_is_left_as_it_was_and_shown_again(self, answered, board):
        head, deputy = board
        head.post(url("visibility_withhold", answered.pk), SENT)
        deputy.post(url("visibility_keep", answered.pk), {"text": "Đã ẩn tên"})
        assert not stored(answered).visibility_changes.open().exists()
        head.post(url("visibility_withhold", answered.pk), SENT)
        deputy.post(url("visibility_confirm", answered.pk))
        deputy.post(url("visibility_show", answered.pk), {"text": "Đã được phép"})
        head.post(url("visibility_confirm", answered.pk))
        assert not stored(answered).is_withheld

    def test_reason_is_asked_for_and_what_was_typed_is_kept(self, answered, board):
        answer = board[0].post(url("visibility_withhold", answered.pk), SENT | {"text": " "})
        assert errors_at(answer, "text")
        assert 'value="personal_data" selected' in answer.content.decode()

    def test_nobody_else_withholds_it(self, city, answered):
        for stranger in (browser(make_head(city)), browser(make_officer(answered.unit))):
            for name in ("withhold", "show", "confirm", "keep"):
                address = url(f"visibility_{name}", answered.pk)
                assert is_shut(stranger.get(address)) and is_shut(stranger.post(address, SENT)), name

    def test_sender_reads_no_more_what_is_hidden(self, district, board):
        question, token = make_question_with_token(district, QuestionState.ANSWERED)
        head, deputy = board
        head.post(url("visibility_withhold", question.pk), SENT | {"to": Visibility.HIDDEN})
        deputy.post(url("visibility_confirm", question.pk))
        page = Client(headers={"host": district.host}).get(f"/hoi-dap/cua-toi/{token}/").content.decode()
        assert (question.text in page, "Ban Biên tập đã ẩn câu hỏi này" in page) == (False, True)
