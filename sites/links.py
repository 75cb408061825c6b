"""Links of a portal to where its agency is found elsewhere: rows of a JSON column, as pages show them and people read
them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import get_language

MOST_LINKS: Final = 5
# Of each, as the column holds them: what it is called in Vietnamese and, where that differs, in English; the address.
LINK_PARTS: Final = ("title", "title_en", "url")
TITLE_LENGTH: Final = 100
URL_LENGTH: Final = 500


@dataclass(frozen=True, slots=True)
class PortalLink:
    """One link as pages show it."""

    title_vi: str
    title_en: str
    url: str

    @property
    def title(self) -> str:
        """What it is called in the active language."""
        return self.title_en if self.title_en and get_language() == "en" else self.title_vi


def links_of(rows: Iterable[dict[str, str]]) -> tuple[PortalLink, ...]:
    """What the column holds, as links."""
    return tuple(PortalLink(*(row[part] for part in LINK_PARTS)) for row in rows)


def links_in_words(rows: Any) -> str:
    """What the column holds, in a line for each link."""
    return "\n".join(
        f"{link.title_vi} ({link.title_en}): {link.url}" if link.title_en else f"{link.title_vi}: {link.url}"
        for link in links_of(rows or [])
    )
