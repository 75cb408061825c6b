"""The seven fields of Regulation 4.2 as data, which a migration lays down."""

from __future__ import annotations

from pathlib import Path

FIELDS_FILE = Path(__file__).parent / "data" / "subject_fields.csv"
