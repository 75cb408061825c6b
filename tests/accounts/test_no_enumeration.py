"""Sign-in, reset of a password and invitation answer alike, whether there is an account or not (Regulation 8.8)."""

import re
from functools import partial
from unittest.mock import Mock

import pytest
from django.conf import settings
from django.core import mail
from django.core.signals import request_finished
from django.db import close_old_connections, connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.forms import ResetForm
from accounts.models import User
from accounts.tasks import send_password_reset
from audit.models import TryCount
from authentication.views.sign_in import AskForPasswordView
from members.enums import Role
from members.models import Invitation
from tests.admin import browser, url
from tests.each import each_case
from tests.factories import CITY, DISTRICT, make_member, make_portal, make_user

pytestmark = pytest.mark.django_db

KNOWN, CLOSED, UNKNOWN = "lan.known", "lan.closed", "lan.unknown"


@pytest.fixture(autouse=True)
def _accounts():
    make_user(KNOWN)
    User.objects.filter(pk=make_user(CLOSED).pk).update(is_active=False)


def client():
    return Client(headers={"host": settings.ADMIN_HOST})


def said(response, name):
    """Status, where it leads, and words; without what was typed, times, keys, and the token against forged requests."""
    words = re.sub(r"[A-Za-z0-9]{64}|\d+:\d+|invitations/\d+", "", response.content.decode()).replace(name, "NAME")
    return response.status_code, response.get("Location"), words


def sign_in(name, typed="wrong"):
    return client().post(reverse("wagtailadmin_login"), {"username": name, "password": typed, "next": "/admin/"})


def ask_for_reset(name, **asked):
    return client().post(reverse("wagtailadmin_password_reset"), {"email": f"{name}@example.test"}, **asked)


@each_case("ask", [sign_in, ask_for_reset, partial(ask_for_reset, follow=True)])
def test_answer_is_the_same_for_known_closed_and_unknown_accounts(ask):
    assert len({said(ask(name), name) for name in (KNOWN, CLOSED, UNKNOWN)}) == 1


def test_right_password_of_a_closed_account_is_answered_like_a_wrong_one():
    assert said(sign_in(CLOSED, "pass"), CLOSED) == said(sign_in(UNKNOWN), UNKNOWN)


@pytest.mark.slow(reason="invites three people and reads each time the page that lists them")
def test_invitation_is_answered_the_same(django_capture_on_commit_callbacks):
    make_portal(CITY)
    district = make_portal(DISTRICT)
    administrator = browser(make_member(district, Role.PORTAL_ADMIN))
    answers = set()
    for name in (KNOWN, CLOSED, UNKNOWN):
        sent = {"email": f"{name}@example.test", "full_name": "Lê Mai", "role": "editor", "reason": "Phân công"}
        with django_capture_on_commit_callbacks(execute=True):
            answers.add(said(administrator.post(url("invite", district.pk), sent), name))
        answers.add(said(administrator.get(url("roles", district.pk)), name))
        Invitation.objects.all().delete()
    assert len(answers) == 2
    assert len(mail.outbox) == 3


def test_reset_does_the_same_work_in_the_request_for_every_address(monkeypatch, django_assert_max_num_queries):
    handed_over = []
    monkeypatch.setattr(send_password_reset, "delay", handed_over.append)
    for name in (KNOWN, CLOSED, UNKNOWN):
        form = ResetForm({"email": f"{name}@example.test"})
        with django_assert_max_num_queries(0):
            assert form.is_valid()
            form.save()
    assert handed_over == [f"{name}@example.test" for name in (KNOWN, CLOSED, UNKNOWN)]


@pytest.fixture
def _answers_are_sent_by_the_test():
    """A server closes its connection with the answer; here that would end the transaction of the test."""
    request_finished.disconnect(close_old_connections)
    yield
    request_finished.connect(close_old_connections)


@pytest.mark.usefixtures("_answers_are_sent_by_the_test")
def test_reset_without_a_queue_looks_for_the_account_once_the_answer_is_sent():
    """What the server does before the answer: the same for every address. What it does after that tells nobody."""
    before, after = set(), {}
    for name in (KNOWN, CLOSED, UNKNOWN):
        request = RequestFactory().post(reverse("wagtailadmin_password_reset"), {"email": f"{name}@example.test"})
        # As Django's own test client says it: no browser asked for the form before.
        request._dont_enforce_csrf_checks = True
        with CaptureQueriesContext(connection) as queries:
            response = AskForPasswordView.as_view()(request)
        TryCount.objects.all().delete()
        assert response.status_code == 302
        assert mail.outbox == []
        before.add(tuple(re.sub(r"'[^']*'|\d+", "", query["sql"]) for query in queries))
        response.close()
        after[name] = len(mail.outbox)
        mail.outbox.clear()
    assert len(before) == 1
    assert not any("accounts_user" in sql for sql in before.pop())
    assert after == {KNOWN: 1, CLOSED: 0, UNKNOWN: 0}


def test_mail_server_that_fails_is_answered_as_for_an_unknown_address(monkeypatch, caplog):
    monkeypatch.setattr(send_password_reset, "delay", Mock(side_effect=ConnectionRefusedError))
    assert ask_for_reset(KNOWN).status_code == 302
    assert "ConnectionRefusedError" in caplog.text


def test_mail_for_a_new_password_goes_to_active_accounts_only():
    for name in (KNOWN, CLOSED, UNKNOWN):
        ask_for_reset(name)
    (message,) = mail.outbox
    assert message.to == [f"{KNOWN}@example.test"]
    path = re.search(r"/admin/password_reset/confirm/\S+", message.body)[0]
    assert client().get(path).status_code == 302
    assert settings.ADMIN_HOST in message.body


def test_own_account_page_takes_no_address_which_would_tell_whether_another_account_has_it():
    user = make_member(make_portal(CITY))
    page = browser(user).get(reverse("wagtailadmin_account")).content.decode()
    assert "name_email-last_name" in page
    assert "name_email-email" not in page
