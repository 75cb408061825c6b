"""Worlds that tests build again and again are built twice; after that their rows are written as they were.

Most tests start with the same portals, people and pages, made by the verbs of the product: some 400 queries a portal.
What such a step does follows from the rows before it alone. So where a test begins with steps that another test began
with, in the same order and with nothing written between, the rows that they made are written again, in a few
statements. A test that does anything else first builds its world itself, as if nothing were remembered; so does a test
under settings of its own, and one that has put other code in place of ours.

    @remembered
    def make_portal(spec: PortalSpec = CITY) -> Portal: ...
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from functools import partial, wraps
from typing import Any, ParamSpec, TypeVar

from django.conf import UserSettingsHolder, settings
from django.db import connection, models, transaction
from django.utils import timezone
from wagtail.models import Page

from sites.models import Portal
from tests.proving import is_write, table_written_in
from tests.row_changes import Change, StoredFile, all_tables, change_between, files_of

P = ParamSpec("P")
T = TypeVar("T")

# A name and what it was called with; the steps of a world in their order.
Step = tuple[Any, ...]
World = tuple[Step, ...]


def _never() -> bool:
    return False


@dataclass(frozen=True)
class Done:
    """What a step did to the database, what it left to be done after its commit, its files, and what it returned."""

    change: Change
    after_commit: list[tuple[Callable[[], Any], bool]]
    files: list[StoredFile]
    returned: Any

    def again(self) -> Any:
        for callback, is_robust in self.after_commit:
            transaction.on_commit(callback, robust=is_robust)
        # The last of all: a table of portals that the first time left behind is of no use now.
        self.change.happen()
        for file in self.files:
            file.write()
        return _read(self.returned)


class Memory:
    """What steps did, for as long as the process runs; and how far the running test has come."""

    def __init__(self) -> None:
        self._done: dict[tuple[World, Step], Done] = {}
        self._times: Counter[tuple[World, Step]] = Counter()
        self._world: World | None = None
        self._wrote = False
        self._is_patched: Callable[[], bool] = _never
        # The rows that a test began with, where another test begins with the same; tables it wrote in since.
        self.begun: Hashable = None
        self.written: set[str] = set()
        self._standing: object | None = None

    @contextmanager
    def watching(self, is_patched: Callable[[], bool] = _never) -> Iterator[None]:
        """While a test runs that starts with the rows of the migrations, in a transaction that is rolled back.

        `is_patched` says whether the test has put other code in place of ours by now.
        """
        self._is_patched = is_patched
        self._world = () if connection.in_atomic_block and not _is_built() else None
        self.begun, self.written = self._world if self._standing is None else self._standing, set()
        with connection.execute_wrapper(self._watch):
            yield
        self._world = None

    @contextmanager
    def rolled_back(self, world: object) -> Iterator[None]:
        """While what is written is rolled back at the end, within a test (tests/each.py).

        `world` stands for the rows that are there before, where nothing else does.
        """
        known = self._world, self.begun, set(self.written)
        if self.begun is None or self.written:
            self.begun, self.written = world, set()
        try:
            yield
        finally:
            self._world, self.begun, self.written = known

    @contextmanager
    def standing(self) -> Iterator[None]:
        """While each test begins with the rows that stand now, within a transaction around those of the tests."""
        self._standing = object()
        yield
        self._standing = None

    def _watch(self, execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if is_write(sql):
            self._world, self._wrote = None, True
            self.written.add(table_written_in(sql))
        return execute(sql, *rest)

    def take(self, step: Step | None, build: Callable[[], Any]) -> Any:
        """Do a step, or what it did before. One that writes nothing leaves the world as it was."""
        if are_settings_changed() or self._is_patched():
            # What is built so, and what follows, belongs to this test alone.
            self._world = None
        world = self._world
        if world is None or step is None:
            return build()
        place = (world, step)
        self._times[place] += 1
        if place in self._done:
            result = self._done[place].again()
            self._come_to((*world, step), of=world)
            return result
        before = all_tables() if self._times[place] == 2 else None
        self._world, self._wrote = None, False
        waiting = len(connection.run_on_commit)
        result = build()
        if not self._wrote:
            self._world = world
            return result
        if before is not None:
            waits = [(callback, robust) for _savepoints, callback, robust in connection.run_on_commit[waiting:]]
            change = change_between(before, all_tables())
            files = files_of(change.new)
            self._done[place] = Done(change, waits, files, _noted(result))
        self._come_to((*world, step), of=world)
        if before is None:
            # The rows of the next time are those that are kept.
            self.begun = None
        return result

    def _come_to(self, world: World, *, of: World) -> None:
        self.begun = world if self.begun == of else None
        self._world, self.written = world, set()


memory = Memory()


def remembered(build: Callable[P, T]) -> Callable[P, T]:
    """For a function that makes rows in the database and the files that they name, and nothing else: no mail before the
    commit. It returns a row, or rows in a list or the like, and the next time those in the database: what is unsaved of
    them is lost."""

    @wraps(build)
    def built(*args: P.args, **kwargs: P.kwargs) -> T:
        step = _step(build.__name__, args, kwargs)
        return memory.take(step, partial(build, *args, **kwargs))

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
    return isinstance(settings._wrapped, UserSettingsHolder)


def _is_built() -> bool:
    """Whether somebody made a world before the test began."""
    return Portal.objects.exists() or Page.objects.filter(depth__gt=2).exists()
