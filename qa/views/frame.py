"""What all public pages of questions have around them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, override, pgettext
from wagtail.models import Page

from home.models import SectionPage
from home.queries import branches_in_language, public_languages
from home.serving.feeds import live_home
from home.serving.presentation import Crumb, Meta, frame_of_view
from participation.sent_forms.answers import no_store, secret_response
from sites.directory import HOME_DEPTH, PortalRecord

# Of the section that every portal is born with, whose address the list has.
SECTION_SLUG = "hoi-dap"
# Pages of the section that the list leads to.
MOST_PAGES = 30


def section_of_questions(request: HttpRequest, home: Any) -> SectionPage | None:
    """The live section for questions of a portal in the active language."""
    container = request.portal.container_path
    own = SectionPage.objects.filter(path__startswith=container, depth=HOME_DEPTH + 1, slug=SECTION_SLUG)
    sections = SectionPage.objects.live().filter(path__startswith=home.path, depth=HOME_DEPTH + 1)
    return sections.filter(translation_key__in=own.values("translation_key")).first()


def pages_of(section: SectionPage, request: HttpRequest) -> list[Crumb]:
    """What the board wrote in the section itself, in its order."""
    pages = Page.objects.live().child_of(section).order_by("path")[:MOST_PAGES]
    return [Crumb(page.title, page.get_url(request)) for page in pages]


def frame_of_questions(request: HttpRequest, title: str, *, description: str = "", further: str = "") -> dict[str, Any]:
    """The frame of a page below the list.

    Raises:
        Http404: the portal has no public home in the language.
    """
    home = home_or_404(request)
    frame = frame_of_view(request, title, home.get_url(request), description=description, further=further)
    first, last = frame["breadcrumb"]
    return frame | {
        "breadcrumb": [first, Crumb(pgettext("public section", "Questions and answers"), reverse("questions")), last]
    }


def url_on(portal: PortalRecord, view: str) -> str:
    """Address of a view on another portal: in the language of this page where that portal has it, otherwise in
    Vietnamese."""
    language = get_language()
    if language != settings.LANGUAGE_CODE and language not in public_languages(portal.container_path):
        language = settings.LANGUAGE_CODE
    with override(language):
        return f"{portal.root_url}{reverse(view)}"


def urls_on(portals: Iterable[PortalRecord], view: str) -> dict[int, str]:
    """Addresses of a view on many portals, by their keys; each in the language that `url_on` takes."""
    language = get_language() or settings.LANGUAGE_CODE
    there = branches_in_language(language)
    own = reverse(view)
    with override(settings.LANGUAGE_CODE):
        vietnamese = reverse(view)
    return {one.id: f"{one.root_url}{own if one.container_path in there else vietnamese}" for one in portals}


def home_or_404(request: HttpRequest) -> Any:
    """The public home of the portal in the language."""
    home = live_home(request.portal)
    if home is None:
        raise Http404
    return home


def frame(request: HttpRequest, title: str, *, url_of: str = "", head: str = "") -> dict[str, Any]:
    """Head, breadcrumb and heading of a view.

    Args:
        url_of: the view whose address the head names, of an address that is secret itself.
        head: title of the window, where it says more than the heading.

    Raises:
        Http404: the portal has no public home in this language.
    """
    context = frame_of_questions(request, title)
    meta: Meta = context["meta"]
    if head:
        meta = replace(meta, title=head)
    if url_of:
        meta = replace(meta, url=f"{request.portal.root_url}{reverse(url_of)}")
    return {**context, "meta": meta}


def answer(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """A page that no cache keeps."""
    return no_store(render(request, f"pages/qa/{template}.html", context, status=status))


def secret_answer(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Answer at an address that is a secret: neither other pages nor search engines are told of it."""
    return secret_response(answer(request, template, context, status=status))
