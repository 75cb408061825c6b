"""What the page editor says of how a page reads. The app that knows pages registers who writes the report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class WritingHint:
    """One thing that may be written better: where it is, in words, and what to do. It keeps nobody from anything."""

    code: str
    place: str
    message: str


@dataclass(frozen=True, slots=True)
class WritingReport:
    """How much there is to read, in words or syllables and in whole minutes, and what may be written better."""

    words: int
    minutes: int
    hints: Sequence[WritingHint]


_reporters: list[Callable[[Any], WritingReport]] = []


def register_writing_report(report: Callable[[Any], WritingReport]) -> None:
    """Register who reports on the writing of a page."""
    _reporters.append(report)


def writing_report_of(page: Any) -> WritingReport | None:
    """The report on a page as it is in memory; None where nobody writes one."""
    return _reporters[0](page) if _reporters else None
