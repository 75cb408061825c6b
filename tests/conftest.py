"""What holds for every test: the engine, the catalogues, caches that start empty, no skip where none is allowed."""

import gc
import os
import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.models.signals import pre_save
from django.utils.translation.reloader import translation_file_changed
from hypothesis import HealthCheck
from hypothesis import settings as properties
from pytest_django.plugin import DjangoDbBlocker
from wagtail.models import Revision
from wagtail.signals import pre_page_move

from cityportal.management.commands.compile_catalogues import catalogues, compile_catalogue
from cityportal.services.postgresql import impatience
from editorial.integrity.invariants import (
    public_that_differs,
    public_with_files_elsewhere,
    public_without_approval,
    rows_without_approval,
)
from editorial.signal_handlers import guard_places, guard_public_pages, guard_versions
from home.publication.public_versions import versions_that_differ
from library.models import PortalDocument, PortalImage
from library.signal_handlers import guard_public_files
from sites.models import Portal
from tests.database_template import begin_with_template, wait_for_template
from tests.each import checking
from tests.exhaustive_state import ANYTHING, PRODUCTION, SQLITE, differs
from tests.factories import CITY, DISTRICT, make_portal
from tests.first_state import begin_with_rows
from tests.proving import Proofs
from tests.remembering import memory
from tests.signing_in import remember_sign_ins

pytest_plugins = ["tests.isolation.told", "tests.rebuilding", "tests.reporting"]

FORBID_SKIPS = os.environ.get("TEST_FORBID_SKIPS") == "1"
# With it, what asks no engine runs on PostgreSQL as well.
EXHAUSTIVE = os.environ.get("TEST_EXHAUSTIVE") == "1"
# With it, what waits for a change of few files runs without one, on the engines that it belongs to.
WHATEVER_CHANGED = EXHAUSTIVE or os.environ.get("TEST_WHATEVER_CHANGED") == "1"


# Examples are drawn and tried as long as that takes: the machine does other work as well.
properties.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
properties.load_profile("unhurried")


# A machine that does other work as well lets new connections wait.
impatience.ANSWERS_WITHIN = 30.0


def pytest_configure(config: pytest.Config) -> None:
    remember_sign_ins()
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker is None:
        for source in catalogues():
            if compile_catalogue(source):  # What starts pytest may have read the former one.
                translation_file_changed(sender=None, file_path=source.with_suffix(".mo"))
    elif runs_redis():
        # Each process has a Redis database of its own, as it has an SQL database of its own.
        number = int(worker.removeprefix("gw")) + 1
        default = settings.CACHES["default"]
        default["LOCATION"] = re.sub(r"/\d*$", f"/{number}", default["LOCATION"])


def runs_redis() -> bool:
    return settings.CACHES["default"]["BACKEND"].endswith("RedisCache")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect what belongs to another engine: what is reported as skipped is what the machine lacks."""
    running = [item for item in items if runs_here(item)]
    if len(running) < len(items):
        kept = set(running)
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = running


def runs_here(item: pytest.Item) -> bool:
    """Whether a test runs on the database and the cache of this process (the markers stand in pyproject.toml)."""
    engine = SQLITE if connection.vendor == "sqlite" else PRODUCTION
    patterns = waits_for(item)
    if patterns and not WHATEVER_CHANGED and not differs(patterns, engine):
        return False
    running = {connection.vendor} | ({"redis"} if runs_redis() else set())
    if settings.SEARCH_URL:
        running.add("elasticsearch")
    if named := {"sqlite", "postgresql", "redis", "elasticsearch"} & {marker.name for marker in item.iter_markers()}:
        return named <= running
    return EXHAUSTIVE or connection.vendor == "sqlite" or item.get_closest_marker("both_engines") is not None


def waits_for(item: pytest.Item) -> tuple[str, ...]:
    """Patterns of the paths of which one must differ from the last exhaustive run; none where a test runs always."""
    if deciding := item.get_closest_marker("when_changed"):
        return deciding.args
    slow = item.get_closest_marker("slow")
    return ANYTHING if slow and not slow.kwargs.get("in_each_run") else ()


def pytest_collectstart() -> None:
    """Nothing that collection loads is garbage: looking for some takes a fifth of its time."""
    gc.disable()


def pytest_collection_finish() -> None:
    """What was loaded stays to the end: the collector of garbage need not look at it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
    gc.enable()


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> None:
    """Wait for the template of the database before the first test: it has no limit of time."""
    if any(item.get_closest_marker("django_db") for item in session.items):
        wait_for_template()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """With TEST_FORBID_SKIPS=1, a run that left a test out has failed."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if not FORBID_SKIPS or reporter is None or hasattr(session.config, "workerinput"):
        return
    left_out = reporter.stats.get("skipped", [])
    if left_out and session.exitstatus in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}:
        reporter.write_line(f"{len(left_out)} tests were skipped, and TEST_FORBID_SKIPS is set.", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    django_db_modify_db_settings_parallel_suffix: None,
) -> None:
    """Begin with a copy of the template.

    Journeys need SQLite in a file: threads of a server cannot share the one connection of a memory database. The other
    tests of the same run take no longer there.
    """
    journeys = any(item.get_closest_marker("journey") for item in request.session.items)
    if journeys and connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "journeys.sqlite3")
        connection.settings_dict["OPTIONS"] = {
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;",
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
        }
    begin_with_template()


@pytest.fixture(scope="session")
def django_db_setup(
    _first_state: Callable[[], None], django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Tests that commit begin with the rows that are there now."""
    with django_db_blocker.unblock():
        _first_state()
    yield


@pytest.fixture(scope="session")
def _first_state() -> Callable[[], None]:
    return begin_with_rows()


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """Rows are rolled back after each test; what was cached of them must not outlive them."""
    cache.clear()


@pytest.fixture(autouse=True)
def _remember_what_is_built(request: pytest.FixtureRequest, _django_db_marker: None) -> Iterator[None]:
    """Factories write again what they built before, where nothing else was written and no code was replaced."""
    if "db" in request.fixturenames:
        request.getfixturevalue("db")
    elif not request.node.get_closest_marker("django_db"):
        yield
        return
    patch = request.getfixturevalue("monkeypatch")
    begun = patches_of(patch)
    with memory.watching(is_patched=lambda: patches_of(patch) != begun):
        # Portals come before what a module changes in settings, code or rows: so they are the same in all modules.
        for name in ("city", "district"):
            if name in request.fixturenames:
                request.getfixturevalue(name)
        yield


def patches_of(patch: pytest.MonkeyPatch) -> int:
    """How many attributes and items a test has replaced so far."""
    # pytest keeps them to itself, and has no other way to tell.
    return len(patch._setattr) + len(patch._setitem)


@pytest.fixture(autouse=True)
def _nothing_public_without_the_board(request: pytest.FixtureRequest, _django_db_marker: None) -> Iterator[None]:
    """Whatever a test did, nothing may be public that no board approved, nothing otherwise than approved (13.1.g), and
    no file of another portal.

    Tests that make such a page to see it found are marked `breaks_the_rule`: for them the guards of models stand aside.
    """
    if request.node.get_closest_marker("breaks_the_rule"):
        pre_save.disconnect(dispatch_uid="portals.refuse_unapproved")
        pre_save.disconnect(sender=Revision, dispatch_uid="portals.refuse_rewriting")
        pre_page_move.disconnect(dispatch_uid="portals.refuse_move")
        pre_save.disconnect(sender=PortalImage, dispatch_uid="library.guard_images")
        pre_save.disconnect(sender=PortalDocument, dispatch_uid="library.guard_documents")
        yield
        pre_save.connect(guard_public_pages, dispatch_uid="portals.refuse_unapproved")
        pre_save.connect(guard_versions, sender=Revision, dispatch_uid="portals.refuse_rewriting")
        pre_page_move.connect(guard_places, dispatch_uid="portals.refuse_move")
        pre_save.connect(guard_public_files, sender=PortalImage, dispatch_uid="library.guard_images")
        pre_save.connect(guard_public_files, sender=PortalDocument, dispatch_uid="library.guard_documents")
        return
    if not request.node.get_closest_marker("django_db"):
        yield
        return
    with checking(check_what_was_written):
        yield
    check_what_was_written()


def check_what_was_written() -> None:
    for proofs in PROOFS:
        proofs.check(memory.begun, memory.written)


def check_nothing_is_found(find: Callable[[], Iterable[object]]) -> None:
    assert [str(one) for one in find()] == []


# Each reads tables of its own.
CHECKS = [
    partial(check_nothing_is_found, find)
    for find in (
        public_without_approval,
        rows_without_approval,
        public_that_differs,
        public_with_files_elsewhere,
        versions_that_differ,
    )
]
PROOFS = [Proofs(check) for check in CHECKS]


@pytest.fixture
def city() -> Portal:
    """The first of two portals, since what could leak is the other one's."""
    return make_portal(CITY)


@pytest.fixture
def district(city: Portal) -> Portal:
    """The second."""
    return make_portal(DISTRICT)


@pytest.fixture
def portal(city: Portal) -> Portal:
    """Where one is enough."""
    return city
