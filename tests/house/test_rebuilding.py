"""A run fails where a fixture builds the same world for the third time, and remembered worlds are built once."""

from types import SimpleNamespace

import pytest

import tests.rebuilding
from tests.rebuilding import MANY, BuildCount, RebuiltWorlds
from tests.remembering import Memory

FIXTURE = SimpleNamespace(scope="function", baseid="tests/room/test_some.py", argname="newsroom")


class CountedMemory(Memory):
    """A memory whose world is said, not built."""

    world, stands_aside = (), False


@pytest.fixture
def memory(monkeypatch):
    found = CountedMemory()
    monkeypatch.setattr(tests.rebuilding, "memory", found)
    return found


def set_up(count, fixture, build, **request):
    """Set a fixture up as pytest does."""
    steps = BuildCount.pytest_fixture_setup(count, fixture, SimpleNamespace(**request))
    next(steps)
    build()
    with pytest.raises(StopIteration):
        steps.send(None)


def verdict(*counts, processes=2):
    """What a run says whose tests were counted so, each with its own report."""
    run = RebuiltWorlds(SimpleNamespace(option=SimpleNamespace(numprocesses=processes)))
    for count in counts:
        reporting = BuildCount.pytest_runtest_makereport(count, None)
        next(reporting)
        with pytest.raises(StopIteration) as reported:
            reporting.send(SimpleNamespace())
        run.pytest_runtest_logreport(reported.value.value)
    session = SimpleNamespace(exitstatus=pytest.ExitCode.OK)
    run.pytest_sessionfinish(session)
    return run.rebuilt(), session.exitstatus


def counted(memory, times, *, world=(), written=MANY + 1, **request):
    count = BuildCount()

    def build():
        memory.built += written

    memory.world = world
    for _time in range(times):
        set_up(count, FIXTURE, build, **request)
    return count


def test_third_build_of_the_same_world_fails_the_run(memory):
    rebuilt = {"tests/room/test_some.py::newsroom": 3}
    assert verdict(counted(memory, 3)) == (rebuilt, pytest.ExitCode.TESTS_FAILED)
    # Whichever process the tests ran in.
    assert verdict(counted(memory, 2), counted(memory, 1)) == (rebuilt, pytest.ExitCode.TESTS_FAILED)
    assert verdict(counted(memory, 2)) == ({}, pytest.ExitCode.OK)


def test_each_process_may_build_a_world_once(memory):
    assert verdict(counted(memory, 4), processes=4) == ({}, pytest.ExitCode.OK)
    assert verdict(counted(memory, 3), processes=None)[1] == pytest.ExitCode.TESTS_FAILED


def test_other_worlds_few_rows_and_code_of_a_test_are_not_counted(memory):
    others = [counted(memory, 2, world=world, param=param) for world in ((), ("a",)) for param in (1, 2)]
    assert verdict(*others) == ({}, pytest.ExitCode.OK)
    assert verdict(counted(memory, 3, written=MANY)) == ({}, pytest.ExitCode.OK)
    assert verdict(counted(memory, 3, world=None)) == ({}, pytest.ExitCode.OK)
    memory.stands_aside = True
    assert verdict(counted(memory, 3)) == ({}, pytest.ExitCode.OK)


def test_what_a_fixture_has_set_up_within_it_is_not_its_own(memory):
    count, inner = BuildCount(), SimpleNamespace(**vars(FIXTURE) | {"argname": "inner"})

    def build():
        memory.built += MANY + 1

    for _time in range(3):
        set_up(count, FIXTURE, lambda: set_up(count, inner, build))
    assert verdict(count)[0] == {"tests/room/test_some.py::inner": 3}
