"""Copies in a proxy before the application, which are valid until they are purged, address by address.

A proxy keeps what a response says it may (`X-Accel-Expires`): pages whose address is written down here first, so that
a change finds every copy of what it invalidates. deploy/nginx holds the configuration that goes with it.
"""

from __future__ import annotations

import http.client
import math
import time
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.db.models import Case, Q, QuerySet, When
from django.http import HttpRequest
from django.http.request import split_domain_port
from django.utils import timezone

from page_cache.models import CachedAddress

# Proxies delete what nobody asked for during a day, and never hold what was stored longer ago than the following.
FORGOTTEN_AFTER: Final = timedelta(days=2)
# Seconds that a proxy may take to answer.
_PATIENCE: Final = 3
# Addresses that a change purges by itself, before a worker comes to it, and seconds that a proxy may take for these.
AT_ONCE: Final = 100
_SECONDS_AT_ONCE: Final = 0.5
_PURGE: Final = "/purge"
_ANSWERS: Final = {http.client.OK, http.client.NOT_FOUND}


def address_of(request: HttpRequest) -> str:
    """Key under which a proxy keeps the page: host and path; empty: it keeps none.

    A path can be written in many ways, of which a change knows one. With parameters there are as many addresses as
    somebody likes to ask for. In read-only mode the database may be one that is left.
    """
    if not settings.PAGE_PROXIES or settings.READ_ONLY:
        return ""
    path = request.get_full_path()
    address = f"{split_domain_port(request.get_host())[0]}{path}"
    is_plain = request.META.get("RAW_URI") == path and not request.META.get("QUERY_STRING")
    return address if is_plain and len(address) <= CachedAddress.LONGEST else ""


def note_address(address: str, *, portal_id: int, shows_other_portals: bool, now: datetime) -> bool:
    """Write down that proxies may keep the page at an address.

    Returns:
        Whether they may: not where there is no address, nor while the database takes nothing.
    """
    if not address:
        return False
    row = CachedAddress(address=address, portal_id=portal_id, shows_other_portals=shows_other_portals, stored_at=now)
    renewed = ["portal", "shows_other_portals", "stored_at"]
    try:
        CachedAddress.objects.bulk_create(
            [row], update_conflicts=True, unique_fields=["address"], update_fields=renewed
        )
    except (DatabaseError, InterfaceError):
        return False
    return True


def purge_proxies(portal_ids: Iterable[int | None]) -> bool:
    """Delete from each proxy the pages of some portals, and those that show other portals; None stands for all portals.

    Returns:
        Whether all proxies answered.
    """
    addresses = list(_shown(portal_ids).values_list("address", flat=True))
    answered = [_purge(proxy, addresses) for proxy in settings.PAGE_PROXIES]
    return all(answered)


def purge_at_once(portal_ids: Collection[int | None]) -> bool:
    """Delete from each proxy what was read last of these pages, those of the portals themselves first, while somebody
    waits for it.

    Returns:
        Whether that was everything, and all proxies answered.
    """
    own = Case(When(portal__in=[one for one in portal_ids if one], then=0), default=1)
    newest = _shown(portal_ids).order_by(own, "-stored_at").values_list("address", flat=True)[: AT_ONCE + 1]
    addresses = list(newest)
    answered = [_purge(proxy, addresses[:AT_ONCE], seconds=_SECONDS_AT_ONCE) for proxy in settings.PAGE_PROXIES]
    return len(addresses) <= AT_ONCE and all(answered)


def _shown(portal_ids: Iterable[int | None]) -> QuerySet[CachedAddress]:
    """Addresses whose pages show something of some portals."""
    wanted = set(portal_ids)
    if None in wanted:
        return CachedAddress.objects.all()
    return CachedAddress.objects.filter(Q(portal__in=wanted) | Q(shows_other_portals=True))


def forget_old_addresses() -> None:
    """Delete addresses that no proxy can have a copy of any more."""
    CachedAddress.objects.filter(stored_at__lt=timezone.now() - FORGOTTEN_AFTER).delete()


def silent_proxies() -> Iterator[str]:
    """Proxies that take no purge, and addresses that are none where a proxy takes one."""
    return (proxy for proxy in settings.PAGE_PROXIES if not (_takes_purges(proxy) and _purge(proxy, ["/"])))


def _takes_purges(proxy: str) -> bool:
    """Whether a server is that of deploy/nginx/cityportal.conf for purges: other servers know no such page, either."""
    at = urlsplit(proxy)
    connection = http.client.HTTPConnection(at.hostname or "", at.port, timeout=_PATIENCE)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status == http.client.MISDIRECTED_REQUEST
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _purge(proxy: str, addresses: Iterable[str], *, seconds: float = math.inf) -> bool:
    """Purge addresses from one proxy, over one connection; what it did not keep counts as purged.

    Args:
        seconds: for all of them together; one that takes longer is asked for no more.
    """
    at, end = urlsplit(proxy), time.monotonic() + seconds
    connection = http.client.HTTPConnection(at.hostname or "", at.port, timeout=min(_PATIENCE, seconds))
    try:
        for address in addresses:
            if time.monotonic() > end:
                return False
            connection.request("GET", _PURGE, headers={"X-Purge-Key": address})
            response = connection.getresponse()
            response.read()
            if response.status not in _ANSWERS:
                return False
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True
