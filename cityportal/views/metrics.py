"""/metrics for Prometheus: for whoever has the token of the operator, on any host."""

from __future__ import annotations

import hmac
import os

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from cityportal.monitoring.installation import InstallationCollector


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Counters of all processes where PROMETHEUS_MULTIPROC_DIR names a folder that they share, else of this one.

    Raises:
        Http404: without METRICS_TOKEN, or another one was sent.
    """
    expected = f"Bearer {settings.METRICS_TOKEN}".encode()
    sent = request.headers.get("Authorization", "").encode()
    if not settings.METRICS_TOKEN or not hmac.compare_digest(sent, expected):
        raise Http404
    registry = CollectorRegistry()
    registry.register(InstallationCollector())
    content = generate_latest(registry)
    counters = REGISTRY
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        counters = CollectorRegistry()
        MultiProcessCollector(counters)
    response = HttpResponse(content + generate_latest(counters), content_type=CONTENT_TYPE_LATEST)
    response["Cache-Control"] = "no-store"
    return response
