"""The admin speaks Vietnamese in the corners that neither Wagtail nor its libraries translate."""

from datetime import date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.conf import settings
from django.contrib.humanize.templatetags.humanize import naturaltime
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override

from tests.admin import browser
from tests.each import each_case
from tests.factories import make_article, make_city, make_member, section_of


@pytest.fixture
def city(db):
    return make_city()


@pytest.fixture
def editor(city):
    """A browser of the ward's editor in the admin."""
    return browser(make_member(city["bennghe"]))


def soup(response) -> BeautifulSoup:
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


@pytest.mark.slow(reason="publishes pages and opens several screens")
def test_sign_in_asks_for_both_fields_in_vietnamese(client, db):
    page = soup(client.get(reverse("wagtailadmin_login"), headers={"host": settings.ADMIN_HOST}))
    labels = [label.get_text(strip=True).removesuffix("*") for label in page.select("label[for^=id_]")]
    assert labels[:2] == ["Tên đăng nhập", "Mật khẩu"]


def test_a_moment_ago_is_told_in_vietnamese():
    with override("vi"):
        assert naturaltime(timezone.now() - timedelta(hours=2, minutes=1)).replace("\xa0", " ") == "2 giờ trước"


@pytest.mark.parametrize(("kind", "written"), [("DATE_FORMAT", "03/04/2026"), ("DATETIME_FORMAT", "08:00, 03/04/2026")])
def test_dates_and_times_are_written_one_way(kind, written):
    at = datetime(2026, 4, 3, 8, 0)  # noqa: DTZ001 -- as written
    with override("vi"):
        assert [date_format(at, name) for name in (kind, f"SHORT_{kind}")] == [written, written]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("typed", ["03/04/2026", "2026-04-03"])
def test_a_typed_date_has_its_day_first(language, typed):
    with override(language):
        assert forms.DateField().clean(typed) == date(2026, 4, 3)


@pytest.mark.slow(reason="publishes pages and opens several screens")
def test_search_in_the_tree_counts_pages(editor, city):
    make_article(city["bennghe"], "Lịch tiêm chủng tháng 12")
    home = section_of(city["bennghe"]).get_parent()
    answer = editor.get(reverse("wagtailadmin_explore", args=[home.pk]), {"q": "tiêm chủng"})
    head = soup(answer).select_one("table.listing thead").get_text(" ", strip=True)
    assert "trong số 1 trang" in head
    assert "None" not in head


@each_case(
    ("slug", "first"),
    [
        ("tin-tuc", "Tin bài"),
        ("gioi-thieu", "Trang thông tin"),
        ("to-chuc", "Đơn vị, phòng ban"),
        ("van-ban", "Văn bản"),
        ("thong-ke-bao-cao", "Báo cáo thống kê"),
        ("lich-cong-tac", "Lịch công tác tuần"),
    ],
)
def test_kinds_of_pages_are_offered_with_what_the_section_is_for_first(editor, city, slug, first):
    section = section_of(city["bennghe"], slug)
    page = soup(editor.get(reverse("wagtailadmin_pages:add_subpage", args=[section.pk])))
    names = [link.get_text(strip=True) for link in page.select("ul.listing li a")]
    assert (names[0], len(names)) == (first, 32)
    # A clerk who comes to write a notice reads a handful of kinds; the rest is folded.
    assert len(names) - len(page.select("details ul.listing li a")) <= 10
    items = page.select("ul.listing li")
    assert [item.get_text(strip=True) for item in items if item.select_one("p") is None] == []
    assert "Trang thuộc loại" not in page.get_text()


def test_words_of_table_menus_come_with_the_editor(editor, city):
    """The journey in tests/journeys/test_editor.py sees them in the menu."""
    section = section_of(city["bennghe"])
    page = soup(editor.get(reverse("wagtailadmin_pages:add", args=["home", "newsarticlepage", section.pk])))
    assert "Chèn hàng phía trên" in page.select_one("#table-menu-words").get_text().encode().decode("unicode_escape")
