"""Personal data is opened with a key of the installation, and with nothing else.

A new key takes over from a former one, whatever happens on the way.
"""

import base64
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from audit.errors import SealNotOpened
from audit.models import PortalEvent
from audit.sealing.ciphers import mark_of_newest_key, marks_of_keys, seal, unseal
from cityportal.doctor import personal_data
from participation.data_requests.actions import receive_request
from participation.enums.submissions import DataRequestKind, ErasureReason
from participation.erasing import erase_sender
from participation.models import Sender
from participation.personal_data import ciphers
from participation.personal_data.ciphers import (
    contact_digest,
    contact_digests,
    reseal_personal_data,
    to_reseal,
    without_key,
)
from participation.senders import start_keeping
from tests.factories import AT
from tests.participation.factories import FACTS, make_sender

OLD, NEW = (base64.urlsafe_b64encode(letter * 32).decode() for letter in (b"a", b"b"))


@given(st.dictionaries(st.text(), st.text()))
def test_what_was_sealed_is_opened(value):
    assert unseal(seal(value)) == value


def test_token_tells_nothing_and_is_another_each_time():
    tokens = {seal({"name": "Hoa"}) for _time in range(3)}
    assert len(tokens) == 3
    assert all(token.isascii() and "Hoa" not in token for token in tokens)


def test_former_key_opens_and_the_newest_seals(settings):
    settings.PERSONAL_DATA_KEYS = [OLD]
    token, mark = seal({"name": "Hoa"}), mark_of_newest_key()
    settings.PERSONAL_DATA_KEYS = [NEW, OLD]
    assert unseal(token) == {"name": "Hoa"}
    assert marks_of_keys() == [mark_of_newest_key(), mark]
    assert len({*marks_of_keys(), NEW[:16], OLD[:16]}) == 4, "marks tell nothing of the keys"
    newer = seal({"name": "Hoa"})
    settings.PERSONAL_DATA_KEYS = [NEW]
    assert unseal(newer) == {"name": "Hoa"}
    with pytest.raises(SealNotOpened) as refusal:
        unseal(token)
    assert refusal.value.__cause__ is None


def test_what_was_never_sealed_and_what_was_changed_is_refused():
    sealed = seal({"name": "Hoa"})
    changed = sealed[:40] + ("A" if sealed[40] != "A" else "B") + sealed[41:]
    for token in ("", "Hoa", "gAAAA", "gAAAAABl" + "A" * 100, changed):
        with pytest.raises(SealNotOpened):
            unseal(token)


def test_key_of_development_follows_from_the_secret(settings):
    token = seal({"name": "Hoa"})
    settings.SECRET_KEY = "another"
    with pytest.raises(SealNotOpened):
        unseal(token)


def test_digest_is_one_for_each_contact_and_key(settings):
    settings.PERSONAL_DATA_KEYS = [OLD]
    digest = contact_digest("0901 234 567")
    assert digest == contact_digest("+84901234567")
    assert digest != contact_digest("0901 234 568")
    assert "901234567" not in digest
    settings.PERSONAL_DATA_KEYS = [NEW, OLD]
    assert contact_digest("0901 234 567") != digest
    assert digest in contact_digests("0901 234 567")
    assert (contact_digest(""), contact_digest("không có"), contact_digests(" ")) == ("", "", [])


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


@pytest.mark.django_db
@pytest.mark.both_engines
class TestResealing:
    def test_every_row_is_sealed_anew_once_and_the_former_key_may_go(self, senders, settings):
        assert to_reseal() == 3
        assert run() == ("Đã mã hóa lại bằng khóa mới nhất: 3 dòng.", "3/3")
        assert run()[0] == "Đã mã hóa lại bằng khóa mới nhất: 0 dòng."
        event = PortalEvent.objects.get(kind="personal_data_resealed")
        assert (event.portal, event.data) == (None, {"count": 3})
        settings.PERSONAL_DATA_KEYS = [NEW]
        assert Sender.objects.get(pk=senders[1].pk).facts == FACTS
        assert senders[1] in Sender.objects.with_contact(FACTS.contact)
        assert (to_reseal(), without_key()) == (0, 0)
        assert Sender.objects.get(pk=senders[2].pk).sealed == ""

    def test_interrupted_run_keeps_what_is_done_and_goes_on(self, senders, monkeypatch):
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

    def test_contact_is_found_while_keys_change(self, senders):
        assert Sender.objects.with_contact(FACTS.contact).count() == 2
        newer = make_sender(senders[0].portal)
        assert newer in Sender.objects.with_contact(FACTS.contact)
        assert newer.sealed_with == mark_of_newest_key() != senders[0].sealed_with

    def test_row_that_no_key_opens_is_left_and_told(self, senders, settings):
        settings.PERSONAL_DATA_KEYS = [NEW]
        assert without_key() == 3
        with pytest.raises(CommandError, match="3 dòng"):
            run()
        settings.PERSONAL_DATA_KEYS = [NEW, OLD]
        assert Sender.objects.get(pk=senders[0].pk).facts == FACTS

    def test_doctor_tells_of_keys_and_of_what_stays_too_long(self, senders, settings):
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
