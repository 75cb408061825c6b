"""Reference data that ships with the app. `information/data/README.md` names source and confidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from formats.tables.csv_tables import shipped_rows
from information.requirements import Presence, Requirement, Source

DATA: Final = Path(__file__).parent / "data"
PLAIN_PAGE: Final = "home.informationpage"


@cache
def requirements() -> tuple[Requirement, ...]:
    """What portals must have, in the order in which checklists show it."""
    return tuple(_requirement(row) for row in shipped_rows(DATA / "required_information.csv"))


def _requirement(row: Mapping[str, str]) -> Requirement:
    return Requirement(
        code=row["code"],
        name_vi=row["name_vi"],
        name_en=row["name_en"],
        kinds=frozenset(row["portal_kinds"].split("|")),
        category=row["category"],
        sources=tuple(_sources(row)),
        by_renewal=row["day"] == "last",
        days=int(row["days"]) if row["days"] else None,
        source=row["source"],
    )


def _sources(row: Mapping[str, str]) -> Iterator[Source]:
    fields = tuple(row["field"].split("+")) if row["field"] else ()
    for page_type in row["page_types"].split("|"):
        yield Source(Presence(row["presence"]), page_type, row["language"], fields, row["value"])
    if row["plain_pages"]:
        yield Source(Presence.PLAIN, PLAIN_PAGE, row["language"], value=row["category"])
