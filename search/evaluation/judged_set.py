"""Queries with rated pages, as CSV: one row for a query and a page (docs/decisions/0126)."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from search.evaluation.metrics import BEST, Rated, ideal

JUDGED_SET: Final = Path(__file__).parent / "judged.csv"
FLOORS: Final = Path(__file__).parent / "floors.csv"


class SetRefused(ValueError):
    """A file is no judged set; the message says which line and why."""


@dataclass(frozen=True, slots=True)
class JudgedQuery:
    """A query as a person types it, with pages rated by how well they answer it.

    Attributes:
        group: what is tried with it: a title, a number, a misspelt word ... (column `class`).
        split: "tune" or "hold-out"; ranking is tuned by the first alone.
        portal: code of the portal that is searched; empty: the whole city.
        meant: the query without its mistake; empty where there is none.
        rated: by address: code of the portal and path, as in `address_of`.
    """

    text: str
    group: str
    split: str = ""
    portal: str = ""
    language: str = "vi"
    meant: str = ""
    rated: dict[str, Rated] = field(default_factory=dict)


def read_set(path: Path = JUDGED_SET, *, split: str = "") -> list[JudgedQuery]:
    """Queries of a file in its order, of one split or of all. Columns that can be empty can be absent.

    Raises:
        SetRefused: a row lacks something, or is rated otherwise than from 0 to 3; a query has no full answer.
    """
    queries: dict[tuple[str, str, str], JudgedQuery] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for line, row in enumerate(csv.DictReader(file), start=2):
            given = {name: (value or "").strip() for name, value in row.items() if name}
            if not all(given.get(name) for name in ("query", "class", "address", "rating")):
                raise SetRefused(f"Line {line}: query, class, address and rating are needed.")
            if given["rating"] not in {"0", "1", "2", "3"}:
                raise SetRefused(f"Line {line}: a rating is 0, 1, 2 or 3.")
            query = JudgedQuery(
                text=given["query"],
                group=given["class"],
                split=given.get("split", ""),
                portal=given.get("portal", ""),
                language=given.get("language") or "vi",
                meant=given.get("meant", ""),
            )
            query = queries.setdefault((query.text, query.portal, query.language), query)
            address = given["address"].strip("/")
            query.rated[address] = Rated(given.get("task") or address, int(given["rating"]))
    for query in queries.values():
        if BEST not in ideal(query.rated.values()):
            raise SetRefused(f"No page answers the query “{query.text}” fully.")
    return [query for query in queries.values() if not split or query.split == split]


def portals_of(queries: Iterable[JudgedQuery]) -> set[str]:
    """Codes of the portals that are searched or have rated pages."""
    queries = list(queries)
    return {query.portal for query in queries if query.portal} | {
        address.split("/")[0] for query in queries for address in query.rated
    }
