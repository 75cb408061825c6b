"""The band of the city's home about channels, services and applications of all portals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.core.cache import cache
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from home.serving.homes.band_registry import Band, Homes, register_band
from information.enums import ChannelKind
from information.serving.city_channels import channels_of_city, online_services

if TYPE_CHECKING:
    from home.serving.homes.sections import HomeFacts

MOST_OF_A_KIND: Final = 3
# Of the home itself, and of who writes rather than reads: the list of all channels has them.
LEFT_OUT: Final = frozenset({ChannelKind.PORTAL, ChannelKind.EMAIL})
# Seconds that the home keeps the number of services.
KEPT_SECONDS: Final = 300


def _channels(facts: HomeFacts) -> dict[str, Any] | None:
    language = facts.page.language
    kinds = channels_of_city(language)
    services = _number_of_services(language)
    if not kinds and not services:
        return None
    return {
        "channel_kinds": [
            (name, channels[:MOST_OF_A_KIND]) for name, channels in kinds if channels[0].kind not in LEFT_OUT
        ],
        "online_services": services,
    }


def _number_of_services(language: str) -> int:
    key = f"information.online_services:{language}"
    number: int | None = cache.get(key)
    if number is None:
        number = online_services(language)
        cache.set(key, number, KEPT_SECONDS)
    return number


register_band(
    Band(
        code="channels",
        label=pgettext_lazy("band of a home page", "Channels, services, applications"),
        description=_("Of all portals of the city, from what each registered."),
        icon="globe",
        build=_channels,
        template="pages/information/bands/channels.html",
        homes=Homes.CITY,
        order=45,
    )
)
