"""What citizens and staff are told when a request cannot be answered: calmly, in both languages, and nothing of us."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.db import DatabaseError, IntegrityError, InterfaceError, OperationalError, connection
from django.test import Client

from audit.errors import StorageAway
from home.errors import HEADERS, MOST_TYPED, broken, is_service_away
from sites import directory, middleware
from sites.content_policy import ADMIN_POLICY, CONTENT_POLICY
from tests.each import each_case
from tests.factories import CITY, make_portal

pytestmark = pytest.mark.django_db

NGINX = Path(settings.BASE_DIR) / "deploy" / "nginx"
SECRET = "connection to server at 10.0.0.5, port 5432 failed"


def refuse(*args, **kwargs):
    raise OperationalError(SECRET)


def ask(host, path):
    return Client(raise_request_exception=False, headers={"host": host}).get(path)


@pytest.fixture
def ask_without_database(monkeypatch):
    """Asks while the database does not answer, and nothing of it is remembered."""
    make_portal(CITY)
    directory.forget_directory()

    def answer(host, path):
        with monkeypatch.context() as patch:
            patch.setattr(connection, "cursor", refuse)
            return ask(host, path)

    return answer


@each_case(
    ("host", "path", "language", "words"),
    [
        ("portal", "/tin-tuc/", "vi", "tạm ngừng phục vụ"),
        ("portal", "/en/", "en", "out of service for a moment"),
        ("admin", "/admin/", "vi", "tạm ngừng phục vụ"),
        ("unknown.example", "/", "vi", "tạm ngừng phục vụ"),
    ],
)
def test_database_that_is_away_passes(ask_without_database, host, path, language, words):
    response = ask_without_database({"portal": CITY.host, "admin": settings.ADMIN_HOST}.get(host, host), path)
    assert (response.status_code, response["Retry-After"], response["Content-Language"]) == (503, "60", language)
    assert words in response.content.decode()
    assert "10.0.0.5" not in response.content.decode()
    policy = ADMIN_POLICY if host == "admin" else CONTENT_POLICY
    assert {name: response[name] for name in HEADERS} == HEADERS | {"Content-Security-Policy": policy}


def test_interface_for_other_systems_says_in_json_that_the_database_is_away(ask_without_database):
    response = ask_without_database(CITY.host, "/api/v1/items/")
    assert (response.status_code, response["Retry-After"], response["Content-Type"]) == (503, "60", "application/json")
    assert response.json()["error"]["code"] == "service_away"


def test_what_a_citizen_typed_comes_back_and_is_sent_from_there(rf):
    path = "/hoi-dap/gui-cau-hoi/?muc=1"

    def shown(request):
        try:
            refuse()
        except OperationalError:
            return BeautifulSoup(broken(request).content, "html.parser").main

    page = shown(rf.post(path, {"title": 'Xin "bản sao"', "held": ["a", "b"]}))
    assert page.form["action"] == path
    sent = [(field["name"], field["value"]) for field in page.form.select("input")]
    assert sent == [("title", 'Xin "bản sao"'), ("held", "a"), ("held", "b")]
    assert not shown(rf.get(path)).form
    assert not shown(rf.post(path, {"title": "x" * MOST_TYPED})).form
    assert shown(rf.post("/", {"a": "b"}, PATH_INFO="//evil.example/x")).form["action"] == "/%2Fevil.example/x"
    assert not shown(rf.post("/admin/login/", {"password": "bí mật"})).form


def test_health_says_what_is_away(ask_without_database):
    assert ask_without_database("10.0.0.7", "/healthz").status_code == 200
    response = ask_without_database("10.0.0.7", "/readyz")
    assert response.status_code == 503
    assert response.json()["database"] == "database: OperationalError"
    assert "10.0.0.5" not in response.content.decode()


def test_what_breaks_otherwise_is_no_matter_of_the_database(monkeypatch):
    def fail(*args, **kwargs):
        raise ValueError(SECRET)

    # Something that breaks inside of the middleware: nothing else in it can be made to.
    monkeypatch.setattr(middleware.PortalMiddleware, "_answer_host", fail)
    response = ask("unknown.example", "/en/")
    assert (response.status_code, "Retry-After" in response, response["Content-Language"]) == (500, False, "en")
    assert "10.0.0.5" not in response.content.decode()
    assert {name: response[name] for name in HEADERS} == HEADERS


@each_case("host", ["a_b,c.example", settings.ADMIN_HOST])
def test_page_of_a_bad_request_has_the_headers_of_every_page(host):
    response = ask(host, "/admin/login/?next=%00" if host == settings.ADMIN_HOST else "/")
    assert response.status_code == 400
    assert {name: response[name] for name in HEADERS}.items() >= {
        "Content-Security-Policy": ADMIN_POLICY if host == settings.ADMIN_HOST else CONTENT_POLICY,
        "X-Frame-Options": "SAMEORIGIN",
        "X-Content-Type-Options": "nosniff",
    }.items()


def caused_by(error):
    try:
        raise ValueError from error
    except ValueError as told:
        return told


@each_case(
    ("error", "expected"),
    [
        (OperationalError(), True),
        (InterfaceError(), True),
        (DatabaseError("database disk image is malformed"), True),
        (IntegrityError(), False),
        (StorageAway(), True),
        (OSError(), False),
        (caused_by(OperationalError()), True),
        (ValueError(), False),
        (None, False),
    ],
)
def test_which_exceptions_are_of_a_database_or_storage_that_is_away(error, expected):
    assert is_service_away(error) is expected


def test_server_before_us_says_the_limits_that_the_application_has():
    page = (NGINX / "errors" / "413.html").read_text()
    for limit in (settings.WAGTAILDOCS_MAX_UPLOAD_SIZE, settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE):
        assert page.count(f"{limit // 1024 // 1024} MB") == 2
    assert 'lang="vi"' in page
    assert '<section lang="en">' in page


def test_server_before_us_has_a_page_for_what_it_says_by_itself():
    written = (NGINX / "cityportal.conf").read_text()
    for page in (NGINX / "errors").iterdir():
        assert f" /{page.name};" in written
