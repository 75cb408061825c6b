"""A run says what failed when it failed, and which tests took long without a reason."""

import json
import subprocess
import sys
from pathlib import Path

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
