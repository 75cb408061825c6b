"""The mirror: what a visitor can read as files, nothing else, and nothing rendered again that cannot have changed."""

import fcntl
import re
from http import HTTPStatus
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from django.conf import settings as configured
from django.core.management import call_command
from django.core.management.base import CommandError, OutputWrapper
from django.utils import timezone

from cityportal import tasks
from cityportal.doctor import backups
from cityportal.mirror import export, links, target
from cityportal.mirror.comparison import Drift, compare_mirror
from cityportal.mirror.errors import MirrorRefused
from cityportal.mirror.links import address_of, file_of, links_in
from cityportal.mirror.manifest import Manifest
from cityportal.mirror.visiting import Answer, Visitor
from editorial.enums import TakedownReason
from editorial.withdrawal.actions import take_down
from page_cache.declaring import Declared
from page_cache.generations import end_generations
from page_cache.models import PendingPurge
from provisioning.portal_states import suspend_portal
from sites.content_policy import CONTENT_POLICY
from tests.each import each_case
from tests.factories import WARD, make_article, make_head, make_operator, make_portal
from tests.fullest import make_image
from tests.qa.factories import make_question

pytestmark = pytest.mark.django_db

NGINX = Path(configured.BASE_DIR) / "deploy" / "nginx" / "mirror.conf"


@pytest.fixture
def folder(tmp_path, settings):
    """An empty target, where the page cache tells what changed."""
    settings.PAGE_CACHE_SECONDS = 600
    end_generations([None])
    path = tmp_path / "mirror"
    path.mkdir()
    return path


class Pages:
    """An application of few pages in the place of ours: what it has at an address, and what it was asked for."""

    def __init__(self):
        self.texts = {"/": '<a href="/tin-tuc/">', "/tin-tuc/": '<a href="/tin-tuc/bai/">', "/tin-tuc/bai/": "Bài"}
        self.declared = {}
        self.asked = []
        self.before = {}

    def ask(self, _visitor, host, address):
        self.asked.append(address)
        if before := self.before.pop(address, None):
            before()
        text = self.texts.get(address)
        status = HTTPStatus.NOT_FOUND if text is None else HTTPStatus.OK
        declared = self.declared.get(address, Declared(is_cacheable=True))
        return Answer(int(status), (text or "").encode(), "text/html", "", declared)


@pytest.fixture
def pages(city, monkeypatch):
    answers = Pages()
    monkeypatch.setattr(Visitor, "ask", lambda *asked: answers.ask(*asked))
    return answers


def write(folder):
    return export.export_mirror(folder, stream=OutputWrapper(StringIO()))


def path_of(page):
    return urlsplit(page.full_url).path


def file_at(folder, portal, address):
    return folder / "current" / portal.host / file_of(address, "text/html")


@pytest.mark.slow(reason="renders every page of two portals")
def test_mirror_has_what_a_visitor_reads_until_it_is_withdrawn(
    city, district, folder, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        ward = make_portal(WARD)
        page = make_article(district, title="Lịch tiêm chủng", image=make_image(district))
        draft, question = make_article(district, published=False), make_question(district)
        closed = make_article(ward, title="Của cổng tạm ngừng")
        suspend_portal(ward, by=make_operator(), reason="Sự cố", at=timezone.now(), expected_return=None)
    exported = write(folder)
    assert exported.failed == []
    assert "Cổng hiện chỉ đọc" in file_at(folder, city, "/").read_text()
    assert "<textarea" not in file_at(folder, district, "/hoi-dap/gui-cau-hoi/").read_text()
    assert "Lịch tiêm chủng" in file_at(folder, district, path_of(page)).read_text()
    assert list((folder / "current" / district.host / "media" / "images").rglob("*.*"))
    for address in ("/sitemap.xml", "/robots.txt", "/rss.xml", "/so-do-cong/"):
        assert file_at(folder, district, address).is_file()
    assert (folder / "current" / "_shared" / "static" / "img" / "favicon.svg").is_file()
    assert not (folder / "current" / ward.host).exists()
    texts = "".join(path.read_text() for path in (folder / "current").rglob("*.html"))
    assert closed.title not in texts
    assert not file_at(folder, district, path_of(draft)).exists()
    assert not file_at(folder, district, f"/hoi-dap/{question.code}/").exists()

    assert write(folder).rendered == 0
    assert compare_mirror(folder, sample=9, on=timezone.localdate()).differences == []

    with django_capture_on_commit_callbacks(execute=True):
        take_down(page, by=make_head(district), reason_class=TakedownReason.OTHER, reason="Sai", at=timezone.now())
    write(folder)
    assert not file_at(folder, district, path_of(page)).exists()
    assert "Lịch tiêm chủng" not in "".join(path.read_text() for path in (folder / "current").rglob("*.html"))


@pytest.mark.both_engines
def test_only_what_changed_is_asked_for_again(city, folder, pages):
    pages.declared["/tin-tuc/"] = Declared(is_cacheable=True, shows_other_portals=True)
    pages.declared["/tin-tuc/bai/"] = Declared(is_incomplete=True)
    write(folder)
    pages.asked.clear()
    write(folder)
    assert pages.asked == ["/tin-tuc/bai/"]
    pages.declared.pop("/tin-tuc/bai/")
    end_generations([0])
    pages.asked.clear()
    write(folder)
    assert sorted(pages.asked) == ["/tin-tuc/", "/tin-tuc/bai/"]
    end_generations([city.pk])
    pages.texts["/"] = '<a href="/tin-tuc/"><a href="/moi/">'
    pages.texts["/moi/"] = "Mới"
    write(folder)
    assert file_at(folder, city, "/moi/").read_text() == "Mới"
    [former, current] = sorted(path for path in folder.iterdir() if path.is_dir() and not path.is_symlink())
    assert (folder / "current").resolve() == current
    same, changed = (
        [(each / city.host / file).stat().st_ino for each in (former, current)]
        for file in ("tin-tuc/index.html", "index.html")
    )
    assert same[0] == same[1]
    assert changed[0] != changed[1]


def test_change_that_the_cache_was_not_told_of_counts(city, folder, pages):
    write(folder)
    pages.asked.clear()
    PendingPurge.objects.create(portal_id=city.pk, noted_at=timezone.now())
    write(folder)
    assert "/tin-tuc/bai/" in pages.asked


def test_page_that_is_withdrawn_during_the_run_is_not_in_it(city, folder, pages):
    def withdraw():
        assert "/tin-tuc/bai/" in pages.asked
        pages.texts["/tin-tuc/bai/"] = None
        end_generations([city.pk])

    pages.texts["/tin-tuc/bai/"], pages.texts["/cuoi/"] = '<a href="/cuoi/">', ""
    pages.before["/cuoi/"] = withdraw
    exported = write(folder)
    assert not file_at(folder, city, "/tin-tuc/bai/").exists()
    assert "/tin-tuc/bai/" not in exported.manifest.hosts[city.host].entries
    assert exported.unsettled == []


def test_portal_that_changes_all_the_time_is_named_and_written_anew_by_the_next_run(city, folder, pages):
    def change():
        end_generations([city.pk])
        pages.before["/"] = change

    pages.before["/"] = change
    assert write(folder).unsettled == [city.host]
    pages.before.clear()
    pages.asked.clear()
    assert write(folder).unsettled == []
    assert "/tin-tuc/" in pages.asked


@each_case("error", [KeyboardInterrupt(), RuntimeError("out of memory")])
def test_run_that_is_broken_off_leaves_the_mirror_as_it_was(city, folder, pages, error):
    write(folder)
    before = (folder / "current").resolve()
    end_generations([city.pk])

    def break_off():
        raise error

    pages.before["/tin-tuc/"] = break_off
    with pytest.raises(type(error)):
        write(folder)
    assert (folder / "current").resolve() == before
    assert file_at(folder, city, "/tin-tuc/bai/").read_text() == "Bài"
    # What a run leaves that had no time to clear up.
    (folder / "20261201-000000-000000.part").mkdir()
    write(folder)
    assert not (folder / "20261201-000000-000000.part").exists()


def test_mirror_is_refused_while_the_application_is_away(city, folder, pages, monkeypatch):
    write(folder)
    before = (folder / "current").resolve()
    end_generations([city.pk])
    monkeypatch.setattr(Visitor, "ask", lambda *_asked: Answer(503, b"", "text/html", "", Declared()))
    with pytest.raises(MirrorRefused, match="503"):
        write(folder)
    assert (folder / "current").resolve() == before


def test_page_that_breaks_is_left_out_and_named(city, folder, pages, monkeypatch):
    ask = Visitor.ask
    broken = Answer(500, b"", "text/html", "", Declared())
    monkeypatch.setattr(
        Visitor, "ask", lambda visitor, host, address: broken if "bai" in address else ask(visitor, host, address)
    )
    with pytest.raises(CommandError, match="1 địa chỉ"):
        call_command("export_mirror", str(folder), stdout=StringIO(), stderr=StringIO())
    assert file_at(folder, city, "/tin-tuc/").is_file()


def test_target_that_is_no_folder_of_its_own_is_refused(folder, pages):
    with pytest.raises(MirrorRefused, match="không phải là thư mục"):
        write(folder / "chua-co")
    (folder / "anh.jpg").touch()
    with pytest.raises(MirrorRefused, match=r"anh\.jpg"):
        write(folder)
    (folder / "anh.jpg").unlink()
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(MirrorRefused, match="đang chạy"):
            write(folder)


def test_disk_that_is_too_full_is_refused(folder, pages, monkeypatch):
    write(folder)
    monkeypatch.setattr(target.shutil, "disk_usage", lambda _folder: SimpleNamespace(free=1))
    with pytest.raises(MirrorRefused, match="quá đầy"):
        write(folder)


def test_comparison_names_what_is_missing_stale_and_extra(city, folder, pages):
    write(folder)
    pages.texts |= {"/tin-tuc/": "Khác", "/tin-tuc/bai/": None, "/en/": "Home"}
    found = compare_mirror(folder, sample=10, on=timezone.localdate()).differences
    told = {(one.drift, one.url.removeprefix(city.root_url)) for one in found}
    assert told == {(Drift.STALE, "/tin-tuc/"), (Drift.EXTRA, "/tin-tuc/bai/")}
    file_at(folder, city, "/").unlink()
    assert (Drift.MISSING, f"{city.root_url}/") in {
        (one.drift, one.url) for one in compare_mirror(folder, sample=0, on=timezone.localdate()).differences
    }
    with pytest.raises(CommandError, match="khác"):
        call_command("compare_mirror", str(folder), stdout=StringIO(), stderr=StringIO())


def test_old_mirror_is_told_where_one_is_wanted(folder, pages, settings):
    assert list(backups.check_mirror()) == []
    settings.MIRROR_TARGET = str(folder)
    assert [finding.code for finding in backups.check_mirror()] == ["mirror_old"]
    tasks.export_mirror()
    assert list(backups.check_mirror()) == []
    manifest = Manifest.read(target.current_folder(folder))
    manifest.made_at = "2020-01-01T00:00:00+07:00"
    manifest.write(target.current_folder(folder))
    assert [finding.code for finding in backups.check_mirror()] == ["mirror_old"]


BASE = "https://quan1.example.vn/tin-tuc/"


@each_case(
    ("link", "expected"),
    [
        ("/gioi-thieu/", "/gioi-thieu/"),
        ("bai/#muc", "/tin-tuc/bai/"),
        ("https://quan1.example.vn", "/"),
        ("https://khac.example.vn/", ""),
        ("?trang=2", "/tin-tuc/?trang=2"),
        ("?trang=1", "/tin-tuc/"),
        ("?trang=2&linh-vuc=a", ""),
        ("/sitemap.xml?phan=questions1", "/sitemap.xml?phan=questions1"),
        ("/portal.css?v=1a2b", "/portal.css"),
        ("/%74in-tuc/", "/tin-tuc/"),
        ("/documents/1/kế.pdf", "/documents/1/k%E1%BA%BF.pdf"),
        ("https://quan1.example.vn//tin-tuc/", ""),
        ("/tim-kiem/?q=a", ""),
        ("/en/search/", ""),
        ("/api/v1/", ""),
        ("mailto:a@example.vn", ""),
        ("http://[", ""),
    ],
)
def test_which_links_belong_to_the_mirror(link, expected):
    assert address_of(link, base=BASE) == expected


@each_case(
    ("address", "content_type", "expected"),
    [
        ("/", "text/html", "index.html"),
        ("/tin-tuc/rss/", "application/rss+xml", "tin-tuc/rss/index.xml"),
        ("/tin-tuc/?trang=2", "text/html", "tin-tuc/@trang-2.html"),
        ("/sitemap.xml?phan=2", "application/xml", "sitemap.xml@phan-2.xml"),
        ("/documents/1/k%E1%BA%BF.pdf", "application/pdf", "documents/1/kế.pdf"),
        ("/a/../b/", "text/html", ""),
        ("/a/%2e%2e/b/", "text/html", ""),
        ("/a%00/", "text/html", ""),
        (f"/{'a' * 300}/", "text/html", ""),
    ],
)
def test_file_of_an_address_stays_below_its_host(address, content_type, expected):
    assert file_of(address, content_type) == expected


def test_pages_and_style_sheets_say_what_they_use():
    page = """<meta content="/khong"><meta content="https://quan1.example.vn/media/images/a.jpg">
        <a href="/a/?x=1&amp;y=2">
        <img src="/media/images/b.jpg" srcset="/media/images/b.jpg 1x, /media/images/c.webp 2x">"""
    assert links_in(page, "text/html", base=BASE) == {f"/media/images/{name}" for name in ("a.jpg", "b.jpg", "c.webp")}
    assert links_in("a { src: url(../f.woff2) }", "text/css", base=f"{BASE}x.css") == {"/f.woff2"}


def test_web_server_knows_the_files_and_the_policy_of_the_mirror():
    written = NGINX.read_text(encoding="utf-8")
    indexes = set(re.findall(r"index\.(\w+)", written.split("include")[0]))
    assert indexes == {*links._ENDINGS.values(), "bin"}  # as the server lists them
    assert f'"{CONTENT_POLICY}"' in written
    for page in (NGINX.parent / "mirror-errors").iterdir():
        assert 'lang="vi"' in page.read_text()
        assert '<section lang="en">' in page.read_text()
