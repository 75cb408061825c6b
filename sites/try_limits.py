"""How often something may be tried. Pure: no clock, no database."""

from __future__ import annotations

import json
import unicodedata
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

# A subscriber with IPv6 has a whole network of this length, and so as many addresses as it likes.
SUBSCRIBER_PREFIX = 64


def network_of(address: str) -> str:
    """Who tries, as far as an address tells: the IPv4 address itself, of IPv6 the network of the subscriber."""
    plain = ip_address(address)
    return str(plain) if plain.version == 4 else str(ip_network((plain, SUBSCRIBER_PREFIX), strict=False))


def tried_name(typed: str) -> str:
    """A name as it is counted: other capitals, widths or spaces around it make no other name."""
    return unicodedata.normalize("NFKC", typed).strip().casefold()


def counted_as(what: str, *, network: str, name: str | None) -> str:
    """What one count is of: no two different ones are written alike."""
    return json.dumps([what, network, name])


def free_again_at(since: datetime, *, period: timedelta) -> datetime:
    """When a count begins anew, on the full minute: nobody is told a time that is too early."""
    end = since + period
    minute = end.replace(second=0, microsecond=0)
    return minute if minute == end else minute + timedelta(minutes=1)
