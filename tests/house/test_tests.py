"""Tests stand alone: what two of them need is in a module that holds no test."""

import ast
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent
# They wait for a module of their own.
STILL_IMPORT = {
    "isolation/test_broken_input.py",
    "journeys/test_accessible_desk.py",
    "journeys/test_asking.py",
    "journeys/test_covering_copies.py",
    "journeys/test_desk_of_questions.py",
}


def imported(path: Path) -> Iterator[str]:
    """The modules that a file imports from."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def test_tests_import_no_tests():
    found = {
        str(path.relative_to(TESTS))
        for path in TESTS.rglob("*.py")
        if any(name.startswith("tests.") and ".test_" in name for name in imported(path))
    }
    assert found - STILL_IMPORT == set()
