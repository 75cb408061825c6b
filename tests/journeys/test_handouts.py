"""Handouts of the guide are one page of paper each."""

import re

from adminsite.enums import Audience
from tests.factories import make_operator
from tests.journeys.browser import axe_violations


def test_each_handout_is_printed_on_one_page_without_the_frame_of_the_admin(portals, desk_of):
    desk = desk_of(make_operator())
    pages = {}
    for audience in Audience:
        desk.open("portals_admin:handout", audience)
        desk.page.emulate_media(media="print")
        assert not desk.page.get_by_role("navigation").first.is_visible()
        pages[audience.value] = len(re.findall(rb"/Type /Page\b", desk.page.pdf(prefer_css_page_size=True)))
        desk.page.emulate_media(media="screen")
    assert pages == {audience.value: 1 for audience in Audience}
    assert axe_violations(desk.page) == []
