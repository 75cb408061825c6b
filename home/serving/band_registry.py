"""The bands of home pages: the parts below the search field, which a home shows or not, in the order of its board.

Rooms register theirs in `AppConfig.ready()`. A home keeps the codes of the bands it shows (`PortalHomePage.bands`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any
from uuid import uuid4

from django.utils.functional import Promise


class Homes(Enum):
    """On which home pages a band may stand."""

    ALL = "all"
    CITY = "city"
    COMPONENTS = "components"


# Of `home.serving.home_sections.HomeFacts`: what the template shows; None where there is nothing to show.
BandBuilder = Callable[[Any], "dict[str, Any] | None"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """One part of home pages.

    Attributes:
        description: what readers find in it.
        build: reads what the band shows.
        template: reads what `build` returned beside the context of the page.
        order: its place on a new home; None: boards add it themselves.
        is_required: no home is without it.
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
    is_required: bool = False
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
    """All bands in the order that they have on a new home, those that boards add last."""
    return sorted(_bands.values(), key=lambda band: (band.order is None, band.order))


def bands_at_birth(*, is_city: bool) -> list[dict[str, Any]]:
    """Return the bands of a new home, as its stream holds them."""
    return [
        {"type": band.code, "value": None, "id": str(uuid4())}
        for band in registered_bands()
        if band.order is not None and band.stands_on(is_city=is_city)
    ]
