"""HTTP client for addresses that people typed: bounded in time and size, and redirects obey the rules of the first
request (`home.outbound.connections`)."""

from __future__ import annotations

import http.client
import socket
import time
from collections.abc import Callable
from typing import Final
from urllib.parse import urljoin

from django.utils.translation import gettext as _

from home.outbound.connections import ForbiddenAddress, response_to

MAX_REDIRECTS: Final = 3
# Seconds for one request: resolving the host, connecting, sending, reading the head of the response.
REQUEST_TIMEOUT: Final = 5
# Seconds for a whole response, with its redirects.
FETCH_TIMEOUT: Final = 20
FIRST_ERROR: Final = 400
# Statuses of sites that are there and refuse programs.
BLOCKED_FOR_BOTS: Final = frozenset({401, 403, 405, 406, 429, 999})
# Statuses of sites that do not know HEAD.
HEAD_UNSUPPORTED: Final = frozenset({405, 501})
REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})

# Sends one request to an address; returns the status and the location that it redirects to.
SendRequest = Callable[[str], tuple[int, str]]


class FetchFailed(Exception):
    """An address gives nothing that can be read; the message says why in the active language."""


def link_error(url: str, *, send: SendRequest) -> str:
    """Why an address cannot be opened, in the active language; empty where it can, or where that is not known."""
    try:
        for _step in range(MAX_REDIRECTS + 1):
            status, location = send(url)
            if status not in REDIRECTS or not location:
                is_there = status < FIRST_ERROR or status in BLOCKED_FOR_BOTS
                return "" if is_there else _("answer %(status)d") % {"status": status}
            url = urljoin(url, location)
    except ForbiddenAddress:
        return _("it leads to a machine that is not public")
    except socket.gaierror:
        return _("there is no such host")
    except TimeoutError:
        return _("no answer")
    except (OSError, http.client.HTTPException, ValueError):
        return _("no connection")
    return _("it redirects too often")


def request_head(url: str) -> tuple[int, str]:
    """Return status and location of a HEAD request, or of a GET request to a server that does not know HEAD.

    Both together take `REQUEST_TIMEOUT` at most, however slowly the server sends.

    Raises:
        ForbiddenAddress: the scheme, the port or the machine is none that we send requests to.
        OSError: there is no connection, or no response in time.
    """
    deadline = time.monotonic() + REQUEST_TIMEOUT
    status, location = _request("HEAD", url, deadline=deadline)
    return _request("GET", url, deadline=deadline) if status in HEAD_UNSUPPORTED else (status, location)


def _request(method: str, url: str, *, deadline: float) -> tuple[int, str]:
    """Status and location of a response, whose body is not read."""
    with response_to(method, url, deadline=deadline) as response:
        return response.status, response.getheader("Location", "")


def fetch(url: str, *, max_bytes: int, timeout: float = FETCH_TIMEOUT) -> bytes:
    """Read the body of a response, after redirects to public machines alone.

    Args:
        max_bytes: a larger body is refused.
        timeout: seconds for all of it.

    Raises:
        FetchFailed: why not, in the active language.
    """
    deadline = time.monotonic() + timeout

    def send(address: str) -> tuple[int, str]:
        with response_to("GET", address, deadline=deadline) as response:
            if response.status == http.client.OK:
                bodies.append(response.read(max_bytes + 1))
            return response.status, response.getheader("Location", "")

    bodies: list[bytes] = []
    if reason := link_error(url, send=send):
        raise FetchFailed(reason)
    if not bodies:
        raise FetchFailed(_("no answer"))
    if len(bodies[-1]) > max_bytes:
        raise FetchFailed(_("it is larger than %(limit)d bytes") % {"limit": max_bytes})
    return bodies[-1]
