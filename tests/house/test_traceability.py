"""Every requirement that software serves has one row of its own, and rows name no others."""

import csv
import re
from collections import Counter

from tests.house.rooms import PROJECT

REQUIREMENTS = list(csv.DictReader((PROJECT / "docs/requirements.csv").open(encoding="utf-8")))
STATES = ("done", "**partial**", "**waits**", "**left out**", "organisational")


def rows() -> list[list[str]]:
    """The cells of the rows of the table."""
    text = (PROJECT / "docs/traceability.md").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if re.match(r"\| R\d", line)]
    return [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]


def test_each_requirement_is_listed_once_with_its_kind():
    assert [name for name, number in Counter(row["id"] for row in REQUIREMENTS).items() if number > 1] == []
    assert [row["id"] for row in REQUIREMENTS if row["kind"] not in {"S", "SO", "O"} or not row["duty"]] == []
    assert Counter(row["kind"] for row in REQUIREMENTS) == {"S": 89, "SO": 36, "O": 22}


def test_each_requirement_on_software_has_one_row_and_no_row_is_of_another():
    numbers = Counter(row[0] for row in rows())
    known = {row["id"] for row in REQUIREMENTS}
    assert [name for name, number in numbers.items() if number > 1 or name not in known] == []
    assert [row["id"] for row in REQUIREMENTS if row["kind"] != "O" and row["id"] not in numbers] == []


def test_rows_stand_in_the_order_of_the_list():
    order = [row["id"] for row in REQUIREMENTS]
    names = [row[0] for row in rows()]
    assert names == sorted(names, key=order.index)


def test_each_row_has_a_state_and_what_is_done_names_code_and_tests():
    assert [row[0] for row in rows() if len(row) != 5 or not row[4].startswith(STATES)] == []
    unproved = [row[0] for row in rows() if row[4].startswith("done") and not ("`" in row[2] and ".py" in row[3])]
    assert unproved == []
