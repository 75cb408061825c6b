"""Channels, services and applications of all portals of the city, from what each registered (Regulation 3.1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings

from formats.vietnamese.contact_links import tel_address
from home.serving.addresses import language_of
from home.serving.homes.band_registry import PagesOfBand
from home.serving.homes.task_targets import TaskTarget, register_task_target
from home.serving.news import readable_now
from information.enums import ChannelKind
from information.models import ChannelsPage, ProcedurePage
from sites.directory import get_directory
from sites.tree import in_public_branch

if TYPE_CHECKING:
    from wagtail.query import PageQuerySet

    from home.serving.homes.sections import HomeFacts
    from sites.directory import PortalRecord


@dataclass(frozen=True, slots=True)
class CityChannel:
    """A channel that a portal registered as its own."""

    kind: str
    name: str
    url: str
    contact: str
    portal: PortalRecord


def channels_of_city(language: str) -> list[tuple[str, list[CityChannel]]]:
    """The channels under the names of their kinds, the city's own first: from the lists of channels of all portals, and
    from the addresses elsewhere that the directory has of each."""
    directory = get_directory()
    pages = readable_now(ChannelsPage.objects.all(), language).order_by("path")
    streams = [(directory.for_path(path), stream) for path, stream in pages.values_list("path", "channels")]
    found = [_channel(entry["value"], portal) for portal, stream in streams if portal for entry in stream.raw_data]
    known = {one.url for one in found}
    found += [
        CityChannel(
            ChannelKind.SOCIAL,
            link.title_en if language == "en" and link.title_en else link.title,
            link.url,
            "",
            portal,
        )
        for portal in directory.components
        if portal.is_readable
        for link in portal.links
        if link.url not in known
    ]
    return list(_by_kind(found))


def _by_kind(channels: list[CityChannel]) -> Iterator[tuple[str, list[CityChannel]]]:
    order = {record.id: place for place, record in enumerate(get_directory().records)}
    channels = sorted(channels, key=lambda one: (not one.portal.is_city, order[one.portal.id]))
    for kind in (
        ChannelKind.APP, ChannelKind.HOTLINE, ChannelKind.SOCIAL, ChannelKind.DATA, ChannelKind.GAZETTE,
        ChannelKind.EMAIL, ChannelKind.PORTAL,
    ):  # fmt: skip
        if own := [one for one in channels if one.kind == kind]:
            yield str(kind.label), own


def _lists_of_city(pages: PageQuerySet, facts: HomeFacts) -> PageQuerySet:
    """The city's own lists of channels in the language of a home and in Vietnamese: a number is read in each."""
    city = get_directory().city
    if city is None or not city.is_readable:
        return pages.none()
    languages = {facts.page.language, settings.LANGUAGE_CODE}
    own = pages.filter(in_public_branch(), path__startswith=city.container_path)
    return own.filter(locale__language_code__in=languages).order_by("path")


def _hotline(facts: HomeFacts) -> TaskTarget | None:
    """The first hotline of the list of channels of the city's own portal."""
    city = get_directory().city
    if city is None:
        return None
    lists = facts.pages_of(ChannelsPage, below=city.container_path)
    lists.sort(key=lambda row: (language_of(row.url_path) != facts.page.language, row.path))
    for row in lists:
        channels = (_channel(entry["value"], city) for entry in row.channelspage_channels.raw_data)
        if (found := next((one for one in channels if one.kind == ChannelKind.HOTLINE), None)) is not None:
            url = found.url or tel_address(found.contact)
            return TaskTarget(found.name, url, language=language_of(row.url_path))
    return None


register_task_target("hotline", _hotline, pages=PagesOfBand(ChannelsPage, _lists_of_city, columns=("channels",)))


def _channel(value: dict[str, str], portal: PortalRecord) -> CityChannel:
    return CityChannel(value["kind"], value["name"], value.get("url", ""), value.get("contact", ""), portal)


def online_services(language: str) -> int:
    """How many procedures of all portals are applied for online."""
    return readable_now(ProcedurePage.objects.all(), language).exclude(service_url="").count()
