"""Both reference structures: what the files hold, and that the generator gives the hosts they have."""

from collections import Counter
from datetime import date

import pytest

from sites.enums import HostnameProfile
from sites.hostnames.checks import validate_host
from sites.hostnames.rules import ParentPortal, TakenHost, propose_host
from sites.hostnames.syntax import RESERVATION_REASONS
from sites.naming import CodeCandidates as Wish
from sites.naming import assign_codes, split_name
from sites.reference import (
    agencies_2024,
    hostname_rules,
    portal_kinds,
    reserved_label_rows,
    reserved_labels,
    units_2024,
    units_2025,
)
from sites.structures import CITY_DOMAIN, STRUCTURES, PortalSpec, fill_defaults, structure, voluntary_bodies
from tests.each import each_case

REGULATION, TWO_TIER = HostnameProfile.REGULATION, HostnameProfile.TWO_TIER
RULES = hostname_rules()
RESERVED = reserved_labels(on=date(2026, 11, 2))
CITY = ParentPortal("Thành phố Hồ Chí Minh", "city")
PARENT_KINDS_2024 = {2: "city", 3: "district"}


@each_case("unit", units_2024(), ids=lambda unit: unit.hostname)
def test_generator_gives_every_host_of_2024(unit):
    parent = ParentPortal(unit.parent_name, PARENT_KINDS_2024[unit.level]) if unit.parent_name else None
    kind = {1: "city", 2: "district", 3: "commune"}[unit.level]
    proposal = propose_host(
        name=unit.name, kind=kind, parent=parent, profile=REGULATION, rules=RULES, base=CITY_DOMAIN, reserved=RESERVED
    )
    assert proposal.host == unit.hostname


@pytest.mark.parametrize("agency", agencies_2024(), ids=lambda agency: agency.symbol)
def test_generator_gives_every_agency_its_label_or_its_full_name(agency):
    proposal = propose_host(
        name=agency.name, kind="department", parent=CITY, profile=REGULATION, rules=RULES, base=CITY_DOMAIN,
        chosen_label=agency.label, reserved=RESERVED,
    )  # fmt: skip
    generated = {"SATTP": "soantoanthucpham", "BDT": "bandantoc"}
    assert proposal.host == f"{agency.label or generated[agency.symbol]}.{CITY_DOMAIN}"


def propose_2025(unit, **more):
    return propose_host(
        name=unit.name, kind="commune", parent=CITY, profile=TWO_TIER, rules=RULES, base=CITY_DOMAIN,
        reserved=RESERVED, **more,
    )  # fmt: skip


@pytest.fixture
def hosts_2025():
    return {unit.name: TakenHost(propose_2025(unit).host, unit.name) for unit in units_2025()}


@each_case("unit", units_2025(), ids=lambda unit: unit.own_label)
def test_generator_gives_every_host_of_2025_or_lets_the_operator_choose(hosts_2025, unit):
    others = [taken for name, taken in hosts_2025.items() if name != unit.name]
    proposal = propose_2025(unit, taken=others, qualifiers=unit.former_districts)
    if unit.name in {"Xã Thanh An", "Xã Thạnh An"}:
        assert proposal.needs_choice
        assert proposal.choices == (f"{unit.own_label}.{CITY_DOMAIN}",)
        assert proposal.conflict.owner == ({"Xã Thanh An", "Xã Thạnh An"} - {unit.name}).pop()
    else:
        assert proposal.host == f"{unit.own_label}.{CITY_DOMAIN}"


def test_structure_of_2024_has_355_components_and_that_of_2025_168_communes_straight_under_the_city():
    counts = Counter(spec.kind for spec in structure("2024"))
    assert counts == {"city": 1, "department": 21, "district": 22, "commune": 312}
    specs = structure("2025")
    assert Counter((spec.kind, spec.parent_code) for spec in specs) == {("city", ""): 1, ("commune", "thanhpho"): 168}


def test_management_boards_are_voluntary_and_not_among_the_components():
    assert [(spec.code, spec.kind) for spec in voluntary_bodies()] == [("hepza", "voluntary"), ("shtp", "voluntary")]
    assert not {"hepza", "shtp", "vpub"} & {spec.code for spec in structure("2024")}


@pytest.mark.parametrize("name", STRUCTURES)
def test_no_two_portals_share_a_host_or_a_code_and_parents_come_first(name):
    specs = structure(name, base="hochiminhcity.localhost")
    codes = [spec.code for spec in specs]
    assert len(set(codes)) == len({spec.host for spec in specs}) == len(specs)
    for number, spec in enumerate(specs):
        assert spec.parent_code in codes[:number] or spec.kind == "city"


@pytest.mark.parametrize("name", STRUCTURES)
def test_every_host_of_a_structure_is_valid_beside_all_others(name):
    specs = structure(name)
    taken = [TakenHost(spec.host, spec.name_vi, date(2024, 2, 26), None, spec.code) for spec in specs]
    hosts = {spec.code: spec.host for spec in specs}
    for spec in specs:
        validate_host(
            spec.host, kind=spec.kind, profile=STRUCTURES[name], rules=RULES, base=CITY_DOMAIN, suffix=".vn",
            parent_host=hosts.get(spec.parent_code, ""), reserved=RESERVED, taken=taken, portal_code=spec.code,
        )  # fmt: skip


def test_one_installation_can_hold_both_structures():
    former, present = structure("2024"), structure("2025")
    assert {spec.code for spec in former} & {spec.code for spec in present} == {"thanhpho"}
    assert {spec.host for spec in former} & {spec.host for spec in present} == {CITY_DOMAIN}


@pytest.mark.parametrize(
    ("name", "code", "host"),
    [
        ("2024", "thanhpho", "hochiminhcity.localhost"),
        ("2024", "sotuphap", "sotuphap.hochiminhcity.localhost"),
        ("2024", "quan1", "quan1.hochiminhcity.localhost"),
        ("2024", "thuduc", "thuduc.hochiminhcity.localhost"),
        ("2024", "bennghe", "bennghe.quan1.hochiminhcity.localhost"),
        ("2024", "phuong13-govap", "phuong13.govap.hochiminhcity.localhost"),
        ("2024", "tanphu", "tanphu.hochiminhcity.localhost"),
        ("2024", "tanphu-quan7", "tanphu.quan7.hochiminhcity.localhost"),
        ("2024", "cuchi-cuchi", "cuchi.cuchi.hochiminhcity.localhost"),
        ("2025", "saigon", "phuongsaigon.hochiminhcity.localhost"),
        ("2025", "phuongthuduc", "phuongthuduc.hochiminhcity.localhost"),
        ("2025", "xathanhan-dautieng", "xathanhan-dautieng.hochiminhcity.localhost"),
    ],
)
def test_codes_are_the_shortest_unique_form(name, code, host):
    assert {spec.code: spec for spec in structure(name, base="hochiminhcity.localhost")}[code].host == host


def test_codes_do_not_depend_on_the_order_of_rows():
    wishes = [Wish("tanphu", "tanphu-quan7"), Wish("bennghe", "bennghe-quan1"), Wish("tanphu", "tanphu-thuduc")]
    codes = assign_codes(wishes, used=set())
    assert codes == ["tanphu-quan7", "bennghe", "tanphu-thuduc"]
    assert assign_codes(wishes[::-1], used=set()) == codes[::-1]


@pytest.mark.parametrize(
    ("kind", "name_vi", "name_en", "short_vi", "short_en"),
    [
        ("commune", "Phường Bến Nghé", "Ben Nghe Ward", "Bến Nghé", "Ben Nghe"),
        ("commune", "Phường 13", "Ward 13", "Phường 13", "Ward 13"),
        ("commune", "Xã Bình Chánh", "Binh Chanh Commune", "Bình Chánh", "Binh Chanh"),
        ("commune", "Thị trấn Củ Chi", "Cu Chi Township", "Củ Chi", "Cu Chi"),
        ("commune", "Đặc khu Côn Đảo", "Con Dao Special Zone", "Côn Đảo", "Con Dao"),
        ("district", "Quận 1", "District 1", "Quận 1", "District 1"),
        ("district", "Quận Gò Vấp", "Go Vap District", "Gò Vấp", "Go Vap"),
        ("district", "Thành phố Thủ Đức", "Thu Duc City", "Thủ Đức", "Thu Duc"),
        ("city", "Thành phố Hồ Chí Minh", "Ho Chi Minh City", "TP. Hồ Chí Minh", "Ho Chi Minh City"),
    ],
)
def test_names_that_follow_from_the_name_of_a_unit(kind, name_vi, name_en, short_vi, short_en):
    spec = fill_defaults(PortalSpec(code="x", kind=kind, name_vi=name_vi, host="x.vn"))
    assert (spec.name_en, spec.short_name_vi, spec.short_name_en) == (name_en, short_vi, short_en)


@pytest.mark.parametrize(
    ("name", "code", "governing", "managing", "managing_en"),
    [
        (
            "2024", "thanhpho", "Ủy ban nhân dân Thành phố Hồ Chí Minh",
            "Văn phòng Ủy ban nhân dân Thành phố Hồ Chí Minh", "Office of the People's Committee of Ho Chi Minh City",
        ),
        ("2024", "sotuphap", "Sở Tư pháp", "Văn phòng Sở Tư pháp", "Office of the Department of Justice"),
        (
            "2024", "bennghe", "Ủy ban nhân dân phường Bến Nghé", "Văn phòng Ủy ban nhân dân phường Bến Nghé",
            "Office of the People's Committee of Ben Nghe Ward",
        ),
        (
            "2024", "phuong13-govap", "Ủy ban nhân dân Phường 13, quận Gò Vấp",
            "Văn phòng Ủy ban nhân dân Phường 13, quận Gò Vấp",
            "Office of the People's Committee of Ward 13, Go Vap District",
        ),
        (
            "2025", "saigon", "Ủy ban nhân dân phường Sài Gòn",
            "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân phường Sài Gòn",
            "Office of the People's Council and People's Committee of Sai Gon Ward",
        ),
    ],
)  # fmt: skip
def test_bodies_of_article_6(name, code, governing, managing, managing_en):
    spec = next(spec for spec in structure(name) if spec.code == code)
    assert (spec.governing_body, spec.managing_agency, spec.managing_agency_en) == (governing, managing, managing_en)


def test_no_governing_body_is_that_of_two_portals():
    counts = Counter(spec.governing_body for spec in structure("2024"))
    assert [body for body, count in counts.items() if count > 1] == []


def test_a_given_body_gets_no_english_name_of_another_one():
    spec = PortalSpec(code="x", kind="commune", name_vi="Phường Bến Nghé", host="x.vn", operating_unit="Tổ Công nghệ")
    filled = fill_defaults(spec)
    assert (filled.operating_unit, filled.operating_unit_en) == ("Tổ Công nghệ", "")
    assert filled.governing_body_en == "People's Committee of Ben Nghe Ward"


def test_every_agency_has_an_english_name_in_ascii():
    assert all(agency.name_en.isascii() and agency.name_en for agency in agencies_2024())


def test_kinds_stand_under_kinds_that_exist_and_one_is_the_top():
    kinds = {kind.code: kind for kind in portal_kinds()}
    assert [code for code, kind in kinds.items() if not kind.parent_kinds] == ["city"]
    assert {above for kind in kinds.values() for above in kind.parent_kinds} <= set(kinds)
    assert {rule.kind for rule in RULES} == set(kinds)


def test_reserved_labels_have_known_reasons_and_stand_once():
    rows = reserved_label_rows()
    assert {row.reason for row in rows} <= set(RESERVATION_REASONS)
    assert len({row.label for row in rows}) == len(rows)
    assert {"www", "quantri", "admin", "api", "static", "media", "mail", "en"} <= set(RESERVED)
    assert reserved_labels(on=date(2024, 2, 25)) == {}


def test_every_unit_name_is_understood():
    for unit in units_2025():
        assert split_name(unit.name, "commune").full == unit.name
