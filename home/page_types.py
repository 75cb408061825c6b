"""Which kind of page an editor most likely wants to make in a place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from wagtail.models import Page

from home.models import SectionKind, SectionPage

Row = TypeVar("Row", bound=tuple[str, ...])

# What a section of a kind is for; the rest follows in the order in which the parent names it.
FIRST_IN = {
    SectionKind.NEWS: ("newsarticlepage", "linkeditempage"),
    SectionKind.INFORMATION: ("informationpage",),
    SectionKind.PEOPLE: ("organisationunitpage", "personpage"),
    SectionKind.GALLERY: ("gallerypage",),
}


def by_likelihood(parent: Page, rows: Iterable[Row]) -> list[Row]:
    """Order Wagtail's rows of page types (name, app, model, description), which it sorts by the alphabet."""
    first = FIRST_IN.get(SectionKind(parent.kind), ()) if isinstance(parent, SectionPage) else ()
    named = [model._meta.model_name for model in type(parent).creatable_subpage_models()]
    place = {name: number for number, name in enumerate(dict.fromkeys([*first, *named]))}
    return sorted(rows, key=lambda row: place.get(row[2], len(place)))
