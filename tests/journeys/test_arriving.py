"""Who follows an old link arrives, and who reads English is never on a page in the other language unasked."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from home.models import NewsArticlePage
from tests.factories import make_article, make_head, make_member, publish_approved_page
from tests.home.branches import open_english, translated
from tests.journeys.browser import NARROW, VIEWPORTS, WIDE, axe_violations, sideways_scroll

SIZES = [{"width": width, "height": VIEWPORTS[width]} for width in (NARROW, WIDE)]


def test_old_address_of_an_imported_page_arrives(web, district, new_page, tmp_path):
    make_member(district)
    path = tmp_path / "trang.json"
    row = {"title": "Lịch cúp nước", "body": "<p>Từ 8 giờ.</p>", "url": "http://cu.example.test/Tin/Bai.aspx?id=7"}
    path.write_text(json.dumps({"pages": [row]}), encoding="utf-8")
    call_command(
        "import_pages", "quan1", "tin-tuc", path, source="cu", by="editor.quan1", stdout=StringIO(), stderr=StringIO()
    )
    old = web.url(district.host, "/Tin/Bai.aspx?id=7")
    draft = NewsArticlePage.objects.get(title="Lịch cúp nước")
    for scripts in (True, False):
        assert new_page(java_script_enabled=scripts).goto(old).status == 404
    page = publish_approved_page(draft, by=make_head(district))
    for size in SIZES:
        for scripts in (True, False):
            window = new_page(java_script_enabled=scripts, viewport=size)
            assert window.goto(old).status == 200
            expect(window).to_have_url(web.url(district.host, page.get_url_parts()[2]))
            expect(window.get_by_role("heading", level=1)).to_have_text("Lịch cúp nước")


@pytest.mark.parametrize("size", SIZES, ids=[str(NARROW), str(WIDE)])
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_english_reader_is_never_on_a_vietnamese_page_unasked(web, district, new_page, size, scripts):
    open_english(district)
    read, unread = make_article(district, "Đã dịch"), make_article(district, "Chưa dịch")
    translated(read, district)
    page = new_page(java_script_enabled=scripts, viewport=size)
    page.goto(web.url(district.host, read.get_url_parts()[2]))
    page.get_by_role("link", name="English", exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "en")

    here = web.url(district.host, unread.get_url_parts()[2])
    page.goto(here)
    page.locator("summary", has_text="English").click()
    expect(page).to_have_url(here)
    expect(page.get_by_text("This page is not available in English.")).to_be_visible()
    if scripts:
        assert [*axe_violations(page), *filter(None, [sideways_scroll(page)])] == []
    for number in range(2):
        page.goto(here)
        page.locator("summary", has_text="English").click()
        page.locator(".city-bar__language a").nth(number).click()
        expect(page.locator("html")).to_have_attribute("lang", "en")

    page.goto(web.url(district.host, "/en/tim-kiem/?q=water"))
    expect(page).to_have_url(web.url(district.host, "/en/search/?q=water"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
