"""What was erased is gone; the row stays, with its consents, and the record holds."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from audit.models import PortalEvent
from audit.verification import broken_chains
from participation import erasing
from participation.consents import give_consent, withdraw_consent
from participation.data_requests import answer_request, receive_request
from participation.enums import ConsentChannel, ConsentPurpose, DataRequestKind, ErasureReason, ViewReason
from participation.erasing import erase_due, erase_sender
from participation.errors import SenderErased
from participation.models import DataRequest, Sender
from participation.senders import keep_again, name_to_publish, read_contact, start_keeping
from participation.tasks import erase_personal_data
from tests.each import each_case
from tests.factories import AT, make_member
from tests.participation.factories import make_sender, text_of

pytestmark = pytest.mark.django_db

ENDED, OVER = date(2024, 11, 2), date(2026, 11, 3)


def ended(portal) -> Sender:
    sender = make_sender(portal)
    start_keeping(sender, ended_on=ENDED, by=None, at=AT)
    return sender


def erased(sender: Sender) -> bool:
    return Sender.objects.get(pk=sender.pk).is_erased


@pytest.mark.both_engines
def test_data_goes_and_the_row_stays(district):
    sender, officer = make_sender(district), make_member(district)
    request = receive_request(sender, DataRequestKind.DELETE, details="Xin xóa", by=None, at=AT)
    read_contact(sender, by=officer, at=AT, why=ViewReason.DATA_REQUEST)
    erase_sender(sender, because=ErasureReason.REQUEST, by=officer, at=AT)
    sender.refresh_from_db()
    assert (sender.sealed, sender.sealed_with, sender.contact_digest) == ("", "", "")
    assert (sender.erased_at, sender.erased_because) == (AT, "request")
    assert (sender.consents.count(), sender.views.count()) == (1, 1)
    assert DataRequest.objects.get(pk=request.pk).sealed == ""
    assert name_to_publish(sender, approved=0) == ""
    event = PortalEvent.objects.get(kind="personal_data_erased")
    assert (event.portal, event.actor, event.data) == (district, officer, {"sender": sender.pk, "because": "request"})
    assert list(broken_chains()) == []


def test_nothing_is_done_with_what_was_erased(district):
    sender, officer = make_sender(district), make_member(district)
    erase_sender(sender, because=ErasureReason.CONSENT_WITHDRAWN, by=officer, at=AT)
    said = {"channel": ConsentChannel.LINK, "by": None, "at": AT}
    for verb in (
        lambda: erase_sender(sender, because=ErasureReason.REQUEST, by=officer, at=AT),
        lambda: give_consent(sender, ConsentPurpose.NOTICES, text=text_of(ConsentPurpose.NOTICES), **said),
        lambda: withdraw_consent(sender, ConsentPurpose.ANSWER, **said),
        lambda: start_keeping(sender, ended_on=ENDED, by=None, at=AT),
        lambda: keep_again(sender, by=None, at=AT),
        lambda: read_contact(sender, by=officer, at=AT, why=ViewReason.HANDLING),
    ):
        with pytest.raises(SenderErased):
            verb()
    assert PortalEvent.objects.filter(kind="personal_data_erased").count() == 1


@pytest.mark.both_engines
def test_what_need_not_be_kept_is_erased_on_every_portal(city, district):
    here, there, kept = ended(district), ended(city), make_sender(district)
    assert erase_due(on=date(2026, 11, 2), at=AT).erased == 0
    assert erase_due(on=OVER, at=AT).erased == 2
    assert (erased(here), erased(there), erased(kept)) == (True, True, False)
    assert erase_due(on=OVER, at=AT).erased == 0
    events = PortalEvent.objects.filter(kind="personal_data_erased")
    assert {(event.portal, event.actor, event.data["because"]) for event in events} == {
        (district, None, "retention"),
        (city, None, "retention"),
    }


def test_open_request_is_answered_before_the_data_goes(district):
    request = receive_request(ended(district), DataRequestKind.VIEW, details="Xin xem", by=None, at=AT)
    assert erase_due(on=OVER, at=AT).erased == 0
    answer_request(request, answer="Đã gửi", by=make_member(district), at=AT)
    assert erase_due(on=OVER, at=AT).erased == 1


def test_matter_that_went_on_meanwhile_keeps_its_data(district, monkeypatch):
    sender = ended(district)
    lock = erasing.locked_portal

    def meanwhile(key):
        keep_again(sender, by=None, at=AT)
        return lock(key)

    monkeypatch.setattr(erasing, "locked_portal", meanwhile)
    assert erase_due(on=OVER, at=AT) == erasing.Erasures(0, ())
    assert not erased(sender)


@pytest.mark.both_engines
def test_one_that_fails_keeps_no_other_and_is_named_by_its_key(city, district, monkeypatch, caplog):
    broken, sound = ended(district), ended(city)
    lock = erasing.locked_sender_to_erase

    def fails(key, *, on):
        if key == broken.pk:
            raise RuntimeError
        return lock(key, on=on)

    monkeypatch.setattr(erasing, "locked_sender_to_erase", fails)
    with pytest.raises(CommandError, match=f": {broken.pk}\\.$"):
        erase_personal_data()
    assert (erased(broken), erased(sound)) == (False, True)
    assert f"Sender {broken.pk} was not erased" in caplog.text


@pytest.mark.both_engines
def test_task_erases_what_is_due(district):
    sender = ended(district)
    erase_personal_data()
    assert erased(sender)


@each_case(
    ("arguments", "words"),
    [
        ([], "mã tra cứu"),
        (["--due", "ABCD"], "mã tra cứu"),
        (["ABCD"], "--because"),
        (["ABCD", "--because", "request"], "--by"),
        (["ABCD", "--because", "request", "--by", "khong-co"], "tài khoản"),
        (["ABCD", "--because", "request", "--by", "editor.quan1"], "mã tra cứu"),
    ],
)
def test_command_says_what_is_missing(district, arguments, words):
    make_member(district)
    with pytest.raises(CommandError, match=words):
        call_command("erase_personal_data", *arguments, stdout=StringIO())


def test_command_does_not_erase_twice(district):
    sender, officer = make_sender(district), make_member(district)
    given = {"because": "consent_withdrawn", "by": officer.email, "stdout": StringIO()}
    call_command("erase_personal_data", sender.code, **given)
    with pytest.raises(CommandError, match="đã được xóa"):
        call_command("erase_personal_data", sender.code, **given)
