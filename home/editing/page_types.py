"""Which kind of page an editor most likely wants to make in a place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from wagtail.models import Page

from home.models import SectionKind, SectionPage

# What a section of a kind is for.
FIRST_IN = {
    SectionKind.NEWS: ("newsarticlepage", "linkeditempage"),
    SectionKind.INFORMATION: ("informationpage",),
    SectionKind.PEOPLE: ("organisationunitpage", "personpage"),
    SectionKind.GALLERY: ("gallerypage", "recordingpage"),
    SectionKind.SCHEDULE: ("workschedulepage",),
    SectionKind.PRESS: ("gallerypage",),
}
# What sections of categories without a page type of their own are for, before what fits their kind.
PLAIN_FIRST = {"gioi-thieu", "hoi-dap"}
# What fits everywhere.
COMMON = ("informationpage", "newsarticlepage", "linkeditempage", "gallerypage", "sectionpage")


class Offered(NamedTuple):
    """Rows of page types: those that fit a place, and the rest."""

    fitting: list[tuple[str, ...]]
    others: list[tuple[str, ...]]


def by_likelihood(parent: Page, rows: Iterable[tuple[str, ...]]) -> Offered:
    """Order Wagtail's rows of page types (name, app, model, description), which it sorts by the alphabet.

    First what the category of a section asks for, then what its kind is for, then what fits everywhere; whatever else
    may stand there follows apart. A kind of list that only some pages have a place in goes before the category. Places
    that are no sections have few kinds: all fit.
    """
    models = {model._meta.model_name: model for model in type(parent).creatable_subpage_models()}
    fitting = [*models]
    if isinstance(parent, SectionPage):
        asked = [name for name, model in models.items() if (parent.provides_id or "none") in _places(model)]
        if parent.provides_id in PLAIN_FIRST:
            asked = ["informationpage", *asked]
        of_kind = FIRST_IN.get(SectionKind(parent.kind), ())
        is_for_all = parent.kind in {SectionKind.NEWS, SectionKind.INFORMATION, SectionKind.PRESS}
        fitting = [*asked, *of_kind, *COMMON] if is_for_all else [*of_kind, *asked, *COMMON]
    place = {name: number for number, name in enumerate(dict.fromkeys([*fitting, *models]))}
    ordered = sorted(rows, key=lambda row: place.get(row[2], len(place)))
    return Offered([row for row in ordered if row[2] in fitting], [row for row in ordered if row[2] not in fitting])


def _places(model: type[Page]) -> tuple[str, str]:
    """The categories of sections in which a type stands: its own, and that of the section that it shares."""
    return str(getattr(model, "category", "")), str(getattr(model, "stands_with", ""))
