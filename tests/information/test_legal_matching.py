"""When a document of a portal and one of an official source are the same, and what differs then."""

from datetime import date

import pytest

from information.enums import DocumentState
from information.legal.legal_matching import OfficialDocument, OwnDocument, differences, words_key
from information.legal.legal_words import is_normative_number, number_key

ISSUED, LATER = date(2024, 2, 26), date(2024, 2, 27)
BODY = "Ủy ban nhân dân Quận 1"
AGENCIES = {words_key(BODY): 1, words_key("Sở Tư pháp"): 2}


def own(**values):
    given = {
        "page_id": 10,
        "portal_id": 1,
        "number": "05/2024/QĐ-UBND",
        "title": "Quyết định số 05/2024/QĐ-UBND: Ban hành Quy chế hoạt động",
        "issued_on": ISSUED,
        "issuer": BODY,
        "state": DocumentState.IN_FORCE,
        "source_id": "VB-1",
        "names_source": True,
    }
    return OwnDocument(**given | values)


def official(**values):
    given = {
        "official_id": "VB-1",
        "number": "5/2024/QĐ–UBND",
        "title": "BAN HÀNH QUY CHẾ HOẠT ĐỘNG.",
        "issued_on": ISSUED,
        "agency": "Uỷ ban nhân dân Quận 1",
        "state": DocumentState.IN_FORCE,
    }
    return OfficialDocument(**given | values)


def told(ours, theirs):
    return [(str(one.kind), one.portal_id, dict(one.fields)) for one in differences(ours, theirs, agencies=AGENCIES)]


UNNAMED = {"source_id": "", "names_source": False}


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        # In step: another way of writing the number, the abstract behind kind and number, signs and capitals.
        ({}, {}, []),
        # A source that does not say whether it is in force is not asked.
        ({}, {"state": None}, []),
        ({}, {"issued_on": LATER}, [("different", 1, {"issued_on": ("2024-02-26", "2024-02-27")})]),
        ({"issued_on": None}, {}, [("different", 1, {"issued_on": ("", "2024-02-26")})]),
        ({}, {"state": DocumentState.EXPIRED}, [("different", 1, {"state": ("in_force", "expired")})]),
        ({"title": "Quy chế cũ"}, {"title": "Quy chế"}, []),
        ({"title": "Quy chế cũ"}, {"title": "Quy"}, []),
        (
            {"title": "Quy chế A"},
            {"title": "Quy chế AB"},
            [("different", 1, {"title": ("Quy chế A", "Quy chế AB")})],
        ),
        # Types are told apart by capitals and marks.
        (
            {"number": "05/2024/CT-UBND"},
            {"number": "05/2024/CTr-UBND"},
            [("different", 1, {"number": ("05/2024/CT-UBND", "05/2024/CTr-UBND")})],
        ),
        # The page says nothing: known by number and day, or by number and issuer.
        (UNNAMED, {}, [("unnamed", 1, {})]),
        (
            UNNAMED,
            {"issued_on": LATER},
            [("unnamed", 1, {}), ("different", 1, {"issued_on": ("2024-02-26", "2024-02-27")})],
        ),
        # It says another one.
        ({"source_id": "VB-9"}, {}, [("different", 1, {"source_id": ("VB-9", "VB-1")})]),
        # Not there at all: theirs is missing here, for it is of the portal's agency.
        ({"number": "06/2024/QĐ-UBND", "source_id": "VB-6"}, {}, [("absent", 1, {}), ("missing", 1, {})]),
        ({"number": "06/2024/QĐ-UBND", "source_id": "VB-6"}, {"agency": "Bộ Tư pháp"}, [("absent", 1, {})]),
        # Its issuer is written in another way, and the day is wrong: known by the agency of the portal.
        (
            {"issuer": "UBND quận", "source_id": ""},
            {"issued_on": LATER},
            [("different", 1, {"issued_on": ("2024-02-26", "2024-02-27")})],
        ),
    ],
)
def test_table_of_differences(ours, theirs, expected):
    assert told([own(**ours)], [official(**theirs)]) == expected


def test_two_of_one_number_and_day_are_taken_for_neither_but_by_their_issuer():
    both = [official(), official(official_id="VB-2", agency="Sở Tư pháp")]
    assert told([own(**UNNAMED)], both) == [("unnamed", 1, {}), ("missing", 2, {})]
    nobodys = own(**UNNAMED, issuer="Chủ tịch", portal_id=3)
    assert told([nobodys], both) == [("unnamed", 3, {}), ("absent", 3, {}), ("missing", 1, {}), ("missing", 2, {})]


def test_document_on_another_portal_is_missing_on_that_of_its_agency():
    assert told([own(portal_id=2)], [official()]) == [("missing", 1, {})]


@pytest.mark.parametrize(
    ("number", "key", "is_normative"),
    [
        ("05/2024/QĐ-UBND", "5/2024/QĐ-UBND", True),
        (" 05 / 2024 / QĐ – UBND ", "5/2024/QĐ-UBND", True),
        ("64/2025/QH15", "64/2025/QH15", True),
        ("66.18/2026/NQ-CP", "66.18/2026/NQ-CP", True),
        ("4567/QĐ-UBND", "4567/QĐ-UBND", False),
        ("3954/UBND-VX", "3954/UBND-VX", False),
        ("0", "0", False),
    ],
)
def test_numbers(number, key, is_normative):
    assert (number_key(number), is_normative_number(number)) == (key, is_normative)
