"""What a list says of one of its pages besides title, lead and source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class ListFact:
    """One short fact of a page in a list: a value with or without its label, or a state.

    Attributes:
        tone: of a state: good, wait, info, bad, plain; it is shown as a chip. Empty: no state.
    """

    value: Any
    label: str | Promise = ""
    tone: str = ""
