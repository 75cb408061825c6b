"""Two sessions that use one code at the same moment: one is let in."""

import pytest
from django.utils import timezone

from authentication.errors import CodeWrong
from authentication.models import SecondFactor
from authentication.second_factor.actions import accept_code, switch_off
from tests.factories import CITY, make_member, make_portal
from tests.meanwhile import at_once
from tests.second_factor import code_at, give_second_factor

# SQLite lets one write at a time: there is nothing to prove.
pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.mark.parametrize("kind", ["backup", "app"])
def test_code_lets_one_of_two_in(kind):
    person = make_member(make_portal(CITY))
    codes, now = give_second_factor(person), timezone.now()
    code = codes[0] if kind == "backup" else code_at(now)
    refused = at_once(*[lambda: accept_code(person, code, at=now)] * 2)
    assert sorted(type(refusal).__name__ for refusal in refused) == ["CodeWrong", "NoneType"]
    assert len(SecondFactor.objects.get(user=person).opened()[1]) == (9 if kind == "backup" else 10)


def test_code_that_switches_off_signs_nobody_in_besides():
    person = make_member(make_portal(CITY))
    codes, now = give_second_factor(person), timezone.now()
    refused = at_once(lambda: accept_code(person, codes[0], at=now), lambda: switch_off(person, typed=codes[0], at=now))
    assert [type(refusal) for refusal in refused if refusal is not None] == [CodeWrong]
