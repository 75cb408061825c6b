"""The seven fields of Regulation 4.2 as data: the migration that lays them down has a frozen copy, a test compares."""

from __future__ import annotations

from pathlib import Path

FIELDS_FILE = Path(__file__).parent / "data" / "subject_fields.csv"
