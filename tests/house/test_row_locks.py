"""A row that a verb locks is locked so that others may still point at it.

PostgreSQL asks at the end of a transaction whether the rows are there that it points at. An event points at a portal
and its actor, and is written with the chain of the portal in hand: who locks one of them against that and waits for the
chain waits for ever.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.rooms import APPS, PROJECT, modules

# What it locks it deletes, and nothing points there.
LOCK_ALONE = {"audit/throttling.py"}


def locks_in(path: Path) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "select_for_update":
            yield node


@pytest.mark.parametrize("app", APPS)
def test_rows_are_locked_so_that_others_may_point_at_them(app):
    found = {
        f"{path.relative_to(PROJECT)}:{call.lineno}"
        for path in modules(app)
        if str(path.relative_to(PROJECT)) not in LOCK_ALONE
        for call in locks_in(path)
        if "no_key" not in {keyword.arg for keyword in call.keywords}
    }
    assert found == set()
