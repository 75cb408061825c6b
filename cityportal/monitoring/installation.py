"""Metrics of queues, the page cache and the search, read when they are scraped."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NamedTuple

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.db.models import Min
from django.utils import timezone
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from redis import Redis, RedisError

from audit.failed_tasks import RECENT
from audit.models import FailedTask
from cityportal.backups.record import last_backup, last_drill
from cityportal.celery import SENT_AT
from cityportal.doctor.disks import fullness
from cityportal.models import PortalConformance
from page_cache.models import PendingPurge
from search.index.health import engine_state, missing_pages, missing_questions, rows_that_differ
from sites.enums import PortalState

# Seconds.
PATIENCE = 1


class InstallationCollector(Collector):
    """Collects tasks that wait or were lost, invalidations that are late, the age of the last backup and
    drill, how full disks are, the certificate that ends first, and what the search lacks; of a database that does not
    answer, that it does not."""

    def collect(self) -> Iterator[Metric]:
        if (queue := waiting_tasks()) is not None:
            yield GaugeMetricFamily("cityportal_tasks_waiting", "Tasks that no worker has begun.", value=queue.length)
            age = timezone.now().timestamp() - queue.since if queue.since else 0
            yield GaugeMetricFamily("cityportal_tasks_oldest_seconds", "Since the oldest of them waits.", value=age)
        used = GaugeMetricFamily("cityportal_disk_used_percent", "How full a disk is.", labels=["folder"])
        for folder, percent in fullness().items():
            used.add_metric([str(folder)], percent)
        yield used
        try:
            told = [*self._of_database()]
        except (DatabaseError, InterfaceError):
            told = []
        yield GaugeMetricFamily("cityportal_database_up", "Whether the database answers.", value=bool(told))
        yield from told

    def _of_database(self) -> Iterator[Metric]:
        now = timezone.now()
        lost = FailedTask.objects.since(now - RECENT).count()
        yield GaugeMetricFamily("cityportal_tasks_lost", "Background work lost in the last days.", value=lost)
        purges = PendingPurge.objects.aggregate(oldest=Min("noted_at"))["oldest"]
        age = (now - purges).total_seconds() if purges else 0
        yield GaugeMetricFamily(
            "cityportal_page_cache_behind_seconds", "Age of the oldest change that it was not told of.", value=age
        )
        for name, last in (("backup", last_backup()), ("drill", last_drill())):
            if last is not None:
                yield GaugeMetricFamily(
                    f"cityportal_{name}_age_seconds",
                    "Since the last one was completed.",
                    value=(now - last.at).total_seconds(),
                )
        if (ends := first_certificate_end()) is not None:
            yield GaugeMetricFamily(
                "cityportal_certificate_seconds",
                "Until the first certificate of a portal ends, as it was seen last.",
                value=ends - now.timestamp(),
            )
        lacks = missing_pages() + missing_questions()
        yield GaugeMetricFamily("cityportal_search_missing", "Public pages and questions not found.", value=lacks)
        if state := engine_state():
            well = state == "ok"
            yield GaugeMetricFamily("cityportal_search_engine_up", "Whether Elasticsearch answers.", value=well)
            if well:
                yield GaugeMetricFamily(
                    "cityportal_search_engine_rows_wrong", "Rows too few or too many.", value=rows_that_differ()
                )


def first_certificate_end() -> float | None:
    """When the first certificate of those that portals that are open were last seen with ends, in seconds since 1970;
    None: none was seen."""
    seen = PortalConformance.objects.filter(portal__state=PortalState.LIVE).values_list(
        "outcomes__tls__1__ends_at", flat=True
    )
    return min((float(ends) for ends in seen if ends is not None), default=None)


class Queue(NamedTuple):
    """Tasks that wait.

    Attributes:
        since: when the oldest was sent, in seconds since 1970; None: none waits, or its message does not say.
    """

    length: int
    since: float | None


def waiting_tasks() -> Queue | None:
    """The queue; None: there is none, or Redis does not answer."""
    address = settings.CELERY_BROKER_URL
    if not address.startswith(("redis:", "rediss:")):
        return None
    try:
        with Redis.from_url(address, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE) as broker:
            # New ones are put at the beginning.
            return Queue(int(broker.llen("celery")), sent_at(broker.lindex("celery", -1)))
    except RedisError:
        return None


def sent_at(message: bytes | None) -> float | None:
    """When a message of the queue was sent, in seconds since 1970; None: it does not say."""
    return json.loads(message)["headers"].get(SENT_AT) if message else None
