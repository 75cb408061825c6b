"""A new key takes over from a former one, whatever happens on the way."""

import base64
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from audit.models import PortalEvent
from audit.sealing.ciphers import mark_of_newest_key
from cityportal.doctor import personal_data
from participation.data_requests import receive_request
from participation.enums import DataRequestKind, ErasureReason
from participation.erasing import erase_sender
from participation.models import Sender
from participation.personal_data import ciphers
from participation.personal_data.ciphers import reseal_personal_data, to_reseal, without_key
from participation.senders import start_keeping
from tests.factories import AT
from tests.participation.factories import FACTS, make_sender

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

OLD, NEW = (base64.urlsafe_b64encode(letter * 32).decode() for letter in (b"a", b"b"))


@pytest.fixture
def senders(city, district, settings) -> list[Sender]:
    """Sealed with a key that is the former one by now."""
    settings.PERSONAL_DATA_KEYS = [OLD]
    made = [make_sender(portal) for portal in (city, district, district)]
    receive_request(made[0], DataRequestKind.VIEW, details="Xin xem", by=None, at=AT)
    erase_sender(made[2], because=ErasureReason.REQUEST, by=None, at=AT)
    settings.PERSONAL_DATA_KEYS = [NEW, OLD]
    return made


def run() -> tuple[str, str]:
    out, told = StringIO(), StringIO()
    call_command("reseal_personal_data", stdout=out, stderr=told)
    return out.getvalue().strip(), told.getvalue().strip()


def codes() -> list[str]:
    return [finding.code for check in (personal_data.check_keys, personal_data.check_kept) for finding in check()]


def test_every_row_is_sealed_anew_and_the_former_key_may_go(senders, settings):
    assert to_reseal() == 3
    assert run() == ("Đã mã hóa lại bằng khóa mới nhất: 3 dòng.", "3/3")
    settings.PERSONAL_DATA_KEYS = [NEW]
    assert Sender.objects.get(pk=senders[1].pk).facts == FACTS
    assert senders[1] in Sender.objects.with_contact(FACTS.contact)
    assert (to_reseal(), without_key()) == (0, 0)
    assert Sender.objects.get(pk=senders[2].pk).sealed == ""


def test_run_is_recorded_once_and_again_does_nothing(senders):
    run()
    assert run()[0] == "Đã mã hóa lại bằng khóa mới nhất: 0 dòng."
    event = PortalEvent.objects.get(kind="personal_data_resealed")
    assert (event.portal, event.data) == (None, {"count": 3})


def test_interrupted_run_keeps_what_is_done_and_goes_on(senders, monkeypatch):
    monkeypatch.setattr(ciphers, "BATCH", 1)

    def stop(rows):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        reseal_personal_data(by=None, at=AT, told=stop)
    assert to_reseal() == 2
    assert reseal_personal_data(by=None, at=AT).done == 2
    assert [
        event.data["count"] for event in PortalEvent.objects.filter(kind="personal_data_resealed").order_by("pk")
    ] == [1, 2]


def test_contact_is_found_while_keys_change(senders):
    assert Sender.objects.with_contact(FACTS.contact).count() == 2
    newer = make_sender(senders[0].portal)
    assert newer in Sender.objects.with_contact(FACTS.contact)
    assert newer.sealed_with == mark_of_newest_key() != senders[0].sealed_with


def test_row_that_no_key_opens_is_left_and_told(senders, settings):
    settings.PERSONAL_DATA_KEYS = [NEW]
    assert without_key() == 3
    with pytest.raises(CommandError, match="3 dòng"):
        run()
    settings.PERSONAL_DATA_KEYS = [NEW, OLD]
    assert Sender.objects.get(pk=senders[0].pk).facts == FACTS


def test_doctor_tells_of_keys_and_of_what_stays_too_long(senders, settings):
    assert codes() == ["personal_data_reseal"]
    settings.PERSONAL_DATA_KEYS = [NEW]
    assert codes() == ["personal_data_keys"]
    settings.PERSONAL_DATA_KEYS = [OLD]
    assert codes() == []
    start_keeping(senders[0], ended_on=AT.date().replace(year=2020), by=None, at=AT)
    # Whoever has an open request is answered first.
    assert codes() == []
    start_keeping(senders[1], ended_on=AT.date().replace(year=2020), by=None, at=AT)
    assert codes() == ["personal_data_kept"]
