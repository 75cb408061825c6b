"""Addresses of pages from their place in the tree, without a query, and slugs that no page may take."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.resolvers import LocalePrefixPattern
from django.utils.functional import lazy
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import get_page_models

from home.page_registry import section_views
from sites.directory import HOME_DEPTH, get_directory

if TYPE_CHECKING:
    from wagtail.models import Page


# Below the address of a page.
VERSIONS, VERSIONS_ENGLISH = "phien-ban", "versions"


def in_languages(route: str, *, english: str) -> Any:
    """The route of a view that has another address in English; no matter of translators."""
    return lazy(lambda: english if get_language() == "en" else route, str)()


def versions_step() -> str:
    """What stands below the address of a page before the numbers of its former versions, in the active language."""
    return VERSIONS_ENGLISH if get_language() == "en" else VERSIONS


def language_of(url_path: str) -> str:
    """Language code of the branch a page stands in; the default above the homes."""
    parts = url_path.split("/", HOME_DEPTH)
    return parts[2] if len(parts) > HOME_DEPTH else settings.LANGUAGE_CODE


def url_parts(path: str, url_path: str) -> tuple[int, str, str] | None:
    """Site id, root URL and path of a page; None where it is not routed."""
    record = get_directory().for_path(path)
    parts = url_path.split("/", HOME_DEPTH)
    if record is None or record.site_id is None or len(parts) <= HOME_DEPTH:
        return None
    if view := section_views().get(parts[3].rstrip("/")):
        with override(parts[2]):
            return record.site_id, record.root_url, reverse(view.name)
    prefix = "" if parts[2] == settings.LANGUAGE_CODE else f"/{parts[2]}"
    return record.site_id, record.root_url, f"{prefix}/{parts[3]}"


def url_from(path: str, url_path: str, site_id: int | None) -> str | None:
    """Address of a page as seen from a site: a path on the same one, absolute from another or from nowhere."""
    parts = url_parts(path, url_path)
    if parts is None:
        return None
    return parts[2] if parts[0] == site_id else f"{parts[1]}{parts[2]}"


@dataclass(frozen=True, slots=True)
class PlainPage:
    """What lists need of a page: no body, no class."""

    # Columns that `of` reads.
    COLUMNS: ClassVar[tuple[str, ...]] = ("title", "path", "url_path", "depth", "translation_key")

    id: int
    title: str
    path: str
    url_path: str
    depth: int
    translation_key: UUID
    menu_title: str = ""

    @classmethod
    def of(cls, page: Page, **changes: Any) -> PlainPage:
        """Take the facts of a page row; `changes` replaces some."""
        facts = {"id": page.pk, "title": page.title, "path": page.path, "url_path": page.url_path}
        return cls(**facts | {"depth": page.depth, "translation_key": page.translation_key} | changes)

    @property
    def language(self) -> str:
        return language_of(self.url_path)

    @property
    def full_url(self) -> str:
        return url_from(self.path, self.url_path, None) or ""

    def get_url(self, request: HttpRequest | None = None) -> str:
        site_id = getattr(getattr(request, "portal", None), "site_id", None)
        return url_from(self.path, self.url_path, site_id) or ""


def slugs_named_by(language: str, components: list[str]) -> list[str]:
    """Slugs of the pages that a path below a home names: a section that a view shows has the address of the view."""
    if len(components) != 1:
        return components
    with override(language):
        sections = {reverse(view.name).strip("/").split("/")[-1]: slug for slug, view in section_views().items()}
    return [sections.get(components[0], components[0])]


@cache
def hidden_slugs() -> frozenset[str]:
    """The first steps of all addresses that are not of pages, the languages, and what stands below every page or is
    answered by pages that have others below them, such as the feed of a section, or by views below such a section.

    Nowhere a page's, though most hide those in one place only: a page keeps its slug when it is moved.
    """
    served = {url.strip("/").split("/")[0] for url in (settings.MEDIA_URL, settings.STATIC_URL)}
    steps = {*dict(settings.LANGUAGES), *served, VERSIONS, VERSIONS_ENGLISH}
    for language in dict(settings.LANGUAGES):
        with override(language):
            steps |= {*_first_steps(get_resolver().url_patterns)}
    for model in get_page_models():
        if issubclass(model, RoutablePageMixin) and model.clean_subpage_models():
            steps |= {*_first_steps(model.get_subpage_urls())}
    return frozenset(steps - {""} - section_views().keys())


def refuse_hidden_slug(slug: str) -> str:
    """Give back a slug that pages may have.

    Raises:
        ValidationError: the system answers at its address.
    """
    if slug in hidden_slugs():
        message = _(
            "“%(slug)s” is an address of the system, so nobody would find this page. Choose another: “%(other)s”, for "
            "example."
        )
        raise ValidationError(message, code="hidden_slug", params={"slug": slug, "other": free_slug(slug)})
    return slug


def free_slug(slug: str) -> str:
    """A slug that pages may have, as near as can be."""
    return f"trang-{slug}" if slug in hidden_slugs() else slug


def _first_steps(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for entry in patterns:
        if isinstance(entry, URLResolver) and isinstance(entry.pattern, LocalePrefixPattern):
            yield from _first_steps(entry.url_patterns)
            continue
        # Empty where an address begins with a place for words: that of a page.
        step = re.match(r"\^?([\w.-]*)", str(entry.pattern)).group(1)
        yield step
        if isinstance(entry, URLResolver) and step in section_views():
            yield from _first_steps(entry.url_patterns)
