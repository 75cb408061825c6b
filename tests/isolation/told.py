"""What walks and attacks tried, told at the end of a run.

A plugin of the whole run: a process that only shares the tests out loads no `conftest` below the first.
"""

from collections import Counter

import pytest

# Names of the properties that the tests record, as they are told.
TRIED = (
    "addresses", "roles", "foreign addresses asked for", "own addresses asked for", "positive controls",
    "superuser controls", "attacks", "attack controls",
)  # fmt: skip
# The same for every test: not added up.
KNOWN_ONCE = {"addresses"}


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    told: Counter[str] = Counter()
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        for name, number in report.user_properties if report.when == "call" else ():
            if name not in TRIED:
                continue
            told[name] = max(told[name], number) if name in KNOWN_ONCE else told[name] + number
    if told:
        numbers = ", ".join(f"{told[name]} {name}" for name in TRIED if told[name])
        terminalreporter.write_line(f"isolation: {numbers}")
