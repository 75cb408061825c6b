"""A visitor of the city portal follows portals and topics without an account: the browser alone keeps the list."""

import json

import pytest
from playwright.sync_api import Locator, Page, expect

from home.models import SubjectField
from tests.factories import CITY, WARD, make_article, make_head, make_member, publish
from tests.home.branches import approve
from tests.journeys.browser import Web, axe_violations, faults

KEY = "portal-following"
LIST = "/cac-cong/"


@pytest.fixture
def city(ward):
    city = ward.parent.parent
    english = city.container.get_children().get(slug="en").specific
    english.save_revision(user=make_member(city))
    publish(english, by=make_head(city), author=make_member(city))
    return city


def toggle(page: Page, name: str) -> Locator:
    return page.get_by_role("main").get_by_role("button", name=name)


def followed(page: Page, heading: str = "Ông/bà theo dõi") -> Locator:
    return page.get_by_role("region", name=heading)


def kept(page: Page) -> list[dict[str, str]] | None:
    return json.loads(page.evaluate("key => localStorage.getItem(key)", KEY) or "null")


def test_ward_is_followed_in_this_browser_found_at_the_next_visit_and_forgotten(web: Web, city, ward, page):
    make_article(ward, "Cúp nước hẻm 15", reviewed=True)
    page.goto(web.url(city.host))
    expect(followed(page)).to_have_count(0)
    assert kept(page) is None

    page.goto(web.url(city.host, LIST))
    toggle(page, "Theo dõi Phường Bến Nghé").click()
    toggle(page, "Theo dõi Quận 1").click()
    expect(toggle(page, "Đang theo dõi Phường Bến Nghé")).to_have_attribute("aria-pressed", "true")
    assert faults(page) == []

    later = page.context.new_page()
    later.goto(web.url(city.host))
    expect(followed(later).locator("[data-followed] li")).to_have_text(["Phường Bến Nghé", "Quận 1"])
    expect(followed(later).get_by_role("link", name="Cúp nước hẻm 15")).to_be_visible()
    assert faults(later) == []
    later.goto(web.url(city.host, "/en/"))
    english = followed(later, "What you follow").get_by_role("link", name="Ben Nghe Ward")
    expect(english).to_have_attribute("href", web.url(WARD.host))

    toggle(page, "Đang theo dõi Quận 1").click()
    expect(toggle(page, "Theo dõi Quận 1")).to_have_attribute("aria-pressed", "false")
    assert [entry["code"] for entry in kept(page)] == ["bennghe"]

    page.goto(web.url(city.host))
    followed(page).get_by_role("button", name="Bỏ theo dõi tất cả").click()
    expect(followed(page).get_by_text("Ông/bà không còn theo dõi gì")).to_be_focused()
    assert (axe_violations(page), kept(page), page.context.cookies()) == ([], None, [])
    page.reload()
    expect(followed(page)).to_have_count(0)


def test_topic_is_followed_and_what_was_published_of_it_is_found_on_the_home(web: Web, city, ward, page):
    article = make_article(ward, "Ngày hội việc làm")
    article.subject_fields = [SubjectField.objects.get(slug="kinh-te")]
    approve(article, ward)
    page.goto(web.url(city.host, LIST))
    toggle(page, "Theo dõi Kinh tế").click()
    page.goto(web.url(city.host))
    expect(followed(page).locator("[data-followed] li")).to_have_text(["Kinh tế"])
    expect(followed(page).get_by_role("link", name="Ngày hội việc làm")).to_be_visible()
    followed(page).get_by_role("button", name="Bỏ theo dõi tất cả").click()
    expect(followed(page).get_by_role("link", name="Ngày hội việc làm")).to_have_count(0)
    assert kept(page) is None


def test_what_is_broken_or_leads_elsewhere_is_dropped(web: Web, city, page):
    names = {"vi": "<b>Phường</b>", "en": "Ward"}
    ours = {"code": "bennghe", **names, "url": web.url(WARD.host, "/dang-nhap/")}
    foreign = [
        {"code": f"foreign-{number}", **names, "url": url}
        for number, url in enumerate(
            [
                "https://example.test/",
                f"https://evil{CITY.host}/",
                f"https://{CITY.host}@example.test/",
                f"https://{CITY.host}.example.test/",
                "javascript:alert(1)//" + CITY.host,
            ]
        )
    ]
    page.goto(web.url(city.host))
    page.evaluate("pair => localStorage.setItem(...pair)", [KEY, json.dumps([*foreign, None, {"code": 1}, ours])])
    page.reload()
    link = followed(page).locator("[data-followed]").get_by_role("link")
    expect(link).to_have_text("<b>Phường</b>")
    expect(link).to_have_attribute("href", web.url(WARD.host))
    assert [entry["code"] for entry in kept(page)] == ["bennghe"]

    for broken in ("{", '"text"', "{}", "null"):
        page.evaluate("pair => localStorage.setItem(...pair)", [KEY, broken])
        page.reload()
        expect(followed(page)).to_have_count(0)


def test_nothing_of_it_shows_without_javascript(web: Web, city, new_page):
    page = new_page(java_script_enabled=False)
    page.goto(web.url(city.host, LIST))
    expect(page.get_by_role("main").get_by_role("link", name="Quận 1", exact=True).first).to_be_visible()
    expect(page.get_by_role("button", name="Theo dõi")).to_have_count(0)
    expect(page.locator("[data-follow-note]")).to_be_hidden()
    page.goto(web.url(city.host))
    expect(page.locator("#following")).to_be_hidden()
