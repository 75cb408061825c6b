"""Worlds that tests build again and again are built once; after that their rows are written as they were.

Most tests start with the same portals, people and pages, made by the verbs of the product: some 400 queries a portal.
What such a step does follows from the rows before it alone. So where a test begins with steps that another test began
with, in the same order and with nothing written between, the rows that they made are written again, in a few
statements. A test that does anything else first builds its world itself, as if nothing were remembered; so does a test
under settings of its own, and one that has put other code in place of ours. Signing in is such a step
(`tests.signing_in`).

    @remembered
    def make_portal(spec: PortalSpec = CITY) -> Portal: ...
"""

from collections.abc import Callable, Collection, Hashable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import date
from functools import partial, wraps
from typing import Any, ParamSpec, TypeVar

from django.conf import UserSettingsHolder, settings
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection, models, transaction
from django.utils import timezone
from wagtail.models import Page

from authentication.session_time import BEGAN, begin_session
from sites.models import Portal
from tests.proving import UNKNOWN, is_write, table_written_in
from tests.row_changes import Change, StoredFile, Tables, all_tables, change_between, files_of, tables_of

P = ParamSpec("P")
T = TypeVar("T")

# A name and what it was called with; the steps of a world in their order.
Step = tuple[Any, ...]
World = tuple[Step, ...]

# As Django writes it, on every engine; the name follows.
SAVEPOINT, ROLLBACK = "SAVEPOINT ", "ROLLBACK TO SAVEPOINT "


def _never() -> bool:
    return False


@dataclass(frozen=True)
class Done:
    """What a step did to the database, what it left to be done after its commit, its files, and what it returned."""

    change: Change
    after_commit: list[tuple[Callable[[], Any], bool]]
    files: list[StoredFile]
    returned: Any

    def again(self) -> tuple[Any, Change]:
        """Do it again: what it returned, and what it did now."""
        change = _with_sessions_of_now(self.change)
        for callback, is_robust in self.after_commit:
            transaction.on_commit(callback, robust=is_robust)
        # The last of all: a table of portals that the first time left behind is of no use now.
        change.happen()
        for file in self.files:
            file.write()
        return _read(self.returned), change


class Memory:
    """What steps did, for as long as the process runs; and how far the running test has come."""

    def __init__(self) -> None:
        self._done: dict[tuple[World, Step], Done] = {}
        # The rows that tests begin with; None: not read yet.
        self._first: Tables | None = None
        self._world: World | None = None
        # What the steps of the running test did so far.
        self._path: list[Change] = []
        # How far it had come when it began something that may be rolled back, by the name of the savepoint.
        self._savepoints: dict[str, World | None] = {}
        self._is_patched: Callable[[], bool] = _never
        # The rows that a test began with, where another test begins with the same; tables it wrote in since.
        self.begun: Hashable = None
        self.written: set[str] = set()
        self._standing: object | None = None
        # Statements that wrote, without those that wrote a known step again (`tests.rebuilding`).
        self.built = 0
        self._writes_again = False

    @property
    def world(self) -> World | None:
        """The steps that the running test has come to; None where something else was written."""
        return self._world

    @property
    def stands_aside(self) -> bool:
        """Whether the test runs under settings or with code of its own."""
        return are_settings_changed() or self._is_patched()

    @contextmanager
    def watching(self, is_patched: Callable[[], bool] = _never) -> Iterator[None]:
        """While a test runs that starts with the rows of the migrations, in a transaction that is rolled back.

        `is_patched` says whether the test has put other code in place of ours by now.
        """
        self._is_patched = is_patched
        self._world = () if connection.in_atomic_block and not _is_built() else None
        self._path, self._savepoints = [], {}
        self.begun, self.written = self._world if self._standing is None else self._standing, set()
        with connection.execute_wrapper(self._watch):
            yield
        self._world = None

    @contextmanager
    def rolled_back(self, world: object) -> Iterator[None]:
        """While what is written is rolled back at the end, within a test (tests/each.py).

        `world` stands for the rows that are there before, where nothing else does.
        """
        known, steps = (self._world, self.begun, set(self.written)), len(self._path)
        if self.begun is None or self.written:
            self.begun, self.written = world, set()
        try:
            yield
        finally:
            self._world, self.begun, self.written = known
            del self._path[steps:]

    @contextmanager
    def standing(self) -> Iterator[None]:
        """While each test begins with the rows that stand now, within a transaction around those of the tests."""
        self._standing = object()
        yield
        self._standing = None

    def _watch(self, execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if is_write(sql):
            self.built += not self._writes_again
            self._world = None
            self.written.add(table_written_in(sql))
        elif sql.startswith(SAVEPOINT):
            self._savepoints[sql.removeprefix(SAVEPOINT)] = self._world
        elif sql.startswith(ROLLBACK) and self._savepoints.get(sql.removeprefix(ROLLBACK)) != self._world:
            # Steps that are undone; of which, nobody keeps.
            self._world = self.begun = None
        return execute(sql, *rest)

    def take(self, step: Step | None, build: Callable[[], Any]) -> Any:
        """Do a step, or what it did before. One that writes nothing leaves the world as it was."""
        if self.stands_aside:
            # What is built so, and what follows, belongs to this test alone.
            self._world = None
        world = self._world
        if world is None or step is None:
            return build()
        if (world, step) in self._done:
            self._writes_again = True
            try:
                result, change = self._done[world, step].again()
            finally:
                self._writes_again = False
            self._come_to((*world, step), of=world, by=change)
            return result
        if self._first is None:
            self._first = all_tables()
        former, self.written = self.written, set()
        # Steps within this one are parts of it.
        self._world = None
        waiting = len(connection.run_on_commit)
        try:
            result = build()
        finally:
            written, self.written = self.written, self.written | former
        if not written:
            self._world = world
            return result
        waits = [(callback, robust) for _savepoints, callback, robust in connection.run_on_commit[waiting:]]
        change = self._change_of(written)
        noted = _noted(result)
        self._done[world, step] = Done(change, waits, files_of(change.new), noted)
        self._come_to((*world, step), of=world, by=change)
        # The same as those will get who find it done.
        return _read(noted)

    def _change_of(self, written: Collection[str]) -> Change:
        """What the step that was just built did to the tables that it wrote in."""
        assert self._first is not None
        models = [model for model in self._first if UNKNOWN in written or model._meta.db_table in written]
        before = {model: dict(self._first[model]) for model in models}
        for change in self._path:
            change.apply_to(before)
        return change_between(before, tables_of(models))

    def _come_to(self, world: World, *, of: World, by: Change) -> None:
        self.begun = world if self.begun == of else None
        self._world, self.written = world, set()
        self._path.append(by)


memory = Memory()


def remembered(build: Callable[P, T]) -> Callable[P, T]:
    """For a function that makes rows in the database and the files that they name, and nothing else: no mail before the
    commit. It returns a row, or rows in a list or the like, as they are in the database: what is unsaved of them is
    lost."""

    @wraps(build)
    def built(*args: P.args, **kwargs: P.kwargs) -> T:
        return memory.take(_step(build.__name__, args, kwargs), partial(build, *args, **kwargs))

    return built


def built_once(build: Callable[[], T]) -> Callable[[], T]:
    """For a world that several modules begin with: each in a database as migrations leave it, within a transaction that
    is never committed.

    After the first time its rows are written as they were then, and what was returned is copied. On another day it is
    built again, for it may hold what begins tomorrow.
    """
    kept: dict[date, tuple[T, Change]] = {}

    @wraps(build)
    def built() -> T:
        today = timezone.localdate()
        if today in kept:
            known, change = kept[today]
            change.happen()
        else:
            before = all_tables()
            known = build()
            kept[today] = known, change_between(before, all_tables())
        return deepcopy(known)

    return built


def _step(name: str, args: Any, kwargs: dict[str, Any]) -> Step | None:
    """None for arguments by which a step cannot be found again."""
    step = (name, tuple(map(_known, args)), tuple((key, _known(value)) for key, value in sorted(kwargs.items())))
    try:
        hash(step)
    except TypeError:
        return None
    return step


@dataclass(frozen=True)
class _Noted:
    """A row that a step returned."""

    model: type[models.Model]
    key: Any


def _with_sessions_of_now(change: Change) -> Change:
    """Sessions end, and note their steps: those of a step that is done again begin as it is."""
    if not (rows := change.new.get(Session)):
        return change
    store = SessionStore()
    begun = []
    for row in rows:
        session = store.decode(row["session_data"])
        if BEGAN in session:
            begin_session(session, at=timezone.now())
        begun.append(row | {"session_data": store.encode(session)})
    return replace(change, new=change.new | {Session: begun})


def _noted(value: Any) -> Any:
    if isinstance(value, models.Model):
        return _Noted(type(value), value.pk)
    return _each(value, _noted)


def _read(value: Any) -> Any:
    if isinstance(value, _Noted):
        return value.model._default_manager.get(pk=value.key)
    return _each(value, _read)


def _each(value: Any, change: Callable[[Any], Any]) -> Any:
    if isinstance(value, dict):
        return {key: change(one) for key, one in value.items()}
    return type(value)(map(change, value)) if isinstance(value, list | tuple) else value


def _known(value: Any) -> Any:
    """Something to know a value by: of another type it is another value, though Python takes 1 for True."""
    if isinstance(value, models.Model):
        return (value._meta.label, value.pk)
    if isinstance(value, dict):
        return (dict, tuple((key, _known(one)) for key, one in value.items()))
    if isinstance(value, list | tuple):
        return (type(value), tuple(map(_known, value)))
    return (type(value), value)


def are_settings_changed() -> bool:
    """Whether a test runs under settings of its own: Django lays them over those of the run."""
    # Django has no other sign of it.
    return isinstance(settings._wrapped, UserSettingsHolder)


def _is_built() -> bool:
    """Whether somebody made a world before the test began."""
    return Portal.objects.exists() or Page.objects.filter(depth__gt=2).exists()
