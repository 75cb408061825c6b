"""Tests of what few files decide run where one of them differs from the last exhaustive run."""

from pathlib import Path

import pytest

from tests import conftest, exhaustive_state
from tests.journeys import conftest as journeys

FOLDER = Path(journeys.__file__).parent
WAITS = pytest.mark.when_changed("cityportal/demo/*", "tests/demo/test_command.py")


class Marked:
    """An item of pytest with one marker."""

    def __init__(self, marker=WAITS):
        self.marker = marker.mark

    def iter_markers(self):
        return iter([self.marker])

    def get_closest_marker(self, name):
        return self.marker if name == self.marker.name else None


@pytest.fixture
def changed(monkeypatch):
    """What differs, as the tests of this module say."""
    found: set[str] = set()
    monkeypatch.setattr(exhaustive_state, "changed_since_exhaustive", lambda engine: found)
    monkeypatch.setattr(conftest, "differs", exhaustive_state.differs.__wrapped__)
    monkeypatch.setattr(conftest, "WHATEVER_CHANGED", False)
    return found


@pytest.mark.sqlite
def test_runs_where_a_file_differs_that_a_pattern_names(changed):
    assert not conftest.runs_here(Marked())
    changed.add("home/models/base.py")
    assert not conftest.runs_here(Marked())
    changed.add("cityportal/demo/content/thanhpho/pages.yaml")
    assert conftest.runs_here(Marked())


@pytest.mark.sqlite
@pytest.mark.parametrize("path", ["home/models/base.py", "templates/base.html", "tests/home/test_blocks.py"])
def test_slow_one_runs_where_anything_of_product_or_tests_differs(changed, path):
    slow = Marked(pytest.mark.slow(reason="reads much"))
    assert not conftest.runs_here(slow)
    changed.add(path)
    assert conftest.runs_here(slow)


@pytest.mark.sqlite
def test_slow_one_runs_in_each_run_where_it_says_so(changed):
    assert conftest.runs_here(Marked(pytest.mark.slow(reason="reads much", in_each_run=True)))


@pytest.mark.sqlite
def test_runs_whatever_changed_in_a_run_that_is_recorded(changed, monkeypatch):
    monkeypatch.setattr(conftest, "WHATEVER_CHANGED", True)
    assert conftest.runs_here(Marked())


def test_journeys_that_are_made_in_each_run_exist():
    assert [name for name in journeys.MADE_ALWAYS if not (FOLDER / f"{name}.py").is_file()] == []
