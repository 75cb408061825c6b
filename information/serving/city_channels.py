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
    from sites.links import PortalLink


@dataclass(frozen=True, slots=True)
class CityChannel:
    """A channel that a portal registered as its own. `language`: of its name."""

    kind: str
    name: str
    url: str
    contact: str
    portal: PortalRecord
    language: str


def channels_of_city(language: str) -> list[tuple[str, list[CityChannel]]]:
    """The channels under the names of their kinds, the city's own first: from the lists of channels of all portals, in
    Vietnamese where they are not in the language, and from the addresses elsewhere that the directory has of each."""
    directory, lists = get_directory(), ChannelsPage.objects.all()
    pages = readable_now(lists, language)
    if language != settings.LANGUAGE_CODE:
        others = readable_now(lists, settings.LANGUAGE_CODE)
        pages |= others.exclude(translation_key__in=pages.values("translation_key"))
    found = [
        _channel(entry["value"], portal, language=language_of(url_path))
        for path, url_path, stream in pages.order_by("path").values_list("path", "url_path", "channels")
        if (portal := directory.for_path(path)) is not None
        for entry in stream.raw_data
    ]
    known = {one.url for one in found}
    for portal in directory.components:
        links = portal.links if portal.is_readable else ()
        found += [_elsewhere(link, portal, language) for link in links if link.url not in known]
    return list(_by_kind(found))


def _elsewhere(link: PortalLink, portal: PortalRecord, language: str) -> CityChannel:
    is_translated = language == "en" and bool(link.title_en)
    name, written = (link.title_en, language) if is_translated else (link.title_vi, settings.LANGUAGE_CODE)
    return CityChannel(ChannelKind.SOCIAL, name, link.url, "", portal, written)


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
        language = language_of(row.url_path)
        channels = (_channel(entry["value"], city, language=language) for entry in row.channelspage_channels.raw_data)
        if (found := next((one for one in channels if one.kind == ChannelKind.HOTLINE), None)) is not None:
            return TaskTarget(found.name, found.url or tel_address(found.contact), language=language)
    return None


register_task_target("hotline", _hotline, pages=PagesOfBand(ChannelsPage, _lists_of_city, columns=("channels",)))


def _channel(value: dict[str, str], portal: PortalRecord, *, language: str) -> CityChannel:
    return CityChannel(value["kind"], value["name"], value.get("url", ""), value.get("contact", ""), portal, language)


def online_services(language: str) -> int:
    """How many procedures of all portals are applied for online."""
    return readable_now(ProcedurePage.objects.all(), language).exclude(service_url="").count()
