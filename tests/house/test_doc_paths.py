"""Paths, dotted names, commands and links that documents and comments name exist."""

import ast
import re
from functools import cache
from pathlib import Path

from django.core.management import get_commands

from tests.house.rooms import PROJECT, ROOMS, all_modules

DOCUMENTS = [
    PROJECT / "README.md",
    PROJECT / "deploy/README.md",
    PROJECT / "cityportal/demo/README.md",
    *sorted((PROJECT / "docs").rglob("*.md")),
    *sorted(PROJECT.glob("*/data/README.md")),
]
FOLDERS = [*ROOMS, "templates", "tests", "docs", "deploy"]
ENDINGS = "py|csv|html|css|js|md|yaml|po|toml|sh|json|conf|lock|service|timer"
# Comments and docstrings of the product.
SOURCES = [*all_modules().values(), *sorted((PROJECT / "templates").rglob("*.html"))]
# Written by a run of the tests.
MADE = "tests/exhaustive_state.json"
# App labels that are not the name of their room.
ROOM_OF_LABEL = {room: room for room in ROOMS} | {"portals": "sites"}

SPAN = re.compile(r"`([^`\n]+)`")
# Of a project folder, wherever it stands in a text, pictures of folders included.
PLACE = re.compile(rf"(?<![\w./:<>-])((?:{'|'.join(FOLDERS)})/[\w./*-]*[\w*]\.(?:{ENDINGS}))\b")
# In code spans also below `tests/` or beside the document, and with what stands in the file. What begins with a stroke
# is an address on a portal.
FILE = re.compile(rf"(?!/)([\w./-]+\.(?:{ENDINGS}))(?:::([\w.]+))?")
FOLDER = re.compile(rf"(?:{'|'.join(FOLDERS)})/(?:[\w.-]+/)*")
NAME = re.compile(rf"((?:{'|'.join(ROOM_OF_LABEL)})(?:\.\w+)+)(?:\(.*\))?")
COMMAND = re.compile(r"manage\.py (\w+)")
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def texts() -> list[tuple[Path, str]]:
    return [(path, path.read_text(encoding="utf-8")) for path in DOCUMENTS]


def said(path: Path, name: str) -> str:
    return f"{path.relative_to(PROJECT)}: {name}"


def found(document: Path, name: str) -> Path | None:
    """A file of the project, of its tests, or beside the document; the first where a `*` stands for several."""
    return next((path for base in (PROJECT, PROJECT / "tests", document.parent) for path in base.glob(name)), None)


@cache
def names_in(path: Path) -> frozenset[str]:
    """Names that a file binds: functions, classes, arguments of classes, variables, and what it imports."""
    bound: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            bound.add(node.name)
        elif isinstance(node, ast.alias):
            bound.add(node.asname or node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            bound.add(node.id)
    return frozenset(bound)


def exists(name: str) -> bool:
    """Whether a dotted name is of the product: a migration, a system check, a model, a module, or what stands in it."""
    label, *rest = name.split(".")
    room = PROJECT / ROOM_OF_LABEL[label]
    if re.fullmatch(r"\d{4}(_\w+)?", rest[0]):
        return any(room.glob(f"migrations/{rest[0]}*.py"))
    if re.fullmatch(r"[EW]\d{3}", rest[0]):
        return any(f'"{name}"' in path.read_text(encoding="utf-8") for path in PROJECT.glob("*/*.py"))
    if rest[0][0].isupper():
        models = [path for path in room.glob("**/*.py") if path.name == "models.py" or "models" in path.parts]
        return any(set(rest) <= names_in(path) for path in models)
    place = room
    while rest and ((place / rest[0]).is_dir() or (place / f"{rest[0]}.py").exists()):
        place = place / rest.pop(0)
    module = place.with_suffix(".py") if place.with_suffix(".py").exists() else place / "__init__.py"
    return not rest or (module.exists() and set(rest) <= names_in(module))


def test_every_path_exists():
    missing = set()
    for document, text in texts():
        missing |= {
            said(document, name) for name in PLACE.findall(text) if name != MADE and found(document, name) is None
        }
        last: Path | None = None
        for span in SPAN.findall(text):
            if FOLDER.fullmatch(span) and found(document, span) is None:
                missing.add(said(document, span))
            if span.startswith("::"):
                path, inside = last, span[2:]
            elif (match := FILE.fullmatch(span)) and ("/" in span or match[2]) and span != MADE:
                path, inside = found(document, match[1]), match[2]
                last = path
            else:
                continue
            if path is None or (inside and not set(inside.split(".")) <= names_in(path)):
                missing.add(said(document, span))
    assert sorted(missing) == []


def test_every_dotted_name_exists():
    missing = {
        said(document, span)
        for document, text in texts()
        for span in SPAN.findall(text)
        if (match := NAME.fullmatch(span)) and not FILE.fullmatch(span) and not exists(match[1])
    }
    assert sorted(missing) == []


def test_every_command_and_linked_file_exists():
    commands = get_commands()
    missing = set()
    for document, text in texts():
        missing |= {said(document, f"manage.py {name}") for name in COMMAND.findall(text) if name not in commands}
        missing |= {
            said(document, link)
            for link in LINK.findall(text)
            if "://" not in link and not link.startswith("mailto:") and not (document.parent / link).exists()
        }
    assert sorted(missing) == []


def test_what_comments_name_exists():
    missing = set()
    for source in SOURCES:
        text = source.read_text(encoding="utf-8")
        missing |= {said(source, name) for name in PLACE.findall(text) if not stands(source, name)}
        missing |= {
            said(source, span)
            for span in SPAN.findall(text)
            if (match := NAME.fullmatch(span)) and not FILE.fullmatch(span) and not exists(match[1])
        }
    assert sorted(missing) == []


def stands(source: Path, name: str) -> bool:
    """Whether a file is there; a template is named without its folder."""
    return found(source, name) is not None or (PROJECT / "templates" / name).exists()


def test_architecture_names_every_registry():
    text = (PROJECT / "docs/architecture.md").read_text(encoding="utf-8")
    modules = {path: path.read_text(encoding="utf-8") for path in all_modules().values()}
    registries = {
        path.relative_to(PROJECT).as_posix()
        for path, source in modules.items()
        # Reading a file is much less than parsing it.
        if path.name != "wagtail_hooks.py" and "def register_" in source
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("register_")
    }
    assert sorted(name for name in registries if f"`{name}`" not in text) == []
