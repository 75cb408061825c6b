"""Metrics of requests by kind and status, without address, host or person."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from prometheus_client import Counter, Histogram

from page_cache.middleware import COPY

_REQUESTS: Final = Counter("cityportal_requests", "Requests that were answered.", ["kind", "status"])
_SECONDS: Final = Histogram(
    "cityportal_request_seconds",
    "Time of answers, without that of the server in front.",
    ["kind"],
    buckets=(0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 3, 10),
)
_COPIES: Final = Counter(
    "cityportal_page_copies", "Cacheable pages: hits, misses, stale copies that stood in.", ["outcome"]
)
# By the beginning of the path; the first match counts.
_KINDS: Final = (
    (("/static/", "/media/", "/documents/", "/sheets/", "/portal.css"), "file"),
    (("/healthz", "/readyz", "/metrics"), "monitoring"),
    (("/api/",), "interface"),
    (("/tim-kiem/", "/en/search/"), "search"),
)


class MetricsMiddleware:
    """Counts and times responses, copies of pages included."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not settings.METRICS_TOKEN:
            return self.get_response(request)
        began = time.perf_counter()
        response = self.get_response(request)
        kind = kind_of(request)
        _REQUESTS.labels(kind, str(response.status_code)).inc()
        _SECONDS.labels(kind).observe(time.perf_counter() - began)
        if outcome := request.META.get(COPY):
            _COPIES.labels(outcome).inc()
        return response


def kind_of(request: HttpRequest) -> str:
    """What was asked for: file, monitoring, interface, search, admin, form or page."""
    found = next((kind for beginnings, kind in _KINDS if request.path_info.startswith(beginnings)), "")
    if found:
        return found
    if split_domain_port(request.META.get("HTTP_HOST", ""))[0] == settings.ADMIN_HOST:
        return "admin"
    return "form" if request.method == "POST" else "page"
