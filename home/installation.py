"""The seven fields of Regulation 4.2, and an empty tree to build on."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

FIELDS_FILE = Path(__file__).parent / "data" / "subject_fields.csv"


def load_subject_fields(model: Any) -> None:
    """Write the fields that are missing; names an operator changed are kept. Takes the model, for migrations."""
    with FIELDS_FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            model.objects.get_or_create(
                slug=row["slug"],
                defaults={"name_vi": row["name_vi"], "name_en": row["name_en"], "position": int(row["position"])},
            )
