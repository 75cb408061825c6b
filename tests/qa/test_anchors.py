"""Anchors outside the database find what was set back, made anew or taken away together."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command

from audit.sealing.seals import seal_of
from cityportal.doctor import examine
from cityportal.doctor.record import check_anchors
from participation.enums.submissions import ErasureReason
from participation.erasing import erase_sender
from qa.core import actions as workflow
from qa.core.anchors import (
    Anchored,
    Head,
    LedgerCount,
    anchor_store,
    name_of,
    read_anchor,
    read_anchors,
    write_anchor,
    written_anchor,
)
from qa.core.history import as_sealed, history_key, ledger_seal
from qa.core.verification import faults, lasting_faults
from qa.enums import QuestionState
from qa.errors import AnchorMeanwhile
from qa.models import HistoryLedger, Question, QuestionChain, QuestionEvent
from tests.factories import WARD, make_head, make_portal
from tests.qa.factories import LATER, make_question, make_unit
from tests.raw_rows import change_rows, delete_rows

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

AT = datetime(2026, 11, 5, 20, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def store(settings):
    """An empty one for each test."""
    settings.STORAGES = {
        **settings.STORAGES,
        "history_anchors": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    }
    return anchor_store()


@pytest.fixture
def question(district):
    return make_question(district, QuestionState.ASSIGNED)


def anchor() -> None:
    assert lasting_faults() == []
    write_anchor(read_anchors(), at=AT)


def found() -> list[str]:
    return [str(fault) for fault in faults()]


def set_ledger(portal, *, questions: int, events: int) -> None:
    """With its seal: as by who has the key."""
    ledger = HistoryLedger.objects.get(portal=portal)
    ledger.questions += questions
    ledger.events += events
    counted = {"questions": ledger.questions, "events": ledger.events}
    change_rows(HistoryLedger, counted | {"seal": ledger_seal(ledger, key=history_key())}, portal_id=portal.pk)


def set_back(question) -> None:
    """Chain, ledger and question as they were one event before: the cut tail that the database alone does not tell."""
    last, before = question.events.order_by("-number")[:2]
    delete_rows(QuestionEvent, pk=last.pk)
    change_rows(QuestionChain, {"length": before.number, "seal": before.seal}, question_id=question.pk)
    state = {"state": before.after, "unit_id": before.unit_id, "sorted_on": None}
    change_rows(Question, state, pk=question.pk)
    set_ledger(question.received_portal, questions=0, events=-1)


def make_anew(question) -> None:
    """With other words in the first event, and every seal after it as it must be: as by who has the key."""
    key, before = history_key(), ""
    for event in question.events.order_by("number"):
        event.data = event.data | {"told": "khác"}
        seal = seal_of(as_sealed(event, code=question.code), before=before, key=key)
        change_rows(QuestionEvent, {"data": event.data, "seal": seal}, pk=event.pk)
        before = seal
    change_rows(QuestionChain, {"seal": before}, question_id=question.pk)


def take_away(question) -> None:
    """Whole, and out of the ledger."""
    events = question.events.count()
    for model in (QuestionEvent, QuestionChain):
        delete_rows(model, question_id=question.pk)
    delete_rows(Question, pk=question.pk)
    set_ledger(question.received_portal, questions=-1, events=-events)


def take_away_with_ledger(question) -> None:
    take_away(question)
    delete_rows(HistoryLedger, portal_id=question.received_portal_id)


@pytest.mark.parametrize("tamper", [set_back, make_anew, take_away, take_away_with_ledger])
def test_what_the_database_alone_does_not_tell_is_found(question, tamper):
    anchor()
    tamper(question)
    assert any(question.code in fault for fault in found())
    # The database by itself is whole again.
    assert list(faults(Anchored())) == []
    with pytest.raises(CommandError, match=question.code):
        call_command("anchor_history")
    assert read_anchors().number == 1


def test_ledger_set_back_alone_is_found(question):
    anchor()
    set_ledger(question.received_portal, questions=0, events=-1)
    assert any("ít hơn" in fault or "fewer" in fault for fault in found())


def test_what_follows_lawfully_holds(district, question):
    """An erasure, a forwarding, other events and other questions since."""
    anchor()
    ward = make_portal(WARD)
    workflow.forward_question(question, to=ward, by=make_head(district), at=LATER, remark="Đúng thẩm quyền")
    make_question(district, QuestionState.WITHDRAWN)
    make_question(ward)
    erase_sender(question.sender, because=ErasureReason.REQUEST, by=None, at=LATER)
    assert found() == []
    anchor()
    question.refresh_from_db()
    workflow.assign_question(question, unit=make_unit(ward), by=make_head(ward), at=LATER + timedelta(days=1))
    assert found() == []


def test_anchor_holds_what_went_on_since_the_one_before(district, question):
    anchor()
    other = make_question(district)
    assert write_anchor(read_anchors(), at=AT) == 1
    said = read_anchors()
    assert (said.number, said.broken) == (2, None)
    assert {head.code for head in said.heads.values()} == {question.code, other.code}
    text = anchor_store().open(name_of(2)).read().decode()
    assert (other.code in text, question.code in text) == (True, False)


@pytest.mark.parametrize("harm", ["changed", "gone", "swapped"])
def test_anchor_that_was_changed_or_is_gone_is_found(question, store, harm):
    for _number in range(3):
        anchor()
    texts = {number: store.open(name_of(number)).read() for number in (1, 2, 3)}
    store.delete(name_of(2))
    if harm == "changed":
        store.save(name_of(2), ContentFile(texts[2].replace(b'"questions":1', b'"questions":0')))
    elif harm == "swapped":
        store.save(name_of(2), ContentFile(texts[3]))
    assert (read_anchors().broken, len(found())) == (2, 1)


def test_anchor_is_lines_of_json_that_only_the_key_seals():
    heads, ledgers = [Head(7, "QUAN1-2026-000007", 2, "a" * 64)], [LedgerCount(1, 1, 2)]
    text = written_anchor(Anchored(), ledgers=ledgers, heads=heads, at=AT, key=b"ours")
    assert json.loads(text.splitlines()[0])["anchor"] == 1
    read = read_anchor(text, number=1, before="", key=b"ours")
    assert (read.heads, read.ledgers) == (heads, ledgers)
    for wrong in (
        {"key": b"other"}, {"number": 2}, {"before": "b" * 64}, {"text": ""},
        {"text": text.replace("000007", "000008")},
    ):  # fmt: skip
        assert read_anchor(**({"text": text, "number": 1, "before": "", "key": b"ours"} | wrong)) is None


def test_two_processes_never_write_the_same_anchor(question, store):
    anchor()
    with pytest.raises(AnchorMeanwhile):
        write_anchor(Anchored(), at=AT)
    assert store.listdir("")[1] == [name_of(1)]


def test_commands_say_number_and_seal(question, capsys):
    call_command("anchor_history")
    call_command("verify_history")
    assert capsys.readouterr().out.count(read_anchors().seal) == 2


def test_doctor_says_when_anchors_cannot_be_written_or_are_missing(question, settings, tmp_path, monkeypatch):
    monkeypatch.setattr("cityportal.doctor.record.is_production", lambda: True)
    assert "anchors_old" in [finding.code for finding in examine(quick=True)]
    anchor()
    assert list(check_anchors()) == []
    (tmp_path / "file").write_text("no folder")
    files = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path / "file"}}
    settings.STORAGES = {**settings.STORAGES, "history_anchors": files}
    assert [finding.code for finding in check_anchors()] == ["anchor_store"]
    with pytest.raises(CommandError):
        call_command("anchor_history")


def test_anchoring_costs_no_query_for_each_question(district, django_assert_max_num_queries):
    for _number in range(3):
        make_question(district)
    with django_assert_max_num_queries(2):
        write_anchor(read_anchors(), at=AT)
