"""Links of a portal to where its agency is found elsewhere: rows of a JSON column, as pages show them and people read
them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import get_language

from sites.errors import LinksRefused

MOST_LINKS: Final = 5
# Of each, as the column holds them: what it is called in Vietnamese and, where that differs, in English; the address.
LINK_PARTS: Final = ("title", "title_en", "url")
TITLE_LENGTH: Final = 100
URL_LENGTH: Final = 500
# Addresses that are shown as links on every page: of the web, and nothing that a browser would run.
validate_web_address: Final = URLValidator(schemes=["https", "http"])


@dataclass(frozen=True, slots=True)
class PortalLink:
    """One link as pages show it."""

    title_vi: str
    title_en: str
    url: str

    @property
    def title(self) -> str:
        """Return its name in the active language."""
        return self.title_en if self.title_en and get_language() == "en" else self.title_vi


def links_of(rows: Iterable[dict[str, str]]) -> tuple[PortalLink, ...]:
    """Read the rows of the column as links."""
    return tuple(PortalLink(*(row.get(part, "") for part in LINK_PARTS)) for row in rows)


def check_links(rows: Any) -> None:
    """Refuse what the column may not hold.

    Raises:
        LinksRefused: these are no rows of names and addresses of the web, or too many.
    """
    if not isinstance(rows, list) or len(rows) > MOST_LINKS or not all(map(_is_link, rows)):
        raise LinksRefused


def _is_link(row: Any) -> bool:
    if not isinstance(row, dict) or not all(isinstance(row.get(part), str) for part in LINK_PARTS):
        return False
    if not row["title"] or max(len(row["title"]), len(row["title_en"])) > TITLE_LENGTH or len(row["url"]) > URL_LENGTH:
        return False
    try:
        validate_web_address(row["url"])
    except ValidationError:
        return False
    return True


def links_in_words(rows: Any) -> str:
    """Write the links of the column, one on a line."""
    return "\n".join(
        f"{link.title_vi} ({link.title_en}): {link.url}" if link.title_en else f"{link.title_vi}: {link.url}"
        for link in links_of(rows or [])
    )
