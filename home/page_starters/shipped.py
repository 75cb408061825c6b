"""Starters that ship with the project, by the category of information that a section provides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

_FILES: Final[list[Path]] = []


@dataclass(frozen=True, slots=True)
class ShippedStarter:
    """What a file says of one starter.

    Attributes:
        name: in the list; its pages have the title.
        page_type: label of the model.
        provides: codes of the categories of the sections where it is offered.
        values: of fields of this type.
        subject_field: slug of the field (4.2) under which its pages stand, unless changed.
        body: blocks of a page body, as they are stored.
    """

    code: str
    name: str
    page_type: str
    provides: frozenset[str]
    title: str
    lead: str
    values: Mapping[str, Any]
    subject_field: str
    body: Sequence[dict[str, Any]]


def register_starters(file: Path) -> None:
    """Let a room ship the starters of a file for its page types."""
    _FILES.append(file)
    shipped_starters.cache_clear()


@cache
def shipped_starters() -> tuple[ShippedStarter, ...]:
    """All that ship, in the order of the files."""
    return tuple(starter for file in _FILES for starter in _read(file))


def _read(file: Path) -> Iterator[ShippedStarter]:
    for row in yaml.safe_load(file.read_text(encoding="utf-8")):
        yield ShippedStarter(
            code=row["code"],
            name=row["name"],
            page_type=row["type"],
            provides=frozenset(row["provides"]),
            title=row["title"],
            lead=row.get("lead", ""),
            values=row.get("values", {}),
            subject_field=row.get("field", ""),
            body=[_block(kind, value) for part in row.get("body", ()) for kind, value in part.items()],
        )


def _block(kind: str, value: Any) -> dict[str, Any]:
    if kind == "heading":
        value = {"text": value, "level": "2"}
    elif kind == "table":
        table = {"data": value, "cell": [], "first_row_is_table_header": True, "table_header_choice": "row"}
        value = {"table": table | {"first_col_is_header": False}, "note": ""}
    return {"type": kind, "value": value}


register_starters(Path(__file__).parent.parent / "data" / "page_starters.yaml")
