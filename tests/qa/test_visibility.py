"""What the public sees of a question: decided by two approvers, marked with day and class, told in the history."""

from datetime import date

import pytest
from django.db import transaction

from audit.errors import PortalRefusal
from members.enums import Seat
from qa.core.verification import faults
from qa.enums import QuestionState, Visibility, WithholdReason
from qa.models import Question, VisibilityChange
from qa.publication.actions import propose_public_text
from qa.publication.visibility import ask_to_show, ask_to_withhold, confirm_visibility, keep_visibility
from tests.each import each_case
from tests.factories import make_head
from tests.proposals import act
from tests.qa.factories import LATER, make_question
from tests.remembering import remembered

pytestmark = pytest.mark.django_db

CLASS, WORDS = WithholdReason.PERSONAL_DATA, "Nêu tên và bệnh của người khác"


@pytest.fixture
@remembered
def question(district):
    question = make_question(district, QuestionState.ASSIGNED)
    head = make_head(district)
    change = propose_public_text(
        question, title="Khai sinh", text="Tôi cần bản sao.", by=make_head(district, seat=Seat.MEMBER), at=LATER
    )
    act(change, head)
    question.refresh_from_db()
    return question


@pytest.fixture
def deputy(district):
    return make_head(district, seat=Seat.DEPUTY)


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
def test_question_is_withheld_once_a_second_approver_confirms(question, district, deputy):
    head = make_head(district)
    ask(question, head)
    question.refresh_from_db()
    assert question.is_readable
    assert refused(confirm_visibility, question, by=head, at=LATER) == "second_person_missing"
    confirm_visibility(question, by=deputy, at=LATER)
    question.refresh_from_db()
    assert (question.visibility, question.withheld_because) == (Visibility.HIDDEN, CLASS)
    assert question.withheld_on == date(2026, 11, 5)
    assert not question.is_readable
    last = question.events.last()
    assert (last.verb, last.data["because"], last.actor) == ("withhold", CLASS, deputy)
    assert not any(WORDS in str(event.data) + event.remark for event in question.events.all())
    assert list(faults()) == []


@pytest.mark.both_engines
@each_case("is_withheld", [False, True])
def test_what_is_seen_by_no_decision_is_found(question, district, deputy, is_withheld):
    """Whoever writes to the database hides a question, or shows it, without the two people."""
    if is_withheld:
        ask(question, make_head(district))
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
        with transaction.atomic():
            row.update(**change)
            (fault,) = faults()
            assert fault.name == question.code
            transaction.set_rollback(True)


@pytest.mark.both_engines
def test_withheld_question_is_shown_again_by_two_people(question, district, deputy):
    head = make_head(district)
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


def test_what_is_not_confirmed_changes_nothing_and_can_be_proposed_anew(question, district, deputy):
    ask(question, make_head(district))
    assert refused(ask, question, deputy) == "visibility_asked"
    keep_visibility(question, by=deputy, at=LATER, text="Không cần")
    question.refresh_from_db()
    assert question.is_readable
    assert refused(confirm_visibility, question, by=deputy, at=LATER) == "nothing_asked"
    assert ask(question, deputy).pk
    assert VisibilityChange.objects.open().count() == 1


def test_what_was_never_published_can_be_withheld_and_is_listed_as_a_marker(district, deputy):
    question = make_question(district, QuestionState.ASSIGNED)
    ask(question, make_head(district))
    confirm_visibility(question, by=deputy, at=LATER)
    question.refresh_from_db()
    assert (question.listed_at, question.published_at) == (LATER, None)
    ask_to_show(question, text="Không còn lý do", by=deputy, at=LATER)
    confirm_visibility(question, by=make_head(district), at=LATER)
    question.refresh_from_db()
    assert question.listed_at is None


def test_refusals_say_what_is_wrong(question, district, city, deputy):
    head = make_head(district)
    assert refused(ask, question, head, to=Visibility.PUBLIC) == "visible_already"
    assert refused(ask, question, head, text="  ") == "reason_missing"
    assert refused(ask, question, head, because="khac") == "reason_missing"
    assert refused(ask, question, make_head(city)) == "not_your_question"
    assert refused(ask_to_show, question, text="Hiện lại", by=head, at=LATER) == "visible_already"
    ask(question, head)
    for stranger in (make_head(city), make_head(district, seat=Seat.MEMBER)):
        assert refused(confirm_visibility, question, by=stranger, at=LATER) == "not_your_question"
        assert refused(keep_visibility, question, by=stranger, at=LATER) == "not_your_question"


def test_public_text_that_changes_while_it_is_withheld_shows_nothing(question, district, deputy):
    head = make_head(district)
    ask(question, head)
    confirm_visibility(question, by=deputy, at=LATER)
    change = propose_public_text(
        question, title="Bản sao", text="Cần bản sao.", by=make_head(district, seat=Seat.MEMBER), at=LATER
    )
    act(change, head)
    question.refresh_from_db()
    assert (question.public_title, question.is_readable, question.visibility) == ("Bản sao", False, Visibility.HIDDEN)
