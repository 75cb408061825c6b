"""HTTP connections to public machines alone, each with a deadline.

An address that somebody typed must not make our server send requests into its own network (SSRF): the host is
resolved, its address must be public, and the connection goes to that very address.
"""

from __future__ import annotations

import http.client
import io
import ipaddress
import socket
import ssl
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from typing import Any, Final
from urllib.parse import urlsplit

from django.utils.encoding import iri_to_uri

PORTS: Final = {"http": 80, "https": 443}
# IPv6 addresses of the public internet (RFC 4291).
GLOBAL_UNICAST: Final = ipaddress.IPv6Network("2000::/3")


class ForbiddenAddress(Exception):
    """An address to which our server sends no request."""


@contextmanager
def response_to(method: str, url: str, *, deadline: float) -> Iterator[http.client.HTTPResponse]:
    """Send a request and yield its response. The connection goes to the address that was checked, whatever the name
    resolves to later."""
    parts = urlsplit(iri_to_uri(url))
    if parts.scheme not in PORTS or not parts.hostname or parts.port not in {None, *PORTS.values()}:
        raise ForbiddenAddress
    port = parts.port or PORTS[parts.scheme]
    address = public_address(parts.hostname, port, deadline=deadline)
    connection = _Connection(parts.hostname, address, port, encrypted=parts.scheme == "https", deadline=deadline)
    with closing(connection):
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request(method, path, headers={"User-Agent": "cityportal", "Accept": "*/*"})
        yield connection.getresponse()


def public_address(host: str, port: int, *, deadline: float) -> str:
    """An address of a host on the public internet.

    Raises:
        ForbiddenAddress: one of its addresses is of a private, local, reserved or multicast network.
        TimeoutError: the host is not found until the deadline, a moment of `time.monotonic`.
    """
    found = [str(row[4][0]) for row in _resolve(host, port, deadline=deadline)]
    if not found or not all(map(is_public, found)):
        raise ForbiddenAddress
    return found[0]


def _resolve(host: str, port: int, *, deadline: float) -> list[Any]:
    """Addresses of a host, resolved in a thread: the resolver of the system waits for its name servers without a
    deadline."""
    threads = ThreadPoolExecutor(max_workers=1)
    try:
        return threads.submit(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM).result(_remaining(deadline))
    finally:
        threads.shutdown(wait=False)


def _remaining(deadline: float) -> float:
    """Seconds until a deadline, a moment of `time.monotonic`.

    Raises:
        TimeoutError: it is over.
    """
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def is_public(address: str) -> bool:
    """Whether an address is on the public internet; IPv6 forms of IPv4 addresses are seen through.

    Of IPv6 only what is given out for the public internet (2000::/3): elsewhere are forms that nobody should use any
    more, as `::127.0.0.1`, and networks of a site.
    """
    ip = ipaddress.ip_address(address.split("%", 1)[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is not None:
            return is_public(str(inner))
        if ip in ipaddress.ip_network("64:ff9b::/96"):
            return is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
        if ip not in GLOBAL_UNICAST:
            return False
    return ip.is_global and not ip.is_multicast


class _Connection(http.client.HTTPConnection):
    """A connection to an address that was resolved before, which names the host and ends at its deadline."""

    def __init__(self, host: str, address: str, port: int, *, encrypted: bool, deadline: float) -> None:
        super().__init__(host, port)
        self.address, self.encrypted, self.deadline = address, encrypted, deadline

    def connect(self) -> None:
        self.sock = socket.create_connection((self.address, self.port), _remaining(self.deadline))
        if self.encrypted:
            self.sock.settimeout(_remaining(self.deadline))
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)
        self.sock = _DeadlineSocket(self.sock, deadline=self.deadline)


class _DeadlineSocket:
    """The part of a socket that `http.client` uses. A timeout of Python begins anew with each reading, a deadline does
    not."""

    def __init__(self, sock: socket.socket, *, deadline: float) -> None:
        self.sock, self.deadline = sock, deadline

    def sendall(self, data: bytes) -> None:
        self.sock.settimeout(_remaining(self.deadline))
        self.sock.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(_DeadlineReader(self.sock, deadline=self.deadline))

    def close(self) -> None:
        self.sock.close()


class _DeadlineReader(io.RawIOBase):
    """Reads from a socket until a deadline, a moment of `time.monotonic`."""

    def __init__(self, sock: socket.socket, *, deadline: float) -> None:
        super().__init__()
        self.sock, self.deadline = sock, deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self.sock.settimeout(_remaining(self.deadline))
        return self.sock.recv_into(buffer)
