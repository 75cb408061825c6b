"""What a reader chooses stays in the browser; what is printed is the page and nothing else; nobody is tracked."""

from playwright.sync_api import Page, expect

from tests.factories import make_article, make_head, make_member, publish, section_of
from tests.fullest import full_article
from tests.journeys.browser import Web, axe_violations

# Only this may be kept for a reader, and only after a choice.
CHOICES_KEPT = {"portal-text", "portal-contrast"}
# Of use on a screen only.
CONTROLS = [".city-bar", ".site-nav", ".masthead__search", ".page-tools", ".breadcrumb", ".tags"]


def choose(page: Page, name: str) -> None:
    """Open the panel in the head of a page and make a choice by its words."""
    panel = page.locator(".preferences")
    panel.locator("summary").click()
    panel.get_by_label(name, exact=True).check()
    page.keyboard.press("Escape")
    expect(panel.get_by_label(name, exact=True)).to_be_hidden()


def text_size(page: Page) -> float:
    return page.evaluate("parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)")


def ground(page: Page) -> str:
    return page.evaluate("getComputedStyle(document.documentElement).backgroundColor")


def test_text_size_and_contrast_last_from_page_to_page_and_beyond_the_visit(web: Web, ward, page):
    article = make_article(ward, reviewed=True)
    page.goto(web.url(ward.host))
    expect(page.locator("html")).not_to_have_attribute("data-text", "larger")
    page.goto(article.full_url)
    size, light = text_size(page), ground(page)
    choose(page, "Rất lớn")
    choose(page, "Nền tối")
    assert text_size(page) > size
    assert ground(page) != light

    chosen = text_size(page), ground(page)
    page.goto(web.url(ward.host))
    assert ground(page) == chosen[1]
    later = page.context.new_page()
    later.goto(article.full_url)
    assert (text_size(later), ground(later)) == chosen
    later.locator(".preferences summary").click()
    expect(later.get_by_label("Rất lớn", exact=True)).to_be_checked()
    expect(later.get_by_label("Nền tối", exact=True)).to_be_checked()
    assert set(later.evaluate("Object.keys(localStorage)")) == CHOICES_KEPT
    assert page.context.cookies() == []


def test_choice_is_taken_back(web: Web, ward, page):
    page.goto(web.url(ward.host))
    size, light = text_size(page), ground(page)
    for name in ("Rất lớn", "Nền tối", "Vừa", "Chuẩn"):
        choose(page, name)
    page.reload()
    assert (text_size(page), ground(page)) == (size, light)


def test_visit_leaves_nothing_behind(web: Web, ward, page):
    make_article(ward, "Đường Nguyễn Huệ đổi chiều", reviewed=True)
    page.goto(web.url(ward.host))
    page.get_by_role("combobox").first.fill("nguyen hue")
    page.keyboard.press("Enter")
    page.get_by_role("main").get_by_role("link", name="Đường Nguyễn Huệ đổi chiều").click()
    page.get_by_role("link", name="Tất cả chuyên mục").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sơ đồ cổng")
    assert page.context.storage_state() == {"cookies": [], "origins": []}


def test_paper_shows_the_article_with_its_source_and_address_and_no_controls(web: Web, ward, page):
    draft = full_article(ward, parent=section_of(ward))
    article = publish(draft, by=make_head(ward), author=make_member(ward))
    page.goto(article.full_url)
    page.emulate_media(media="print")
    main = page.get_by_role("main")
    expect(main.get_by_role("heading", level=1)).to_be_visible()
    expect(main.get_by_text(f"Nguồn: {article.source_agency}")).to_be_visible()
    expect(page.locator(".print-only")).to_be_visible()
    expect(page.locator(".print-only")).to_contain_text(ward.host)
    for selector in CONTROLS:
        expect(page.locator(selector).first, selector).to_be_hidden()


def test_paper_is_white_for_a_reader_who_reads_on_dark(web: Web, ward, page):
    draft = full_article(ward, parent=section_of(ward))
    page.goto(publish(draft, by=make_head(ward), author=make_member(ward)).full_url)
    choose(page, "Nền tối")
    page.emulate_media(media="print")
    assert ground(page) == "rgb(255, 255, 255)"
    assert axe_violations(page) == []
