"""The English branch of a portal: its home, the sections that it needs, versions of Vietnamese pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from wagtail.models import Page

from cityportal.demo.blocks import task_stream
from cityportal.demo.content import PortalContent, Row, english_sections, in_english
from cityportal.demo.media import Shelf
from cityportal.demo.newsroom import Newsroom
from cityportal.demo.pages import Branch
from formats.vietnamese.text import slug as slug_of
from home.starter import filled

# An English version is published this long after its original.
DELAY: Final = timedelta(hours=2)
AUTHOR: Final = "bientap"


@dataclass
class EnglishBranch:
    """Pages below the English home; each is tied to its original by the translation key."""

    branch: Branch
    newsroom: Newsroom
    shelf: Shelf
    made: list[int] = field(default_factory=list)

    def complete(self, content: PortalContent, vietnamese: Branch) -> None:
        """Add what is missing: versions below their sections, then the home, which leads to them."""
        versions = {page.translation_key: page for page in self.branch.pages.values()}
        for row in content.pages:
            original = vietnamese.pages.get(row["section"] if row["type"] == "contact" else row["slug"])
            if "en" in row and original is not None and original.translation_key not in versions:
                page = self._add_version(row, original, vietnamese, versions)
                versions[page.translation_key] = page
        if not self.branch.home.live and self.branch.home.latest_revision_id is None:
            self._publish_home(content, vietnamese)

    def _add_version(self, row: Row, original: Page, vietnamese: Branch, versions: dict[Any, Page]) -> Page:
        english = in_english(row)
        clock = self.newsroom.clock
        at = clock.not_later(clock.moment(row["days_ago"], row["time"]) + DELAY)
        if row["type"] == "contact":
            words = english_sections()[row["section"]]
            return self._add(
                self.branch.home,
                english,
                original,
                at=at,
                slug=words["slug"],
                short_title=words["title"],
                show_in_menus=original.show_in_menus,
            )
        above = vietnamese.pages[row.get("parent") or row["section"]]
        parent = versions.get(above.translation_key) or self._add_section(row["section"], above, versions, at=at)
        return self._add(parent, english, original, at=at, slug=self._free_slug(english["title"]))

    def _add_section(self, name: str, original: Page, versions: dict[Any, Page], *, at: datetime) -> Page:
        words = filled(english_sections()[name], {"name": self.newsroom.portal.name_en}) | {"type": "section"}
        section = original.specific
        versions[original.translation_key] = page = self._add(
            self.branch.home,
            words,
            original,
            at=at - timedelta(hours=1),
            slug=words["slug"],
            kind=section.kind,
            show_in_menus=section.show_in_menus,
        )
        return page

    def _add(self, parent: Page, row: Row, original: Page, *, at: datetime, slug: str, **values: Any) -> Page:
        page = self.branch.insert(
            parent,
            row,
            self.shelf,
            at=at,
            slug=slug,
            owner=self.newsroom.people[AUTHOR],
            translation_key=original.translation_key,
            **values,
        )
        self.newsroom.tell(page, {"author": AUTHOR, "state": "live"}, at=at)
        self.made.append(page.pk)
        return page

    def _publish_home(self, content: PortalContent, vietnamese: Branch) -> None:
        words = content.home["en"]
        versions = {page.translation_key: page for page in self.branch.pages.values()}
        pages = {slug: versions.get(page.translation_key) for slug, page in vietnamese.pages.items()}
        known = {name: page.pk for name, page in pages.items() if page is not None}
        self.newsroom.publish_edit(
            self.branch.home,
            by=self.newsroom.people[AUTHOR],
            at=self.newsroom.clock.moment(content.oldest, "09:00"),
            title=words["title"],
            lead=words["lead"],
            tasks=task_stream(words.get("tasks", ()), pages=known),
        )
        self.made.append(self.branch.home.pk)

    def _free_slug(self, title: str) -> str:
        slug = slug_of(title)[:80].rstrip("-")
        return slug if slug not in self.branch.pages else f"{slug}-2"
