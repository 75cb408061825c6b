"""Private names that tests reach, and the comments that say why."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

# Django documents the first, and the managers; a namedtuple has the last two.
PUBLIC = {"_meta", "_default_manager", "_base_manager", "_state", "_replace", "_asdict"}
# Calls that take the name of an attribute.
BY_NAME = {"setattr", "delattr", "getattr", "hasattr", "setitem", "delitem", "pausing_after"}

COMMENT = re.compile(r"(?:^|\s\s)\s*# ")


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__") and name not in PUBLIC


def private_names(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and name of each private attribute of something else, and of each private name that is imported."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and is_private(node.attr) and not _is_own(node.value):
            yield node.lineno, node.attr
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, alias.name) for alias in node.names if is_private(alias.name))
        elif isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in BY_NAME:
            for argument in node.args[:2]:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    name = argument.value.rpartition(".")[2]
                    yield from [(argument.lineno, name)] if is_private(name) else []


def _is_own(owner: ast.expr) -> bool:
    return isinstance(owner, ast.Name) and owner.id in {"self", "cls"}


def commented_lines(source: str) -> set[int]:
    """Lines with a comment, and those below a line with one."""
    commented = {number for number, line in enumerate(source.splitlines(), start=1) if COMMENT.search(line)}
    return commented | {line + 1 for line in commented}


def without_reason(path: Path) -> list[str]:
    """Private names that a file reaches, none of whose uses has a comment in its line or above it."""
    source = path.read_text(encoding="utf-8")
    used = list(private_names(tree_of(path)))
    commented = commented_lines(source)
    with_reason = {name for line, name in used if line in commented}
    return sorted({name for _line, name in used} - with_reason)
