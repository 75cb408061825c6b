"""Archive packages on a screen: asked for by operators, made in the background, downloaded on record, cleared."""

import zipfile
from datetime import timedelta
from hashlib import sha256
from io import BytesIO

import pytest
from django.core.files.storage import InMemoryStorage
from django.urls import reverse
from django.utils import timezone

from audit.enums import TaskLoss
from audit.failed_tasks import record_failed
from audit.models import FailedTask, PortalEvent
from exchange import archive
from exchange.archive import (
    KEPT,
    MAKING,
    PATIENCE,
    ask_for_package,
    clear_packages,
    give_up_packages,
    make_package,
)
from exchange.enums import ExchangeEventKind, PackageState
from exchange.errors import ArchiveForbidden
from exchange.models import ArchivePackage
from exchange.tasks import make_archive_package
from home.enums import ContentEventKind
from tests.admin import browser, errors_at
from tests.each import each_case
from tests.factories import make_article, make_head, make_operator, make_supervisor

pytestmark = pytest.mark.django_db

SCREEN, FETCH = reverse("archive_packages"), reverse("archive_package_fetch")


@pytest.fixture(autouse=True)
def _files_in_memory(monkeypatch):
    monkeypatch.setattr(ArchivePackage._meta.get_field("file"), "storage", InMemoryStorage())


def asked(portal, **values):
    return {"portal": portal.pk, "year": timezone.localdate().year, "reason": "Nộp lưu", **values}


def kinds(portal):
    rows = PortalEvent.objects.filter(portal=portal, kind__startswith="archive_").order_by("pk")
    return [event.kind for event in rows]


@pytest.mark.slow(reason="writes and unpacks a whole package")
def test_operator_asks_waits_and_takes_away_what_one_portal_published(
    city, district, django_capture_on_commit_callbacks
):
    make_article(city, "Tin của Thành phố")
    make_article(district, "Tin của Quận")
    client = browser(make_operator())
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(SCREEN, asked(district)).status_code == 302
    package = ArchivePackage.objects.get()
    assert (package.portal, package.state) == (district, PackageState.READY)
    assert FETCH in client.get(SCREEN).content.decode()
    answer = client.post(FETCH, {"package": package.pk})
    content = b"".join(answer.streaming_content)
    assert (len(content), sha256(content).hexdigest()) == (package.size, package.file_hash)
    with zipfile.ZipFile(BytesIO(content)) as packed:
        texts = "".join(packed.read(name).decode() for name in packed.namelist())
    assert "Tin của Quận" in texts
    assert "Tin của Thành phố" not in texts
    assert kinds(district) == [
        ExchangeEventKind.ARCHIVE_ASKED,
        ContentEventKind.ARCHIVE_EXPORTED,
        ExchangeEventKind.ARCHIVE_FETCHED,
    ]
    assert kinds(city) == []
    assert not make_package(package.pk, at=timezone.now())


def test_nobody_else_asks_or_takes_away(district):
    make_article(district)
    package = ArchivePackage.objects.create(
        portal=district, year=2026, asked_by=make_operator(), asked_at=timezone.now(), reason="Nộp lưu"
    )
    for person in (make_head(district), make_supervisor()):
        assert browser(person).get(SCREEN).status_code in {302, 403}
        assert browser(person).post(FETCH, {"package": package.pk}).status_code in {302, 403}
    with pytest.raises(ArchiveForbidden):
        ask_for_package(district, year=2026, by=make_head(district), at=timezone.now(), reason="Nộp lưu")
    assert kinds(district) == []


def test_what_is_wrong_stands_beside_its_field(district):
    client = browser(make_operator())
    assert errors_at(client.post(SCREEN, asked(district, reason=" ")), "reason")
    assert errors_at(client.post(SCREEN, asked(district, year=1950)), "year")
    assert not ArchivePackage.objects.exists()


@each_case("key", ["", "x", "0", "9" * 30])
def test_package_that_is_not_there_is_refused_in_words(district, key):
    answer = browser(make_operator()).post(FETCH, {"package": key}, follow=True)
    assert "Chưa tải được gói này" in answer.content.decode()


def test_package_that_cannot_be_written_says_so(district, monkeypatch):
    def fail(*args, **kwargs):
        raise OSError("Hết chỗ")

    monkeypatch.setattr(archive, "export_archive", fail)
    package = ArchivePackage.objects.create(
        portal=district, year=2026, asked_by=make_operator(), asked_at=timezone.now(), reason="Nộp lưu"
    )
    assert not make_package(package.pk, at=timezone.now())
    package.refresh_from_db()
    assert package.state == PackageState.FAILED
    # What was written of it by then went with it.
    assert kinds(district) == [ExchangeEventKind.ARCHIVE_FAILED]
    assert PortalEvent.objects.get(kind=ExchangeEventKind.ARCHIVE_FAILED).data == {"year": 2026, "package": package.pk}


def test_file_is_deleted_when_its_time_is_over_and_the_row_stays(district):
    make_article(district)
    now = timezone.now()
    package = ArchivePackage.objects.create(
        portal=district, year=now.year, asked_by=make_operator(), asked_at=now, reason="Nộp lưu"
    )
    assert make_package(package.pk, at=now)
    assert clear_packages(at=now + KEPT - timedelta(hours=1)) == 0
    assert clear_packages(at=now + KEPT + timedelta(hours=1)) == 1
    package.refresh_from_db()
    assert (package.state, bool(package.file)) == (PackageState.CLEARED, False)
    assert package.file_hash
    assert kinds(district) == [ContentEventKind.ARCHIVE_EXPORTED, ExchangeEventKind.ARCHIVE_CLEARED]
    assert clear_packages(at=now + KEPT + timedelta(hours=2)) == 0


def test_package_that_nobody_makes_is_given_up_and_asked_for_again(city, district):
    """Its task was lost, or has waited too long; one that has just been asked for goes on waiting."""
    make_article(district)
    now, year, by = timezone.now(), timezone.localdate().year, make_operator()
    old, lost, fresh = (
        ArchivePackage.objects.create(portal=district, year=year, asked_by=by, asked_at=at, reason="Nộp lưu")
        for at in (now - PATIENCE - timedelta(minutes=1), now, now)
    )
    record_failed(MAKING, [lost.pk], loss=TaskLoss.NOT_SENT, error=OSError(), at=now)
    assert FailedTask.objects.get().portal == district
    assert make_archive_package.name == MAKING
    assert give_up_packages(at=now) == 2
    assert {row.pk for row in ArchivePackage.objects.filter(state=PackageState.LOST)} == {old.pk, lost.pk}
    events = PortalEvent.objects.filter(kind=ExchangeEventKind.ARCHIVE_LOST, portal=district)
    assert {event.data["package"] for event in events} == {old.pk, lost.pk}
    assert kinds(city) == []
    assert not make_package(old.pk, at=now)
    assert "hãy yêu cầu lại" in browser(by).get(SCREEN).content.decode()
    assert browser(by).post(SCREEN, asked(district)).status_code == 302
    assert make_package(fresh.pk, at=now)
