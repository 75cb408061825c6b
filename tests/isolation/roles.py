"""Which roles walk the admin: the five widest in each run, all of them when what decides on rights has changed.

A walk asks every address. What a role may reach is decided in few files: the guard and its rules, the scope,
permissions and policies, addresses, hooks. As long as they are those of the last exhaustive run
(`tests/exhaustive_state.py`), the roles that reach most find a screen that shows too much. With TEST_EXHAUSTIVE=1,
every role walks.

The five were chosen by counting over the tables of `tests/isolation/expected.py`: addresses that show a role its own
things, and what it may read of other portals at which address. `head`, `portal_admin`, `supervisor`, `city_editor` and
`city_head` have 306 of all 312 together, and no other five have more: `test_crawler.py` counts again. The first two see
most of one portal, the others hold no role on either of the two. What the five lack are an editor's own proposals and
assignments and an officer's answers.
"""

import os
from collections.abc import Iterable
from fnmatch import fnmatch
from functools import cache
from typing import Any

import pytest

from tests.exhaustive_state import WHOLE
from tests.isolation.expected import MAY_SEE, SHOWN

ROLES = (
    "collaborator", "reporter", "editor", "section_editor", "answering_officer", "portal_admin", "head", "deputy",
    "member", "supervisor", "district_supervisor", "city_editor", "city_head",
    "both", "former", "nobody",
)  # fmt: skip
WIDEST = frozenset({"head", "portal_admin", "supervisor", "city_editor", "city_head"})
# Who works on one portal with most rights walks on every engine.
WALK_EVERYWHERE = frozenset({"head"})

# Files that decide who reaches what. By their names, wherever they stand: modules move between folders.
DECIDING = (
    "*guard*.py", "*admin_rules.py", "*scope.py", "*rights.py", "*permission*.py", "*policies.py",
    "*groups.py", "*visible_rows.py", "*display_names.py", "*viewsets.py", "*filters.py",
    "*access.py", "*/access/*.py", "*directory.py", "*tree.py", "*models/membership.py", "*models/board.py",
    "members/enums.py", "*middleware.py", "accounts/*.py", "*urls.py", "*wagtail_hooks.py", "cityportal/settings/*.py",
    "requirements.lock", "tests/isolation/*.py",
)  # fmt: skip


def decides_on_rights(path: str) -> bool:
    """Whether a file of the project decides who reaches what."""
    is_other_test = path.startswith("tests/") and not path.startswith("tests/isolation/")
    return not is_other_test and any(fnmatch(path, pattern) for pattern in DECIDING)


@cache
def walks_with_all_roles() -> bool:
    """Whether every role walks in this run."""
    if os.environ.get("TEST_EXHAUSTIVE") == "1":
        return True
    from tests.exhaustive_state import changed_since_exhaustive  # noqa: PLC0415 -- a test puts another in its place

    return any(map(decides_on_rights, changed_since_exhaustive()))


def walking(roles: Iterable[str]) -> list[Any]:
    """Those of some roles that walk in this run."""
    return [role for role in roles if role in WIDEST or walks_with_all_roles()]


def walking_on_engines(roles: Iterable[str]) -> list[Any]:
    """Roles as parameters of tests. What one may see asks no engine: one role opens each address on PostgreSQL."""
    both = pytest.mark.both_engines
    return [pytest.param(role, marks=both) if role in WALK_EVERYWHERE else role for role in walking(roles)]


def walking_by_product(roles: Iterable[str]) -> list[Any]:
    """Roles as parameters of tests that ask and post by hand: the head in each run, the others where anything of the
    product differs from the last exhaustive run."""
    changed = pytest.mark.when_changed(*WHOLE, "tests/isolation/*")
    return [role if role in WALK_EVERYWHERE else pytest.param(role, marks=changed) for role in walking(roles)]


def reach(role: str) -> set[tuple[str, str]]:
    """What a role reaches by the tables: addresses that show its own things, and marks of others with their address."""
    read = {(name, mark) for (who, name), marks in MAY_SEE.items() for mark in marks if who == role}
    return {(name, "own") for name in SHOWN[role]} | read
