"""Serves copies of public pages before other middleware runs, and stores responses as they left it."""

from __future__ import annotations

import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Final

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import DisallowedHost
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.utils import timezone

from page_cache.declaring import Declared, declaring
from page_cache.entries import KEPT, Entry, key_of, local_entry, read_entry, store_entry
from page_cache.generations import current_generations
from page_cache.proxies import address_of, note_address
from sites.directory import PortalRecord, get_directory

GetResponse = Callable[[HttpRequest], HttpResponse]

# Paths that are no pages, or differ from visitor to visitor.
_NEVER: Final = ("/static/", "/media/", "/admin/", "/documents/", "/sheets/", "/healthz", "/readyz", "/metrics")
# Key in `request.META` of the outcome, for metrics: hit, miss (now stored) or stale (stands in).
COPY: Final = "page_cache.copy"
# Seconds that requests wait for another one that renders the same page, and between two looks.
PATIENCE: Final = 2.0
_PAUSE: Final = 0.02


class PageCacheMiddleware:
    """Serves copies that no change has invalidated and that have not expired. Only metrics stand before it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = _key_of(request)
        if not key:
            return self.get_response(request)
        now = timezone.now()
        entry = local_entry(key)
        if entry is not None and entry.is_fresh(now) and entry.is_valid():
            return _served(request, entry, "hit")
        # Another process may have stored it meanwhile.
        entry = read_entry(key)
        if entry is None:
            return self._rendered(request, key)
        is_valid = entry.is_valid()
        if is_valid and entry.is_fresh(now):
            return _served(request, entry, "hit")
        # One request renders it, others wait: many may ask for a page that was just invalidated.
        if not cache.add(f"{key}.made", "", timeout=PATIENCE) and (made := wait_for_entry(key, entry)):
            return _served(request, made, "hit")
        try:
            response = self._rendered(request, key)
        finally:
            cache.delete(f"{key}.made")
        # A portal that is suspended has another generation, and may have it since a moment ago.
        if response.status_code != HTTPStatus.SERVICE_UNAVAILABLE or not (is_valid and entry.is_valid()):
            return response
        request.META[COPY] = "stale"
        return entry.stale_response()

    def _rendered(self, request: HttpRequest, key: str) -> HttpResponse:
        """Render the page, and store a copy where the view declares it cacheable."""
        record = _portal_of(request)
        if record is None or not (generations := current_generations(record.id)):
            return self.get_response(request)
        now = timezone.now()
        with declaring() as declared:
            response = self.get_response(request)
        if not _may_be_stored(request, response, declared):
            return response
        address = address_of(request)
        shows_others = declared.shows_other_portals
        entry = store_entry(
            key,
            response,
            declared,
            portal_id=record.id,
            generations=generations,
            now=now,
            seconds=settings.PAGE_CACHE_SECONDS if request.GET else KEPT,
            proxies_may_keep=note_address(address, portal_id=record.id, shows_other_portals=shows_others, now=now),
        )
        return _served(request, entry, "miss")


def _portal_of(request: HttpRequest) -> PortalRecord | None:
    """The portal of the host; None: there is none, or the database does not answer, which the page itself will say."""
    try:
        return get_directory().by_host(split_domain_port(request.get_host())[0])
    except (DatabaseError, InterfaceError):
        return None


def _served(request: HttpRequest, entry: Entry, outcome: str) -> HttpResponse:
    request.META[COPY] = outcome
    response = entry.response(request)
    # A change may have come while it was rendered, or a moment ago; a proxy that has purged asks for no other soon.
    if entry.proxies_may_keep and address_of(request) and entry.is_valid(now_asked=True):
        for name, value in entry.proxy_headers(timezone.now()).items():
            response[name] = value
    return response


def _key_of(request: HttpRequest) -> str:
    """Cache key of a request; empty: it has a session or credentials, or asks for no page."""
    is_asked_plainly = (
        settings.PAGE_CACHE_SECONDS
        and request.method in {"GET", "HEAD"}
        and not getattr(request, "is_dummy", False)  # a preview of the admin
        and not getattr(request, "is_mirrored", False)  # rendered for the mirror, as in read-only mode
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and "Authorization" not in request.headers
        and not request.path_info.startswith(_NEVER)
    )
    try:
        return key_of(request) if is_asked_plainly else ""
    except DisallowedHost:
        return ""


def _may_be_stored(request: HttpRequest, response: HttpResponse, declared: Declared) -> bool:
    return (
        declared.is_cacheable
        and request.method == "GET"
        and response.status_code == HTTPStatus.OK
        and not response.streaming
        and not response.cookies
        and not response.has_header("Content-Encoding")
        and not {"no-store", "private"} & set(response.get("Cache-Control", "").replace(" ", "").split(","))
    )


def wait_for_entry(key: str, former: Entry) -> Entry | None:
    """Wait for the copy that another request stores; None: it comes too late, or was invalidated meanwhile."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        time.sleep(_PAUSE)
        # Asked first: the copy is stored before this mark is deleted.
        is_being_made = cache.get(f"{key}.made") is not None
        entry = read_entry(key)
        if entry is not None and entry.made_at > former.made_at:
            return entry if entry.is_valid() else None
        if not is_being_made:
            return None
    return None
