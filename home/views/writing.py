"""Where to begin: the sections in which a person may write, on the dashboard."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.http import HttpRequest
from wagtail.admin.ui.components import Component

from home.models import SectionPage
from members.access.scope import scope_of_request
from sites.directory import HOME_DEPTH
from sites.tree import below

# Who works on more portals finds the place in the tree.
MOST_PORTALS = 3


class WritingPanel(Component):
    """Links to the choice of kinds of pages in each section, by portal."""

    class Media:
        css: ClassVar = {"all": ["css/admin/my-work.css", "css/admin/writing.css"]}

    name = "writing"
    template_name = "home/writing_panel.html"
    order = 220

    def __init__(self, places: list[dict[str, Any]]) -> None:
        self.places = places

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"places": self.places}


def add_writing_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Put the panel on the dashboard of whoever may write in a section of one of a few own portals.

    Vietnamese sections only: a version in another language is begun at the page that it says again.
    """
    scope = scope_of_request(request)
    if scope.everything or scope.all_content or not 0 < len(scope.portals) <= MOST_PORTALS:
        return
    sections = SectionPage.objects.filter(
        below(scope.paths), depth=HOME_DEPTH + 1, locale__language_code=settings.LANGUAGE_CODE
    ).order_by("path")
    own = [section for section in sections if section.permissions_for_user(request.user).can_add_subpage()]
    by_portal = (
        (portal, [section for section in own if section.path.startswith(str(portal.container_path))])
        for portal in scope.portals
    )
    places = [{"portal": portal, "sections": found} for portal, found in by_portal if found]
    if places:
        panels.append(WritingPanel(places))
