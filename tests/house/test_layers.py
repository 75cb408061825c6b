"""The picture of the house in the README cannot lie: imports between apps, and inside an app, point one way."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent.parent

# What each app may import, besides itself.
MAY_IMPORT = {
    "deadlines": set(),
    "accounts": set(),
    "sites": {"accounts", "deadlines"},
    "library": {"sites", "accounts", "deadlines"},
    "home": {"library", "sites", "accounts", "deadlines"},
    "information": {"home", "library", "sites", "accounts", "deadlines"},
    "legal": {"home", "library", "sites", "accounts", "deadlines"},
    "participation": {"home", "library", "sites", "accounts", "deadlines"},
    "qa": {"participation", "home", "library", "sites", "accounts", "deadlines"},
    "search": {"qa", "participation", "legal", "information", "home", "library", "sites", "accounts", "deadlines"},
}
MAY_IMPORT["exchange"] = {"information", "home", "library", "sites", "accounts", "deadlines"}
MAY_IMPORT["reporting"] = {*MAY_IMPORT, "reporting"} - {"reporting"}
MAY_IMPORT["cityportal"] = {*MAY_IMPORT}
APPS = [name for name in MAY_IMPORT if (PROJECT / name / "apps.py").exists()]

# Inside an app: a module may import those of its own level and below. Modules not named here (pure rules, services)
# have no level of their own; what they import counts for whoever imports them.
LEVELS = [
    {"enums", "folding", "effect"},
    {"models"},
    {"queries", "workflow", "permissions"},
    {"forms"},
    {"views", "viewsets", "wagtail_hooks", "urls", "admin_urls", "middleware", "context_processors", "signal_handlers"},
]
LEVEL = {name: number for number, names in enumerate(LEVELS) for name in names}
# Wagtail asks the page class itself for its form and its permission tester: in these apps both stand below the models,
# and import none of them.
BELOW_MODELS = {"home": {"forms": 0, "permissions": 0}}


def modules(app: str) -> Iterator[Path]:
    return (path for path in sorted((PROJECT / app).rglob("*.py")) if "migrations" not in path.parts)


def package_of(path: Path) -> list[str]:
    return list(path.relative_to(PROJECT).parent.parts)


@cache
def imports(path: Path, *, everywhere: bool) -> frozenset[tuple[str, ...]]:
    """Dotted names a module imports, split: at its top, or everywhere (inside functions and `if` too)."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found: set[tuple[str, ...]] = set()
    for node in ast.walk(tree) if everywhere else tree.body:
        if isinstance(node, ast.Import):
            found |= {tuple(alias.name.split(".")) for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            parent = package_of(path)[: 1 - node.level or None] if node.level else []
            origin = [*parent, *(node.module or "").split(".")] if node.module else parent
            found |= {(*origin, alias.name) for alias in node.names}
    return frozenset(found)


def subject(path: Path) -> str:
    """The part of its app that a module belongs to: `home/models/news.py` is of `models`."""
    return path.relative_to(PROJECT).with_suffix("").parts[1]


@cache
def imported(app: str, part: str) -> frozenset[str]:
    """Parts of the app that a part imports at its top."""
    names = (name for path in modules(app) if subject(path) == part for name in imports(path, everywhere=False))
    return frozenset(name[1] for name in names if len(name) > 1 and name[0] == app)


def reached(app: str, part: str) -> dict[str, str]:
    """Parts with a level that a part imports, directly or through parts without one; with a shortest way there."""
    found: dict[str, str] = {}
    ways, waiting = {part: part}, [part]
    for here in waiting:
        for name in sorted(imported(app, here) - set(ways)):
            way = f"{ways[here]} -> {name}"
            if name in LEVEL:
                found.setdefault(name, way)
            else:
                ways[name] = way
                waiting.append(name)
    return found


@pytest.mark.parametrize("app", APPS)
def test_apps_import_only_those_below_them(app):
    ours = set(MAY_IMPORT)
    wrong = {
        f"{path.relative_to(PROJECT)} imports {'.'.join(name)}"
        for path in modules(app)
        for name in imports(path, everywhere=True)
        if name[0] in ours - MAY_IMPORT[app] - {app}
    }
    assert wrong == set()


@pytest.mark.parametrize("app", APPS)
def test_layers_of_an_app_import_only_those_below_them(app):
    level = LEVEL | BELOW_MODELS.get(app, {})
    parts = {subject(path) for path in modules(app)} & set(level)
    wrong = {way for part in parts for end, way in reached(app, part).items() if level[end] > level[part]}
    assert wrong == set()


def test_every_app_has_its_place():
    installed = {path.parent.name for path in PROJECT.glob("*/apps.py")}
    assert installed <= set(MAY_IMPORT)


def test_tests_are_imported_by_tests_only():
    wrong = {
        path for app in APPS for path in modules(app) for name in imports(path, everywhere=True) if name[0] == "tests"
    }
    assert wrong == set()
