"""Names of places before the reform of 2025, of which the city's data say what they became."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from formats.tables.csv_tables import shipped_rows
from formats.writing.places import FormerPlace, FormerPlaces
from sites.directory import get_directory
from sites.reference import DATA, units_2024

DISTRICT_LEVEL: Final = 2


def former_places() -> FormerPlaces:
    """Former names of the city's places. What a portal of this installation is called is in use, whatever the reform
    says: the names of 2024 are found once the portals of 2025 stand in their place."""
    return _former_places(frozenset(record.name_vi for record in get_directory().records))


@lru_cache(maxsize=4)
def _former_places(names_of_portals: frozenset[str]) -> FormerPlaces:
    rows = shipped_rows(DATA / "units_lineage_2025.csv")
    places = [FormerPlace(row["old_name"], row["old_district"], row["new_name"]) for row in rows]
    current = names_of_portals | {row["new_name"] for row in rows}
    districts = [unit.name for unit in units_2024() if unit.level == DISTRICT_LEVEL]
    return FormerPlaces(places, current=current, gone=districts)
