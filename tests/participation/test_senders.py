"""A sender is kept sealed, on the portal that received it; whoever reads it is written down."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from audit.errors import RecordKept
from members.errors import AccessEnded
from participation.codes import LETTERS, new_code, typed_code, written
from participation.enums import ConsentChannel, ConsentPurpose, ViewReason
from participation.errors import ConsentMissing, LabelWrong, SealNotOpened, SenderIncomplete
from participation.models import Consent, ContactView, Sender, SenderFacts
from participation.senders import keep_again, name_to_publish, read_contact, receive_sender, start_keeping
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
    with pytest.raises(ConsentMissing):
        make_sender(district, agreed=())
    with pytest.raises(ConsentMissing):
        make_sender(district, agreed=(ConsentPurpose.PUBLISH_NAME, ConsentPurpose.NOTICES))
    assert not Sender.objects.exists()


def test_only_what_was_ticked_is_written(district):
    sender = make_sender(district, agreed=(ConsentPurpose.ANSWER, ConsentPurpose.NOTICES))
    rows = Consent.objects.filter(sender=sender).values_list("purpose", "given", "channel", "entered_by")
    assert set(rows) == {("answer", True, "form", None), ("notices", True, "form", None)}


def test_letter_names_who_entered_it(district):
    officer = make_member(district)
    sender = receive_sender(
        district, FACTS, agreed=[text_of(ConsentPurpose.ANSWER)], channel=ConsentChannel.OFFICE, by=officer, at=AT
    )
    assert sender.consents.get().entered_by == officer


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
    with pytest.raises(LabelWrong):
        read_contact(make_sender(district), by=None, at=AT, why=ViewReason.HANDLING, about=about)
    assert not ContactView.objects.exists()


@pytest.mark.both_engines
def test_log_of_readings_and_consents_stay(district):
    read_contact(make_sender(district), by=None, at=AT, why=ViewReason.NOTICE)
    for row in (ContactView.objects.get(), Consent.objects.get(), Consent.objects.get().text):
        with pytest.raises(RecordKept):
            row.save()
        with pytest.raises(RecordKept):
            row.delete()
        with pytest.raises(RecordKept):
            type(row).objects.all().delete()


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
    with pytest.raises(IntegrityError), transaction.atomic():
        Sender.objects.filter(pk=sender.pk).update(sealed="")
    with pytest.raises(IntegrityError), transaction.atomic():
        Sender.objects.filter(pk=sender.pk).update(erased_at=AT, erased_because="request")


def test_code_is_read_however_it_is_typed():
    code = new_code()
    assert set(code) <= set(LETTERS)
    assert typed_code(f" {written(code).lower()} ") == code
    assert len({new_code() for _number in range(100)}) == 100


def test_command_erases_by_code_and_says_so(district):
    sender, officer = make_sender(district), make_member(district)
    out = StringIO()
    call_command("erase_personal_data", written(sender.code), because="request", by=officer.username, stdout=out)
    sender.refresh_from_db()
    assert sender.is_erased
    assert out.getvalue().strip() == "Dữ liệu cá nhân của người gửi này đã được xóa."
