"""Copies of whole pages: what is stored of a response, and the responses made from it."""

from __future__ import annotations

import gzip
import re
from collections import OrderedDict
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.request import split_domain_port
from django.utils import timezone
from django.utils.http import parse_etags, quote_etag
from django.utils.translation import gettext as _
from django.utils.translation import override

from page_cache.declaring import Declared
from page_cache.generations import Generations, current_generations, recent_generations

# Seconds that a copy is stored: a stale one stands in while the database is away. Further pages of lists are stored for
# a shorter time, since there are as many as somebody asks for.
KEPT: Final = 24 * 60 * 60
# A proxy revalidates after a second. It is not told to serve a stale copy, which may have been withdrawn meanwhile.
CACHE_CONTROL: Final = "public, max-age=0, s-maxage=1"
# Faster than the usual level, and all but as small.
_LEVEL: Final = 5
# Copies that a process keeps in its own memory. Whether one is valid, the shared generations tell.
_MAX_LOCAL: Final = 500
_local: OrderedDict[str, Entry] = OrderedDict()
_BODY: Final = re.compile(rb"<body[^>]*>")


@dataclass(frozen=True, slots=True)
class Entry:
    """A copy of one page.

    Attributes:
        shows_other_portals: whether a change of any portal invalidates it.
        proxies_may_keep: whether its address is written down, so that a change purges it from proxies.
        fresh_until: from when on it is stale, and served only while the database does not answer.
    """

    body: bytes
    headers: tuple[tuple[str, str], ...]
    etag: str
    portal_id: int
    generations: Generations
    shows_other_portals: bool
    proxies_may_keep: bool
    made_at: datetime
    fresh_until: datetime

    def is_valid(self, *, now_asked: bool = False) -> bool:
        """Whether no change has invalidated it, as far as this process knows.

        Args:
            now_asked: the cache is asked, whatever this process read a moment ago.
        """
        now = current_generations(self.portal_id) if now_asked else recent_generations(self.portal_id)
        same_of_any = not self.shows_other_portals or now.any_portal == self.generations.any_portal
        return bool(now) and now[:2] == self.generations[:2] and same_of_any

    def is_fresh(self, now: datetime) -> bool:
        """Whether it has not expired."""
        return now < self.fresh_until

    def response(self, request: HttpRequest) -> HttpResponse:
        """Respond with the copy, compressed where the client accepts gzip; with 304 where the client has it."""
        headers = dict(self.headers)
        if self.etag in parse_etags(request.headers.get("If-None-Match", "")):
            kept = {name: value for name, value in headers.items() if name not in {"Content-Type", "Content-Language"}}
            return HttpResponseNotModified(headers=kept)
        if "gzip" in request.headers.get("Accept-Encoding", ""):
            return _sized(self.body, headers | {"Content-Encoding": "gzip"})
        return _sized(gzip.decompress(self.body), headers)

    def proxy_headers(self, now: datetime) -> dict[str, str]:
        """Headers for the proxy in front of the application, which passes none of them on."""
        left = int((self.fresh_until - now).total_seconds())
        if not self.proxies_may_keep or left <= 0:
            return {}
        # Said above the copy while the application is away.
        return {"X-Accel-Expires": str(left), "X-Stored-At": f"{timezone.localtime(self.made_at):%H:%M %d/%m/%Y}"}

    def stale_response(self) -> HttpResponse:
        """Respond with the stale copy, with a line above the page that says when it was stored."""
        headers = dict(self.headers) | {"Cache-Control": "no-store"}
        headers.pop("ETag")
        with override(headers.get("Content-Language", settings.LANGUAGE_CODE)):
            moment = timezone.localtime(self.made_at)
            told = _("Copy kept at %(time)s on %(day)s. The portal is being repaired.") % {
                "time": f"{moment:%H:%M}",
                "day": f"{moment:%d/%m/%Y}",
            }
        note = f'<p class="kept-copy" role="status">{told}</p>'.encode()
        body = _BODY.sub(lambda found: found[0] + note, gzip.decompress(self.body), count=1)
        return _sized(body, headers)


def _sized(body: bytes, headers: dict[str, str]) -> HttpResponse:
    """With the length, which `CommonMiddleware` says of others."""
    return HttpResponse(body, headers=headers | {"Content-Length": str(len(body))})


# Part of the key: a release with other fields does not read the entries of the one before.
_SHAPE: Final = sha256(" ".join(field.name for field in fields(Entry)).encode()).hexdigest()[:8]


def key_of(request: HttpRequest) -> str:
    """Cache key of the page that a request asks for. The port is left out: links on the page do not depend on it."""
    host = split_domain_port(request.get_host())[0]
    address = f"{request.scheme} {host} {request.get_full_path()}"
    # In read-only mode pages have a banner, and are not those of before or after it.
    mode = "read-only." if settings.READ_ONLY else ""
    return f"pages.{_SHAPE}.{mode}{sha256(address.encode()).hexdigest()}"


def local_entry(key: str) -> Entry | None:
    """The copy that this process has in its own memory, valid or not."""
    return _local.get(key)


def read_entry(key: str) -> Entry | None:
    """The copy in the shared cache, valid or not."""
    entry = cache.get(key)
    if not isinstance(entry, Entry):
        return None
    _keep_locally(key, entry)
    return entry


def store_entry(
    key: str,
    response: HttpResponse,
    declared: Declared,
    *,
    portal_id: int,
    generations: Generations,
    now: datetime,
    seconds: int = KEPT,
    proxies_may_keep: bool = False,
) -> Entry:
    """Store a copy of a response.

    Args:
        generations: as they were before anything was read for it.
        now: likewise.
        seconds: for which it is stored.
        proxies_may_keep: whether its address is written down.
    """
    body = response.content
    etag = quote_etag(sha256(body).hexdigest()[:32])
    headers = {name: value for name, value in response.items() if name not in {"Content-Length", "Vary", "ETag"}}
    headers |= {"ETag": etag, "Cache-Control": CACHE_CONTROL, "Vary": "Accept-Encoding"}
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    ends = [now + timedelta(seconds=settings.PAGE_CACHE_SECONDS), midnight, declared.expires(at=now)]
    entry = Entry(
        body=gzip.compress(body, _LEVEL, mtime=0),
        headers=tuple(headers.items()),
        etag=etag,
        portal_id=portal_id,
        generations=generations,
        shows_other_portals=declared.shows_other_portals,
        proxies_may_keep=proxies_may_keep,
        made_at=now,
        fresh_until=min(filter(None, ends)),
    )
    cache.set(key, entry, seconds)
    _keep_locally(key, entry)
    return entry


def _keep_locally(key: str, entry: Entry) -> None:
    _local[key] = entry
    _local.move_to_end(key)
    if len(_local) > _MAX_LOCAL:
        _local.popitem(last=False)
