"""Follows the links of a submitted version to the outside, within bounds, and keeps what was found for the board.

What an editor types must not make our server ask machines of its own network (SSRF): the address of a host is looked
up, must be public, and is the very address that is then asked; redirects are followed by the same rule.
"""

from __future__ import annotations

import http.client
import io
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from django.core.cache import cache
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _

MAX_LINKS: Final = 20
MAX_REDIRECTS: Final = 3
# For one step: looking up the host, connecting, asking, reading the head of the answer.
STEP_SECONDS: Final = 5
# For reading a whole answer, with its redirects.
READING_SECONDS: Final = 20
# The board decides long before; what it saw is kept with its approval.
KEPT_SECONDS: Final = 60 * 60 * 24 * 60
FIRST_ERROR: Final = 400
# Of sites that are there and do not talk to programs.
CLOSED_TO_PROGRAMS: Final = frozenset({401, 403, 405, 406, 429, 999})
# Of sites that do not know the question for the head of an answer alone.
WITHOUT_HEAD: Final = frozenset({405, 501})
REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
PORTS: Final = {"http": 80, "https": 443}

# Asks one address; gives the status and where it redirects to.
Ask = Callable[[str], tuple[int, str]]


class LinkRefused(Exception):
    """An address that our server does not ask."""


class AddressUnread(Exception):
    """The answer of an address cannot be read; the message says why in the active language."""


def broken_links_of(revision_id: int | None) -> dict[str, str]:
    """Addresses of a version that could not be opened, with the reason. From the cache; empty where nobody looked."""
    return cache.get(_key(revision_id), {}) if revision_id else {}


def check_links(revision_id: int, urls: Iterable[str], *, ask: Ask | None = None) -> dict[str, str]:
    """Follow the first links of a version, and keep what is wrong with them. At most five seconds a step.

    What was found stays kept when the task is ended before the last link.
    """
    found: dict[str, str] = {}
    for url in list(urls)[:MAX_LINKS]:
        if reason := reason_of(url, ask=ask or ask_once):
            found[url] = reason
            cache.set(_key(revision_id), found, KEPT_SECONDS)
    cache.set(_key(revision_id), found, KEPT_SECONDS)
    return found


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
    with _answering(method, url, end=end) as answer:
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
        with _answering("GET", address, end=end) as answer:
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


@contextmanager
def _answering(method: str, url: str, *, end: float) -> Iterator[http.client.HTTPResponse]:
    """The answer of one address. The connection goes to the address that was checked, whatever the name says later."""
    parts = urlsplit(iri_to_uri(url))
    if parts.scheme not in PORTS or not parts.hostname or parts.port not in {None, *PORTS.values()}:
        raise LinkRefused
    port = parts.port or PORTS[parts.scheme]
    address = public_address(parts.hostname, port, end=end)
    connection = _Connection(parts.hostname, address, port, encrypted=parts.scheme == "https", end=end)
    with closing(connection):
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request(method, path, headers={"User-Agent": "cityportal-link-check", "Accept": "*/*"})
        yield connection.getresponse()


def public_address(host: str, port: int, *, end: float) -> str:
    """An address of a host on the public internet.

    Raises:
        LinkRefused: one of its addresses is of a private, local, reserved or multicast network.
        TimeoutError: the host is not found until the end, a moment of `time.monotonic`.
    """
    found = [str(row[4][0]) for row in _look_up(host, port, end=end)]
    if not found or not all(map(is_public, found)):
        raise LinkRefused
    return found[0]


def _look_up(host: str, port: int, *, end: float) -> list[Any]:
    """What a host is called by, from a thread: the system's own question takes as long as its name servers like."""
    threads = ThreadPoolExecutor(max_workers=1)
    try:
        return threads.submit(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM).result(_left(end))
    finally:
        threads.shutdown(wait=False)


def _left(end: float) -> float:
    """Seconds until a moment of `time.monotonic`.

    Raises:
        TimeoutError: it is over.
    """
    left = end - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def is_public(address: str) -> bool:
    """Whether an address is on the public internet; IPv6 forms of IPv4 addresses are seen through."""
    ip = ipaddress.ip_address(address.split("%", 1)[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is not None:
            return is_public(str(inner))
        if ip in ipaddress.ip_network("64:ff9b::/96"):
            return is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
    return ip.is_global and not ip.is_multicast


class _Connection(http.client.HTTPConnection):
    """Connects to an address that was looked up before, speaks to the host by its name, and ends at a moment."""

    def __init__(self, host: str, address: str, port: int, *, encrypted: bool, end: float) -> None:
        super().__init__(host, port)
        self.address, self.encrypted, self.end = address, encrypted, end

    def connect(self) -> None:
        self.sock = socket.create_connection((self.address, self.port), _left(self.end))
        if self.encrypted:
            self.sock.settimeout(_left(self.end))
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)
        self.sock = _EndingSocket(self.sock, end=self.end)


class _EndingSocket:
    """What `http.client` asks of a socket. A time limit of Python counts for each reading again; this one for all."""

    def __init__(self, sock: socket.socket, *, end: float) -> None:
        self.sock, self.end = sock, end

    def sendall(self, data: bytes) -> None:
        self.sock.settimeout(_left(self.end))
        self.sock.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(_EndingReader(self.sock, end=self.end))

    def close(self) -> None:
        self.sock.close()


class _EndingReader(io.RawIOBase):
    """Reads from a socket until a moment of `time.monotonic`."""

    def __init__(self, sock: socket.socket, *, end: float) -> None:
        super().__init__()
        self.sock, self.end = sock, end

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self.sock.settimeout(_left(self.end))
        return self.sock.recv_into(buffer)


def _key(revision_id: int | None) -> str:
    return f"broken-links:{revision_id}"
