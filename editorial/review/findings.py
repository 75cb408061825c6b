"""What machine checks find in an item before the board decides on it.

The apps above register the checks of their kinds of items; the review asks for them and knows none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, TextChoices
from django.utils.translation import pgettext_lazy


class Level(TextChoices):
    """How much a finding weighs."""

    BLOCKING = "blocking", pgettext_lazy("finding", "Must be corrected")
    WARNING = "warning", pgettext_lazy("finding", "Please look at it")


@dataclass(frozen=True, slots=True)
class Remedy:
    """A screen on which it is put right."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a check found. Its words are kept with the approval as they were shown.

    Attributes:
        field: name of the field of the item's form.
        place: where it is, in words: the field, and the number and kind of a block.
        article: of the Regulation; empty where none asks for it.
        remedy: where it can be put right at once; None where the person edits the item. Not kept.
    """

    code: str
    level: Level
    field: str
    place: str
    message: str
    article: str = ""
    remedy: Remedy | None = None

    @property
    def is_blocking(self) -> bool:
        return self.level == Level.BLOCKING

    def as_data(self) -> dict[str, str]:
        """What the approval keeps: plain texts."""
        kept = ("code", "level", "field", "place", "message", "article")
        return {name: str(getattr(self, name)) for name in kept}


Check = Callable[[Any], Iterable[Finding]]

_checks: list[tuple[type[Model], Check]] = []


def register_checks(model: type[Model]) -> Callable[[Check], Check]:
    """Register what looks at the items of a model and of those derived from it."""

    def register(check: Check) -> Check:
        _checks.append((model, check))
        return check

    return register


def findings_of(item: Any) -> list[Finding]:
    """What the checks find in an item as it is in memory, in the active language, blocking ones first."""
    found = [finding for model, check in _checks if isinstance(item, model) for finding in check(item)]
    return sorted(found, key=lambda finding: not finding.is_blocking)


def blocking(findings: Iterable[Finding]) -> list[Finding]:
    """Those that keep an item from being submitted and approved."""
    return [finding for finding in findings if finding.is_blocking]
