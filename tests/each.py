"""One test for cases that differ by their arguments over one world.

`each_case` is written and read like `pytest.mark.parametrize`, and asks the same cases:

    @each_case("role", [Role.EDITOR, Role.SUPERVISOR])
    def test_draft_is_not_readable(district, role): ...

but fixtures are built once. A failure names every case that failed. Use `pytest.mark.parametrize` where a case needs
a world of its own: other fixtures, replaced code or settings, commits.
"""

import inspect
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from copy import deepcopy
from functools import wraps
from itertools import product
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection, models, transaction
from django.test import Client
from django.utils import translation

from tests.remembering import memory

Check = Callable[..., None]
Ids = Sequence[str] | Callable[[Any], Any] | None

# What must hold after each case, as it does after each test (tests/conftest.py).
invariants: list[Callable[[], None]] = []


def each_case(names: str | Sequence[str], cases: Iterable[Any], ids: Ids = None) -> Callable[[Check], Check]:
    """Run a test for each case, with fixtures that are built once. Several of these decorators combine, as those of
    `pytest.mark.parametrize` do."""
    names = [name.strip() for name in names.split(",")] if isinstance(names, str) else list(names)
    known = [_named(names, case, _label(case, ids, number)) for number, case in enumerate(cases)]

    def decorate(function: Check) -> Check:
        test, below = getattr(function, "each_case", (function, [("", {})]))
        combined = [
            (", ".join(filter(None, (more, label))), others | values)
            for (more, others), (label, values) in product(below, known)
        ]

        @wraps(function)
        def run(*args: Any, **fixtures: Any) -> None:
            rows = {name: value for name, value in fixtures.items() if _holds_rows(value)}
            clients = [value for value in fixtures.values() if isinstance(value, Client)]
            cookies = [deepcopy(client.cookies) for client in clients]

            # A case may change rows, and sign in.
            def check(values: dict[str, Any]) -> None:
                for client, begun in zip(clients, cookies, strict=True):
                    client.cookies = deepcopy(begun)
                test(*args, **fixtures | deepcopy(rows), **values)

            check_each([(label, (values,)) for label, values in combined], check)

        signature = inspect.signature(function)
        kept = [parameter for name, parameter in signature.parameters.items() if name not in names]
        run.__signature__ = signature.replace(parameters=kept)
        run.each_case = (test, combined)
        return run

    return decorate


def check_each(cases: Iterable[tuple[str, tuple[Any, ...]]], check: Check) -> None:
    """Call `check` with the arguments of each case, which come with its label; each begins with the same rows.

    Fails with the label and the message of every case that failed.
    """
    cases, failures, world = list(cases), [], object()
    assert cases, "there is no case to check"
    for label, values in cases:
        try:
            with _rolled_back(world):
                check(*values)
        except (Exception, pytest.fail.Exception) as error:
            failures.append((label, error))
    if failures:
        messages = [f"{label}: {type(error).__name__}: {error}" for label, error in failures]
        first = "".join(traceback.format_exception(failures[0][1]))
        parts = [f"{len(failures)} of {len(cases)} cases failed:", *messages, f"The first of them:\n{first}"]
        pytest.fail("\n\n".join(parts), pytrace=False)


@contextmanager
def checking(invariant: Callable[[], None]) -> Iterator[None]:
    """Check an invariant after each case."""
    invariants.append(invariant)
    try:
        yield
    finally:
        invariants.remove(invariant)


@contextmanager
def _rolled_back(world: object) -> Iterator[None]:
    """Roll back what a case writes and forget what it cached and sent. A test without a database has neither."""
    if not connection.in_atomic_block:
        yield
        return
    sent = len(mail.outbox)
    try:
        with translation.override(translation.get_language()), memory.rolled_back(world), transaction.atomic():
            yield
            connection.check_constraints()
            for invariant in invariants:
                invariant()
            transaction.set_rollback(True)
    finally:
        del mail.outbox[sent:]
        cache.clear()


def _holds_rows(value: Any) -> bool:
    values = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    return isinstance(value, models.Model) or any(map(_holds_rows, values))


def _named(names: list[str], case: Any, label: str) -> tuple[str, dict[str, Any]]:
    """The label of a case and its arguments by their names."""
    values = case.values if isinstance(case, pytest.ParameterSet) else case if len(names) > 1 else (case,)
    arguments = dict(zip(names, values, strict=True))
    return label or ", ".join(f"{name}={value!r}" for name, value in arguments.items()), arguments


def _label(case: Any, ids: Ids, number: int) -> str:
    if isinstance(case, pytest.ParameterSet):
        assert not case.marks, "a case with marks is a test of its own"
        return case.id or ""
    if callable(ids):
        return str(ids(case) or "")
    return ids[number] if ids else ""
