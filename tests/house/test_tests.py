"""Tests stand alone: what two of them need is in a module that holds no test."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.private_names import private_names, tree_of, without_reason

TESTS = Path(__file__).resolve().parent.parent
# They wait for a module of their own.
# Says of each what the product uses it for.
OF_PACKAGES = "house/test_private_api.py"


def imported(path: Path) -> Iterator[str]:
    """The modules that a file imports from."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


@pytest.mark.slow(reason="reads the sources of the tests")
def test_tests_import_no_tests():
    found = {
        str(path.relative_to(TESTS))
        for path in TESTS.rglob("*.py")
        if any(name.startswith("tests.") and ".test_" in name for name in imported(path))
    }
    assert found == set()


@pytest.mark.slow(reason="reads the sources of the tests")
def test_private_names_are_reached_with_a_reason_only():
    """A comment in the line, or above it, of one use in the file."""
    paths = {str(path.relative_to(TESTS)): path for path in TESTS.rglob("*.py")}
    found = {name: names for name, path in paths.items() if name != OF_PACKAGES and (names := without_reason(path))}
    assert found == {}


def test_private_names_are_found_however_they_are_reached(tmp_path):
    source = """
from queue import _kept
self._own, row._meta.pk
monkeypatch.setattr("room.module._first", 1)
monkeypatch.setattr(module, "_second", module._third)
# It is seen nowhere else.
module._fourth()
"""
    assert sorted(name for _line, name in private_names(ast.parse(source))) == [
        "_first", "_fourth", "_kept", "_second", "_third",
    ]  # fmt: skip
    (path := tmp_path / "some.py").write_text(source)
    assert without_reason(path) == ["_first", "_kept", "_second", "_third"]


PROJECT = Path(__file__).resolve().parent.parent.parent
STATIC = PROJECT / "cityportal" / "static"


def test_fonts_are_compressed_subsets():
    fonts = {
        path.name: path.stat().st_size for path in STATIC.rglob("fonts/*") if path.suffix in {".ttf", ".otf", ".woff"}
    }
    assert fonts == {}, "fonts are served as woff2 only"
