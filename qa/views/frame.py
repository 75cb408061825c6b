"""What all public pages of questions have around them."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import pgettext
from wagtail.models import Page

from home.feeds import live_home
from home.models import SectionPage
from home.presentation import Crumb, frame_of_view
from sites.directory import HOME_DEPTH

# Of the section that every portal is born with, whose address the list has.
SECTION_SLUG = "hoi-dap"
# Pages of the section that the list leads to.
MOST_PAGES = 30


def section_of_questions(request: HttpRequest, home: Any) -> SectionPage | None:
    """The live section for questions of a portal in the active language. One query."""
    container = request.portal.container_path
    own = SectionPage.objects.filter(path__startswith=container, depth=HOME_DEPTH + 1, slug=SECTION_SLUG)
    sections = SectionPage.objects.live().filter(path__startswith=home.path, depth=HOME_DEPTH + 1)
    return sections.filter(translation_key__in=own.values("translation_key")).first()


def pages_of(section: SectionPage, request: HttpRequest) -> list[Crumb]:
    """What the board wrote in the section itself, in its order. One query."""
    pages = Page.objects.live().child_of(section).order_by("path")[:MOST_PAGES]
    return [Crumb(page.title, page.get_url(request)) for page in pages]


def frame_of_questions(request: HttpRequest, title: str, *, further: str = "") -> dict[str, Any]:
    """The frame of a page below the list. One query.

    Raises:
        Http404: the portal has no public home in the language.
    """
    home = home_or_404(request)
    frame = frame_of_view(request, title, home.get_url(request), further=further)
    first, last = frame["breadcrumb"]
    return frame | {
        "breadcrumb": [first, Crumb(pgettext("public section", "Questions and answers"), reverse("questions")), last]
    }


def home_or_404(request: HttpRequest) -> Any:
    """The public home of the portal in the language. One query."""
    home = live_home(request.portal)
    if home is None:
        raise Http404
    return home
