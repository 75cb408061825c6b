"""The project installs anywhere: no tracked file names the registry it was made with, or a folder of one machine."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent.parent

# Written apart, or this file would name them itself.
REGISTRIES = [
    ("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"), ("crates", "io"), ("golang", "org"),
    ("maven", "org"), ("debian", "org"), ("rubygems", "org"), ("jsdelivr", "net"), ("unpkg", "com"),
]  # fmt: skip
REGISTRY = re.compile("|".join(rf"\b{re.escape(name)}\.{ending}\b" for name, ending in REGISTRIES))
FOLDER = re.compile(rf"(?<![\w./:@{{}}-])/(?:{'|'.join(('work', 'root', 'tmp', 'home/[a-z]+', 'Users/[a-z]+'))})/[\w.]")


def tracked_texts() -> dict[str, str]:
    if shutil.which("git") is None or not (PROJECT / ".git").exists():
        pytest.skip("not a git checkout")
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, text=True, check=True)  # noqa: S607
    texts = {}
    for name in filter(None, listing.stdout.split("\0")):
        path = PROJECT / name
        if path.is_file() and b"\0" not in (content := path.read_bytes()):
            texts[name] = content.decode("utf-8", errors="replace")
    return texts


@pytest.mark.parametrize("pattern", [REGISTRY, FOLDER], ids=["registry", "folder"])
def test_no_tracked_file_names_a(pattern):
    found = {name: match.group() for name, text in tracked_texts().items() if (match := pattern.search(text))}
    assert found == {}


def test_every_text_ends_its_last_line():
    assert [name for name, text in tracked_texts().items() if text and not text.endswith("\n")] == []


def test_locks_pin_every_package_by_hash():
    for name in ("requirements.lock", "requirements-dev.lock"):
        _header, *entries = re.split(r"\n(?=[a-z0-9])", (PROJECT / name).read_text())
        assert [entry.split()[0] for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []


def test_both_locks_agree():
    pins = [
        dict(re.findall(r"^([a-z0-9-]+)(?:\[[^\]]+\])?==(\S+)", (PROJECT / name).read_text(), re.MULTILINE))
        for name in ("requirements.lock", "requirements-dev.lock")
    ]
    assert {name: version for name, version in pins[0].items() if pins[1].get(name) != version} == {}
