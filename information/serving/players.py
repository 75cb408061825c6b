"""Pages that play what stands on official channels of the agency, once a reader asks for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings

from home.editing.embeds import FRAME, hosts_of, player_for
from information.models import ChannelsPage

if TYPE_CHECKING:
    from home.editing.embeds import Player
    from sites.directory import PortalRecord


def players_of(urls: Iterable[str], portal: PortalRecord | None) -> dict[str, Player]:
    """The addresses that can be played on a page of a portal: on hosts that its public list of channels or the setting
    `EMBED_HOSTS` names. One query, none without an address."""
    wanted = list(filter(None, urls))
    if not wanted or portal is None:
        return {}
    allowed = {*settings.EMBED_HOSTS, *channel_hosts(portal), portal.host}
    found = ((url, player_for(url, allowed=allowed)) for url in wanted)
    return {url: player for url, player in found if player is not None and not _is_own_page(player, portal)}


def _is_own_page(player: Player, portal: PortalRecord) -> bool:
    """Files of the portal are played; its pages are not put into one another."""
    return player.kind == FRAME and player.host == portal.host


def channel_hosts(portal: PortalRecord) -> frozenset[str]:
    """The hosts that the public list of channels of a portal names. One query."""
    pages = ChannelsPage.objects.live().filter(path__startswith=portal.container_path)
    streams = pages.values_list("channels", flat=True)
    urls = (block["value"].get("url", "") for stream in streams for block in stream.raw_data)
    return hosts_of(urls)
