"""What is sent to no page is not kept: a component's sheet and a drawing come with the page that shows them."""

import re
from pathlib import Path

from home.components.assets import BASE_COMPONENTS, BLOCK_COMPONENTS

PROJECT = Path(__file__).resolve().parent.parent.parent
STATIC = PROJECT / "cityportal" / "static"
TEMPLATES = [path.read_text() for path in (PROJECT / "templates").rglob("*.html")]


def test_every_sheet_of_a_component_is_linked_by_a_page():
    linked = set(BASE_COMPONENTS).union(*BLOCK_COMPONENTS.values(), {"prose"})
    for template in TEMPLATES:
        for tag in re.findall(r"\{% component_css ([^%]*)%\}", template):
            linked.update(re.findall(r'"([\w-]+)"', tag))
    assert {path.stem for path in (STATIC / "css" / "components").glob("*.css")} == linked


def test_every_drawing_is_shown_somewhere():
    sources = TEMPLATES + [path.read_text() for path in (PROJECT / "home").rglob("*.py")]
    # Chosen by an editor: `PortalBranding.drawing`.
    shown = {"banner-city", "banner-ward"}
    shown |= {name for source in sources for name in re.findall(r"img/([\w-]+)\.svg", source)}
    assert {path.stem for path in (STATIC / "img").glob("*.svg")} == shown
