"""An archive package holds what one portal showed, whole, with checksums, and nothing of another."""

import csv
import hashlib
import io
import json
import zipfile
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from audit.errors import ReasonMissing
from audit.models import PortalEvent
from editorial.enums import TakedownReason
from editorial.withdrawal.actions import take_down
from home.enums import ContentEventKind
from home.models import PublicVersion
from home.reports.archive_package import LIST, MANIFEST, export_archive
from tests.factories import make_article, make_head, make_member, make_operator
from tests.fullest import make_document
from tests.information.factories import make_item
from tests.proposals import offered_on_a_page

pytestmark = pytest.mark.django_db


def year_of(page):
    return timezone.localdate(PublicVersion.objects.get(page=page).published_at).year


def package(portal, **asked):
    buffer = io.BytesIO()
    done = export_archive(portal, to=buffer, by=make_operator(), at=timezone.now(), reason="Nộp lưu", **asked)
    return done, zipfile.ZipFile(buffer)


def listed(archive):
    return list(csv.DictReader(StringIO(archive.read(LIST).decode("utf-8-sig"))))


@pytest.mark.slow(reason="publishes pages and opens several screens")
def test_package_holds_versions_files_list_and_checksums_of_the_own_portal(city, district):
    document = offered_on_a_page(make_document(district))
    article = make_article(district, "Tin của quận")
    foreign = make_article(city, "Tin của thành phố")
    done, archive = package(district, year=year_of(article))
    titles = {json.loads(archive.read(name))["title"] for name in archive.namelist() if name.startswith("phien-ban/")}
    assert titles == {"Tin có tệp", "Tin của quận"}
    assert done.versions == 2
    everything = b"".join(archive.read(name) for name in archive.namelist())
    assert foreign.title.encode() not in everything
    sums = dict(reversed(line.split("  ")) for line in archive.read(MANIFEST).decode().splitlines())
    assert sums == {
        name: hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist() if name != MANIFEST
    }
    file = f"tep/portaldocument-{document.pk}/{document.filename}"
    assert archive.read(file) == document.file.open().read()
    with_file = next(row for row in listed(archive) if file in row.values())
    assert "10 năm" in with_file.values()
    said = json.loads(archive.read(f"phien-ban/{article.pk}-001.json"))
    assert (said["category"], said["kept"], said["portal"]) == ("tin-tuc", "10 năm", district.code)
    assert said["approved_at"]
    assert said["as_published"] is True
    assert not {"owner", "wagtail_admin_comments", "review_date"} & said["content"].keys()
    event = PortalEvent.objects.get(kind=ContentEventKind.ARCHIVE_EXPORTED)
    assert (event.portal, event.reason, event.data["count"], event.data["files"]) == (district, "Nộp lưu", 2, 1)
    assert event.data["manifest"] == hashlib.sha256(archive.read(MANIFEST)).hexdigest()


@pytest.mark.breaks_the_rule
def test_file_of_another_portal_does_not_leave_with_a_page_that_names_it(city, district):
    article = make_article(district)
    foreign = make_document(city, "mat.pdf", b"%PDF-1.4 mat")
    revision = article.live_revision
    text = f'<p><a linktype="document" id="{foreign.pk}">x</a></p>'
    content = revision.content | {"body": json.dumps([{"type": "paragraph", "value": text, "id": "b1"}])}
    type(revision).objects.filter(pk=revision.pk).update(content=content)
    done, archive = package(district, page=article.pk)
    assert done.versions == 1
    assert json.loads(archive.read(f"phien-ban/{article.pk}-001.json"))["as_published"] is False
    assert not [name for name in archive.namelist() if name.startswith("tep/")]


def test_takedown_is_listed_without_words_and_files(district):
    page = offered_on_a_page(make_document(district)) and PublicVersion.objects.get(page__title="Tin có tệp").page
    takes = {"reason_class": TakedownReason.ERROR, "reason": "Sai số liệu."}
    take_down(page.specific, by=make_head(district), at=timezone.now(), **takes)
    done, archive = package(district, page=page.pk)
    (name,) = (one for one in archive.namelist() if one.startswith("phien-ban/"))
    said = json.loads(archive.read(name))
    assert (said["withdrawn"], said["title"], said["content"], said["files"]) == (True, "", None, [])
    assert not any(words in archive.read(name) + archive.read(LIST) for words in (b"Tin c", b"tin-co-tep"))
    assert len(done.sums) == 2


@pytest.mark.slow(reason="publishes pages and opens several screens")
def test_only_versions_of_the_year_and_of_the_page_that_is_asked_for(district):
    article, other = make_article(district, "Một"), make_article(district, "Hai")
    PublicVersion.objects.filter(page=other).update(published_at=timezone.now() - timedelta(days=800))
    assert package(district, year=year_of(article))[0].versions == 1
    assert package(district, page=other.pk)[0].versions == 1
    assert package(district, year=1999)[0].versions == 0


def test_package_without_a_reason_is_refused(district):
    with pytest.raises(ReasonMissing):
        export_archive(district, to=io.BytesIO(), by=make_operator(), at=timezone.now(), reason=" ", year=2026)
    assert not PortalEvent.objects.filter(kind=ContentEventKind.ARCHIVE_EXPORTED).exists()


def command(portal, path, *options, by="operator"):
    said = StringIO()
    call_command(
        "export_archive", portal.code, str(path), "--by", by, "--reason", "Nộp lưu", *options,
        stdout=said, stderr=StringIO(),
    )  # fmt: skip
    return said.getvalue()


def test_command_writes_a_file_once_and_says_what_is_in_it(district, tmp_path):
    make_operator()
    article, path = make_article(district), tmp_path / "quan1.zip"
    assert "Đã ghi 1 phiên bản và 0 tệp" in command(district, path, "--page", str(article.pk))
    assert zipfile.ZipFile(path).testzip() is None
    assert [one.name for one in tmp_path.iterdir()] == ["quan1.zip"]
    with pytest.raises(CommandError, match="Đã có tệp"):
        command(district, path, "--page", str(article.pk))


def test_command_refuses_who_is_no_operator_and_what_is_not_there(city, district, tmp_path):
    make_operator()
    article, path = make_article(city), tmp_path / "a.zip"
    for person in (make_head(district), make_member(district)):
        with pytest.raises(CommandError, match="không phải là người vận hành"):
            command(district, path, "--page", str(article.pk), by=person.username)
    with pytest.raises(CommandError, match="không có nội dung nào"):
        command(district, path, "--page", str(article.pk))
    with pytest.raises(CommandError, match="không có nội dung nào"):
        command(district, path, "--year", "2001")
    with pytest.raises(CommandError, match="Năm không hợp lệ"):
        command(district, path, "--year", "20260")
    assert not list(tmp_path.iterdir())


def test_missing_file_is_named_and_the_command_ends_with_2(district, tmp_path):
    make_operator()
    document = offered_on_a_page(make_document(district))
    document.file.storage.delete(document.file.name)
    page = PublicVersion.objects.get(page__title="Tin có tệp").page_id
    with pytest.raises(CommandError, match=document.filename) as error:
        command(district, tmp_path / "a.zip", "--page", str(page))
    assert error.value.returncode == 2
    assert zipfile.ZipFile(tmp_path / "a.zip").testzip() is None


def test_engagements_for_the_house_alone_stay_in_the_house(district):
    inside = {"day": "1", "time": "08:00:00", "content": "Họp kín về nhân sự", "chair": "Chủ tịch", "is_internal": True}
    shown = inside | {"content": "Tiếp công dân", "is_internal": False}
    page = make_item(
        district,
        "schedule",
        published=True,
        engagements=[{"type": "engagement", "value": value} for value in (inside, shown)],
    )
    _done, archive = package(district, page=page.pk)
    (name,) = (one for one in archive.namelist() if one.startswith("phien-ban/"))
    said = json.loads(archive.read(name))["content"]["engagements"]
    assert [block["value"]["content"] for block in json.loads(said)] == ["Tiếp công dân"]
