"""The suite runs where it says it runs."""

import ast
import os
from collections.abc import Iterable, Iterator

import pytest
from django.core.cache import caches
from django.db import connection

from tests import engines
from tests.database_template import begin_with_template
from tests.house.rooms import APPS, PROJECT, modules

EXPECTED = os.environ.get("EXPECT_ENGINE")
CACHES = {
    "sqlite": "django.core.cache.backends.locmem.LocMemCache",
    "postgresql": "django_redis.cache.RedisCache",
}


@pytest.mark.both_engines
@pytest.mark.skipif(EXPECTED is None, reason="EXPECT_ENGINE is not set (make test sets it)")
@pytest.mark.django_db
def test_suite_runs_on_the_engine_it_names():
    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()" if EXPECTED == "sqlite" else "SHOW server_version")
        assert cursor.fetchone()[0]
    assert connection.vendor == EXPECTED


@pytest.mark.both_engines
@pytest.mark.skipif(EXPECTED is None, reason="EXPECT_ENGINE is not set (make test sets it)")
def test_suite_caches_where_it_says():
    cache = caches["default"]
    assert f"{type(cache).__module__}.{type(cache).__qualname__}" == CACHES[EXPECTED]
    cache.set("where", "there")
    assert cache.get("where") == "there"


def test_template_that_could_not_be_made_ends_the_run_with_what_was_said(monkeypatch, tmp_path):
    (tmp_path / engines.TEMPLATE_LOCK).touch()
    (tmp_path / engines.TEMPLATE_LOG).write_text("no such column")
    monkeypatch.setenv(engines.TEMPLATES, str(tmp_path))
    with pytest.raises(RuntimeError, match="no such column"):
        begin_with_template()


STATEMENTS = {"connection.cursor", "objects.raw", "RawSQL", "RunSQL"}
# As an argument: `django_db(transaction=True)`.
SQL = STATEMENTS | {"select_for_update", "TransactionTestCase", "transaction="}
ENGINES = {"both_engines", "postgresql", "sqlite", "redis", "elasticsearch"}
# These build what engines may answer differently out of the ORM, or read and write rows past it for tests.
ASKING = {
    "deadlines.counting", "search.index.indexing", "search.service",
    "tests.kept_rows", "tests.raw_rows", "tests.meanwhile",
}  # fmt: skip


def names_in(*trees: ast.AST) -> set[str]:
    """Names, attributes (and of what: `objects.raw`), and names of arguments (of functions: fixtures)."""
    found = set()
    for node in (node for tree in trees for node in ast.walk(tree)):
        if isinstance(node, ast.Attribute):
            found |= {node.attr, f"{getattr(node.value, 'attr', getattr(node.value, 'id', ''))}.{node.attr}"}
        elif isinstance(node, ast.Name | ast.arg):
            found.add(getattr(node, "id", getattr(node, "arg", "")))
        elif isinstance(node, ast.keyword):
            found.add(f"{node.arg}=")
    return found


def unmarked(body: Iterable[ast.stmt], asking: set[str]) -> Iterator[str]:
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not ENGINES & names_in(*node.decorator_list):
            if isinstance(node, ast.ClassDef):
                yield from unmarked(node.body, asking)
            elif node.name.startswith("test_") and asking & names_in(node):
                yield node.name


@pytest.mark.slow(reason="reads the sources of the tests")
def test_tests_that_ask_the_engine_are_marked():
    product = [path for app in APPS for path in modules(app) if STATEMENTS & names_in(ast.parse(path.read_text()))]
    asked = ASKING | {".".join(path.relative_to(PROJECT).with_suffix("").parts) for path in product}
    assert [name for name in ASKING if not PROJECT.joinpath(*name.split(".")).with_suffix(".py").exists()] == []
    found = []
    for path in sorted(set((PROJECT / "tests").rglob("test_*.py")) - set((PROJECT / "tests/journeys").iterdir())):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        imports = [(node.module, name) for node in tree.body if isinstance(node, ast.ImportFrom) for name in node.names]
        asking = SQL | {name.asname or name.name for of, name in imports if {of, f"{of}.{name.name}"} & asked}
        helpers = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name[:5] != "test_"]
        while more := {node.name for node in helpers if asking & names_in(node)} - asking:
            asking |= more
        marks = [node for node in tree.body if isinstance(node, ast.Assign) and "pytestmark" in names_in(node)]
        if not ENGINES & names_in(*marks):
            found += [f"{path.relative_to(PROJECT)}::{name}" for name in unmarked(tree.body, asking)]
    assert found == []
