"""Metrics of queues, the page cache and the search, read when they are scraped."""

from __future__ import annotations

from collections.abc import Iterator

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
from page_cache.models import PendingPurge
from search.index.health import engine_state, missing_pages, missing_questions, rows_that_differ

# Seconds.
PATIENCE = 1


class InstallationCollector(Collector):
    """Collects tasks that wait or were lost, invalidations that are late, the age of the last backup and
    drill, and what the search lacks; of a database that does not answer, that it does not."""

    def collect(self) -> Iterator[Metric]:
        if (waiting := waiting_tasks()) is not None:
            yield GaugeMetricFamily("cityportal_tasks_waiting", "Tasks that no worker has begun.", value=waiting)
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
        lacks = missing_pages() + missing_questions()
        yield GaugeMetricFamily("cityportal_search_missing", "Public pages and questions not found.", value=lacks)
        if state := engine_state():
            well = state == "ok"
            yield GaugeMetricFamily("cityportal_search_engine_up", "Whether Elasticsearch answers.", value=well)
            if well:
                yield GaugeMetricFamily(
                    "cityportal_search_engine_rows_wrong", "Rows too few or too many.", value=rows_that_differ()
                )


def waiting_tasks() -> int | None:
    """Length of the queue; None: there is none, or Redis does not answer."""
    address = settings.CELERY_BROKER_URL
    if not address.startswith(("redis:", "rediss:")):
        return None
    try:
        with Redis.from_url(address, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE) as broker:
            return int(broker.llen("celery"))
    except RedisError:
        return None
