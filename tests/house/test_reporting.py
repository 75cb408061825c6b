"""A run says what failed when it failed, and which tests took long without a reason."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests import exhaustive_state, quick

PROJECT = Path(__file__).resolve().parent.parent.parent
TESTS = """
import time
import pytest

def spin():
    end = time.process_time() + 0.6
    while time.process_time() < end:
        pass

@pytest.fixture(scope="module")
def shared():
    spin()

def test_wrong():
    assert "sky" == "sea"

@pytest.mark.slow(reason="spins on purpose")
def test_reasoned():
    spin()

def test_unreasoned():
    spin()

def test_sharing(shared):
    pass
"""


def test_report_of_a_run(tmp_path):
    (tmp_path / "test_some.py").write_text(TESTS)
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    plugins = ["-p", "tests.reporting", "-p", "no:django", "-p", "no:cacheprovider"]
    run = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "pytest", *plugins, "--numprocesses=1", "--rootdir", str(tmp_path), str(tmp_path)],
        cwd=PROJECT,
        env={"PATH": "", "TEST_SECONDS": str(tmp_path / "seconds")},
        capture_output=True,
        text=True,
        check=False,
    )
    told_at_once, told_at_the_end = run.stdout.split("= FAILURES =")
    assert "FAILED test_some.py::test_wrong (call)" in told_at_once
    assert "AssertionError: assert 'sky' == 'sea'" in told_at_once
    slowest, unmarked = told_at_the_end.split("1 tests took over 0.5 s")
    assert "test_some.py::test_reasoned (slow: spins on purpose)" in slowest
    assert "test_some.py::shared (fixture, module)" in slowest
    assert "test_some.py::test_unreasoned" in unmarked
    assert json.loads((tmp_path / "seconds").read_text())["test_some.py"] >= 1.8


@pytest.mark.parametrize(
    ("path", "room"),
    [
        ("qa/models/question.py", "qa"),
        ("templates/qa/question.html", "qa"),
        ("templates/base.html", quick.ROOM_OF_SHARED_TEMPLATES),
        ("pyproject.toml", None),
    ],
)
def test_room_of_a_file(path, room):
    assert quick.room_of(path) == room


def test_imports_are_found_whatever_their_form(tmp_path, monkeypatch):
    monkeypatch.setattr(quick, "PROJECT", tmp_path)
    module = tmp_path / "qa" / "desk" / "views.py"
    module.parent.mkdir(parents=True)
    module.write_text("import library.models\nfrom home import clock, dates as d\nfrom ..core import rules\n")
    found = {"library.models", "home", "home.clock", "home.dates", "qa.core", "qa.core.rules"}
    assert quick.imported_by(module) == found
    assert quick.reaches(found, "qa.core")
    assert not quick.reaches(found, "qa.cor")


def test_room_is_followed_by_those_that_import_it():
    assert "qa" in quick.rooms_importing({"participation"})
    assert "accounts" not in quick.rooms_importing({"participation"})


def test_change_takes_its_own_tests_first():
    itself = "tests/house/test_reporting.py"
    changed_tests, importing, own, house, *_ = quick.modules_for({"accounts/addresses.py", itself})
    assert changed_tests == [itself]
    assert "tests/accounts/test_addresses.py" in importing
    assert set(importing) < set(own)
    assert itself in house


def test_modules_are_taken_as_long_as_there_is_time(monkeypatch):
    monkeypatch.setattr(quick, "SECONDS", 10)
    groups = [["slow", "fast"], ["fast", "small", "unknown"]]
    chosen, left = quick.chosen_modules(groups, {"slow": 7, "fast": 2, "small": 1})
    assert (chosen, left) == (["fast", "slow", "small"], ["unknown"])


def test_hash_of_a_file_is_that_of_git():
    hashed = subprocess.run(
        ["git", "hash-object", "pyproject.toml"],  # noqa: S607
        cwd=exhaustive_state.PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    if hashed.returncode:
        pytest.skip("not a git checkout")
    assert exhaustive_state.file_hashes()["pyproject.toml"] == hashed.stdout.strip()


def test_paths_that_differ_from_the_last_exhaustive_run(monkeypatch):
    recorded = {"sqlite": {"files": {"same": "1", "changed": "1", "gone": "1"}}}
    monkeypatch.setattr(exhaustive_state, "_read_states", lambda: recorded)  # the file of this tree says other things
    monkeypatch.setattr(exhaustive_state, "file_hashes", lambda: {"same": "1", "changed": "2", "new": "1"})
    changed = exhaustive_state.changed_since_exhaustive.__wrapped__  # without what it keeps for a run
    assert changed() == {"changed", "gone", "new"}
    assert changed("production") == {"same", "changed", "new"}
    monkeypatch.setattr(exhaustive_state, "file_hashes", dict)
    assert changed() == {"same", "changed", "gone"}
