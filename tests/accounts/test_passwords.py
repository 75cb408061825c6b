"""A password has an upper limit, on every form that sets or checks one, before any work is done with it."""

import pytest
from django.conf import settings
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from accounts.passwords import LONGEST, check_length, reset_tokens
from tests.admin import browser
from tests.each import each_case
from tests.factories import CITY, make_member, make_portal, make_user
from tests.members.invitations import invite_person

pytestmark = pytest.mark.django_db

LONG = "mật khẩu rất dài " * 100_000
TOLD = "Mật khẩu dài nhiều nhất 256 ký tự."


@pytest.fixture(autouse=True)
def _no_long_one_is_hashed(monkeypatch):
    def hash_no_long_one(self, password, *args, **kwargs):
        assert len(password) <= LONGEST, "a long password was hashed"
        return encode(self, password, *args, **kwargs)

    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", hash_no_long_one)


def client():
    return Client(headers={"host": settings.ADMIN_HOST})


def test_limit_itself_is_allowed():
    check_length("đ" * LONGEST)
    with pytest.raises(ValidationError):
        check_length("đ" * (LONGEST + 1))


def test_sign_in():
    make_user("lan")
    answer = client().post(reverse("wagtailadmin_login"), {"username": "lan", "password": LONG})
    assert TOLD in answer.content.decode()
    # The browser would cut what was pasted, and the person would not see it.
    assert "maxlength" not in str(answer.context["form"]["password"])


def test_reset():
    user = make_user("lan")
    key = urlsafe_base64_encode(force_bytes(user.pk))
    path = reverse("wagtailadmin_password_reset_confirm", args=[key, reset_tokens.make_token(user)])
    browser_ = client()
    answer = browser_.post(browser_.get(path)["Location"], {"new_password1": LONG, "new_password2": LONG})
    assert TOLD in answer.content.decode()


def test_invitation():
    _invitation, path = invite_person(make_portal(CITY))
    answer = client().post(path, {"password1": LONG, "password2": LONG})
    assert answer.status_code == 422
    assert TOLD in answer.content.decode()


@pytest.mark.slow(reason="shows the page of the own account, twice")
@each_case("field", ["old_password", "new_password1"])
def test_own_account(field):
    member = make_member(make_portal(CITY))
    new = LONG if field == "new_password1" else "mot-mat-khau-khac-2026"
    passwords = {"old_password": "pass", "new_password1": new, "new_password2": new} | {field: LONG}
    sent = {f"password-{name}": value for name, value in passwords.items()}
    assert TOLD in browser(member).post(reverse("wagtailadmin_account"), sent).content.decode()
