"""The services an installation stands on: database, cache, catalogues, search index."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.core import checks
from django.db import connection
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from adminviews import virus_scanner
from audit.failed_tasks import RECENT
from audit.models import FailedTask
from cityportal.doctor.finding import Finding, listed
from cityportal.health import probe_cache, probe_database, probe_migrations
from cityportal.management.commands.compile_catalogues import PROJECT, catalogues
from editorial.integrity.invariants import unknown_to_the_index
from page_cache.proxies import silent_proxies
from page_cache.purging import late_purges
from search.index.health import (
    engine_state,
    missing_pages,
    missing_questions,
    probe_index,
    rows_refused,
    rows_that_differ,
)


def is_production() -> bool:
    """Whether citizens are served: neither a developer's machine nor the demo city."""
    return not settings.DEBUG and not settings.IS_DEMO


def engine() -> str:
    """The kind of database: sqlite or postgresql."""
    return connection.vendor


def check_database() -> Iterator[Finding]:
    result = probe_database()
    if result != "ok":
        yield Finding(
            "database",
            _("The database cannot be reached (%(result)s).") % {"result": result},
            _("Check DATABASE_URL, and whether the database server runs and lets this machine in."),
        )
    elif is_production() and engine() == "sqlite":
        yield Finding(
            "database_engine",
            _("The database is SQLite: it serves one machine only, and one writer at a time."),
            _("Set DATABASE_URL to a PostgreSQL database."),
        )


def check_migrations() -> Iterator[Finding]:
    result = probe_migrations()
    if result != "ok":
        yield Finding(
            "migrations",
            _("The tables are not those of this version (%(result)s).") % {"result": result},
            _("Run: manage.py migrate"),
        )


def check_settings() -> Iterator[Finding]:
    """What Django's own system checks call an error; those for deployment too where citizens are served."""
    for message in checks.run_checks(include_deployment_checks=is_production()):
        if message.is_serious() and not message.is_silenced():
            yield Finding(
                "settings",
                _("The settings are wrong (%(id)s): %(message)s") % {"id": message.id, "message": message.msg},
                message.hint or _("Correct the settings and restart the server."),
            )


def check_read_only() -> Iterator[Finding]:
    if settings.READ_ONLY:
        yield Finding(
            "read_only",
            _("The installation is read-only: nothing that is sent is taken, and background work waits."),
            _("Once the work is done take READ_ONLY away, and restart web server, workers and beat."),
        )


def check_security_contact() -> Iterator[Finding]:
    if is_production() and not settings.SECURITY_CONTACTS:
        yield Finding(
            "security_contact",
            _("Nobody is named to whom a weakness of the portals is told."),
            _("Set SECURITY_CONTACTS, for example to mailto:antoan@example.vn."),
        )


def check_cache() -> Iterator[Finding]:
    result = probe_cache()
    if result != "ok":
        yield Finding(
            "cache",
            _("The cache does not work (%(result)s).") % {"result": result},
            _("Check CACHE_URL, and whether the cache server runs and lets this machine in."),
        )
    elif is_production() and "locmem" in settings.CACHES["default"]["BACKEND"].lower():
        yield Finding(
            "cache_not_shared",
            _("Each process has a cache of its own, so one goes on showing what another has changed."),
            _("Set CACHE_URL to a Redis server that all processes use."),
        )


def check_page_cache() -> Iterator[Finding]:
    """Changes that copies of public pages may not show yet."""
    if count := late_purges(timezone.now()):
        yield Finding(
            "page_cache",
            _("The page cache was not told of %(count)d changes: readers may be given former pages.")
            % {"count": count},
            _("See that the cache server, the workers and beat run: they tell it again each minute."),
        )
    for proxy in silent_proxies():
        yield Finding(
            "page_proxy",
            _("The proxy at %(address)s takes no purge: it may give readers former pages.") % {"address": proxy},
            _("Check PAGE_PROXIES, and whether nginx runs and lets this machine in."),
        )


def check_catalogues() -> Iterator[Finding]:
    stale = []
    for source in catalogues():
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime_ns < source.stat().st_mtime_ns:
            stale.append(source.relative_to(PROJECT))
    if stale:
        yield Finding(
            "catalogues",
            _("Translations are not compiled, or older than their source: %(files)s.") % {"files": listed(stale)},
            _("Run: manage.py compile_catalogues, and restart the server."),
        )


def check_search_index() -> Iterator[Finding]:
    result = probe_index()
    advice = _("Run: manage.py rebuild_search_index")
    if result != "ok":
        yield Finding("search", _("The search index is not sound (%(result)s).") % {"result": result}, advice)
        return
    if missing := missing_pages():
        yield Finding(
            "search_pages", _("%(count)d public pages cannot be found by search.") % {"count": missing}, advice
        )
    if missing := missing_questions():
        yield Finding(
            "search_questions",
            _("%(count)d questions of citizens cannot be found by search.") % {"count": missing},
            advice,
        )


def check_search_engine() -> Iterator[Finding]:
    """Elasticsearch, where the settings name one."""
    state = engine_state()
    problems = {
        "away": (
            _("Elasticsearch does not answer; the database answers searches in its place."),
            _("Check SEARCH_URL and SEARCH_CA_FILE, and whether Elasticsearch runs and lets this machine in."),
        ),
        "not built": (
            _("Elasticsearch has no index yet; the database answers searches in its place."),
            _("Run: manage.py rebuild_search_index"),
        ),
        "behind": (
            _("Elasticsearch lacks what was published or withdrawn; the database answers searches in its place."),
            _("See that the workers and beat run: they write to it what it missed. The log says what it refuses."),
        ),
    }
    refused = rows_refused() if state else {}
    if refused:
        yield Finding(
            "search_engine_refused",
            _("Elasticsearch does not take %(count)d rows, which nobody finds as they are now: %(titles)s.")
            % {"count": len(refused), "titles": listed([title or str(key) for key, title in refused.items()])},
            _("The log says why. Change the pages, or run: manage.py rebuild_search_index"),
        )
    if state in problems:
        yield Finding("search_engine", *problems[state])
    elif state and (count := rows_that_differ()) > len(refused):
        yield Finding(
            "search_engine_rows",
            _("Elasticsearch has %(count)d rows too few or too many.") % {"count": count},
            _("Run: manage.py rebuild_search_index"),
        )


def check_virus_scanner() -> Iterator[Finding]:
    """clamd, where the settings name one."""
    if settings.CLAMD_URL and not virus_scanner.is_answering():
        yield Finding(
            "virus_scanner",
            _("The virus scanner does not answer: no form takes a file."),
            _("Check CLAMD_URL, and whether clamd runs and lets this machine in."),
        )


def check_failed_tasks() -> Iterator[Finding]:
    """Background work of the last days that nobody will do by itself."""
    lost = FailedTask.objects.since(timezone.now() - RECENT).values_list("task").annotate(Count("pk")).order_by("task")
    if tasks := dict(lost):
        yield Finding(
            "failed_tasks",
            _("In the last %(days)d days %(count)d tasks of background work were lost: %(names)s.")
            % {"days": RECENT.days, "count": sum(tasks.values()), "names": listed(tasks)},
            _(
                "See in the admin under Settings, Lost background work, what they were about; check that Redis, the "
                "workers and the mail server run, and do what was lost anew."
            ),
        )


def check_references() -> Iterator[Finding]:
    """Reads every public page and its approvals."""
    if titles := [page.title for page in unknown_to_the_index()]:
        yield Finding(
            "references",
            _("The index of references does not know which files %(count)d public pages show: %(titles)s.")
            % {"count": len(titles), "titles": listed(titles)},
            _("See that the workers run, then run: manage.py rebuild_references_index"),
        )
