"""The picture of the house cannot lie: what `import-linter` does not see of it."""

import ast
import os
import re
import subprocess
import sys
from collections import Counter
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.house.rooms import PROJECT, ROOMS, all_modules, imports, modules

# Imports inside functions: registration once models are loaded, and what a process must not load before.
MOST_INNER_IMPORTS = 40
MOST_ROOMS = 22
MOST_MODULES = 20
NOT_PRODUCT = {"tests"}
# Of modules that are named, those that nobody has imported once the product runs.
NEVER_LOADED = """
import sys, django
from django.urls import get_resolver
from wagtail import hooks
django.setup()
hooks.search_for_hooks()
get_resolver().url_patterns
print(*(name for name in sys.argv[1:] if name not in sys.modules))
"""


def test_every_package_of_the_top_level_is_a_room_and_there_are_few():
    assert {path.parent.name for path in PROJECT.glob("*/__init__.py")} - NOT_PRODUCT == set(ROOMS)
    assert len(ROOMS) <= MOST_ROOMS


def test_readme_and_architecture_name_the_rooms_in_their_order():
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    architecture = (PROJECT / "docs/architecture.md").read_text(encoding="utf-8")
    assert re.findall(r"^(\w+)/  *", readme.split("## Map")[1].split("templates/")[0], re.MULTILINE) == ROOMS
    assert re.findall(r"^\| `(\w+)`", architecture.split("## 2.")[0], re.MULTILINE) == ROOMS


def test_every_module_that_registers_something_is_loaded_by_the_product():
    names = [name for name, path in all_modules().items() if registers(path)]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "cityportal.settings.test"}
    command = [sys.executable, "-c", NEVER_LOADED, *names]
    found = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=True)  # noqa: S603
    assert found.stdout.split() == []


def registers(path: Path) -> bool:
    """Whether a module calls a function `register…` when it is imported, or decorates by one or as a receiver."""
    calls: list[ast.expr] = []
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Expr):
            calls.append(node.value)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            calls += node.decorator_list
    names = [getattr(call.func, "attr", getattr(call.func, "id", "")) for call in calls if isinstance(call, ast.Call)]
    return any(name == "receiver" or name.startswith("register") for name in names)


def test_every_room_says_what_it_holds():
    silent = [room for room in ROOMS if not ast.get_docstring(ast.parse((PROJECT / room / "__init__.py").read_text()))]
    assert silent == []


def test_no_folder_holds_more_modules_than_one_subject_needs():
    folders = Counter(path.parent for path in all_modules().values() if path.name != "__init__.py")
    assert {str(path.relative_to(PROJECT)): count for path, count in folders.items() if count > MOST_MODULES} == {}


@pytest.mark.slow(reason="reads the sources of the product")
def test_no_module_imports_itself_by_way_of_others():
    graph = {name: imports(path) - packages_of(name) for name, path in all_modules().items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        raise AssertionError(" -> ".join(error.args[1])) from error


def packages_of(name: str) -> set[str]:
    """Packages that a module stands in: importing a submodule runs them, and they import the submodule."""
    parts = name.split(".")
    return {".".join(parts[:end]) for end in range(1, len(parts))}


@pytest.mark.slow(reason="reads the sources of the product")
def test_imports_inside_functions_are_few_and_each_says_why():
    found, silent = 0, []
    for room in ROOMS:
        for path in modules(room):
            lines = path.read_text(encoding="utf-8").splitlines()
            for function in ast.walk(ast.parse("\n".join(lines))):
                if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                    continue
                for node in ast.walk(function):
                    if isinstance(node, ast.Import | ast.ImportFrom):
                        found += 1
                        if not re.search(r"noqa: [\w, ]*PLC0415 -- \w", lines[node.lineno - 1]):
                            silent.append(f"{path.relative_to(PROJECT)}:{node.lineno}")
    assert silent == []
    assert found < MOST_INNER_IMPORTS


def test_product_imports_no_tests():
    assert [name for name, path in all_modules().items() if "from tests" in path.read_text(encoding="utf-8")] == []
