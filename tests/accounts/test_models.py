"""A person has one account, is named as people here are named, and is reached at one address."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import override

from accounts.forms import SignInForm
from accounts.models import User
from tests.each import each_case

pytestmark = pytest.mark.django_db


def make(username, **values):
    return User.objects.create_user(username, password="pass", **values)


def refusal(**values):
    """What the form of accounts tells of a new one."""
    with pytest.raises(ValidationError) as refused:
        User(**{"username": "moi", "password": "x"} | values).full_clean()
    return refused.value.messages


@each_case(
    ("last_name", "first_name", "shown"),
    [
        ("Nguyễn Thị Mai", "Lan", "Nguyễn Thị Mai Lan"),
        ("", "Lan", "Lan"),
        ("Nguyễn", "", "Nguyễn"),
        ("", "", "lan.nguyen"),
    ],
)
def test_names_stand_in_vietnamese_order(last_name, first_name, shown):
    assert str(User(username="lan.nguyen", last_name=last_name, first_name=first_name)) == shown


@pytest.mark.both_engines
@each_case("email", ["lan@example.test", "LAN@Example.TEST", "Lan@example.test"])
def test_address_belongs_to_one_account_whatever_its_capitals(email):
    make("lan", email="lan@example.test")
    with pytest.raises(IntegrityError), transaction.atomic():
        make("lan2", email=email)
    with override("vi"):
        assert refusal(email=email) == ["Một tài khoản khác đã dùng địa chỉ thư điện tử này."]
    with override("en"):
        assert refusal(email=email) == ["Another account has this e-mail address."]


@pytest.mark.both_engines
def test_account_keeps_its_own_address():
    make("lan", email="Lan@example.test").full_clean()


@pytest.mark.both_engines
def test_accounts_without_an_address_are_many():
    make("lan")
    make("mai")
    User(username="moi", password="x").full_clean()
    assert User.objects.filter(email="").count() == 2


def test_sign_in_asks_for_the_password_in_vietnamese():
    with override("vi"):
        assert str(SignInForm().fields["password"].label) == "Mật khẩu"
