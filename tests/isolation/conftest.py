"""The world that walks and attacks share, and what they tried, told at the end of a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from django.db import transaction

from tests.isolation.world import World, build_world
from tests.many_portals import let_planner_know

# Names of the properties that the tests record, as they are told.
TRIED = (
    "addresses", "roles", "foreign addresses asked for", "own addresses asked for", "positive controls",
    "superuser controls", "attacks", "attack controls",
)  # fmt: skip
# The same for every test: not added up.
KNOWN_ONCE = {"addresses"}


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    told: Counter[str] = Counter()
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        for name, number in report.user_properties if report.when == "call" else ():
            if name not in TRIED:
                continue
            told[name] = max(told[name], number) if name in KNOWN_ONCE else told[name] + number
    if told:
        numbers = ", ".join(f"{told[name]} {name}" for name in TRIED if told[name])
        terminalreporter.write_line(f"isolation: {numbers}")


@pytest.fixture(scope="module")
def _built(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Built once for a module, in a transaction around those of its tests: building takes longer than most of them."""
    with django_db_blocker.unblock(), transaction.atomic():
        built = build_world()
        let_planner_know()
        yield built
        transaction.set_rollback(True)


@pytest.fixture
def world(_built: World, db: None) -> World:
    """As it was built: each test has rows of its own, which are rolled back, and objects of its own."""
    return deepcopy(_built)
