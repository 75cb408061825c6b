"""Connections to machines of others, within bounds.

What somebody typed must not make our server ask machines of its own network (SSRF): the address of a host is looked
up, must be public, and is the very address that is then asked.
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
GIVEN_OUT: Final = ipaddress.IPv6Network("2000::/3")


class LinkRefused(Exception):
    """An address that our server does not ask."""


@contextmanager
def answering(method: str, url: str, *, end: float) -> Iterator[http.client.HTTPResponse]:
    """The answer of one address. The connection goes to the address that was checked, whatever the name says later."""
    parts = urlsplit(iri_to_uri(url))
    if parts.scheme not in PORTS or not parts.hostname or parts.port not in {None, *PORTS.values()}:
        raise LinkRefused
    port = parts.port or PORTS[parts.scheme]
    address = public_address(parts.hostname, port, end=end)
    connection = _Connection(parts.hostname, address, port, encrypted=parts.scheme == "https", end=end)
    with closing(connection):
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request(method, path, headers={"User-Agent": "cityportal", "Accept": "*/*"})
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
        if ip not in GIVEN_OUT:
            return False
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
