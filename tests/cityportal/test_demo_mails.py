"""The mails of the demo are listed in the admin, in development and for operators alone."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.core.mail import EmailMultiAlternatives, get_connection
from django.http import Http404
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from cityportal.demo.mails import listed_mails
from cityportal.views.demo_mails import DemoMailsView
from members.enums import Role
from tests.factories import make_head, make_member, make_operator, make_supervisor

ROOT = Path(__file__).resolve().parent.parent.parent
LINK = "http://quantri.hochiminhcity.localhost:8000/admin/invitations/tha-x_9/"
# What the screens of an installation are, by its settings.
ASKED = """
import django
django.setup()
from django.urls import NoReverseMatch, reverse
from adminsite.guard import is_classified
try:
    print(reverse("demo_mails"), is_classified("demo_mails"))
except NoReverseMatch:
    print("none", is_classified("demo_mails"))
"""


@pytest.fixture
def folder(tmp_path, settings):
    settings.LISTED_MAILS_DIR = tmp_path
    return tmp_path


def write(folder, *mails):
    backend = get_connection("django.core.mail.backends.filebased.EmailBackend", file_path=folder)
    backend.send_messages(
        [
            EmailMultiAlternatives(subject, text, to=[f"{number}@example.test"])
            for number, (subject, text) in enumerate(mails)
        ]
    )


def screen(rf, user):
    request = rf.get("/admin/demo-mails/")
    request.user = user
    return DemoMailsView.as_view()(request).render()


def test_newest_mail_comes_first_whatever_file_it_is_in(folder):
    write(folder, ("Thư mời", "Chào bà Lan"), ("Mật khẩu mới", "Đặt lại"))
    [first] = folder.glob("*.log")
    first.rename(folder / "20200101-000000-1.log")
    write(folder, ("Bản tin", "Việc mới"))
    assert [(mail.subject, mail.to, mail.text.strip()) for mail in listed_mails(folder, most=9)] == [
        ("Bản tin", "0@example.test", "Việc mới"),
        ("Mật khẩu mới", "1@example.test", "Đặt lại"),
        ("Thư mời", "0@example.test", "Chào bà Lan"),
    ]
    assert len(listed_mails(folder, most=2)) == 2
    assert abs(listed_mails(folder, most=1)[0].at - timezone.now()) < timedelta(minutes=1)
    assert listed_mails(folder / "nowhere", most=2) == []


@pytest.mark.django_db
def test_links_can_be_followed_and_nothing_else_is_markup(folder, rf, city):
    write(folder, ("<b>Thư</b>", f"Mở {LINK}\n<script>alert(1)</script>"))
    page = BeautifulSoup(screen(rf, make_operator()).content, "html.parser")
    text = page.find(class_="mail-text")
    assert [link["href"] for link in text.find_all("a")] == [LINK]
    assert text.find("script") is None
    assert "<script>" in text.get_text()
    assert page.find("b", string="Thư") is None


@pytest.mark.django_db
def test_nobody_but_operators_reads_the_mails(folder, rf, district):
    for person in (make_member(district, Role.PORTAL_ADMIN), make_head(district), make_supervisor()):
        with pytest.raises(PermissionDenied):
            screen(rf, person)


@pytest.mark.django_db
def test_there_is_no_list_where_no_folder_is_named(rf, city, settings):
    assert settings.LISTED_MAILS_DIR is None
    with pytest.raises(NoReverseMatch):
        reverse("demo_mails")
    with pytest.raises(Http404):
        screen(rf, make_operator())


@pytest.mark.slow(reason="starts two processes with settings of their own")
def test_list_is_there_in_development_alone():
    known = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    production = {
        "SECRET_KEY": "k" * 60,
        "BASE_DOMAIN": "example.vn",
        "CELERY_BROKER_URL": "redis://localhost/2",
        "PERSONAL_DATA_KEYS": f"{'k' * 43}=",
    }

    def asked(name, environment):
        settings = {"DJANGO_SETTINGS_MODULE": f"cityportal.settings.{name}"}
        command = [sys.executable, "-c", ASKED]
        made = subprocess.run(  # noqa: S603 -- our own interpreter and code
            command, cwd=ROOT, env=known | settings | environment, capture_output=True, text=True, check=True
        )
        return made.stdout.split()

    assert asked("development", {}) == ["/admin/demo-mails/", "True"]
    assert asked("development", {"EMAIL_URL": "smtp://localhost:25"}) == ["none", "False"]
    assert asked("production", production) == ["none", "False"]
