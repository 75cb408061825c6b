"""Public addresses that take feedback: pages, and the views that are registered for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from django.http import HttpRequest
from django.urls import Resolver404, resolve

from participation.rating.rated_views import is_rated_view
from sites.registry import public_page_at, split_language

if TYPE_CHECKING:
    from sites.directory import PortalRecord

PAGES: Final = "wagtail_serve"
PATH_LENGTH: Final = 255


class RatedPage(NamedTuple):
    """A public address of a portal, with the title of its page; of a view none."""

    path: str
    title: str


def rateable_path(request: HttpRequest) -> str:
    """The path of the page that answers a request, where its readers are asked whether it helped; otherwise empty.
    Asks no database."""
    match = request.resolver_match
    record: PortalRecord | None = getattr(request, "portal", None)
    if match is None or record is None or record.is_archived or getattr(request, "is_preview", False):
        return ""
    page = getattr(request, "shown_page", None)
    if page is not None:
        return "" if page.shown_version is not None else page.get_url(request)
    return request.path if is_rated_view(match.url_name) else ""


def rateable_page(portal: PortalRecord, path: str) -> RatedPage | None:
    """Find what takes feedback at a path of a portal, as it was sent in the active language; None: nothing does."""
    if "\0" in path or len(path) > PATH_LENGTH:
        return None
    try:
        match = resolve(path)
    except Resolver404:
        return None
    if is_rated_view(match.url_name):
        return RatedPage(path, "")
    if match.url_name != PAGES:
        return None
    language, parts = split_language(path)
    page = public_page_at(portal.container_path, language, parts)
    if page is None:
        return None
    return RatedPage(path, page.title)
