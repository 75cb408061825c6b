"""The rooms of the house, from the ground up, and the modules in them. `import-linter` proves their order
(pyproject.toml)."""

import ast
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent.parent
CONTRACTS = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
ROOMS = list(CONTRACTS["root_packages"])
APPS = [room for room in ROOMS if (PROJECT / room / "apps.py").exists()]


def modules(room: str) -> Iterator[Path]:
    """The modules of a room, without its migrations."""
    return (path for path in sorted((PROJECT / room).rglob("*.py")) if "migrations" not in path.parts)


def name_of(path: Path) -> str:
    """The dotted name of a module or package."""
    parts = path.relative_to(PROJECT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def all_modules() -> dict[str, Path]:
    """Every module of the product by its dotted name."""
    return {name_of(path): path for room in ROOMS for path in modules(room)}


@cache
def imports(path: Path) -> frozenset[str]:
    """Modules of the product that a module imports, wherever the statement stands."""
    known, found = all_modules(), set()
    package = name_of(path) if path.name == "__init__.py" else name_of(path).rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            origin = ".".join([*above, *filter(None, [node.module])])
            names = [f"{origin}.{alias.name}" for alias in node.names]
            found |= {name if name in known else origin for name in names}
    return frozenset(found & known.keys()) - {name_of(path)}
