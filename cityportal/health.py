"""What a load balancer asks: is the process alive, can it serve."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from search.index.health import engine_state, probe_index


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. Touches nothing."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Database, cache, search index and migrations, each "ok" or what is wrong; 503 if any is wrong.

    Of Elasticsearch, where there is one, it says how it is: the database answers in its place. Read-only mode is told,
    and is no failure.
    """
    results = {name: probe() for name, probe in PROBES.items()}
    status = 200 if all(result == "ok" for result in results.values()) else 503
    engine = {"search_engine": state} if (state := engine_state()) else {}
    mode = {"mode": "read-only"} if settings.READ_ONLY else {}
    return JsonResponse(results | engine | mode, status=status)


def probe_database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except DatabaseError as error:
        return f"database: {type(error).__name__}"
    return "ok"


def probe_cache() -> str:
    try:
        cache.set("cityportal.readyz", "ok", 10)
        return "ok" if cache.get("cityportal.readyz") == "ok" else "cache: a value written was not read back"
    except Exception as error:
        return f"cache: {type(error).__name__}"


def probe_migrations() -> str:
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        return f"migrations: {type(error).__name__}"
    return f"migrations: {len(waiting)} not applied" if waiting else "ok"


PROBES: dict[str, Callable[[], str]] = {
    "database": probe_database,
    "cache": probe_cache,
    "migrations": probe_migrations,
    "search": probe_index,
}
