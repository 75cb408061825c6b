"""A ward is merged: its portal closes for good, stays readable, and leads visitors to the portal that follows."""

from django.urls import reverse
from playwright.sync_api import expect

from tests.factories import make_article, make_operator
from tests.journeys.browser import NARROW, WIDE, axe_violations, resize, sideways_scroll

BASIS = "Nghị quyết số 1685/NQ-UBTVQH15 ngày 16/6/2025"


def test_archived_portal_leads_to_its_successor(ward, desk_of, web, page):
    district = ward.parent
    article = make_article(ward, "Thông báo cũ")
    operator = desk_of(make_operator())
    operator.open("portals_admin:detail", ward.pk)
    acts = operator.panel("Thao tác với cổng này")
    for width in (NARROW, WIDE):
        resize(operator.page, width)
        assert axe_violations(operator.page) == []
        assert sideways_scroll(operator.page) == {}
    expect(acts).to_contain_text("không thể mở lại")
    acts.get_by_role("link", name="Lưu trữ").click()
    form = operator.page.locator("form", has=operator.page.locator("[name=legal_basis]"))
    form.locator("[name=legal_basis]").fill(BASIS)
    form.locator("[name=successor]").select_option(label=district.name)
    form.locator("[name=understood]").check()
    form.locator("button[type=submit]").click()
    expect(operator.page.locator(".messages .success")).to_be_visible()

    # What somebody had bookmarked is still there, and shows the way.
    page.goto(article.full_url)
    expect(page.get_by_role("heading", level=1)).to_have_text("Thông báo cũ")
    banner = page.locator(".archived")
    expect(banner).to_contain_text(BASIS)
    for width in (NARROW, WIDE):
        resize(page, width)
        assert axe_violations(page) == []
        assert sideways_scroll(page) == {}
    banner.get_by_role("link").click()
    expect(page).to_have_url(web.url(district.host))
    page.goto(web.url(ward.host, "/lien-he/"))
    page.locator(".archived").get_by_role("link").click()
    expect(page).to_have_url(web.url(district.host, "/lien-he/"))
    page.goto(web.url(ward.host, reverse("ask_question")))
    page.get_by_role("link", name=f"Gửi câu hỏi đến {district.name}").click()
    expect(page).to_have_url(web.url(district.host, reverse("ask_question")))
    city = district.parent
    page.goto(web.url(city.host, reverse("portals")))
    expect(page.get_by_role("region", name="Cổng đã lưu trữ (1)")).to_contain_text(f"{ward.name} (đã lưu trữ)")
