"""The admin on a telephone: nothing is cut, nothing moves the whole page sideways."""

from playwright.sync_api import expect

from tests.admin import url
from tests.factories import make_head, make_member, make_operator
from tests.journeys.browser import MIDDLE, NARROW, VIEWPORTS, WIDE, resize, sideways_scroll

# The title of the screen and its buttons: those of which some part lies outside of the window, or of what scrolls.
CUT = """() => [...document.querySelectorAll(".w-slim-header li:last-child a, #w-slim-header-buttons > *")]
    .filter(part => {
        const box = part.getBoundingClientRect(), head = part.closest("header").getBoundingClientRect();
        return !box.width || box.left < 0 || box.right > innerWidth || box.top < head.top || box.bottom > head.bottom;
    })
    .map(part => part.textContent.trim())"""

# Words of labels that are wider than their place.
CLIPPED = """labels => labels.filter(label => label.scrollWidth > label.clientWidth)
    .map(label => label.textContent.trim())"""


def test_screens_of_portals_show_their_title_and_every_button_whole(web, district, desk_of):
    make_head(district)
    make_member(district)
    narrow = desk_of(make_operator()).page
    found = {}
    for name, *args in (["index"], *([name, district.pk] for name in ("detail", "board", "roles", "people"))):
        for width in (NARROW, MIDDLE):
            narrow.set_viewport_size({"width": width, "height": VIEWPORTS[width]})
            narrow.goto(web.admin.removesuffix("/admin/") + url(name, *args))
            assert narrow.locator(".w-slim-header li:last-child a").count() == 1
            if faults := [*narrow.evaluate(CUT), *sideways_scroll(narrow)]:
                found[name, width] = faults
    assert found == {}


def test_labels_of_the_side_bar_are_whole(district, desk_of):
    clipped = set()
    for person in (make_member(district), make_head(district), make_operator()):
        desk = desk_of(person)
        resize(desk.page, WIDE)
        desk.open("wagtailadmin_home")
        labels = desk.page.locator("#wagtail-sidebar .menuitem-label")
        expect(labels.first).to_be_visible()
        clipped |= set(labels.evaluate_all(CLIPPED))
    assert clipped == set()
