"""Template contexts of page types, players of recordings, and the answers below their pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from home.editing.embeds import FRAME, hosts_of, player_for
from home.page_registry import register_answer, register_context
from home.queries import public_languages
from information.models import (
    ChannelsPage,
    DraftPage,
    EventPage,
    LiveEventPage,
    PressPackPage,
    ProcedurePage,
    SpecialTopicPage,
    StatisticsReportPage,
    WorkSchedulePage,
)
from information.models.recordings.playing import PlayingPage
from information.press.press_archive import archive_response
from information.procedures.places import is_done_elsewhere
from information.queries import chosen_pages, pages_of_topic, subscription_of, weeks_beside
from information.serving.calendars import calendar_response, of_closing_days, of_event, of_schedules
from page_cache.declaring import shows_other_portals
from sites.directory import get_directory

if TYPE_CHECKING:
    from home.editing.embeds import Player
    from sites.directory import PortalRecord


def players_of(urls: Iterable[str], portal: PortalRecord | None) -> dict[str, Player]:
    """The addresses that can be played on a page of a portal: on hosts that its public list of channels or the setting
    `EMBED_HOSTS` names."""
    wanted = list(filter(None, urls))
    if not wanted or portal is None:
        return {}
    allowed = {*settings.EMBED_HOSTS, *channel_hosts(portal), portal.host}
    found = ((url, player_for(url, allowed=allowed)) for url in wanted)
    # Files of the portal are played; its pages are not put into one another.
    return {
        url: player
        for url, player in found
        if player is not None and not (player.kind == FRAME and player.host == portal.host)
    }


def channel_hosts(portal: PortalRecord) -> frozenset[str]:
    """The hosts that the public list of channels of a portal names."""
    pages = ChannelsPage.objects.live().filter(path__startswith=portal.container_path)
    streams = pages.values_list("channels", flat=True)
    return hosts_of(block["value"].get("url", "") for stream in streams for block in stream.raw_data)


@register_context(PlayingPage)
def players_context(page: Any, request: HttpRequest) -> dict[str, Any]:
    return {"players": players_of(page.playable_urls(), page.portal)}


@register_context(SpecialTopicPage)
def topic_context(page: SpecialTopicPage, request: HttpRequest) -> dict[str, Any]:
    return pages_of_topic(page)


@register_context(ProcedurePage)
def procedure_context(page: ProcedurePage, request: HttpRequest) -> dict[str, Any]:
    """Where else the procedure is done: the list stands on the city portal, where that has the language."""
    shows_other_portals()
    city = get_directory().city
    if city is None or not is_done_elsewhere(page) or page.language not in public_languages(city.container_path):
        return {"elsewhere_url": ""}
    root = "" if page.portal == city else city.root_url
    return {
        "elsewhere_url": root + reverse("procedure_places", args=[page.code]),
        "path_by_code": reverse("procedure_by_code", args=[page.code]),
    }


@register_context(PressPackPage)
def pack_context(page: PressPackPage, request: HttpRequest) -> dict[str, Any]:
    return {"chosen": chosen_pages(page), "file_url": f"{page.get_url(request)}{page.reverse_subpage('file')}"}


@register_context(WorkSchedulePage)
def schedule_context(page: WorkSchedulePage, request: HttpRequest) -> dict[str, Any]:
    """What is shown of a week: its days, the weeks beside it, its calendar, that of its section."""
    previous, following = weeks_beside(page)
    return {
        "schedule": page,
        "days": page.public_days(),
        "previous_week": previous,
        "next_week": following,
        "calendar_url": page.calendar_url(request),
        "subscribe_url": subscription_of(page),
    }


@register_context(StatisticsReportPage)
def report_context(page: StatisticsReportPage, request: HttpRequest) -> dict[str, Any]:
    """Figures with the addresses of their files, which hold those of today: a former version has none."""
    own, has_files = page.get_url(request), page.shown_version is None
    return {
        "shown_figures": [
            (block.value, f"{own}{page.reverse_subpage('csv', args=[number])}" if has_files else "")
            for number, block in enumerate(page.figures, start=1)
        ]
    }


@register_answer(EventPage, "calendar")
@register_answer(LiveEventPage, "calendar")
def answer_event_calendar(page: EventPage | LiveEventPage, request: HttpRequest) -> HttpResponseBase:
    return calendar_response(of_event(page), name=page.slug)


@register_answer(DraftPage, "calendar")
def answer_closing_day(page: DraftPage, request: HttpRequest) -> HttpResponseBase:
    return calendar_response(of_closing_days([page], name=page.title), name=page.slug)


@register_answer(WorkSchedulePage, "calendar")
def answer_week_calendar(page: WorkSchedulePage, request: HttpRequest) -> HttpResponseBase:
    return calendar_response(of_schedules([page], name=page.title), name=f"lich-{page.week:%Y-%m-%d}")


register_answer(PressPackPage, "file")(archive_response)
