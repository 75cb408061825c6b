"""Everybody can read every public page: axe with no rule disabled, at three widths, in all contrast settings.

Each test looks at the whole world, which takes long to make, and reports all it finds at once.
"""

import itertools
from typing import Any
from unittest.mock import Mock

import pytest
from django.core.exceptions import PermissionDenied
from playwright.sync_api import Page, Response, expect
from wagtail.models import Page as TreePage
from wagtail.models import get_page_models

from home.models import PortalContainerPage
from tests.exhaustive_state import SHOWN
from tests.journeys.browser import MIDDLE, NARROW, VIEWPORTS, WIDE, axe_violations, look_at, resize, sideways_scroll

NEVER_SHOWN = {TreePage, PortalContainerPage}
STATUS = {
    "withdrawn": 410,
    "withdrawn, no title": 410,
    "not found": 404,
    "unknown host": 404,
    "suspended": 503,
    "in preparation": 404,
}
# Served without the menu of a portal.
WITHOUT_MENU = {"unknown host", "suspended", "in preparation"}

# Choices of a reader with the width at which they are tried: text size, contrast, width.
CHOICES = [
    ("normal", "high", WIDE),
    ("normal", "dark", WIDE),
    ("larger", "normal", NARROW),
    ("larger", "dark", NARROW),
]
CHOOSE = "([text, contrast]) => Object.assign(document.documentElement.dataset, {text, contrast})"
UNCHOOSE = "['data-text', 'data-contrast'].forEach(name => document.documentElement.removeAttribute(name))"
OPEN_ALL = "selector => document.querySelectorAll(selector).forEach(details => { details.open = true })"
# Headings as assistive technology meets them: what is hidden is not there.
OUTLINE = """() => [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
    .filter(heading => heading.checkVisibility()).map(heading => Number(heading.tagName[1]))"""
# Lists and parts that hold nothing but their own heading.
HOLLOW = """() => [...document.querySelectorAll("ul, ol, dl, section, .panel, .site-footer__grid > div")]
    .filter(part => part.checkVisibility())
    .filter(part => part.innerText.trim() === (part.querySelector(":scope > :is(h2, h3)")?.innerText.trim() ?? ""))
    .filter(part => !part.querySelector("img, video, audio"))
    .map(part => part.outerHTML.slice(0, 160))"""
FRAME = ["body > header", "body > main", "body > footer"]
LANDMARKS = f"() => {FRAME}.filter(selector => document.querySelectorAll(selector).length === 1)"

# Each test looks at a hundred pages, one after the other.
pytestmark = [pytest.mark.when_changed(*SHOWN, "tests/journeys/*"), pytest.mark.timeout(900)]


def faults(page: Page, *situation: object) -> list[Any]:
    """Violations and sideways scroll of the page as it stands, with the situation they are found in."""
    scroll = sideways_scroll(page)
    return [(*situation, fault) for fault in (*axe_violations(page), *([scroll] if scroll else []))]


def answer_faults(name: str, response: Response) -> list[Any]:
    """A status that is not the expected one, and cookies: no public page sets any."""
    cookies = [header["value"] for header in response.headers_array() if header["name"].lower() == "set-cookie"]
    return cookies + ([] if response.status == STATUS.get(name, 200) else [response.status])


def outline_faults(page: Page, *, bare: bool) -> list[Any]:
    """Headings that skip a level, hollow parts, missing landmarks, no way past the head, anything kept unasked."""
    levels = page.evaluate(OUTLINE)
    is_sound = levels[:1] == [1] and levels.count(1) == 1
    is_sound = is_sound and all(low - high <= 1 for high, low in itertools.pairwise(levels))
    landmarks = page.evaluate(LANDMARKS)
    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.getAttribute('href')")
    page.keyboard.press("Enter")
    arrived = page.evaluate("document.activeElement.id")
    return [
        *([] if is_sound else [levels]),
        *page.evaluate(HOLLOW),
        *([] if landmarks == (["body > main"] if bare else FRAME) else [landmarks]),
        *([] if (first, arrived) == ("#main", "main") else [first, arrived]),
        *page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]"),
    ]


@pytest.fixture
def narrow(new_page) -> Page:
    return new_page(viewport={"width": NARROW, "height": VIEWPORTS[NARROW]})


def test_every_page_is_accessible_fits_each_width_and_has_its_outline(world, narrow):
    assert {type(page) for page in world.pages.values()} == set(get_page_models()) - NEVER_SHOWN, (
        "every public page type needs a page in the world"
    )

    def look(name: str, address: str) -> list[Any]:
        resize(narrow, NARROW)
        findings = answer_faults(name, narrow.goto(address)) + faults(narrow, NARROW, "as it comes")
        narrow.evaluate(OPEN_ALL, "main details")
        for width in (MIDDLE, WIDE):
            resize(narrow, width)
            findings += faults(narrow, width, "details open")
        return findings + outline_faults(narrow, bare=name == "unknown host")

    assert look_at(world.addresses, look) == {}
    assert narrow.context.cookies() == []


def test_pages_are_accessible_in_every_contrast_and_text_size(world, narrow):
    def look(name: str, address: str) -> list[Any]:
        findings = []
        narrow.emulate_media(contrast="no-preference")
        narrow.goto(address)
        narrow.evaluate(OPEN_ALL, "details")
        for text, contrast, width in CHOICES:
            narrow.evaluate(CHOOSE, [text, contrast])
            resize(narrow, width)
            findings += faults(narrow, text, contrast, width)
        narrow.evaluate(UNCHOOSE)
        narrow.emulate_media(contrast="more")
        return findings + faults(narrow, "the device asks for contrast", width)

    assert look_at(world.looks, look) == {}


def test_pages_are_read_and_menus_opened_without_javascript(world, new_page):
    page = new_page(java_script_enabled=False, viewport={"width": NARROW, "height": VIEWPORTS[NARROW]})
    for name, address in world.looks.items():
        page.goto(address)
        expect(page.get_by_role("main").get_by_role("heading", level=1), name).to_be_visible()
        expect(page.locator(".preferences"), name).to_be_hidden()
        if name not in WITHOUT_MENU:
            menu = page.locator(".site-nav")
            menu.locator("summary").click()
            expect(menu.get_by_role("link").last, name).to_be_visible()

    resize(page, WIDE)
    page.goto(world.addresses["home"])
    expect(page.locator(".site-nav").get_by_role("link").last).to_be_visible()
    page.get_by_role("searchbox").first.fill("tiep cong dan")
    page.keyboard.press("Enter")
    expect(page.get_by_role("main").get_by_role("link", name="Lịch tiếp công dân tuần").first).to_be_visible()
    page.goto(world.addresses["news section"])
    page.get_by_role("main").get_by_role("link", name="Kinh tế").click()
    expect(page.get_by_role("main").get_by_role("article")).to_have_count(1)


@pytest.mark.parametrize(("error", "status"), [(PermissionDenied, 403), (RuntimeError, 500)])
def test_pages_of_refusal_and_failure_are_accessible(web, portal, narrow, monkeypatch, error, status):
    monkeypatch.setattr("home.views.public.portals_by_kind", Mock(side_effect=error))
    for width in VIEWPORTS:
        resize(narrow, width)
        assert narrow.goto(web.url(portal.host, "/cac-cong/")).status == status
        expect(narrow.get_by_role("heading", level=1)).to_be_visible()
        assert faults(narrow) == []
