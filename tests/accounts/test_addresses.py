"""An address is somebody's own whatever its capitals, and nobody else's whatever it looks like."""

import pytest

from accounts.addresses import account_at, folded
from accounts.models import User
from tests.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

DOTLESS, KELVIN = "\N{LATIN SMALL LETTER DOTLESS I}", "\N{KELVIN SIGN}"


def test_capitals_do_not_count_and_every_other_letter_does():
    assert folded("Lan@Example.TEST") == folded("lan@example.test")
    assert folded(f"lan@gma{DOTLESS}l.test") != folded("lan@gmail.test")
    assert folded(f"lan@{KELVIN}ho.test") != folded("lan@kho.test")


def test_account_is_found_by_its_own_address_only():
    lan = make_user("lan")
    User.objects.filter(pk=lan.pk).update(email="Lan@gmail.test")
    assert account_at("lan@GMAIL.test") == lan
    assert account_at(f"lan@gma{DOTLESS}l.test") is None
    other = make_user("khac")
    User.objects.filter(pk=other.pk).update(email=f"lan@gma{DOTLESS}l.test")
    assert account_at(f"Lan@gma{DOTLESS}l.test") == other
    assert account_at("lan@gmail.test") == lan
    assert account_at("lan@gmail.test", among=User.objects.filter(is_active=False)) is None
