"""One thing that is wrong with an installation, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

# Names in one sentence; more are only counted.
NAMED: Final = 5


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong and what to do, in the active language; the code is stable, for tests and monitoring."""

    code: str
    problem: str
    advice: str


def listed(names: Iterable[object]) -> str:
    """The first few names, and how many more there are."""
    every = [str(name) for name in names]
    shown = ", ".join(every[:NAMED])
    if len(every) <= NAMED:
        return shown
    return _("%(names)s and %(count)d more") % {"names": shown, "count": len(every) - NAMED}
