"""The requirements of a level as dated data (`cityportal/data/security_requirements.csv`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from cityportal.settings.env import BASE_DIR
from formats.tables.csv_tables import shipped_rows

_FILE: Final = BASE_DIR / "cityportal" / "data" / "security_requirements.csv"


@dataclass(frozen=True, slots=True)
class Requirement:
    """What an act asks for.

    Attributes:
        amount: the number of a limit, in the unit that the code names; None: there is none.
        is_verified: somebody compared it with the text of the act.
    """

    code: str
    amount: int | None
    act: str
    is_verified: bool


def requirements(level: int, *, on: date) -> list[Requirement]:
    """Read the requirements of a level that are in force on a day, in the order of the file; none: no such level is
    known."""
    return [
        Requirement(row["code"], int(row["amount"]) if row["amount"] else None, row["act"], row["is_verified"] == "yes")
        for row in shipped_rows(_FILE)
        if int(row["level"]) == level and _is_in_force(row, on=on)
    ]


def limits(level: int, *, on: date) -> dict[str, int]:
    """The numbers of a level on a day, by code."""
    return {one.code: one.amount for one in requirements(level, on=on) if one.amount is not None}


def _is_in_force(row: dict[str, str], *, on: date) -> bool:
    ended = bool(row["valid_to"]) and date.fromisoformat(row["valid_to"]) < on
    return date.fromisoformat(row["valid_from"]) <= on and not ended
