"""Personal data is opened with a key of the installation, and with nothing else."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.errors import SealNotOpened
from audit.sealing.ciphers import mark_of_newest_key, marks_of_keys, seal, unseal
from participation.personal_data.ciphers import contact_digest, contact_digests

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
    newer = seal({"name": "Hoa"})
    settings.PERSONAL_DATA_KEYS = [NEW]
    assert unseal(newer) == {"name": "Hoa"}
    with pytest.raises(SealNotOpened) as refusal:
        unseal(token)
    assert refusal.value.__cause__ is None


@pytest.mark.parametrize("token", ["", "Hoa", "gAAAA", "gAAAAABl" + "A" * 100])
def test_what_was_never_sealed_is_refused(token):
    with pytest.raises(SealNotOpened):
        unseal(token)


def test_changed_token_is_refused():
    token = seal({"name": "Hoa"})
    with pytest.raises(SealNotOpened):
        unseal(token[:40] + ("A" if token[40] != "A" else "B") + token[41:])


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


def test_no_contact_has_no_digest():
    assert contact_digest("") == contact_digest("không có") == ""
    assert contact_digests(" ") == []


def test_marks_of_keys_tell_nothing_of_the_keys(settings):
    settings.PERSONAL_DATA_KEYS = [NEW, OLD]
    assert len({*marks_of_keys(), NEW[:16], OLD[:16]}) == 4
