"""/metrics: what monitoring reads, for whoever has the token."""

import json
import time
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.test import Client, RequestFactory
from django.utils import timezone

from audit.events import record_event
from cityportal.backups.enums import BackupEventKind
from cityportal.celery import note_time_of_sending
from cityportal.models import PortalConformance
from cityportal.monitoring.installation import sent_at
from cityportal.monitoring.requests import kind_of
from page_cache.generations import end_generations
from page_cache.models import PendingPurge
from tests.each import each_case
from tests.factories import WARD, make_portal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _token(settings):
    settings.METRICS_TOKEN = "of-monitoring"


def read(token: str = "of-monitoring") -> dict[str, float]:  # noqa: S107 -- of the test
    response = Client(headers={"host": "any.example", "authorization": f"Bearer {token}"}).get("/metrics")
    assert response.status_code == 200
    lines = (line.rsplit(" ", 1) for line in response.content.decode().splitlines() if not line.startswith("#"))
    return {name: float(value) for name, value in lines}


@pytest.mark.parametrize("sent", ["", "Bearer other", "Bearer ", "of-monitoring"])
def test_without_the_token_there_is_no_such_address(sent):
    assert Client(headers={"host": "any.example", "authorization": sent}).get("/metrics").status_code == 404


def test_where_no_token_is_set_there_is_no_such_address(settings):
    settings.METRICS_TOKEN = ""
    assert Client(headers={"authorization": "Bearer "}).get("/metrics").status_code == 404


def test_requests_are_counted_by_kind_and_answer_and_copies_by_what_became_of_them(district, settings):
    settings.PAGE_CACHE_SECONDS = 600
    end_generations([None])
    before = read()
    for _time in range(3):
        Client(headers={"host": district.host}).get("/tin-tuc/")
    after = read()

    def counted(name: str) -> float:
        return after.get(name, 0) - before.get(name, 0)

    assert counted('cityportal_requests_total{kind="page",status="200"}') == 3
    assert counted('cityportal_page_copies_total{outcome="miss"}') == 1
    assert counted('cityportal_page_copies_total{outcome="hit"}') == 2
    assert not [name for name in after if district.host in name or "tin-tuc" in name]


def test_change_that_the_page_cache_was_not_told_of_is_seen(district):
    assert read()["cityportal_page_cache_behind_seconds"] == 0
    PendingPurge.objects.create(portal=district, noted_at=timezone.now() - timedelta(minutes=5))
    assert read()["cityportal_page_cache_behind_seconds"] >= 300


def test_database_that_does_not_answer_takes_no_counter_with_it(monkeypatch):
    assert read()["cityportal_database_up"] == 1

    def refuse(*args):
        raise OperationalError

    monkeypatch.setattr(connection, "cursor", refuse)
    left = read()
    assert left["cityportal_database_up"] == 0
    assert [name for name in left if name.startswith("cityportal_requests_total")]


def test_age_of_the_last_backup_is_seen(district):
    assert "cityportal_backup_age_seconds" not in read()
    at = timezone.now() - timedelta(hours=30)
    record_event(BackupEventKind.BACKED_UP, portal=None, at=at, by=None)
    assert read()["cityportal_backup_age_seconds"] >= 30 * 3600


def test_certificate_that_ends_first_is_seen_with_the_seconds_left(district):
    assert "cityportal_certificate_seconds" not in read()
    for portal, days in ((district, 40), (make_portal(WARD), 20)):
        ends = (timezone.now() + timedelta(days=days)).timestamp()
        outcomes = {"tls": ["accepted", {"ends_at": ends}]}
        PortalConformance.objects.create(portal=portal, checked_at=timezone.now(), outcomes=outcomes)
    assert read()["cityportal_certificate_seconds"] == pytest.approx(20 * 86400, abs=60)


def test_message_says_since_when_it_waits():
    message = {"headers": {}}
    note_time_of_sending(headers=message["headers"])
    assert sent_at(json.dumps(message).encode()) == pytest.approx(time.time(), abs=5)
    assert sent_at(json.dumps({"headers": {}}).encode()) is None
    assert sent_at(None) is None


def test_fullness_of_each_disk_is_seen(district):
    assert [name for name in read() if name.startswith("cityportal_disk_used_percent{folder=")]


@each_case(
    "method, path, kind",
    [
        ("get", "/", "page"),
        ("post", "/hoi-dap/gui-cau-hoi/", "form"),
        ("get", "/tim-kiem/?q=a", "search"),
        ("get", "/media/images/a.webp", "file"),
        ("get", "/api/v1/items/", "interface"),
    ],
)
def test_kind_of_a_request_follows_from_its_address(method, path, kind):
    assert kind_of(getattr(RequestFactory(), method)(path)) == kind
