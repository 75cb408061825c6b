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


def said_of(archive):
    """What is written of the only version in a package."""
    (name,) = (one for one in archive.namelist() if one.startswith("phien-ban/"))
    return json.loads(archive.read(name))


@pytest.mark.slow(reason="publishes pages on two portals and packs them")
def test_package_holds_versions_files_list_and_checksums_of_the_own_portal(city, district):
    document = offered_on_a_page(make_document(district))
    article, foreign = make_article(district, "Tin của quận"), make_article(city, "Tin của thành phố")
    done, archive = package(district, year=year_of(article))
    held = {name: archive.read(name) for name in archive.namelist()}
    titles = {json.loads(content)["title"] for name, content in held.items() if name.startswith("phien-ban/")}
    assert (titles, done.versions) == ({"Tin có tệp", "Tin của quận"}, 2)
    assert foreign.title.encode() not in b"".join(held.values())
    manifest, file = held.pop(MANIFEST), f"tep/portaldocument-{document.pk}/{document.filename}"
    sums = dict(reversed(line.split("  ")) for line in manifest.decode().splitlines())
    assert sums == {name: hashlib.sha256(content).hexdigest() for name, content in held.items()}
    assert held[file] == document.file.open().read()
    rows = csv.DictReader(StringIO(held[LIST].decode("utf-8-sig")))
    assert "10 năm" in next(row for row in rows if file in row.values()).values()
    said = json.loads(held[f"phien-ban/{article.pk}-001.json"])
    assert (said["category"], said["kept"], said["portal"]) == ("tin-tuc", "10 năm", district.code)
    assert said["approved_at"]
    assert said["as_published"] is True
    assert not {"owner", "wagtail_admin_comments", "review_date"} & said["content"].keys()
    event = PortalEvent.objects.get(kind=ContentEventKind.ARCHIVE_EXPORTED)
    assert (event.portal, event.reason, event.data["count"], event.data["files"]) == (district, "Nộp lưu", 2, 1)
    assert event.data["manifest"] == hashlib.sha256(manifest).hexdigest()


@pytest.mark.breaks_the_rule
def test_file_of_another_portal_does_not_leave_with_a_page_that_names_it(city, district):
    article, foreign = make_article(district), make_document(city, "mat.pdf", b"%PDF-1.4 mat")
    revision = article.live_revision
    text = f'<p><a linktype="document" id="{foreign.pk}">x</a></p>'
    content = revision.content | {"body": json.dumps([{"type": "paragraph", "value": text, "id": "b1"}])}
    type(revision).objects.filter(pk=revision.pk).update(content=content)
    done, archive = package(district, page=article.pk)
    assert (done.versions, said_of(archive)["as_published"]) == (1, False)
    assert not [name for name in archive.namelist() if name.startswith("tep/")]


def test_takedown_is_listed_without_words_and_files(district):
    offered_on_a_page(make_document(district))
    page = PublicVersion.objects.get(page__title="Tin có tệp").page
    takes = {"reason_class": TakedownReason.ERROR, "reason": "Sai số liệu."}
    take_down(page.specific, by=make_head(district), at=timezone.now(), **takes)
    done, archive = package(district, page=page.pk)
    said = said_of(archive)
    assert (said["withdrawn"], said["title"], said["content"], said["files"]) == (True, "", None, [])
    everything = b"".join(archive.read(name) for name in archive.namelist())
    assert [words for words in (b"Tin c", b"tin-co-tep") if words in everything] == []
    assert len(done.sums) == 2


@pytest.mark.slow(reason="packs what is asked for in three ways")
def test_only_versions_of_the_year_and_of_the_page_that_is_asked_for(district):
    article, other = make_article(district, "Một"), make_article(district, "Hai")
    PublicVersion.objects.filter(page=other).update(published_at=timezone.now() - timedelta(days=800))
    asked = [{"year": year_of(article)}, {"page": other.pk}, {"year": 1999}]
    assert [package(district, **one)[0].versions for one in asked] == [1, 1, 0]


def test_package_without_a_reason_is_refused(district):
    with pytest.raises(ReasonMissing):
        export_archive(district, to=io.BytesIO(), by=make_operator(), at=timezone.now(), reason=" ", year=2026)
    assert not PortalEvent.objects.filter(kind=ContentEventKind.ARCHIVE_EXPORTED).exists()


def command(portal, path, *options, by="operator"):
    make_operator()
    said = StringIO()
    call_command(
        "export_archive", portal.code, str(path), "--by", by, "--reason", "Nộp lưu", *options,
        stdout=said, stderr=StringIO(),
    )  # fmt: skip
    return said.getvalue()


def test_command_writes_a_file_once_and_says_what_is_in_it(district, tmp_path):
    article, path = make_article(district), tmp_path / "quan1.zip"
    assert "Đã ghi 1 phiên bản và 0 tệp" in command(district, path, "--page", str(article.pk))
    assert zipfile.ZipFile(path).testzip() is None
    assert [one.name for one in tmp_path.iterdir()] == ["quan1.zip"]
    with pytest.raises(CommandError, match="Đã có tệp"):
        command(district, path, "--page", str(article.pk))


def test_command_refuses_who_is_no_operator_and_what_is_not_there(city, district, tmp_path):
    article = ("--page", str(make_article(city).pk))
    nothing, nobody = "không có nội dung nào", "không phải là người vận hành"
    for by, asked, message in [
        *((person(district).username, article, nobody) for person in (make_head, make_member)),
        ("operator", article, nothing),
        ("operator", ("--year", "2001"), nothing),
        ("operator", ("--year", "20260"), "Năm không hợp lệ"),
    ]:
        with pytest.raises(CommandError, match=message):
            command(district, tmp_path / "a.zip", *asked, by=by)
    assert not list(tmp_path.iterdir())


def test_missing_file_is_named_and_the_command_ends_with_2(district, tmp_path):
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
    blocks = [{"type": "engagement", "value": value} for value in (inside, shown)]
    page = make_item(district, "schedule", published=True, engagements=blocks)
    _done, archive = package(district, page=page.pk)
    said = json.loads(said_of(archive)["content"]["engagements"])
    assert [block["value"]["content"] for block in said] == ["Tiếp công dân"]
