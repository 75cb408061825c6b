"""A sender is kept sealed, on the portal that received it; whoever reads it is written down.

What was erased is gone; the row stays, with its consents, and the record holds.
"""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from audit.errors import RecordKept
from audit.models import PortalEvent
from audit.verification import broken_chains
from members.errors import AccessEnded
from participation import erasing
from participation.codes import LETTERS, new_code, typed_code, written
from participation.consents import give_consent, withdraw_consent
from participation.data_requests.actions import answer_request, receive_request
from participation.enums.submissions import ConsentChannel, ConsentPurpose, DataRequestKind, ErasureReason, ViewReason
from participation.erasing import erase_due, erase_sender
from participation.errors import ConsentMissing, InvalidLogLabel, SealNotOpened, SenderErased, SenderIncomplete
from participation.models import Consent, ContactView, DataRequest, Sender, SenderFacts
from participation.senders import keep_again, name_to_publish, read_contact, receive_sender, start_keeping
from participation.tasks import erase_personal_data
from tests.each import each_case
from tests.factories import AT, make_member
from tests.participation.factories import FACTS, make_sender, text_of

pytestmark = pytest.mark.django_db


@pytest.mark.both_engines
def test_sender_is_kept_as_told(district):
    sender = Sender.objects.get(pk=make_sender(district).pk)
    assert sender.facts == FACTS
    assert (sender.portal, sender.received_at, sender.is_erased) == (district, AT, False)


def test_what_is_typed_is_cleaned(district):
    told = SenderFacts(name="  Nguye\u0302\u0303n   Hoa\u200b ", phone=" 0901 ")
    assert make_sender(district, told).facts == SenderFacts(name="Nguyễn Hoa", phone="0901")


@each_case(
    "told", [SenderFacts(name="Hoa"), SenderFacts(name=" ", phone="0901"), SenderFacts(name="Hoa", phone="không")]
)
def test_name_and_one_contact_are_needed(district, told):
    with pytest.raises(SenderIncomplete):
        make_sender(district, told)


def test_silence_is_no_consent(district):
    for agreed in ((), (ConsentPurpose.PUBLISH_NAME, ConsentPurpose.NOTICES)):
        with pytest.raises(ConsentMissing):
            make_sender(district, agreed=agreed)
    assert not Sender.objects.exists()


def test_only_what_was_ticked_is_written_and_of_a_letter_who_entered_it(district):
    sender = make_sender(district, agreed=(ConsentPurpose.ANSWER, ConsentPurpose.NOTICES))
    rows = Consent.objects.filter(sender=sender).values_list("purpose", "given", "channel", "entered_by")
    assert set(rows) == {("answer", True, "form", None), ("notices", True, "form", None)}
    agreed, officer = [text_of(ConsentPurpose.ANSWER)], make_member(district)
    letter = receive_sender(district, FACTS, agreed=agreed, channel=ConsentChannel.OFFICE, by=officer, at=AT)
    assert letter.consents.get().entered_by == officer


@pytest.mark.both_engines
def test_senders_of_a_portal_are_those_it_received(city, district):
    own, other = make_sender(district), make_sender(city)
    assert list(Sender.objects.for_portals([district])) == [own]
    read_contact(own, by=None, at=AT, why=ViewReason.NOTICE)
    read_contact(other, by=None, at=AT, why=ViewReason.NOTICE)
    assert [view.sender for view in ContactView.objects.for_portals([district])] == [own]
    assert {row.sender for row in Consent.objects.for_portals([district])} == {own}


@pytest.mark.both_engines
def test_contact_is_found_however_it_is_written(district):
    sender = make_sender(district, SenderFacts(name="Hoa", phone="0901 234 567"))
    assert list(Sender.objects.with_contact("+84901234567")) == [sender]
    assert not Sender.objects.with_contact("0901234568").exists()
    assert not Sender.objects.with_contact("").exists()


@pytest.mark.both_engines
def test_reading_is_written_down(district):
    sender, officer = make_sender(district), make_member(district)
    assert read_contact(sender, by=officer, at=AT, why=ViewReason.HANDLING, about="qa.question:17") == FACTS
    view = ContactView.objects.get()
    assert (view.sender, view.by, view.at, view.why, view.about) == (sender, officer, AT, "handling", "qa.question:17")


@each_case("about", ["Nguyễn Thị Hoa", "qa.question:", "qa.question:17 Hoa", "question:17", "qa.question:١"])
def test_log_of_readings_takes_no_words(district, about):
    with pytest.raises(InvalidLogLabel):
        read_contact(make_sender(district), by=None, at=AT, why=ViewReason.HANDLING, about=about)
    assert not ContactView.objects.exists()


@pytest.mark.both_engines
def test_log_of_readings_and_consents_stay(district):
    read_contact(make_sender(district), by=None, at=AT, why=ViewReason.NOTICE)
    for row in (ContactView.objects.get(), Consent.objects.get(), Consent.objects.get().text):
        for change in (row.save, row.delete, type(row).objects.all().delete):
            with pytest.raises(RecordKept):
                change()


def test_what_no_key_opens_is_refused_and_no_reading(district, settings):
    sender = make_sender(district)
    settings.SECRET_KEY = "another"
    with pytest.raises(SealNotOpened):
        read_contact(sender, by=None, at=AT, why=ViewReason.NOTICE)
    assert not ContactView.objects.exists()


@pytest.mark.both_engines
def test_name_is_published_while_consent_stands_where_a_board_approved_it(district):
    assert name_to_publish(make_sender(district), approved=0) == "N.T.D."
    agreed = make_sender(district, agreed=(ConsentPurpose.ANSWER, ConsentPurpose.PUBLISH_NAME))
    assert name_to_publish(agreed, approved=0) == FACTS.name
    assert name_to_publish(agreed, approved=None) == "N.T.D."


def test_period_of_keeping_begins_with_the_end_and_stops_when_it_goes_on(district, settings):
    sender = make_sender(district)
    assert not Sender.objects.to_erase(on=date(2100, 1, 1)).exists()
    assert start_keeping(sender, ended_on=date(2026, 11, 2), by=None, at=AT) == date(2028, 11, 2)
    assert not Sender.objects.to_erase(on=date(2028, 11, 2)).exists()
    assert list(Sender.objects.to_erase(on=date(2028, 11, 3))) == [sender]
    keep_again(sender, by=make_member(district), at=AT)
    assert not Sender.objects.to_erase(on=date(2100, 1, 1)).exists()
    settings.PERSONAL_DATA_KEPT_MONTHS = 6
    assert start_keeping(sender, ended_on=date(2026, 11, 2), by=None, at=AT) == date(2027, 5, 2)


def test_account_that_was_closed_meanwhile_enters_nothing(district):
    sender, officer = make_sender(district), make_member(district)
    type(officer).objects.filter(pk=officer.pk).update(is_active=False)
    with pytest.raises(AccessEnded):
        keep_again(sender, by=officer, at=AT)


@pytest.mark.both_engines
def test_row_without_content_must_be_erased(district):
    sender = make_sender(district)
    for change in ({"sealed": ""}, {"erased_at": AT, "erased_because": "request"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Sender.objects.filter(pk=sender.pk).update(**change)


def test_code_is_read_however_it_is_typed():
    code = new_code()
    assert set(code) <= set(LETTERS)
    assert typed_code(f" {written(code).lower()} ") == code
    assert len({new_code() for _number in range(100)}) == 100


def test_command_erases_by_code_says_so_and_does_not_erase_twice(district):
    sender, officer, out = make_sender(district), make_member(district), StringIO()
    call_command("erase_personal_data", written(sender.code), because="request", by=officer.username, stdout=out)
    assert erased(sender)
    assert out.getvalue().strip() == "Dữ liệu cá nhân của người gửi này đã được xóa."
    given = {"because": "consent_withdrawn", "by": officer.email, "stdout": out}
    with pytest.raises(CommandError, match="đã được xóa"):
        call_command("erase_personal_data", sender.code, **given)


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

    with monkeypatch.context() as patch:
        patch.setattr(erasing, "locked_sender_to_erase", fails)
        with pytest.raises(CommandError, match=f": {broken.pk}\\.$"):
            erase_personal_data()
    assert (erased(broken), erased(sound)) == (False, True)
    assert f"Sender {broken.pk} was not erased" in caplog.text
    erase_personal_data()
    assert erased(broken), "the next time"


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
