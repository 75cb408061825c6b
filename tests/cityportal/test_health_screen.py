"""The health of the installation on a screen: what the doctor found, what changed, for operators alone."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from celery.app.task import Task
from django.urls import reverse
from django.utils import timezone
from kombu.exceptions import OperationalError

from audit import on_commit as after_commit_module
from audit.events import record_event
from cityportal import examinations
from cityportal.backups.enums import BackupEventKind
from cityportal.doctor import Finding
from cityportal.doctor.screens import SCREENS, screen_of
from cityportal.errors import ExaminationForbidden
from cityportal.examinations import KEPT_FOR, PATIENCE, compare, make_examination, start_examination, without_secrets
from cityportal.models import Examination
from cityportal.tasks import examine_at_night
from members.enums import Role
from tests.admin import browser, is_shut
from tests.factories import make_head, make_member, make_operator, make_supervisor

pytestmark = pytest.mark.django_db

SCREEN = reverse("health")
LOST = Finding("failed_tasks", "Mất 3 tác vụ.", "Kiểm tra Redis.")
SEARCH = Finding("search_pages", "Thiếu 2 trang.", "Chạy lại chỉ mục.")


@pytest.fixture
def found(monkeypatch):
    """What the doctor finds from now on."""
    findings = []
    monkeypatch.setattr(examinations, "examine", lambda: list(findings))

    def find(*now):
        findings[:] = now

    return find


@pytest.fixture
def client(city):
    return browser(make_operator())


def shown(client):
    return BeautifulSoup(client.get(SCREEN).content, "html.parser")


def press(client, callbacks):
    with callbacks(execute=True):
        return client.post(SCREEN)


def panel(page, name):
    found = page.find(id=f"{name}-content") or page.find(id=name)
    return found.get_text(" ", strip=True) if found else ""


def test_screen_says_when_was_backed_up_and_what_a_restore_would_cost(client):
    now = timezone.now()
    record_event(BackupEventKind.BACKED_UP, portal=None, at=now, by=None, bytes=3_000_000)
    drill = {"backup": "20261201T020000Z", "seconds": 42, "hours_old": 3.5, "wrong": []}
    record_event(BackupEventKind.RESTORE_DRILLED, portal=None, at=now, by=None, **drill)
    said = shown(client).get_text(" ", strip=True)
    assert "2,9\xa0MB" in said
    assert "42 giây; nếu phải khôi phục thật thì mất 3,5 giờ" in said
    record_event(BackupEventKind.RESTORE_DRILLED, portal=None, at=now, by=None, **drill | {"wrong": ["Bị cắt."]})
    assert "Có điều sai." in shown(client).get_text(" ", strip=True)


def test_button_examines_and_the_screen_says_what_is_wrong_what_to_do_and_where(
    client, found, django_capture_on_commit_callbacks
):
    found(LOST, SEARCH)
    assert press(client, django_capture_on_commit_callbacks).status_code == 302
    page = shown(client)
    said = page.get_text(" ", strip=True)
    for words in (LOST.problem, LOST.advice, SEARCH.problem, SEARCH.advice):
        assert words in said
    assert page.find("a", href=reverse("portals_admin:failed_tasks"))
    assert Examination.objects.get().started_by == make_operator()


def test_screen_says_what_changed_since_the_examination_before(client, found, django_capture_on_commit_callbacks):
    found(LOST, SEARCH)
    press(client, django_capture_on_commit_callbacks)
    more = Finding("failed_tasks", "Mất 9 tác vụ.", "Kiểm tra Redis.")
    new = Finding("no_head", "Cổng thiếu Trưởng ban.", "Giao vị trí.")
    found(more, new)
    press(client, django_capture_on_commit_callbacks)
    page = shown(client)
    places = [panel(page, name) for name in ("findings-0", "findings-1", "findings-2", "findings-gone")]
    assert [new.problem in places[0], more.problem in places[1], places[2], SEARCH.problem in places[3]] == [
        True, True, "", True,
    ]  # fmt: skip
    found(more, new)
    press(client, django_capture_on_commit_callbacks)
    assert more.problem in panel(shown(client), "findings-2")


def test_findings_of_one_code_are_told_apart_by_what_they_say():
    first, second = ({"code": "settings", "problem": words} for words in ("W001", "W002"))
    compared = compare([first], [first, second])
    assert (compared.new, compared.changed, compared.same, compared.gone) == ([], [], [first], [second])


def test_night_examines_without_anybody_and_forgets_what_is_old(client, found):
    old = Examination.objects.create(started_at=timezone.now() - KEPT_FOR - timedelta(days=1))
    assert examine_at_night() == 0
    one = Examination.objects.get()
    assert (one.started_by, one.findings, one.pk != old.pk) == (None, [], True)
    assert one.ended_at is not None


def test_second_press_waits_for_the_examination_that_is_under_way(city):
    now, by = timezone.now(), make_operator()
    first = start_examination(by=by, at=now)
    assert start_examination(by=by, at=now + timedelta(minutes=1)) == first
    assert start_examination(by=by, at=now + PATIENCE + timedelta(minutes=1)) != first


def test_broker_that_is_down_is_said(client, found, monkeypatch, django_capture_on_commit_callbacks):
    def refuse(*args, **kwargs):
        raise OperationalError

    monkeypatch.setattr(Task, "apply_async", refuse)
    # How long the broker is left alone is kept for the process: no public function forgets it.
    monkeypatch.setattr(after_commit_module._Broker, "asked_again_at", 0.0)
    press(client, django_capture_on_commit_callbacks)
    page = shown(client)
    assert page.find(attrs={"data-progress": True}) is None
    assert page.find("a", href=reverse("portals_admin:failed_tasks"))


def test_examination_that_breaks_off_is_kept_with_the_kind_of_its_error_alone(client, monkeypatch):
    def fail():
        raise RuntimeError("mat-khau-bi-mat")

    monkeypatch.setattr(examinations, "examine", fail)
    one = start_examination(by=make_operator(), at=timezone.now())
    with pytest.raises(RuntimeError):
        make_examination(one.pk)
    said = shown(client).get_text()
    assert "RuntimeError" in said
    assert "mat-khau-bi-mat" not in said


def test_secrets_of_the_settings_are_never_kept(settings, found, city):
    settings.EMAIL_HOST_PASSWORD = "mat-khau-thu"
    settings.CELERY_BROKER_URL = "redis://:mat-khau-hang-doi@redis:6379/2"
    found(Finding("settings", f"{settings.SECRET_KEY} mat-khau-thu", f"Xem {settings.CELERY_BROKER_URL}."))
    make_examination(start_examination(by=make_operator(), at=timezone.now()).pk)
    kept = str(Examination.objects.get().findings)
    assert not any(secret in kept for secret in (settings.SECRET_KEY, "mat-khau"))
    assert without_secrets("") == ""


def test_every_screen_that_a_finding_names_is_there():
    assert all(all(screen_of(code)) for code in SCREENS)
    assert screen_of("catalogues") == ("", "")


def test_nobody_but_operators_examines_or_reads(found, district):
    found(LOST)
    make_examination(start_examination(by=make_operator(), at=timezone.now()).pk)
    for person in (make_member(district, Role.PORTAL_ADMIN), make_head(district), make_supervisor()):
        other = browser(person)
        assert is_shut(other.get(SCREEN))
        assert is_shut(other.post(SCREEN))
        with pytest.raises(ExaminationForbidden):
            start_examination(by=person, at=timezone.now())
    assert Examination.objects.count() == 1
