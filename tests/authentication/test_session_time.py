"""Sessions at computers that are shared: new at each sign-in, over in time, ended by a new password or a button."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.test import Client, override_settings
from django.urls import reverse

from authentication.session_time import BEGAN, LAST_STEP, is_over
from cityportal.media import ADMIN_FOLDER
from tests.admin import browser
from tests.authentication.tries import change_password
from tests.each import each_case
from tests.factories import make_member, make_operator
from tests.fullest import make_document
from tests.second_factor import give_password

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
NOW = int(AT.timestamp())
IDLE, LONGEST = timedelta(minutes=60), timedelta(hours=8)
HOUR = 60 * 60


@each_case(
    ("began", "last_step", "over"),
    [
        (NOW, NOW, False),
        (NOW - HOUR, NOW - HOUR + 1, False),
        (NOW - HOUR, NOW - HOUR, True),
        (NOW - 8 * HOUR + 1, NOW, False),
        (NOW - 8 * HOUR, NOW, True),
        (None, None, False),
        (NOW + HOUR, NOW + HOUR, False),
    ],
)
def test_session_ends_without_a_step_and_after_a_working_day(began, last_step, over):
    assert is_over(began, last_step, at=AT, idle=IDLE, longest=LONGEST) == over


@pytest.fixture
def client(district):
    """The browser of somebody who signed in."""
    return give_password(make_member(district))


def is_signed_in(client):
    return client.get(reverse("wagtailadmin_account")).status_code == 200


def after(**time):
    """The clock of the middleware, so much later than the last step."""
    return patch("authentication.session_time.timezone.now", return_value=datetime.now(UTC) + timedelta(**time))


def test_key_of_the_session_is_new_after_sign_in(district):
    member = make_member(district)
    client = Client(headers={"host": settings.ADMIN_HOST})
    session = client.session
    session["planted"] = "yes"
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    give_password(member, client=client)
    assert client.session.session_key != session.session_key
    assert not Session.objects.filter(session_key=session.session_key).exists()


def test_person_who_does_nothing_is_signed_out_and_told(client):
    with after(minutes=59):
        assert is_signed_in(client)
    with after(minutes=59 + 61):
        answer = client.get(reverse("wagtailadmin_account"), follow=True)
    assert answer.redirect_chain[0][0].startswith(reverse("wagtailadmin_login"))
    assert "sau 60 phút không thao tác hoặc sau 8 giờ" in answer.content.decode()
    assert SESSION_KEY not in client.session


def test_operator_who_does_nothing_is_signed_out_sooner(client):
    operator = browser(make_operator())
    with override_settings(SESSION_IDLE_MINUTES=15, SESSION_IDLE_MINUTES_OF_OPERATORS=5):
        for person, minutes, stays in ((client, 14, True), (operator, 4, True), (operator, 4 + 5, False)):
            with after(minutes=minutes):
                assert is_signed_in(person) == stays


def test_person_who_works_all_day_is_signed_out_in_the_end(client):
    for minutes in range(55, 480, 55):
        with after(minutes=minutes):
            assert is_signed_in(client)
    with after(minutes=481):
        assert not is_signed_in(client)


def test_editor_that_was_left_open_keeps_nobody_signed_in(client):
    before = client.session[LAST_STEP]
    with after(minutes=30):
        client.post("/admin/editing-sessions/ping/home/newspage/1/1/")
        assert client.session[LAST_STEP] == before


def test_step_is_written_once_a_minute(district):
    client = browser(make_member(district))
    is_signed_in(client)
    before = client.session[LAST_STEP]
    with after(seconds=50):
        assert is_signed_in(client)
    assert client.session[LAST_STEP] == before
    with after(seconds=70):
        assert is_signed_in(client)
    assert client.session[LAST_STEP] > before


def test_session_from_before_begins_with_the_next_step(district):
    client = browser(make_member(district))
    session = client.session
    del session[BEGAN], session[LAST_STEP]
    session.save()
    assert is_signed_in(client)
    assert {BEGAN, LAST_STEP} <= client.session.keys()


def test_new_password_ends_the_other_sessions_and_not_this_one(district):
    member = make_member(district)
    here, elsewhere = give_password(member), give_password(member)
    assert change_password(here, "pass").status_code == 302
    assert is_signed_in(here)
    assert not is_signed_in(elsewhere)


def test_sign_out_is_a_button_and_no_link(client):
    key = client.session.session_key
    answer = client.get(reverse("wagtailadmin_logout"))
    assert (answer.status_code, answer["Location"]) == (302, reverse("wagtailadmin_home"))
    assert is_signed_in(client)
    client.post(reverse("wagtailadmin_logout"))
    assert not is_signed_in(client)
    assert not Session.objects.filter(session_key=key).exists()


def test_cookies_are_of_this_host_and_no_script_reads_them_and_end_with_the_browser_or_the_day(district):
    client = Client(headers={"host": settings.ADMIN_HOST})
    client.get(reverse("wagtailadmin_login"))
    give_password(make_member(district), client=client)
    for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
        cookie = client.cookies[name]
        assert (cookie["httponly"], cookie["samesite"], cookie["domain"]) == (True, "Lax", "")
    # Ends with the browser unless the person asked for more.
    assert client.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == ""
    longer = give_password(make_member(district), remember="on")
    assert longer.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == 8 * HOUR


@pytest.mark.parametrize("what", ["file of a draft", "picture of an account"])
def test_what_only_the_admin_shows_is_closed_with_it(client, district, settings, tmp_path, what):
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / ADMIN_FOLDER).mkdir()
    (tmp_path / ADMIN_FOLDER / "a.png").write_bytes(b"\x89PNG")
    address = make_document(district).url if what == "file of a draft" else f"/media/{ADMIN_FOLDER}/a.png"
    assert client.get(address).status_code == 200
    with after(minutes=61):
        assert client.get(address).status_code in {302, 404}
    assert SESSION_KEY not in client.session


def test_wait_longer_than_counts_are_kept_is_no_setting():
    environment = os.environ | {"SIGN_IN_WAIT_MINUTES": "1441", "DJANGO_SETTINGS_MODULE": "cityportal.settings.test"}
    told = subprocess.run(
        [sys.executable, "-c", "import cityportal.settings.sign_in"], env=environment, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert "SIGN_IN_WAIT_MINUTES is 1441: give at most 1440" in told.stderr
