"""Reference data that ships with the project: units and agencies of the city, hostname rules, reserved labels.

The files stand in `sites/data/`; its README names source and confidence of each.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from formats.tables.csv_tables import shipped_rows
from sites.hostnames.rules import HostnameRule

DATA: Final = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class KindOfPortal:
    """A kind of portal, and the kinds that may stand above it."""

    code: str
    name_vi: str
    name_en: str
    plural_vi: str
    plural_en: str
    position: int
    parent_kinds: tuple[str, ...]
    article: str


@dataclass(frozen=True, slots=True)
class ReservedLabel:
    """A label that no portal may have in a period; `reason` is a key of `RESERVATION_REASONS`."""

    label: str
    reason: str
    valid_from: date
    valid_to: date | None
    source: str


@dataclass(frozen=True, slots=True)
class Unit2024:
    """A unit at the date of the Regulation: level 1 city, 2 district level, 3 commune level."""

    code: str
    level: int
    name: str
    parent_code: str
    parent_name: str
    hostname: str


@dataclass(frozen=True, slots=True)
class Unit2025:
    """A commune-level unit since 1 July 2025. `own_label` is unique; `former_districts` can tell two apart."""

    code: str
    name: str
    own_label: str
    former_districts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agency2024:
    """An agency of the city at the date of the Regulation. `label` is empty where none is known."""

    name: str
    name_en: str
    symbol: str
    kind: str
    label: str


def _rows(name: str) -> list[dict[str, str]]:
    return shipped_rows(DATA / name)


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@cache
def portal_kinds() -> tuple[KindOfPortal, ...]:
    """The kinds of portal of Articles 1 and 2.3, in the order in which lists show them."""
    return tuple(
        KindOfPortal(
            code=row["code"],
            name_vi=row["name_vi"],
            name_en=row["name_en"],
            plural_vi=row["plural_vi"],
            plural_en=row["plural_en"],
            position=int(row["position"]),
            parent_kinds=tuple(row["parent_kinds"].split("|")) if row["parent_kinds"] else (),
            article=row["article"],
        )
        for row in _rows("portal_kinds.csv")
    )


@cache
def hostname_rules() -> tuple[HostnameRule, ...]:
    """The hostname rules of both profiles, as they ship; an installation holds its own rows."""
    return tuple(
        HostnameRule(
            kind=row["kind"],
            profile=row["profile"],
            pattern=row["pattern"],
            uses_type_word=row["uses_type_word"] == "yes",
            article=row["article"],
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_to=_date(row["valid_to"]),
            source=row["source"],
        )
        for row in _rows("hostname_rules.csv")
    )


@cache
def reserved_label_rows() -> tuple[ReservedLabel, ...]:
    """Labels that no portal may have."""
    return tuple(
        ReservedLabel(
            label=row["label"],
            reason=row["reason"],
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_to=_date(row["valid_to"]),
            source=row["source"],
        )
        for row in _rows("reserved_labels.csv")
    )


def reserved_labels(*, on: date) -> dict[str, str]:
    """Label → reason code of what is reserved on a day, as `validate_host` takes it."""
    return {
        row.label: row.reason
        for row in reserved_label_rows()
        if row.valid_from <= on and (row.valid_to is None or on <= row.valid_to)
    }


@cache
def units_2024() -> tuple[Unit2024, ...]:
    """The city, 22 units of district level and 312 of commune level."""
    return tuple(
        Unit2024(
            code=row["code"],
            level=int(row["level"]),
            name=row["name"],
            parent_code=row["parent_code"],
            parent_name=row["parent_name"],
            hostname=row["hostname_2024"],
        )
        for row in _rows("units_2024.csv")
    )


@cache
def units_2025() -> tuple[Unit2025, ...]:
    """The 168 units of commune level since 1 July 2025."""
    return tuple(
        Unit2025(
            code=row["code"],
            name=row["name"],
            own_label=row["host_unique"],
            former_districts=tuple(row["former_districts"].split("; ")),
        )
        for row in _rows("units_2025.csv")
    )


@cache
def former_units() -> dict[tuple[str, str], tuple[str, ...]]:
    """Code and name of a unit since 1 July 2025 → the former units that it holds, wholly or in part."""
    found: dict[tuple[str, str], list[str]] = {}
    for row in _rows("units_lineage_2025.csv"):
        found.setdefault((row["new_code"], row["new_name"]), []).append(f"{row['old_name']}, {row['old_district']}")
    return {unit: tuple(names) for unit, names in found.items()}


@cache
def agencies_2024() -> tuple[Agency2024, ...]:
    """The Office of the City People's Committee, 21 specialised agencies and two management boards."""
    return tuple(
        Agency2024(
            name=row["name_2024"],
            name_en=row["name_en"],
            symbol=row["symbol"],
            kind=row["kind"],
            label=row["host_label"],
        )
        for row in _rows("agencies_2024.csv")
    )
