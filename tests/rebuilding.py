"""Worlds of fixtures: the third build of the same world fails the run.

A fixture that writes more than a few rows by the verbs of the product is `remembered` (`tests.remembering`), or what it
calls is. Of one that is not, the rows are built for every test. Counted is where a fixture begins with a world that is
known and writes MANY statements itself; a process that meets a world for the first time builds it, so that each process
of the run may build it once.
"""

from collections import Counter
from collections.abc import Generator
from hashlib import sha1

import pytest

from tests.remembering import memory

# Statements that write; an article that is published takes some sixty.
MANY = 40
# Of the same world, whatever the number of processes.
ALLOWED = 2
# Fixtures that cannot be remembered, and why.
BUILT_EACH_TIME = dict.fromkeys(
    (
        "tests/search/test_generations.py::indexed", "tests/search/test_narrowing.py::five",
        "tests/search/test_service.py::ward",
    ),
    "the index of SQLite lies in tables that no model describes",
)  # fmt: skip


def pytest_configure(config: pytest.Config) -> None:
    """Register the count where tests run, the verdict where the run ends."""
    config.pluginmanager.register(BuildCount(), "build-count")
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(RebuiltWorlds(config), "rebuilt-worlds")


class BuildCount:
    """Count what each fixture builds, and put it on the report of the test."""

    def __init__(self) -> None:
        self._built: list[tuple[str, str]] = []
        # Statements that fixtures wrote which were set up within the one that is.
        self._within = 0

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(
        self, fixturedef: pytest.FixtureDef, request: pytest.FixtureRequest
    ) -> Generator[None, object, object]:
        world, before, outer = memory.world, memory.built, self._within
        self._within = 0
        try:
            return (yield)
        finally:
            written = memory.built - before
            is_known = world is not None and not memory.stands_aside
            if is_known and fixturedef.scope == "function" and written - self._within > MANY:
                name = f"{fixturedef.baseid}::{fixturedef.argname}"
                self._built.append((name, world_mark(world, getattr(request, "param", None))))
            self._within = outer + written

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        report.built_worlds, self._built = self._built, []
        return report


class RebuiltWorlds:
    """Add up the counts of all processes, and fail the run."""

    def __init__(self, config: pytest.Config) -> None:
        self._allowed = max(ALLOWED, getattr(config.option, "numprocesses", None) or 1)
        self._built: Counter[tuple[str, str]] = Counter()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._built.update(tuple(one) for one in getattr(report, "built_worlds", ()))

    def rebuilt(self) -> dict[str, int]:
        """Fixtures that built the same world too often, and how often."""
        return {
            name: number
            for (name, _world), number in self._built.items()
            if number > self._allowed and name not in BUILT_EACH_TIME
        }

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.rebuilt() and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        for name, number in sorted(self.rebuilt().items()):
            told = f"{name} built the same world {number} times: let it be remembered (tests/remembering.py)."
            terminalreporter.write_line(told, red=True)


def world_mark(world: object, parameter: object) -> str:
    """Return a hash of a world that is equal in all processes."""
    return sha1(repr((world, parameter)).encode(), usedforsecurity=False).hexdigest()
