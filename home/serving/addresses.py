"""Addresses of pages from their place in the tree: no query, no class of the page needed.

A page's url_path is `/<container>/<language>/<rest>/`: the slug of a home is its language code.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest

from sites.directory import HOME_DEPTH, get_directory

if TYPE_CHECKING:
    from wagtail.models import Page

# Below the address of a page, the same in both languages, as all parts of addresses below a portal.
VERSIONS = "phien-ban"


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
