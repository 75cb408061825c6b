"""The admin on a telephone: nothing is cut, nothing moves the whole page sideways."""

from tests.admin import url
from tests.factories import make_head, make_member, make_operator
from tests.journeys.browser import MIDDLE, NARROW, VIEWPORTS, sideways_scroll

# The title of the screen and its buttons: those of which some part lies outside of the window, or of what scrolls.
CUT = """() => [...document.querySelectorAll(".w-slim-header li:last-child a, #w-slim-header-buttons > *")]
    .filter(part => {
        const box = part.getBoundingClientRect(), head = part.closest("header").getBoundingClientRect();
        return !box.width || box.left < 0 || box.right > innerWidth || box.top < head.top || box.bottom > head.bottom;
    })
    .map(part => part.textContent.trim())"""


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
