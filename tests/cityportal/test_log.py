"""The log: one line for a refusal, a traceback for what broke."""

import io
import logging

import pytest
from django.conf import settings
from django.core.handlers.exception import response_for_exception
from django.test import Client, RequestFactory
from django.urls import reverse

from tests.factories import make_member
from tests.sites.admin import browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def log(monkeypatch):
    """What the process writes to stderr for Django."""
    (handler,) = (entry for entry in logging.getLogger("django").handlers if entry.name == "stderr")
    stream = io.StringIO()
    monkeypatch.setattr(handler, "stream", stream)
    return stream


def test_refusal_of_the_admin_is_one_line(district, log):
    address = reverse("wagtailusers_users:index")
    assert browser(make_member(district)).get(address).status_code == 403
    (line,) = log.getvalue().splitlines()
    assert "WARNING django.request" in line
    assert address in line


def test_form_without_its_token_is_one_line(log):
    client = Client(headers={"host": settings.ADMIN_HOST}, enforce_csrf_checks=True)
    assert client.post(reverse("wagtailadmin_login")).status_code == 403
    assert len(log.getvalue().splitlines()) == 1


def test_what_broke_has_its_traceback(log):
    try:
        raise ZeroDivisionError
    except ZeroDivisionError as error:
        response_for_exception(RequestFactory().get("/"), error)
    assert "Traceback" in log.getvalue()
