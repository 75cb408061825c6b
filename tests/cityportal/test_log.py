"""The log: one line for a refusal, a traceback for what broke."""

import io
import json
import logging
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import TooManyFieldsSent
from django.core.handlers.exception import response_for_exception
from django.test import Client, RequestFactory, override_settings
from django.urls import URLResolver, get_resolver, reverse
from django.utils.translation import override

from cityportal.log_filters import BEFORE_CODES, BEFORE_SECRETS, masked
from cityportal.log_formats import JSONFormatter
from tests.admin import browser
from tests.each import each_case
from tests.factories import make_member

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


def test_request_that_makes_no_sense_is_one_line_with_its_reason(log):
    with override_settings(DEBUG=False):
        response_for_exception(RequestFactory().get("/"), TooManyFieldsSent("Far too many fields"))
    (line,) = log.getvalue().splitlines()
    assert "Far too many fields" in line


def test_what_broke_has_its_traceback(log):
    try:
        raise ZeroDivisionError
    except ZeroDivisionError as error:
        response_for_exception(RequestFactory().get("/"), error)
    assert "Traceback" in log.getvalue()


def test_line_that_does_not_fit_its_arguments_breaks_no_request(log):
    logging.getLogger("django.request").warning("%d of /hoi-dap/cua-toi/abc/", "two")
    assert "%d of /hoi-dap/cua-toi/-/" in log.getvalue()


SECRET = "EAJIwbaiIuQpmRj6PukcmlslVazrTML9"
ADDRESSES = {
    "my_data": [SECRET],
    "question_mails": [SECRET],
    "leave_press_list": [SECRET],
    "accept_invitation": [SECRET],
    "city_invitation": [SECRET],
    "wagtailadmin_password_reset_confirm": ["MQ", SECRET],
}


@each_case("name", ADDRESSES)
def test_secret_of_an_address_is_in_no_line_of_what_is_not_there(name):
    address = reverse(name, args=ADDRESSES[name])
    assert SECRET in address
    assert SECRET not in masked(f"Not Found: {address}")
    assert masked(address).startswith(address.split(SECRET)[0])


def test_code_of_the_provider_of_the_city_is_in_no_line():
    address = reverse("city_answer")
    assert masked(f'"GET {address}?code={SECRET}&state=x HTTP/1.1" 302') == f'"GET {address} HTTP/1.1" 302'


def test_log_has_no_secret_of_an_address_that_is_not_there_or_broke(district, log, monkeypatch):
    address = reverse("my_data", args=[SECRET])
    client = Client(raise_request_exception=False, headers={"host": district.host})
    assert client.get(address).status_code == 404

    def fail(*args, **kwargs):
        raise RuntimeError(address)

    monkeypatch.setattr("qa.views.asking.own_data.own_question", fail)
    assert client.get(address).status_code == 500
    assert "Not Found: /hoi-dap/cua-toi/-/du-lieu/" in log.getvalue()
    assert "Traceback" in log.getvalue()
    assert "RuntimeError: /hoi-dap/cua-toi/-/du-lieu/" in log.getvalue()
    assert SECRET not in log.getvalue()


def test_server_before_us_masks_the_same():
    written = (Path(settings.BASE_DIR) / "deploy" / "nginx" / "cityportal.conf").read_text()
    assert written.count(f"/(?:{'|'.join(BEFORE_SECRETS)})/)[^/?]+") == 2
    assert written.count(f"[^?]*{BEFORE_CODES})\\?") == 2


def routes_with_token(resolver, before="/"):
    """The routes below a resolver that have a token, in the active language."""
    for entry in resolver.url_patterns:
        route = f"{before}{entry.pattern}"
        if isinstance(entry, URLResolver):
            yield from routes_with_token(entry, route)
        elif "<str:token>" in route:
            yield route


@each_case("language", ["vi", "en"])
def test_token_of_every_route_is_masked_here_and_before_us(language):
    written = (Path(settings.BASE_DIR) / "deploy" / "nginx" / "cityportal.conf").read_text()
    steps_before_us = [steps.split("|") for steps in re.findall(r"/\(\?:([^)]+)\)/\)\[\^/\?\]\+", written)]
    assert len(steps_before_us) == 2
    with override(language):
        routes = set(routes_with_token(get_resolver()))
    assert len(routes) > 10
    for route in routes:
        before, behind = route.split("<str:token>")
        assert masked(f"{before}{SECRET}{behind}") == f"{before}-{behind}"
        assert all(before.split("/")[-2] in steps for steps in steps_before_us), route


@pytest.mark.parametrize(
    "number", ["0123456789abcdef0123456789abcdef", '"}\n{"level": "'], ids=["of the proxy", "hostile"]
)
def test_line_for_programs_has_the_number_of_its_request_and_no_secret(client, district, log, monkeypatch, number):
    (handler,) = (entry for entry in logging.getLogger("django").handlers if entry.name == "stderr")
    monkeypatch.setattr(handler, "formatter", JSONFormatter())
    client.get("/hoi-dap/cua-toi/bi-mat/", headers={"host": district.host, "x-request-id": number})
    (line,) = map(json.loads, log.getvalue().splitlines())
    assert (line["level"], line["logger"], line["status"]) == ("WARNING", "django.request", 404)
    assert "bi-mat" not in line["message"]
    assert (line["request"] == number) is number.isalnum()
    assert re.fullmatch("[0-9a-f]{32}", line["request"])
