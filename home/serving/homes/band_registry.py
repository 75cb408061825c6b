"""The bands of home pages: the parts below the search field, which a home shows or not, in the order of its board.

Rooms register theirs in `AppConfig.ready()`. A home keeps the codes of the bands it shows (`PortalHomePage.bands`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final
from uuid import uuid4

from django.utils.functional import Promise
from wagtail.models import Page
from wagtail.query import PageQuerySet


class Homes(Enum):
    """On which home pages a band may stand."""

    ALL = "all"
    CITY = "city"
    COMPONENTS = "components"


class Width(Enum):
    """Share of a home's width that a band takes. Two neighbours that fit stand side by side."""

    FULL = "full"
    HALF = "half"
    MAIN = "main"
    SIDE = "side"


# Class of the layout of two neighbours by their widths.
BESIDE_EACH_OTHER: Final = {(Width.HALF, Width.HALF): "halves", (Width.MAIN, Width.SIDE): "split"}

# Of `home.serving.homes.sections.HomeFacts`: what the template shows; None where there is nothing to show.
BandBuilder = Callable[[Any], "dict[str, Any] | None"]


@dataclass(frozen=True, slots=True)
class PagesOfBand:
    """Pages of one type that a band shows.

    Attributes:
        choose: narrows, orders and cuts the live pages of the type for a home (`HomeFacts`). It says on which portals
            they stand.
        columns: what of the type's own table the band reads. A row has each as an attribute with the name of the type
            before it: `documentpage_number`.
    """

    model: type[Page]
    choose: Callable[[PageQuerySet, Any], PageQuerySet]
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """One part of home pages.

    Attributes:
        description: what readers find in it.
        build: reads what the band shows.
        template: reads what `build` returned beside the context of the page.
        order: its place on a new home; None: boards add it themselves.
        width: anything but the full width, and the home draws what is around the band.
        pages: which pages it shows: read with those of the other bands in one statement.
        news: which news it shows (`HomeFacts`): read with those of the other bands in one statement.
        is_required: no home is without it.
        is_fixed: on every home above all others, and no board arranges it.
        is_in_hero: a fixed one that stands below the search field.
        is_plain: never tinted, so that what follows begins on the plain ground too.
    """

    code: str
    label: Promise
    description: Promise
    icon: str
    build: BandBuilder
    template: str
    homes: Homes = Homes.ALL
    order: int | None = None
    width: Width = Width.FULL
    pages: tuple[PagesOfBand, ...] = ()
    news: Callable[[Any], PageQuerySet] | None = None
    is_required: bool = False
    is_fixed: bool = False
    is_in_hero: bool = False
    is_plain: bool = False

    def stands_on(self, *, is_city: bool) -> bool:
        """Whether the home of the city's portal, or that of another portal, may show it."""
        return self.homes in {Homes.ALL, Homes.CITY if is_city else Homes.COMPONENTS}


_bands: dict[str, Band] = {}


def register_band(band: Band) -> None:
    """Register a band, with the function that reads what it shows.

    Raises:
        ValueError: the code is registered.
    """
    if band.code in _bands:
        raise ValueError(f"The band {band.code!r} is registered twice.")
    _bands[band.code] = band


def registered_band(code: str) -> Band | None:
    """The band of a code; None where no room registers it any more."""
    return _bands.get(code)


def registered_bands() -> list[Band]:
    """All bands that boards arrange, in the order that they have on a new home, those that boards add last."""
    arranged = (band for band in _bands.values() if not band.is_fixed)
    return sorted(arranged, key=lambda band: (band.order is None, band.order))


def fixed_bands() -> list[Band]:
    """The bands that stand above the others on every home."""
    return [band for band in _bands.values() if band.is_fixed]


def bands_at_birth(*, is_city: bool) -> list[dict[str, Any]]:
    """Return the bands of a new home, as its stream holds them."""
    return [
        {"type": band.code, "value": None, "id": str(uuid4())}
        for band in registered_bands()
        if band.order is not None and band.stands_on(is_city=is_city)
    ]
