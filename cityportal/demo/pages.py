"""Pages of the demo: from a row of the files to a page in the tree."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, Final

from wagtail.models import Page

from cityportal.demo.blocks import opening_stream, picture_stream, stream
from cityportal.demo.clock import DemoClock
from cityportal.demo.content import Row
from cityportal.demo.kinds import KINDS, WITHOUT_TEXT, Facts
from cityportal.demo.media import Shelf
from home.editing.forms import find_or_make_tags
from home.models import SubjectField
from home.starter import insert_page, last_step

TYPES: Final = {
    "news": "newsarticlepage",
    "information": "informationpage",
    "organisation": "organisationunitpage",
    "person": "personpage",
    "gallery": "gallerypage",
    "contact": "contactpage",
    "linked": "linkeditempage",
    "section": "sectionpage",
    **KINDS,
}


@dataclass
class Branch:
    """The pages of a portal in one language, found by slug. Slugs of the demo are unique in a branch."""

    home: Page
    clock: DemoClock
    pages: dict[str, Page] = field(default_factory=dict)
    _steps: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, home: Page, clock: DemoClock) -> Branch:
        return cls(home, clock, {page.slug: page for page in home.get_descendants()})

    def insert(self, parent: Page, row: Row, shelf: Shelf, *, at: datetime, slug: str, **values: Any) -> Page:
        """Insert a page below another one of this branch, as a draft."""
        language = self.home.locale.language_code
        step = self._steps.get(parent.pk) or last_step(list(parent.get_children()))
        self._steps[parent.pk] = step + 1
        facts = Facts(shelf, self.pages, self.clock, at, language)
        values = page_values(row, shelf, language=language) | facts.values(row) | values
        page = insert_page(parent, TYPES[row["type"]], slug=slug, step=step + 1, at=at, **values)
        if "subject_fields" in row:
            page.subject_fields = [subject_fields()[name] for name in row["subject_fields"]]
        if "tags" in row:
            page.tags = find_or_make_tags(shelf.portal, row["tags"])
        self.pages[slug] = page
        return page


def page_values(row: Row, shelf: Shelf, *, language: str) -> dict[str, Any]:
    """The columns of a page of any type."""
    values_of_type = _VALUES.get(row["type"], _content)
    return {"title": row["title"], "lead": row.get("lead", "")} | values_of_type(row, shelf, language)


@cache
def subject_fields() -> dict[str, SubjectField]:
    return {field.slug: field for field in SubjectField.objects.all()}


def contact_values(row: Row, shelf: Shelf, language: str, *, contacts: Row | None = None) -> dict[str, Any]:
    """A contact page: the office's own address from `contacts`, working hours from the first card of the body."""
    cards = [block["contact"] for block in row["body"] if "contact" in block]
    known = contacts or cards[0]
    picture = [{"figure": {"image": row["image"]}}] if row.get("image") else []
    return {
        "address": known["address"],
        "phone": known["phone"],
        "email": known["email"],
        "hours": cards[0]["hours"],
        "map_url": row.get("map_url", ""),
        "body": stream([*picture, *row["body"]], shelf, language=language),
    }


def _content(row: Row, shelf: Shelf, language: str) -> dict[str, Any]:
    return {
        "source_agency": row["source_agency"],
        "author_name": row.get("author_name", ""),
        "image": shelf.image(row["image"]) if row.get("image") else None,
        "image_caption": row.get("image_caption", ""),
        "body": stream(row.get("body", ()), shelf, language=language),
    }


def _unit(row: Row, shelf: Shelf, language: str) -> dict[str, Any]:
    facts = dict(row.get("organisation", {}))
    if "opening_times" in facts:
        facts["opening_times"] = opening_stream(facts["opening_times"])
    return _content(row, shelf, language) | facts


def _person(row: Row, shelf: Shelf, language: str) -> dict[str, Any]:
    facts = dict(row["person"])
    portrait = facts.pop("portrait", None)
    return {
        **facts,
        "portrait": shelf.image(portrait) if portrait else None,
        "biography": stream(row.get("body", ()), shelf, language=language),
    }


def _gallery(row: Row, shelf: Shelf, language: str) -> dict[str, Any]:
    body: Iterable[Row] = row.get("body", ())
    others = [block for block in body if "gallery" not in block]
    pictures = picture_stream((block["gallery"] for block in body if "gallery" in block), shelf, language=language)
    return _content(row | {"body": others}, shelf, language) | {"pictures": pictures}


# All others are texts with a source.
_VALUES: Final[dict[str, Callable[[Row, Shelf, str], dict[str, Any]]]] = {
    "organisation": _unit,
    "person": _person,
    "gallery": _gallery,
    "contact": contact_values,
    "linked": lambda row, shelf, language: {"source_agency": row["source_agency"]},
    "section": lambda row, shelf, language: {"short_title": row.get("short_title", "")},
    **dict.fromkeys(WITHOUT_TEXT, lambda row, shelf, language: {}),
}
