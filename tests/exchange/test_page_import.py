"""Pages of a former portal become drafts, with their pictures, files, day and old address; nothing hostile comes in."""

import json
from datetime import UTC, date, datetime
from io import BytesIO, StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from PIL import Image
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import ReferenceIndex

from adminviews.virus_scanner import ScannerAway
from audit.errors import StorageAway
from exchange.models import IncomingItem
from exchange.page_import import actions
from exchange.page_import import files as page_files
from exchange.page_import.publication import keep_day_of_former_portal
from exchange.page_import.rows import FileWrong, read_rows
from home.models import NewsArticlePage, PublicationDeadline
from library.models import PortalDocument, PortalImage
from tests.each import each_case
from tests.factories import CITY, DISTRICT, make_head, make_member, make_portal, publish_approved_page
from tests.information.factories import make_report

pytestmark = pytest.mark.django_db

NOW = timezone.now()
BODY = """
<h2>Kết quả</h2><p style="color:red">Xem <a href="/tin/bai-2.html">bài 2</a>, <a href="tep/ke-hoach.csv">kế hoạch</a>,
<a href="javascript:alert(1)">bấm</a>.</p><script>alert(1)</script>
<p><img src="/anh/cho.png" alt="Chợ Bến Thành"><img src="../../../etc/passwd"><img src="/anh/ve.svg"></p>
<table><tr><th>Năm</th><th>Số</th></tr><tr><td>2019</td><td>12</td></tr></table>
"""
OLD = {
    "id": "7",
    "title": "Tin cũ",
    "body": BODY,
    "url": "http://quan1-cu.example.test/tin/bai-1.html?ng=vi",
    "published": "05/03/2019",
    "source": "UBND Quận 1",
    "picture": "/anh/cho.png",
}
WXR = """<?xml version="1.0"?><rss xmlns:wp="http://wordpress.org/export/1.2/"
xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<item><title>Bài WordPress</title><link>http://cu.example.test/2019/03/bai/</link><wp:post_id>9</wp:post_id>
<wp:post_date_gmt>2019-03-05 02:00:00</wp:post_date_gmt><wp:status>publish</wp:status><wp:post_type>post</wp:post_type>
<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>10</wp:meta_value></wp:postmeta>
<content:encoded><![CDATA[Đoạn một.

[caption id="a"]Đoạn hai.[/caption]]]></content:encoded></item>
<item><title>Nháp</title><wp:post_id>11</wp:post_id><wp:status>draft</wp:status><wp:post_type>post</wp:post_type></item>
<item><title>Ảnh</title><wp:post_id>10</wp:post_id><wp:post_type>attachment</wp:post_type>
<wp:attachment_url>http://cu.example.test/wp-content/uploads/cho.png</wp:attachment_url></item>
</channel></rss>"""


@pytest.fixture
def city():
    return make_portal(CITY)


@pytest.fixture
def district(city):
    return make_portal(DISTRICT)


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "cu"
    (place / "anh").mkdir(parents=True)
    (place / "tin" / "tep").mkdir(parents=True)
    picture = BytesIO()
    Image.new("RGB", (40, 30), "green").save(picture, "PNG")
    (place / "anh" / "cho.png").write_bytes(picture.getvalue())
    (place / "anh" / "ve.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")
    (place / "tin" / "tep" / "ke-hoach.csv").write_text("Việc,Ngày\nHọp,1/1\n")
    return place


def file_of(tmp_path, *rows):
    path = tmp_path / "trang.json"
    path.write_text(json.dumps({"pages": rows}), encoding="utf-8")
    return path


def bring_in(path, folder=None, **options):
    out = StringIO()
    more = {"folder": folder} if folder else {}
    call_command(
        "import_pages", "quan1", "tin-tuc", path, source="quan1-cu", stdout=out, stderr=out,
        **{"by": "editor.quan1"} | more | options,
    )  # fmt: skip
    return out.getvalue()


@pytest.mark.slow(reason="reads a page in another process, and publishes it")
def test_page_becomes_a_draft_and_its_old_address_leads_to_it_once_it_is_public(client, district, folder, tmp_path):
    make_member(district)
    said = bring_in(file_of(tmp_path, OLD), folder)
    assert "Dòng 1: bản nháp “Tin cũ”." in said
    draft = NewsArticlePage.objects.get(title="Tin cũ")
    picture, document = PortalImage.objects.get(), PortalDocument.objects.get()
    assert (draft.live, draft.source_agency, draft.image) == (False, "UBND Quận 1", picture)
    assert (picture.collection, document.collection) == (district.collection, district.collection)
    kinds = [block.block_type for block in draft.body]
    assert kinds == ["heading", "paragraph", "figure", "table"]
    text = draft.body[1].value.source
    assert f'<a href="http://{district.host}/tin/bai-2.html">' in text.replace(":8000", "")
    assert f'<a linktype="document" id="{document.pk}">kế hoạch</a>' in text
    assert [word for word in ("javascript", "alert", "style") if word in str(draft.body.raw_data)] == []
    assert ReferenceIndex.get_references_to(document).exists()
    where = {"path": "/tin/bai-1.html?ng=vi", "headers": {"host": district.host}}
    assert client.get(**where).status_code == 404
    page = publish_approved_page(draft, by=make_head(district))
    assert page.first_published_at == datetime(2019, 3, 4, 17, tzinfo=UTC)
    response = client.get(**where)
    assert (response.status_code, response["Location"]) == (301, page.get_url_parts()[2])


@each_case("told", ["before its clock", "after its clock"])
def test_clock_of_an_imported_page_stops_on_its_day_there_whenever_that_is_told(district, told):
    report, head = make_report(district), make_head(district)
    there = {"portal": district, "source": "cu", "external_id": "1", "page": report, "received_at": NOW}
    row = IncomingItem(title=report.title, received_by=head, published_at=datetime(2019, 3, 5, tzinfo=UTC), **there)
    if told == "before its clock":
        row.save()
        publish_approved_page(report, by=head)
    else:
        page = publish_approved_page(report, by=head)
        row.save()
        keep_day_of_former_portal(page)
    assert PublicationDeadline.objects.get(page=report.pk).published_on == date(2019, 3, 5)


def test_import_that_was_interrupted_goes_on_without_doubles(district, folder, tmp_path, monkeypatch):
    make_member(district)
    monkeypatch.setattr(actions, "TOGETHER", 2)
    rows = [
        OLD | {"id": str(key), "title": f"Tin {key}", "url": f"http://cu.example.test/{key}.html"} for key in range(5)
    ]
    path, real, begun = file_of(tmp_path, *rows), actions.DraftWriter.write, []

    def write_until_somebody_stops_it(writer, **values):
        begun.append(values["title"])
        if len(begun) == 4:
            raise KeyboardInterrupt
        return real(writer, **values)

    monkeypatch.setattr(actions.DraftWriter, "write", write_until_somebody_stops_it)
    with pytest.raises(KeyboardInterrupt):
        bring_in(path, folder)
    assert NewsArticlePage.objects.count() == Redirect.objects.count() == 2
    assert "3 bản nháp mới; 2 đã có" in bring_in(path, folder)
    assert sorted(NewsArticlePage.objects.values_list("title", flat=True)) == [f"Tin {key}" for key in range(5)]
    assert (IncomingItem.objects.count(), Redirect.objects.count(), PortalImage.objects.count()) == (5, 5, 1)


@each_case("away", [ScannerAway, StorageAway])
def test_import_waits_for_a_scanner_or_a_storage_that_is_away(district, folder, monkeypatch, away):
    def refuse(*args, **kwargs):
        raise away

    monkeypatch.setattr(page_files, "add_picture", refuse)
    with pytest.raises(away):
        page_files.ImportedFiles(folder, district, by=make_member(district)).picture("/anh/cho.png", "Chợ")


def test_file_with_a_wrong_row_changes_nothing_unless_the_rest_is_wanted(district, tmp_path):
    make_member(district)
    path = file_of(tmp_path, OLD, OLD | {"id": "8", "title": ""}, {"title": "A", "body": "<p>B</p>"})
    with pytest.raises(CommandError, match="2"):
        bring_in(path)
    assert not NewsArticlePage.objects.exists()
    assert "Dòng 2:" in bring_in(path, partly=True)
    assert NewsArticlePage.objects.get().title == "Tin cũ"


def test_nobody_imports_into_another_portal(city, district, tmp_path):
    make_member(city)
    with pytest.raises(CommandError):
        bring_in(file_of(tmp_path, OLD), by="editor.thanhpho")
    assert not NewsArticlePage.objects.exists()


def test_export_of_wordpress_is_read(tmp_path):
    path = tmp_path / "export.xml"
    path.write_text(WXR, encoding="utf-8")
    ((row,), mistakes) = read_rows(path, now=NOW)
    assert (row.key, row.title, row.address, mistakes) == ("9", "Bài WordPress", "/2019/03/bai/", [])
    assert row.body == "<p>Đoạn một.</p><p>Đoạn hai.</p>"
    assert row.picture == "http://cu.example.test/wp-content/uploads/cho.png"
    assert row.published_at == datetime(2019, 3, 5, 2, tzinfo=UTC)


def test_table_is_read_with_long_bodies_and_old_letters(tmp_path):
    path = tmp_path / "trang.csv"
    body = f"<p>{'x' * 200_000}</p>"
    path.write_text(f'id,title,body\n1,"§¹i héi §¶ng bé thµnh phè lÇn thø n¨m","{body}"\n', encoding="utf-8")
    ((row,), _mistakes) = read_rows(path, now=NOW)
    assert (row.title, len(row.body)) == ("Đại hội Đảng bộ thành phố lần thứ năm", len(body))


@each_case(
    "name, content",
    [
        ("a.xml", '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><rss>&b;</rss>'),
        ("a.xml", '<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;">]><rss>&c;</rss>'),
        ("a.json", "[" * 100_000),
        ("a.json", '{"pages": [{"title": "A", "script": "B"}]}'),
        ("a.zip", "PK"),
        ("a.csv", ""),
    ],
)
def test_file_that_is_no_list_of_pages_is_refused(tmp_path, name, content):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(FileWrong):
        read_rows(path, now=NOW)


def test_body_that_is_nested_too_deep_is_named_and_holds_back_no_other(district):
    rows = [
        actions.PageRow(number, str(number), "A", body)
        for number, body in enumerate(("<p>Tốt</p>", "<div>" * 5_000 + "x", "<p>Tốt</p>"), start=1)
    ]
    pages, mistakes = actions.read_bodies(rows, NewsArticlePage(path=district.container.path))
    assert ([one.row.number for one in pages], [one.number for one in mistakes]) == ([1, 3], [2])


def test_link_leads_out_of_no_folder(folder, district, tmp_path):
    (tmp_path / "bi-mat.png").write_bytes((folder / "anh" / "cho.png").read_bytes())
    (folder / "lien-ket.png").symlink_to(tmp_path / "bi-mat.png")
    files = actions.ImportedFiles(folder, district, by=make_member(district))
    for address in (
        "/../bi-mat.png",
        "/%2e%2e/bi-mat.png",
        "/lien-ket.png",
        "file:///etc/passwd",
        "\0",
        "http://[",
        "",
    ):
        assert files.find(address) is None, address
    assert files.find("http://x.example/anh/cho.png") == folder / "anh" / "cho.png"
