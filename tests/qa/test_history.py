"""Whatever somebody does to the history past the application, its verification finds it."""

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from audit.errors import RecordKept
from qa.core.verification import faults
from qa.enums import QuestionState
from qa.models import HistoryLedger, Question, QuestionChain, QuestionEvent
from tests.each import each_case
from tests.qa.factories import LATER, make_question
from tests.raw_rows import change_rows, delete_rows

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


@pytest.fixture
def question(district):
    return make_question(district, QuestionState.ANSWERED)


def found():
    return [str(fault) for fault in faults()]


def test_whole_history_holds_and_the_command_says_so(question, capsys):
    assert found() == []
    call_command("verify_history")
    assert "1" in capsys.readouterr().out


def test_event_is_never_saved_again_or_deleted(question):
    event = question.events.first()
    for act in (event.save, event.delete, question.events.all().delete, lambda: question.events.update(remark="x")):
        with pytest.raises(RecordKept):
            act()


@each_case(
    "values",
    [
        {"verb": "refuse"}, {"at": "2026-01-01 00:00:00+00:00"}, {"acting_as": "system"}, {"actor_id": None},
        {"before": "assigned"}, {"after": "refused"}, {"remark": "khác"}, {"unit_id": None}, {"data": "{}"},
        {"seal": "0" * 64}, {"number": 99},
    ],
)  # fmt: skip
@pytest.mark.slow(reason="seals a long history")
def test_changed_event_is_found(question, values):
    change_rows(QuestionEvent, values, pk=question.events.get(number=2 if "unit_id" not in values else 3).pk)
    assert found()


@each_case("number", [1, 2, 5])
def test_event_taken_out_is_found(question, number):
    delete_rows(QuestionEvent, question_id=question.pk, number=number)
    assert found()


def test_appended_event_is_found_alone_and_with_its_chain(question):
    last = question.events.latest("number")
    forged = {
        "question": question, "number": last.number + 1, "verb": "reopen", "at": LATER, "acting_as": "sender",
        "before": last.after, "after": last.after, "portal_id": last.portal_id, "unit_id": last.unit_id,
        "data": last.data, "seal": last.seal,
    }  # fmt: skip
    QuestionEvent.objects.bulk_create([QuestionEvent(**forged)])
    assert any(question.code in fault for fault in found())
    change_rows(QuestionChain, {"length": last.number + 1}, question_id=question.pk)
    ledger = HistoryLedger.objects.get(portal=question.received_portal)
    change_rows(HistoryLedger, {"events": ledger.events + 1}, portal_id=ledger.pk)
    for named in (question.code, question.received_portal.name):
        assert any(named in fault for fault in found())


def test_cut_tail_with_its_chain_set_back_is_found_by_the_ledger(question):
    last, before = question.events.order_by("-number")[:2]
    delete_rows(QuestionEvent, pk=last.pk)
    change_rows(QuestionChain, {"length": before.number, "seal": before.seal}, question_id=question.pk)
    change_rows(Question, {"state": before.after, "first_reply_on": None, "answered_on": None}, pk=question.pk)
    assert any(question.received_portal.name in fault for fault in found())


def test_events_in_another_order_are_found(question):
    first, second = question.events.get(number=2), question.events.get(number=3)
    change_rows(QuestionEvent, {"number": 1000}, pk=first.pk)
    change_rows(QuestionEvent, {"number": 2}, pk=second.pk)
    change_rows(QuestionEvent, {"number": 3}, pk=first.pk)
    assert found()


def test_question_that_is_gone_with_all_that_belonged_to_it_is_found(district, question):
    other = make_question(district)
    for model in (QuestionEvent, QuestionChain):
        delete_rows(model, question_id=other.pk)
    delete_rows(Question, pk=other.pk)
    assert found()


def test_question_moved_past_its_verbs_is_found(question):
    for values in ({"state": "assigned"}, {"unit_id": None}, {"answer_due": "2027-01-01"}):
        before = Question.objects.filter(pk=question.pk).values(*values).get()
        change_rows(Question, values, pk=question.pk)
        assert found()
        change_rows(Question, before, pk=question.pk)
    assert found() == []


def test_ledger_with_other_numbers_is_found(question):
    change_rows(HistoryLedger, {"events": 1}, portal_id=question.received_portal_id)
    assert found()


def test_chain_made_anew_without_the_key_is_found(question):
    with override_settings(AUDIT_KEY="đoán"):
        assert len(found()) > 1


def test_command_fails_with_the_code_of_the_question(question):
    change_rows(QuestionEvent, {"remark": "khác"}, pk=question.events.get(number=2).pk)
    with pytest.raises(CommandError, match=question.code):
        call_command("verify_history")


def test_verifying_costs_no_query_for_each_question(district, django_assert_max_num_queries):
    for _number in range(4):
        make_question(district)
    with django_assert_max_num_queries(9):
        assert found() == []
