"""The quick run takes the tests closest to a change, as many as the time allows."""

import subprocess

import pytest

from tests import exhaustive_state, quick


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
    itself = "tests/house/test_quick.py"
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
    monkeypatch.setattr(exhaustive_state, "read_state", lambda: {"files": {"same": "1", "changed": "1", "gone": "1"}})
    monkeypatch.setattr(exhaustive_state, "file_hashes", lambda: {"same": "1", "changed": "2", "new": "1"})
    assert exhaustive_state.changed_since_exhaustive() == {"changed", "gone", "new"}
    monkeypatch.setattr(exhaustive_state, "file_hashes", dict)
    assert exhaustive_state.changed_since_exhaustive() == {"same", "changed", "gone"}
