"""Pages at 400 % zoom, and in the colours that a reader's device forces upon them (WCAG 1.4.10, 2.4.7).

Of each kind of page that has a drawing of its own, the fullest; each test reports all it finds at once.
"""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from qa.oversight.figures import count_questions
from tests.exhaustive_state import SHOWN
from tests.factories import section_of
from tests.journeys.browser import axe_violations, look_at, sideways_scroll
from tests.qa.public import answer, publish

# A window of 1280 × 1024 at 400 %.
MAGNIFIED = {"width": 320, "height": 256}
PAGES = (
    "home", "city home", "empty home", "English home", "event", "live", "report", "figures", "procedure", "contact",
    "alert", "outage", "unit", "person", "article", "schedule section", "press", "results", "portals",
)  # fmt: skip
ANSWERED, LATE = date(2026, 11, 20), date(2026, 11, 27)
# What hides words that do not fit, but for what shows them to screen readers alone.
CUT = """() => [...document.querySelectorAll("body *")]
    .filter(part => part.checkVisibility() && part.clientWidth > 1 && part.innerText?.trim())
    .filter(part => ["hidden", "clip"].includes(getComputedStyle(part).overflowX))
    .filter(part => part.scrollWidth > part.clientWidth + 1)
    .map(part => `cut: ${part.outerHTML.slice(0, 120)}`)"""
# What stays in sight while the page scrolls leaves half of the window to it.
IN_THE_WAY = """() => [...document.querySelectorAll("body *")]
    .filter(part => part.checkVisibility() && ["fixed", "sticky"].includes(getComputedStyle(part).position))
    .filter(part => part.getBoundingClientRect().height > innerHeight / 2)
    .map(part => `in the way: ${part.outerHTML.slice(0, 120)}`)"""
# The page is walked by the keyboard: whatever script moves the focus, it is to be seen.
UNSEEN_FOCUS = """() => [...document.querySelectorAll("a[href], button, input, select, summary, textarea, [tabindex]")]
    .filter(place => place.checkVisibility({ visibilityProperty: true }) && !place.disabled)
    .filter(place => {
        place.focus();
        const { outlineStyle, outlineWidth } = getComputedStyle(place);
        return document.activeElement === place && (outlineStyle === "none" || parseFloat(outlineWidth) < 2);
    })
    .map(place => `focus not seen: ${place.outerHTML.slice(0, 120)}`)"""

pytestmark = [pytest.mark.when_changed(*SHOWN, "tests/journeys/*"), pytest.mark.timeout(600)]


@pytest.fixture
def addresses(world) -> dict[str, str]:
    """Of the world, with the section for the press, and the figures of some questions."""
    ward = world.portals["bennghe"]
    for number in range(4):
        question = publish(ward, f"Hỏi về khai sinh {number}", answer_due=ANSWERED)
        if number:
            answer(question, on=LATE if number == 1 else ANSWERED)
    count_questions(at=timezone.now())
    there = world.addresses | {
        "press": section_of(ward, "bao-chi").full_url,
        "figures": world.web.url(ward.host, reverse("question_statistics")),
    }
    return {name: there[name] for name in PAGES}


def test_pages_at_400_per_cent_scroll_one_way_and_cut_nothing(addresses, new_page):
    page = new_page(viewport=MAGNIFIED)

    def look(_name: str, address: str) -> list[Any]:
        page.goto(address)
        scroll = sideways_scroll(page)
        return [*([scroll] if scroll else []), *page.evaluate(CUT), *page.evaluate(IN_THE_WAY), *axe_violations(page)]

    assert look_at(addresses, look) == {}


def test_pages_in_forced_colours_are_read_and_show_the_focus(addresses, new_page):
    page = new_page(forced_colors="active")

    def look(_name: str, address: str) -> list[Any]:
        page.goto(address)
        found = axe_violations(page)
        page.keyboard.press("Tab")
        return [*found, *page.evaluate(UNSEEN_FOCUS)]

    assert look_at(addresses, look) == {}
