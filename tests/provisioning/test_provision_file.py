"""A file of portals is checked as a whole: every bad row with its line, nothing accepted by halves."""

import csv
import io
import unicodedata
from dataclasses import replace
from datetime import date

import pytest
from django.utils import translation

import provisioning.from_file.reading
from provisioning.from_file.columns import FILE_ERRORS, PORTALS
from provisioning.from_file.context import ProvisionContext, RegisteredPortal
from provisioning.from_file.reading import read_portal_file, read_rows
from sites.enums import HostnameProfile
from sites.hostnames.rules import TakenHost
from sites.models import Portal
from sites.reference import hostname_rules, portal_kinds, reserved_labels
from sites.structures import LIMITS, PORTAL_FACTS, structure

REGULATION, TWO_TIER = HostnameProfile.REGULATION, HostnameProfile.TWO_TIER
BASE = "hochiminhcity.localhost"
SMALL = """\
kind,name_vi,name_en,parent
commune,Phường Bến Nghé,,quan1
department,Sở Tư pháp,Department of Justice,
district,Quận 1,,thanhpho
city,Thành phố Hồ Chí Minh,,
"""
REGISTERED = (
    RegisteredPortal("thanhpho", "city", "Thành phố Hồ Chí Minh", "Ho Chi Minh City", BASE),
    RegisteredPortal("quan1", "district", "Quận 1", "District 1", f"quan1.{BASE}", "thanhpho"),
    RegisteredPortal("bennghe", "commune", "Phường Bến Nghé", "Ben Nghe Ward", f"bennghe.quan1.{BASE}", "quan1"),
)
TAKEN = tuple(TakenHost(p.host, p.name_vi, date(2026, 11, 2), None, p.code) for p in REGISTERED)


def context(**more):
    defaults = {
        "base": BASE,
        "profile": REGULATION,
        "rules": hostname_rules(),
        "parent_kinds": {kind.code: kind.parent_kinds for kind in portal_kinds()},
        "reserved": reserved_labels(on=date(2026, 11, 2)),
    }
    return ProvisionContext(**(defaults | more))


def registered_context(**more):
    return context(registered=REGISTERED, taken=TAKEN, **more)


def read(source, **more):
    return read_portal_file(source, context(**more))


def found(errors):
    return [(error.line, error.column, error.code) for error in errors]


def as_csv(rows):
    columns = list(dict.fromkeys(column for row in rows for column in row))
    file = io.StringIO()
    writer = csv.DictWriter(file, columns, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def structure_as_rows(name):
    """What an operator would write: names and places, no code and no host but the label an agency chose."""
    return [
        {
            "kind": spec.kind,
            "name_vi": spec.name_vi,
            "name_en": spec.name_en if spec.kind == "department" else "",
            "parent": spec.parent_code,
            "label": spec.host.split(".")[0] if spec.kind == "department" else "",
            "unit_code": spec.unit_code,
        }
        for spec in structure(name, base=BASE)
    ]


def test_parents_come_first_whatever_the_order_of_rows():
    result = read(SMALL)
    assert result.errors == []
    assert [(spec.code, spec.parent_code, spec.host) for spec in result.rows] == [
        ("thanhpho", "", BASE),
        ("sotuphap", "thanhpho", f"sotuphap.{BASE}"),
        ("quan1", "thanhpho", f"quan1.{BASE}"),
        ("bennghe", "quan1", f"bennghe.quan1.{BASE}"),
    ]


def test_names_of_columns_kinds_parents_and_rules_may_be_vietnamese_with_or_without_marks():
    source = (
        "Loại cổng;TEN TIENG VIET;Tên tiếng Anh;Trực thuộc;Bộ quy tắc tên miền\n"
        "Phường;Phường Bến Nghé;;quận 1;Quyết định 05/2024\n"
        "sở;Sở Tư pháp;Department of Justice;Thành phố Hồ Chí Minh;\n"
        "Quan, huyen;Quận 1;;;\n"
        "Thành phố;Thành phố Hồ Chí Minh;;;\n"
    )
    assert read(source)[:2] == read(SMALL)[:2]


def test_names_of_columns_that_mean_the_same_are_refused():
    assert found(read("kind,name_vi,Tên đơn vị\ncity,Thành phố Hồ Chí Minh,x\n").errors) == [
        (1, "Tên đơn vị", "same_column")
    ]


def test_name_of_a_parent_whose_own_row_is_bad_is_not_blamed():
    source = f"kind,name_vi,email,parent\n{CITY_ROW},,\ncommune,Phường 1,,Quận 1\ndistrict,Quận 1,bad,\n"
    assert found(read(source).errors) == [(4, "email", "bad_email")]


@pytest.mark.parametrize("backwards", [False, True])
def test_whole_structure_of_2024_from_names_alone(backwards):
    rows = structure_as_rows("2024")
    result = read(as_csv(rows[::-1] if backwards else rows))
    assert result.errors == []
    by_code = {spec.code: spec for spec in result.rows}
    assert by_code == {spec.code: spec for spec in structure("2024", base=BASE)}


def test_structure_of_2025_reports_its_two_collisions_with_what_to_choose():
    rows = structure_as_rows("2025")
    for row in rows:
        row["qualifier"] = {"Xã Thanh An": "Huyện Dầu Tiếng", "Xã Thạnh An": "Huyện Cần Giờ"}.get(row["name_vi"], "")
    with translation.override("en"):
        result = read(as_csv(rows), profile=TWO_TIER)
    assert result.rows == []
    assert [(error.column, error.code) for error in result.errors] == [("host", "collision")] * 2
    choices = [str(error).rsplit(": ", 1)[1] for error in result.errors]
    assert choices == [f"xathanhan-dautieng.{BASE}.", f"xathanhan-cangio.{BASE}."]

    for row in rows:
        row["host"] = {"Xã Thanh An": f"xathanhan-dautieng.{BASE}", "Xã Thạnh An": f"xathanhan-cangio.{BASE}"}.get(
            row["name_vi"], ""
        )
    result = read(as_csv(rows), profile=TWO_TIER)
    assert result.errors == []
    assert {spec.host for spec in result.rows} == {spec.host for spec in structure("2025", base=BASE)}


def test_row_may_follow_the_other_profile():
    source = "kind,name_vi,profile\ncity,Thành phố Hồ Chí Minh,\ncommune,Phường Sài Gòn,two-tier\n"
    result = read(source)
    assert [(spec.code, spec.host) for spec in result.rows][1:] == [("saigon", f"phuongsaigon.{BASE}")]
    assert "Hội đồng nhân dân" in result.rows[1].managing_agency


def test_what_the_row_says_wins_over_defaults():
    source = (
        "kind;name_vi;short_name_vi;operating_unit;phone;email\n"
        'city;Thành phố Hồ Chí Minh;"TP; HCM";Trung tâm Tin học;(028) 0000 0000;tp@example.vn\n'
    )
    spec = read(source).rows[0]
    assert (spec.short_name_vi, spec.operating_unit, spec.phone, spec.email) == (
        "TP; HCM", "Trung tâm Tin học", "(028) 0000 0000", "tp@example.vn",
    )  # fmt: skip
    assert spec.managing_agency == "Văn phòng Ủy ban nhân dân Thành phố Hồ Chí Minh"


@pytest.mark.parametrize(
    "source",
    [
        SMALL.encode("utf-8-sig"),
        SMALL.encode(),
        "\ufeff" + SMALL,
        unicodedata.normalize("NFD", SMALL),
        SMALL.replace("\n", "\r\n"),
        SMALL.replace("Sở Tư", "Sở\u00a0Tư\u200b"),
        SMALL.replace(",", ";"),
        SMALL.replace(",", "\t"),
        "\n" + SMALL.replace("\n", ",,\n\n"),
        SMALL.replace("kind,name_vi", " Kind , NAME_VI"),
    ],
    ids=["bom", "bytes", "bom in text", "nfd", "crlf", "invisible", "semicolons", "tabs", "empty cells", "header"],
)
def test_what_spreadsheet_programs_do_to_a_file_is_repaired(source):
    # But for the lines, which count what is empty too.
    assert read(source)[:2] == read(SMALL)[:2]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", [(1, "", "no_header")]),
        ("kind,name_vi\n", [(1, "", "no_rows")]),
        ("kind,ten\ncity,x\n", [(1, "name_vi", "missing_column"), (1, "ten", "unknown_column")]),
        ("kind,name_vi,kind\n", [(1, "kind", "repeated_column")]),
        ("kind,name_vi\ncity,Thành phố Hồ Chí Minh\ncommune,Phường 1,x\n", [(3, "", "cell_count")]),
        ('kind,name_vi\ncity,"Thành phố" Hồ Chí Minh\n', [(2, "", "not_csv")]),
        ('kind,name_vi\ncity,"Thành phố\n', [(2, "", "not_csv")]),
        ("kind,name_vi\ncity,Thành phố\n".encode("utf-16"), [(1, "", "not_utf8")]),
        (b"kind,name_vi\ncity," + b"Th\xb5nh ph\xe8\n", [(2, "", "not_utf8")]),
    ],
)
def test_files_that_are_no_table(source, expected):
    result = read(source)
    assert result.rows == []
    assert found(result.errors) == expected


CITY_ROW = "city,Thành phố Hồ Chí Minh"


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        ("kind,name_vi", ",Phường 1", ("kind", "missing_value")),
        ("kind,name_vi", "district,", ("name_vi", "missing_value")),
        ("kind,name_vi", "province,Tỉnh Bình Dương", ("kind", "unknown_kind")),
        ("kind,name_vi", "district,Gò Vấp", ("name_vi", "no_type_word")),
        ("kind,name_vi", "department,Sở Tư pháp", ("name_en", "missing_value")),
        ("kind,name_vi", "district,Quaän Goø Vaáp", ("name_vi", "old_encoding")),
        ("kind,name_vi,code", "district,Quận 1,Quận 1", ("code", "bad_code")),
        ("kind,name_vi,code", f"district,Quận 1,{'q' * 61}", ("code", "too_long")),
        ("kind,name_vi,name_en", f"district,Quận 1,{'x' * 201}", ("name_en", "too_long")),
        ("kind,name_vi,email", "district,Quận 1,quan1", ("email", "bad_email")),
        ("kind,name_vi,phone", "district,Quận 1,không có", ("phone", "bad_phone")),
        ("kind,name_vi,profile", "district,Quận 1,old", ("profile", "unknown_profile")),
        ("kind,name_vi,profile", "district,Quận 1,two-tier", ("profile", "no_rule")),
        ("kind,name_vi,parent", "district,Quận 1,hanoi", ("parent", "unknown_parent")),
        ("kind,name_vi,parent", "commune,Phường 1,thanhpho", ("parent", "no_district")),
        ("kind,name_vi,host", f"commune,Phường 1,phuong1.quan1.{BASE}", ("parent", "no_district")),
        ("kind,name_vi,host", f"district,Quận 1,Quan1.{BASE}", ("host", "upper_case")),
        ("kind,name_vi,host", "district,Quận 1,quan1.example.vn", ("host", "outside_base")),
        ("kind,name_vi,host", f"district,Quận 1,www.{BASE}", ("host", "reserved")),
        ("kind,name_vi,host", f"district,Quận 1,{BASE}", ("host", "repeated_host")),
        ("kind,name_vi,name_en,label", "department,Sở Tư pháp,Justice,mail", ("host", "reserved")),
        ("kind,name_vi,name_en,label", "department,Sở Tư pháp,Justice,en", ("host", "reserved")),
        ("kind,name_vi,name_en", f"voluntary,Trung tâm {'rất ' * 20}dài,Centre", ("host", "label_too_long")),
        ("kind,name_vi", "city,Thành phố Thủ Đức", ("kind", "second_city")),
    ],
)
def test_each_mistake_is_reported_at_its_place(header, row, expected):
    padding = "," * (header.count(",") - 1)
    result = read(f"{header}\n{CITY_ROW}{padding}\n{row}\n")
    assert result.rows == []
    assert (3, *expected) in found(result.errors)
    assert {error.line for error in result.errors} <= {2, 3}
    assert all("%(" not in str(error) for error in result.errors)


def test_all_bad_rows_are_reported_at_once_by_their_first_line():
    source = (
        "kind,name_vi,email,address\n"
        f'{CITY_ROW},,"1 Lê\nThánh Tôn"\n'
        "\n"
        "district,Quận 1,bad,\n"
        "district,,also bad,\n"
        "commune,Phường 1,,\n"
    )
    assert found(read(source).errors) == [
        (5, "email", "bad_email"),
        (6, "email", "bad_email"),
        (6, "name_vi", "missing_value"),
        (7, "parent", "no_district"),
    ]


def test_repeated_codes_and_statistics_codes_name_the_other_lines():
    source = f"kind,name_vi,code,unit_code\n{CITY_ROW},x,\ndistrict,Quận 1,x,760\ndistrict,Quận 3,q3,760\n"
    with translation.override("en"):
        errors = read(source).errors
    assert found(errors) == [
        (2, "code", "repeated_code"),
        (3, "code", "repeated_code"),
        (3, "unit_code", "repeated_unit_code"),
        (4, "unit_code", "repeated_unit_code"),
    ]
    assert str(errors[0]) == "The code “x” stands on lines 3 too."


def test_children_of_a_bad_row_are_not_blamed_for_it():
    source = f"kind,name_vi,code,email,parent\n{CITY_ROW},,,\ncommune,Phường 1,,,q1\ndistrict,Quận 1,q1,bad,\n"
    assert found(read(source).errors) == [(4, "email", "bad_email")]
    source = f"kind,name_vi,code,parent\n{CITY_ROW},,\ncommune,Phường 1,,q1\ndistrict,,q1,\n"
    assert found(read(source).errors) == [(4, "name_vi", "missing_value")]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("district,Quận 3,bennghe", "parent_kind"),
        ("department,Sở Tư pháp,quan1", "parent_kind"),
        ("commune,Phường Đa Kao,sotuphap2", "unknown_parent"),
    ],
)
def test_parents_must_be_of_a_kind_above(row, code):
    kind, name, parent = row.split(",")
    source = as_csv([{"kind": kind, "name_vi": name, "name_en": "X", "parent": parent}])
    assert found(read_portal_file(source, registered_context()).errors) == [(2, "parent", code)]


def test_a_city_portal_is_needed_and_stands_on_top():
    assert found(read("kind,name_vi\ndistrict,Quận 1\n").errors) == [(2, "parent", "no_city")]
    source = "kind,name_vi,parent\ncity,Thành phố Hồ Chí Minh,thanhpho\n"
    assert found(read(source).errors) == [(2, "parent", "city_parent")]


def test_rows_can_stand_under_registered_portals():
    result = read_portal_file("kind,name_vi,parent\ncommune,Phường Đa Kao,quan1\n", registered_context())
    assert [(spec.code, spec.parent_code, spec.host) for spec in result.rows] == [
        ("dakao", "quan1", f"dakao.quan1.{BASE}")
    ]


def test_reading_a_file_again_finds_the_portals_it_made():
    result = read_portal_file(SMALL, registered_context())
    assert result.errors == []
    assert {spec.code for spec in result.rows} == {"thanhpho", "quan1", "bennghe", "sotuphap"}


def test_an_existing_portal_keeps_what_the_file_does_not_say():
    result = read_portal_file("code,kind,name_vi,phone\nquan1,district,Quận Một,123\n", registered_context())
    (spec,) = result.rows
    assert (spec.name_vi, spec.phone, spec.host) == ("Quận Một", "123", f"quan1.{BASE}")
    assert (spec.name_en, spec.governing_body, spec.managing_agency, spec.operating_unit) == ("", "", "", "")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (f"code,kind,name_vi,host\nquan1,district,Quận 1,q1.{BASE}\n", (2, "host", "host_change")),
        ("code,kind,name_vi\nquan1,commune,Phường 1\n", (2, "kind", "kind_change")),
        ("code,kind,name_vi\ntp,city,Thành phố Hồ Chí Minh\n", (2, "kind", "second_city")),
        (f"code,kind,name_vi,host\nq3,district,Quận 3,quan1.{BASE}\n", (2, "host", "taken")),
        ("code,kind,name_vi\nq1,district,Quận 1\n", (2, "host", "collision_open")),
        ("kind,name_vi,name_en\nvoluntary,Bến Nghé,Ben Nghe\n", (2, "code", "code_needed")),
    ],
)
def test_registered_portals_are_not_changed_or_doubled_by_mistake(source, expected):
    assert expected in found(read_portal_file(source, registered_context()).errors)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("kind,name_vi,parent\ncommune,Phường Đa Kao,quan1\n", (2, "parent", "parent_archived")),
        ("kind,name_vi,parent\ncommune,Phường Đa Kao,Quận 1\n", (2, "parent", "parent_archived")),
        ("code,kind,name_vi\nquan1,district,Quận 1\n", (2, "code", "portal_archived")),
        # A new one of its name, whose hostname is another.
        ("kind,name_vi\ndistrict,Quận 1\n", (2, "host", "collision_open")),
    ],
)
def test_file_makes_nothing_of_an_archived_portal_nor_below_it(source, expected):
    archived = [replace(portal, is_archived=portal.code == "quan1") for portal in REGISTERED]
    assert expected in found(read_portal_file(source, context(registered=archived, taken=TAKEN)).errors)


def test_name_that_an_archived_portal_had_as_well_is_that_of_the_open_one():
    former = RegisteredPortal("q1cu", "district", "Quận 1", "District 1", f"q1cu.{BASE}", "thanhpho", is_archived=True)
    both = context(registered=(*REGISTERED, former), taken=TAKEN)
    (spec,) = read_portal_file("kind,name_vi,parent\ncommune,Phường Đa Kao,Quận 1\n", both).rows
    assert spec.parent_code == "quan1"


def test_rows_that_come_from_no_file_are_checked_in_the_same_way():
    row = {"kind": "department", "name_vi": " Sở  Tư pháp", "name_en": "Justice", "licence": "1; 2, 3"}
    (spec,) = read_rows([row], registered_context()).rows
    assert (spec.name_vi, spec.licence, spec.host) == ("Sở Tư pháp", "1; 2, 3", f"sotuphap.{BASE}")
    assert found(read_rows([row | {"name_en": ""}], registered_context()).errors) == [(1, "name_en", "missing_value")]


def test_limits_are_those_of_the_registry():
    assert {name: Portal._meta.get_field(name).max_length for name in ("code", *PORTAL_FACTS)} == LIMITS


def test_host_of_a_past_period_is_refused_with_its_owner():
    past = TakenHost(f"quan3.{BASE}", "Quận 2", date(2020, 1, 1), date(2020, 12, 31), "quan2")
    source = f"kind,name_vi,host\ndistrict,Quận 3,quan3.{BASE}\n"
    with translation.override("en"):
        (error,) = read_portal_file(source, context(registered=REGISTERED, taken=(*TAKEN, past))).errors
    assert "Quận 2 from 01/01/2020 to 31/12/2020" in str(error)


def test_suffix_of_production_is_demanded():
    assert {error.code for error in read(SMALL, suffix=".vn").errors} == {"outside_suffix"}


def test_every_column_is_documented():
    documented = provisioning.from_file.reading.__doc__
    plain = [name for name in PORTALS.columns if not name.endswith("_en")]
    assert [name for name in plain if f"`{name}`" not in documented] == []


@pytest.mark.parametrize("code", FILE_ERRORS)
def test_every_message_has_a_vietnamese_translation(code):
    with translation.override("en"):
        english = str(FILE_ERRORS[code])
    with translation.override("vi"):
        assert str(FILE_ERRORS[code]) != english
