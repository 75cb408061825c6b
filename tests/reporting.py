"""Report of a run: each failure when it happens, and at the end the tests that took the most CPU time.

CPU time is that of the process that ran the test, with its threads: wall time says little on a machine that does other
work as well. A test that takes more than SLOW_SECONDS carries the marker `slow` with its reason. The report names those
that do not; it fails no run.
"""

import json
import os
import time
from collections import Counter
from collections.abc import Generator
from pathlib import Path

import pytest

SLOWEST = 20
SLOW_SECONDS = 0.5
SHOWN_SECONDS = 0.05
# Unmarked tests that are named; the others are counted.
NAMED = 50
FAILURE_LINES = 20
# Names the file into which a run writes the CPU seconds of each test module (tests/exhaustive_state.py).
SECONDS = "TEST_SECONDS"


def pytest_configure(config: pytest.Config) -> None:
    """Register the clock where tests run, the report where it is printed: with xdist, these are several processes."""
    config.pluginmanager.register(CpuClock(), "cpu-clock")
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(RunReport(config), "run-report")


class CpuClock:
    """Measure each phase of a test, and put the seconds on its report. xdist sends reports with all their attributes.

    A fixture that several tests share is measured by itself: which test comes first is chance.
    """

    def __init__(self) -> None:
        self._phase_began = 0.0
        self._shared: dict[str, float] = {}

    def pytest_runtest_logstart(self) -> None:
        self._phase_began = time.process_time()

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef) -> Generator[None, object, object]:
        if fixturedef.scope == "function":
            return (yield)
        before = time.process_time() - self._phase_began
        try:
            return (yield)
        finally:
            seconds = time.process_time() - self._phase_began - before
            self._shared[f"{fixturedef.baseid}::{fixturedef.argname} (fixture, {fixturedef.scope})"] = seconds
            self._phase_began += seconds

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        now = time.process_time()
        marker = item.get_closest_marker("slow")
        report.cpu_seconds = now - self._phase_began
        report.shared_fixtures = self._shared
        report.slow_reason = marker.kwargs.get("reason", "") if marker else ""
        self._phase_began, self._shared = now, {}
        return report


class RunReport:
    """Collect the reports of all processes, and print what they say."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._tests: Counter[str] = Counter()
        self._fixtures: Counter[str] = Counter()
        self._reasons: dict[str, str] = {}

    @pytest.hookimpl(trylast=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        # A worker that crashed is reported without them.
        self._tests[report.nodeid] += getattr(report, "cpu_seconds", 0)
        self._fixtures.update(getattr(report, "shared_fixtures", {}))
        self._reasons[report.nodeid] = getattr(report, "slow_reason", "")
        terminal = self._config.pluginmanager.get_plugin("terminalreporter")
        if report.failed and terminal is not None:
            # Behind dots, a line of its own.
            terminal.write_line(f"\nFAILED {report.nodeid} ({report.when})", red=True, bold=True)
            terminal.write_line("\n".join(failure_lines(report)))

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        seconds = self._tests + self._fixtures
        if not seconds:
            return
        terminalreporter.section(f"slowest {SLOWEST} by CPU time, {seconds.total():.0f} s in all")
        for name, taken in seconds.most_common(SLOWEST):
            if taken < SHOWN_SECONDS:
                break
            reason = self._reasons.get(name)
            terminalreporter.write_line(f"{taken:7.2f} s  {name}{f' (slow: {reason})' if reason else ''}")
        unmarked = unmarked_slow_tests(self._tests, self._reasons)
        if unmarked:
            terminalreporter.write_line(
                f"{len(unmarked)} tests took over {SLOW_SECONDS} s of CPU and have no marker slow(reason=...):"
            )
            for name in unmarked[:NAMED]:
                terminalreporter.write_line(f"{self._tests[name]:7.2f} s  {name}")
            if unmarked[NAMED:]:
                terminalreporter.write_line(f"           and {len(unmarked[NAMED:])} more")

    def pytest_sessionfinish(self) -> None:
        if path := os.environ.get(SECONDS):
            Path(path).write_text(json.dumps(seconds_by_module(self._tests + self._fixtures)), encoding="utf-8")


def failure_lines(report: pytest.TestReport) -> list[str]:
    """The places that a failure went through, and the beginning of its message."""
    if (crash := getattr(report.longrepr, "reprcrash", None)) is None:
        return report.longreprtext.splitlines()[-FAILURE_LINES:]
    entries = (getattr(entry, "reprfileloc", None) for entry in report.longrepr.reprtraceback.reprentries)
    places = [f"{entry.path}:{entry.lineno}" for entry in entries if entry]
    return [" -> ".join(places), *crash.message.splitlines()[:FAILURE_LINES]]


def unmarked_slow_tests(seconds: Counter[str], reasons: dict[str, str]) -> list[str]:
    """Tests over the limit without a reason, the slowest first."""
    return [name for name, taken in seconds.most_common() if taken > SLOW_SECONDS and not reasons.get(name)]


def seconds_by_module(seconds: Counter[str]) -> dict[str, float]:
    """CPU seconds of each test module; those of fixtures of a folder are left out."""
    modules: Counter[str] = Counter()
    for name, taken in seconds.items():
        path = name.partition("::")[0]
        if path.endswith(".py"):
            modules[path] += taken
    return {path: round(taken, 1) for path, taken in sorted(modules.items())}
