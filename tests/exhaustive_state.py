"""State of the tree at the last exhaustive run: `make test-exhaustive` writes it, quick runs compare with it.

`exhaustive_state.json` holds for each engine `files`, the hash of each file of product and tests as Git computes it; on
SQLite also `seconds`, the CPU time of each test module. It is committed with the tree that it describes.
"""

import json
import subprocess
import sys
from fnmatch import fnmatch
from functools import cache
from hashlib import sha1
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
STATE = Path("tests/exhaustive_state.json")
# Each is recorded by itself: a run on one takes a quarter of an hour, on the other three times as long.
SQLITE, PRODUCTION = "sqlite", "production"
# What only tests of tests/house look at, which run in any case.
LEFT_OUT = (".", "docs/", "deploy/", "LICENSE", "Makefile", str(STATE))

# Patterns for the marker `when_changed`: each module of the product (folders of tests and templates begin with a t),
PRODUCT = ("[!t]*.py", "[!t]*/data/*", "requirements.lock")
# what a screen says and takes,
SCREENS = (
    "*/views/*.py", "*/views.py", "*forms.py", "*/forms/*.py", "*/filters.py", "*urls.py", "*/admin_rules.py",
    "*/wagtail_hooks.py", "*/models/*.py", "*/actions.py", "*/actions/*.py", "*/reports/*.py", "adminsite/*",
    "adminviews/*", "members/access/*", "editorial/review/*", "accounts/*.py", "requirements.lock",
)  # fmt: skip
# and what a reader or an editor sees;
SHOWN = (*SCREENS, "templates/*", "*/static/*", "*/blocks/*.py", "*/components/*.py", "*/templatetags/*.py", "*.po")
# whatever the product is made of.
WHOLE = (*PRODUCT, "templates/*", "*/static/*", "*.po")
# What slow tests wait for: whatever the product and its tests are made of.
ANYTHING = (*WHOLE, "tests/*")


@cache
def changed_since_exhaustive(engine: str = SQLITE) -> set[str]:
    """Paths that were changed, added or deleted since the last exhaustive run on an engine; all if there was none."""
    before, now = read_state(engine).get("files", {}), file_hashes()
    return {path for path in before.keys() | now.keys() if not now or before.get(path) != now.get(path)}


@cache
def differs(patterns: tuple[str, ...], engine: str = SQLITE) -> bool:
    """Whether a path that one of the patterns names was changed, added or deleted since the last exhaustive run."""
    return any(fnmatch(path, pattern) for path in changed_since_exhaustive(engine) for pattern in patterns)


def read_state(engine: str = SQLITE) -> dict[str, Any]:
    """What is recorded of the last exhaustive run on an engine; nothing where there was none."""
    state: dict[str, Any] = _read_states().get(engine, {})
    return state


def _read_states() -> dict[str, Any]:
    path = PROJECT / STATE
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def write_state(engine: str, seconds: dict[str, float] | None = None) -> None:
    """Record the tree as it is, after everything passed on an engine, with the CPU time of its test modules."""
    state = _read_states() | {engine: {"files": file_hashes()} | ({"seconds": seconds} if seconds else {})}
    (PROJECT / STATE).write_text(json.dumps(state, indent=0, sort_keys=True) + "\n", encoding="utf-8")


def file_hashes() -> dict[str, str]:
    """Hash of each file of product and tests that is tracked or could be; nothing outside a Git checkout."""
    paths = (path for path in git("ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0") if path)
    return {
        path: blob_hash((PROJECT / path).read_bytes())
        for path in sorted(set(paths))
        if not path.startswith(LEFT_OUT) and not path.endswith(".md") and (PROJECT / path).is_file()
    }


def blob_hash(content: bytes) -> str:
    return sha1(b"blob %d\0%b" % (len(content), content), usedforsecurity=False).hexdigest()


def git(*arguments: str) -> str:
    """Output of a Git command; empty without Git or outside a checkout."""
    try:
        run = subprocess.run(["git", *arguments], cwd=PROJECT, capture_output=True, text=True, check=False)  # noqa: S603, S607
    except FileNotFoundError:
        return ""
    return "" if run.returncode else run.stdout


if __name__ == "__main__":
    _engine, *_files = sys.argv[1:]
    write_state(_engine, *(json.loads(Path(file).read_text(encoding="utf-8")) for file in _files))
