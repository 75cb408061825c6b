"""Asks addresses to the outside and reads what they give, within bounds; redirects are followed by the same rule."""

from __future__ import annotations

import http.client
import socket
import time
from collections.abc import Callable
from typing import Final
from urllib.parse import urljoin

from django.utils.translation import gettext as _

from home.outbound.connections import LinkRefused, answering

MAX_REDIRECTS: Final = 3
# For one step: looking up the host, connecting, asking, reading the head of the answer.
STEP_SECONDS: Final = 5
# For reading a whole answer, with its redirects.
READING_SECONDS: Final = 20
FIRST_ERROR: Final = 400
# Of sites that are there and do not talk to programs.
CLOSED_TO_PROGRAMS: Final = frozenset({401, 403, 405, 406, 429, 999})
# Of sites that do not know the question for the head of an answer alone.
WITHOUT_HEAD: Final = frozenset({405, 501})
REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})

# Asks one address; gives the status and where it redirects to.
Ask = Callable[[str], tuple[int, str]]


class AddressUnread(Exception):
    """The answer of an address cannot be read; the message says why in the active language."""


def reason_of(url: str, *, ask: Ask) -> str:
    """Why an address cannot be opened, in the active language; empty where it can, or where that is not known."""
    try:
        for _step in range(MAX_REDIRECTS + 1):
            status, location = ask(url)
            if status not in REDIRECTS or not location:
                return (
                    ""
                    if status < FIRST_ERROR or status in CLOSED_TO_PROGRAMS
                    else _("answer %(status)d") % {"status": status}
                )
            url = urljoin(url, location)
    except LinkRefused:
        return _("it leads to a machine that is not public")
    except socket.gaierror:
        return _("there is no such host")
    except TimeoutError:
        return _("no answer")
    except (OSError, http.client.HTTPException, ValueError):
        return _("no connection")
    return _("it redirects too often")


def ask_once(url: str) -> tuple[int, str]:
    """Ask one address with HEAD, and with GET where the other side does not know HEAD.

    Takes no longer than one step may, however slowly the other side answers.

    Raises:
        LinkRefused: the scheme, the port or the machine is none that we ask.
        OSError: there is no connection, or no answer in time.
    """
    end = time.monotonic() + STEP_SECONDS
    answer = _ask("HEAD", url, end=end)
    return _ask("GET", url, end=end) if answer[0] in WITHOUT_HEAD else answer


def _ask(method: str, url: str, *, end: float) -> tuple[int, str]:
    """The status and location that one address answers; its body is not read."""
    with answering(method, url, end=end) as answer:
        return answer.status, answer.getheader("Location", "")


def read_address(url: str, *, most: int, seconds: float = READING_SECONDS) -> bytes:
    """Read what an address gives, by the same rules: a public machine, at each redirect as well.

    Args:
        most: bytes; what is larger is not taken.

    Raises:
        AddressUnread: why not, in the active language.
    """
    end = time.monotonic() + seconds

    def ask(address: str) -> tuple[int, str]:
        with answering("GET", address, end=end) as answer:
            if answer.status == http.client.OK:
                content.append(answer.read(most + 1))
            return answer.status, answer.getheader("Location", "")

    content: list[bytes] = []
    if reason := reason_of(url, ask=ask):
        raise AddressUnread(reason)
    if not content:
        raise AddressUnread(_("no answer"))
    if len(content[-1]) > most:
        raise AddressUnread(_("it is larger than %(limit)d bytes") % {"limit": most})
    return content[-1]
