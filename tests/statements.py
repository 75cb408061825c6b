"""Statements that an act sends to the database, which of them repeat exactly, and who sent them."""

import traceback
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
# What a transaction takes by itself.
FRAMING = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")
# Frames of the product that are named with a statement, the innermost first.
NAMED_FRAMES = 6


class Statements:
    """The statements of an act, in their order, without those that frame a transaction."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str, str]] = []

    def __len__(self) -> int:
        return len(self.sent)

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.startswith(FRAMING):
            self.sent.append((sql, repr(params), _origin()))
        return execute(sql, params, many, context)

    def repeats(self) -> list[tuple[str, list[str]]]:
        """Statements that were sent more than once with the same parameters, most often first, with their origins."""
        found: dict[str, list[str]] = defaultdict(list)
        for sql, params, origin in self.sent:
            found[f"{sql} -- {params}"].append(origin)
        repeated = [(statement, origins) for statement, origins in found.items() if len(origins) > 1]
        return sorted(repeated, key=lambda row: -len(row[1]))

    def check(self, ceiling: int, *, repeats: int | None = None) -> None:
        """Print what was sent, which pytest shows where the check fails, and compare its number with a ceiling, and
        that of the exact repeats with another."""
        print(self.report())  # noqa: T201 -- shown where it fails
        assert len(self) <= ceiling
        assert repeats is None or self.repeated <= repeats

    @property
    def repeated(self) -> int:
        """How many of them say exactly what one before said."""
        return sum(len(origins) - 1 for _statement, origins in self.repeats())

    def report(self) -> str:
        """What a failure prints: the number, and what repeats."""
        repeats = self.repeats()
        lines = [f"{len(self)} statements, {self.repeated} exact repeats"]
        for statement, origins in repeats:
            lines += [f"{len(origins)} × {statement[:300]}", *(f"      {origin}" for origin in origins)]
        return "\n".join(lines)


@contextmanager
def counted_statements() -> Iterator[Statements]:
    """Count the statements that are sent within it."""
    statements = Statements()
    with connection.execute_wrapper(statements):
        yield statements


def _origin() -> str:
    named = []
    for frame, line in traceback.walk_stack(None):
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(ROOT) and ".venv" not in path.parts and "tests" not in path.parts:
            named.append(f"{path.relative_to(ROOT)}:{line} {frame.f_code.co_name}")
    return " < ".join(named[:NAMED_FRAMES])
