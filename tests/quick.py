"""Quick run: tests of what differs from the last exhaustive run and of what is not committed, in under 90 seconds.

    python -m tests.quick

A room is a folder of the product that has a folder of the same path below `tests/`. Test modules are taken in this
order, as far as the time allows, first for what is not committed: those that changed; of the rooms that changed, those
that import a changed module, then the others; tests/house; the rooms that import the changed ones. The time of each is
that of the last exhaustive run. What is left out is printed: `make test` runs it.
"""

import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.exhaustive_state import PROJECT, changed_since_exhaustive, git, read_state

PROCESSES = int(os.environ.get("PYTEST_PROCESSES") or 2)
# Of 90 seconds, what is left once Django has started and the database is migrated.
SECONDS = 60 * PROCESSES
# Of a module that no exhaustive run knows.
UNKNOWN_SECONDS = 3.0
# Templates that are no room's own show public pages.
ROOM_OF_SHARED_TEMPLATES = "home"
IMPORT = re.compile(r"^\s*(?:from\s+(\.*[\w.]*)\s+import\s+\(?([\w, ]*)|import\s+([\w.]+))", re.MULTILINE)


def room_of(path: str) -> str | None:
    """The deepest room that a file of the product stands in; None where it belongs to all of them."""
    inner = path.removeprefix("templates/")
    for folder in Path(inner).parents:
        if folder.parts and (PROJECT / "tests" / folder).is_dir() and (PROJECT / folder / "__init__.py").is_file():
            return str(folder)
    return ROOM_OF_SHARED_TEMPLATES if inner != path else None


def imported_by(module: Path) -> set[str]:
    """Dotted names that a module imports: `from a import b` counts as both `a` and `a.b`."""
    found = set()
    for origin, names, whole in IMPORT.findall(module.read_text(encoding="utf-8")):
        base = origin.lstrip(".")
        if dots := len(origin) - len(base):
            base = ".".join([*module.relative_to(PROJECT).parts[:-dots], *filter(None, [base])])
        found.add(base or whole)
        found.update(f"{base}.{name.split()[0]}" for name in names.split(",") if name.strip())
    return found


def reaches(imported: Iterable[str], name: str) -> bool:
    """Whether one of the imported names is this package or module, or stands in it."""
    return any(f"{each}.".startswith(f"{name}.") for each in imported)


def rooms_importing(rooms: set[str]) -> set[str]:
    """Rooms with a module that imports one of these rooms, directly."""
    names = {room.replace("/", ".") for room in rooms}
    found = set()
    for path in git("ls-files", "-z", "--", "*.py").split("\0"):
        if not path or path.startswith("tests/") or "/migrations/" in path or not (PROJECT / path).is_file():
            continue
        room = room_of(path)
        if room and room not in rooms | found:
            imported = imported_by(PROJECT / path)
            if any(reaches(imported, name) for name in names):
                found.add(room)
    return found


def modules_in(folder: str) -> list[str]:
    return [str(path.relative_to(PROJECT)) for path in sorted((PROJECT / "tests" / folder).rglob("test_*.py"))]


def modules_for(changed: set[str]) -> Iterator[list[str]]:
    """Test modules that these changes concern, in groups: the closest first."""
    support = {path for path in changed if path.startswith("tests/") and not Path(path).name.startswith("test_")}
    product = {path for path in changed if not path.startswith("tests/")}
    yield sorted(path for path in changed - support - product if (PROJECT / path).is_file())
    places = {path: str(Path(path).parent.relative_to("tests")) for path in support}
    places |= {path: room_of(path) or "." for path in product}
    rooms = {place for place in places.values() if place != "."}
    own = [module for room in sorted(rooms) for module in modules_in(room)]
    names = {
        path.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for path in changed if path.endswith(".py")
    }
    yield [module for module in own if any(reaches(imported_by(PROJECT / module), name) for name in names)]
    yield own
    yield modules_in("house") if changed else []
    yield [module for room in sorted(rooms_importing(rooms)) for module in modules_in(room)]
    yield modules_in(".") if "." in places.values() else []


def chosen_modules(groups: Iterable[Iterable[str]], seconds: dict[str, float]) -> tuple[list[str], list[str]]:
    """Modules that the time allows, and those that are left; within a group, the fastest first."""
    chosen, left, spent = [], [], 0.0
    for group in groups:
        for module in sorted(group, key=lambda module: seconds.get(module, UNKNOWN_SECONDS)):
            if module in chosen or module in left:
                continue
            cost = seconds.get(module, UNKNOWN_SECONDS)
            if spent + cost > SECONDS:
                left.append(module)
            else:
                chosen.append(module)
                spent += cost
    return chosen, left


def by_folder(modules: Iterable[str]) -> str:
    counted = Counter(str(Path(module).parent) for module in modules)
    return ", ".join(f"{folder} ({number})" for folder, number in sorted(counted.items()))


def uncommitted() -> set[str]:
    listed = git("diff", "--name-only", "-z", "HEAD") + git("ls-files", "-z", "--others", "--exclude-standard")
    return {path for path in listed.split("\0") if path}


def main() -> int:
    changed = changed_since_exhaustive()
    fresh = changed & uncommitted()
    groups = [*modules_for(fresh), *modules_for(changed)]
    chosen, left = chosen_modules(groups, read_state().get("seconds", {}))
    print(f"{len(changed)} files differ from the last exhaustive run, {len(fresh)} of them not committed.")  # noqa: T201
    if not chosen:
        return 0
    print(f"Test modules that run, in under 90 seconds of {PROCESSES} cores: {by_folder(chosen)}")  # noqa: T201
    print(f"Left to make test: {by_folder(left) + '; ' if left else ''}what other folders hold", flush=True)  # noqa: T201
    options = [f"--numprocesses={PROCESSES}", "--quiet", *sys.argv[1:]]
    command = [sys.executable, "tests/engines.py", "sqlite", "--", *options, *chosen]
    return subprocess.run(command, cwd=PROJECT, check=False).returncode  # noqa: S603


if __name__ == "__main__":
    sys.exit(main())
