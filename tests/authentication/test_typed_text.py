"""A session that ends loses nothing: what scripts of the admin are told of it, and the key of text that is kept."""

import pytest
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import reverse

from accounts.models import User
from adminviews.scripts import SIGNED_OUT, STALE_FORM
from authentication.typed_text import account_mark, text_key
from tests.admin import browser, url
from tests.factories import make_head, make_member
from tests.second_factor import code_at, give_code, give_password, give_second_factor

pytestmark = pytest.mark.django_db

SCRIPT = {"accept": "application/json"}


def asked(client):
    return client.get(url("signed_in"), headers=SCRIPT)


def test_script_is_told_whose_session_it_is_and_by_which_key_its_text_is_sealed(district):
    member = make_member(district)
    told = asked(browser(member)).json()
    assert (told["account"], told["key"]) == (account_mark(member), text_key(member))
    assert told["csrf_token"]
    page = browser(member).get(url("signed_in"))
    assert f'<meta name="account" content="{account_mark(member)}">' in page.content.decode()


def test_script_of_nobody_is_told_so_by_a_code_and_given_no_key(district):
    client = Client(headers={"host": settings.ADMIN_HOST})
    refused = asked(client)
    assert (refused.status_code, refused.json()["error_code"]) == (403, SIGNED_OUT)
    assert "key" not in refused.json()
    assert 'name="account"' not in client.get(reverse("wagtailadmin_login")).content.decode()


def test_script_gets_no_key_between_the_password_and_the_code(district):
    member = make_member(district)
    give_second_factor(member)
    client = give_password(member)
    assert asked(client).json()["error_code"] == SIGNED_OUT
    give_code(client, code_at())
    assert asked(client).json()["key"] == text_key(User.objects.get(pk=member.pk))


def test_key_is_the_accounts_own_and_changes_with_its_password_and_when_its_sessions_end(district):
    member, other = make_member(district), make_head(district)
    assert account_mark(member) != account_mark(other)
    before = [text_key(member), text_key(other)]
    member.password = make_password("another long password")
    changed = text_key(member)
    member.session_epoch += 1
    assert len({*before, changed, text_key(member)}) == 4
    assert account_mark(member) == account_mark(User.objects.get(pk=member.pk))


def test_script_of_a_session_that_was_begun_anew_is_told_that_its_page_is_stale(district):
    client = Client(headers={"host": settings.ADMIN_HOST}, enforce_csrf_checks=True)
    client.force_login(make_member(district))
    page = reverse("wagtailadmin_account")
    assert client.post(page, headers=SCRIPT).json()["error_code"] == STALE_FORM
    client.logout()
    assert client.post(page, headers=SCRIPT).json()["error_code"] == SIGNED_OUT


def test_signing_in_over_a_page_ends_on_this_host_alone_and_is_framed_by_it_alone(district):
    member = make_member(district)
    give_second_factor(member)
    for wanted, end, steps in ((url("signed_in"), url("signed_in"), 0), ("https://example.com/", "/admin/", 1)):
        client = Client(headers={"host": settings.ADMIN_HOST})
        screens = [client.get(reverse("wagtailadmin_login"), {"next": wanted})]
        give_password(member, client=client, next=wanted)
        screens += [client.get(reverse("sign_in_code")), give_code(client, code_at(steps=steps)), client.get(end)]
        assert (screens[2]["Location"], screens[3].status_code) == (end, 200)
        assert {screen["X-Frame-Options"] for screen in screens} == {"SAMEORIGIN"}
