"""From which address a request comes, for the record."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse

_current: ContextVar[str | None] = ContextVar("address of the client of this request", default=None)


def client_address(remote: str, forwarded: str, *, proxies: int) -> str | None:
    """The address of the client: what the outermost of our own proxies saw. Pure.

    Args:
        remote: the address of the connection.
        forwarded: the header X-Forwarded-For, to which each proxy appends what it saw. What stands before that was
            written by the client, and may be anything.
        proxies: how many proxies of ours stand before the application.

    Returns None where there is no address that can be read, as on a Unix socket without a header.
    """
    hops = [*(hop.strip() for hop in forwarded.split(",") if hop.strip()), remote]
    return plain_address(hops[-1 - proxies] if proxies < len(hops) else hops[0])


def plain_address(text: str) -> str | None:
    """An IPv4 or IPv6 address in one way of writing, without brackets, port and zone; IPv4 in IPv6 as IPv4."""
    bare = text.strip()
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        address = ip_address(bare.partition("%")[0])
    except ValueError:
        return None
    return str(getattr(address, "ipv4_mapped", None) or address)


def current_address() -> str | None:
    """The address of the client of the request that runs now; None outside of one."""
    return _current.get()


@contextmanager
def request_from(address: str | None) -> Iterator[None]:
    """Let events be recorded as coming from an address."""
    mark = _current.set(address)
    try:
        yield
    finally:
        _current.reset(mark)


class ClientAddressMiddleware:
    """Remembers the address of the client while its request runs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        address = client_address(
            request.META.get("REMOTE_ADDR", ""),
            request.META.get("HTTP_X_FORWARDED_FOR", ""),
            proxies=settings.TRUSTED_PROXIES,
        )
        with request_from(address):
            return self.get_response(request)
