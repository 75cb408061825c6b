"""What the hostname rules propose, and what they refuse (Decision 05/2024, Art. 5.2; Decree 224/2026, Art. 11)."""

from datetime import date

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from sites.enums import HostnameProfile
from sites.hostnames.checks import validate_host
from sites.hostnames.rules import PROPOSAL_REASONS, HostnameRule, ParentPortal, TakenHost, find_rule, propose_host
from sites.hostnames.syntax import HOSTNAME_REFUSALS, RESERVATION_REASONS, HostnameRefused
from sites.reference import hostname_rules, reserved_labels

REGULATION, TWO_TIER = HostnameProfile.REGULATION, HostnameProfile.TWO_TIER
BASE = "hochiminhcity.gov.vn"
RULES = hostname_rules()
RESERVED = reserved_labels(on=date(2026, 11, 2))
CITY = ParentPortal("Thành phố Hồ Chí Minh", "city")
DISTRICT_1 = ParentPortal("Quận 1", "district")


def propose(name, kind, parent, profile=REGULATION, **more):
    return propose_host(name=name, kind=kind, parent=parent, profile=profile, rules=RULES, base=BASE, **more)


def validate(host, kind="commune", **more):
    settings = {"profile": REGULATION, "rules": RULES, "base": BASE, "suffix": ".vn", "reserved": RESERVED} | more
    if kind == "commune" and settings["profile"] == REGULATION:
        settings.setdefault("parent_host", f"quan1.{BASE}")
    return validate_host(host, kind=kind, **settings)


@pytest.mark.parametrize(
    ("name", "kind", "parent", "profile", "host"),
    [
        ("Thành phố Hồ Chí Minh", "city", None, REGULATION, BASE),
        ("Sở An toàn thực phẩm", "department", CITY, REGULATION, f"soantoanthucpham.{BASE}"),
        ("Quận 1", "district", CITY, REGULATION, f"quan1.{BASE}"),
        ("Thành phố Thủ Đức", "district", CITY, REGULATION, f"thuduc.{BASE}"),
        ("Huyện Củ Chi", "district", CITY, REGULATION, f"cuchi.{BASE}"),
        ("Phường Bến Nghé", "commune", DISTRICT_1, REGULATION, f"bennghe.quan1.{BASE}"),
        ("phường Bến Nghé", "commune", DISTRICT_1, REGULATION, f"bennghe.quan1.{BASE}"),
        ("Phường 13", "commune", ParentPortal("Quận Gò Vấp", "district"), REGULATION, f"phuong13.govap.{BASE}"),
        ("Thị trấn Củ Chi", "commune", ParentPortal("Huyện Củ Chi", "district"), REGULATION, f"cuchi.cuchi.{BASE}"),
        ("Phường Sài Gòn", "commune", CITY, TWO_TIER, f"phuongsaigon.{BASE}"),
        ("Đặc khu Côn Đảo", "commune", CITY, TWO_TIER, f"dackhucondao.{BASE}"),
        ("Ban Quản lý Khu Công nghệ cao", "voluntary", CITY, TWO_TIER, f"banquanlykhucongnghecao.{BASE}"),
    ],
)
def test_name_kind_parent_and_profile_give_the_host(name, kind, parent, profile, host):
    assert propose(name, kind, parent, profile).host == host


def test_the_district_answers_on_the_label_it_really_has():
    parent = ParentPortal("Thành phố Thủ Đức", "district", "tpthuduc")
    assert propose("Phường Hiệp Phú", "commune", parent).host == f"hiepphu.tpthuduc.{BASE}"


def test_agency_may_choose_an_abbreviation():
    assert propose("Sở Quy hoạch - Kiến trúc", "department", CITY, chosen_label="qhkt").host == f"qhkt.{BASE}"


@pytest.mark.parametrize(
    ("name", "kind", "parent", "profile", "more", "code"),
    [
        ("Quận 1", "district", CITY, TWO_TIER, {}, "no_rule"),
        ("Bến Nghé", "commune", DISTRICT_1, REGULATION, {}, "no_type_word"),
        ("Phường Bến Nghé", "commune", CITY, REGULATION, {}, "no_district"),
        ("Phường Bến Nghé", "commune", None, REGULATION, {}, "no_district"),
        ("Phường Sài Gòn", "commune", DISTRICT_1, TWO_TIER, {}, "not_under_city"),
        ("???", "department", CITY, REGULATION, {}, "no_label"),
        ("115", "voluntary", CITY, REGULATION, {}, "only_digits"),
        ("Trung tâm " + "quản lý " * 12, "voluntary", CITY, REGULATION, {}, "label_too_long"),
        ("Sở Tư pháp", "department", CITY, REGULATION, {"chosen_label": "Tư pháp"}, "bad_character"),
        ("Sở Tư pháp", "department", CITY, REGULATION, {"chosen_label": "a.b"}, "bad_character"),
    ],
)
def test_what_gives_no_host_is_refused(name, kind, parent, profile, more, code):
    with pytest.raises(HostnameRefused) as refused:
        propose(name, kind, parent, profile, **more)
    assert refused.value.code == code


def test_collision_is_left_to_the_operator_with_a_clear_proposal():
    taken = [TakenHost(f"xathanhan.{BASE}", "Xã Thạnh An", date(2025, 7, 1), None)]
    proposal = propose("Xã Thanh An", "commune", CITY, TWO_TIER, taken=taken, qualifiers=["Huyện Dầu Tiếng"])
    assert proposal.host == ""
    assert proposal.needs_choice
    assert proposal.choices == (f"xathanhan-dautieng.{BASE}",)
    assert proposal.conflict == taken[0]
    with translation.override("en"):
        assert proposal.reason == (
            f"xathanhan.{BASE} belongs to Xã Thạnh An. "
            f"Choose a hostname that tells the two apart: xathanhan-dautieng.{BASE}."
        )


def test_collision_without_qualifier_asks_for_one():
    taken = [TakenHost(f"xathanhan.{BASE}", "Xã Thạnh An")]
    proposal = propose("Xã Thanh An", "commune", CITY, TWO_TIER, taken=taken)
    assert (proposal.host, proposal.choices, proposal.reason_code) == ("", (), "collision_open")


def test_collision_offers_the_type_word_and_no_taken_host():
    taken = [TakenHost(f"{label}.cuchi.{BASE}", "another") for label in ("tanphu", "tanphu-cu")]
    parent = ParentPortal("Huyện Củ Chi", "district")
    proposal = propose("Xã Tân Phú", "commune", parent, taken=taken, qualifiers=["cũ", "", "mới"])
    assert proposal.choices == (f"xatanphu.cuchi.{BASE}", f"tanphu-moi.cuchi.{BASE}")


@pytest.mark.parametrize("label", ["mail", "en"])
def test_reserved_label_is_not_proposed(label):
    proposal = propose("Ban nào đó", "voluntary", CITY, chosen_label=label, reserved=RESERVED, qualifiers=["thành phố"])
    assert proposal.host == ""
    assert proposal.choices == (f"{label}-thanhpho.{BASE}",)


@pytest.mark.parametrize(
    ("host", "kind", "more"),
    [
        (BASE, "city", {}),
        (f"quan1.{BASE}", "district", {}),
        (f"bennghe.quan1.{BASE}", "commune", {}),
        (f"phuongsaigon.{BASE}", "commune", {"profile": TWO_TIER, "parent_host": BASE}),
        (f"xathanhan-dautieng.{BASE}", "commune", {"profile": TWO_TIER}),
        ("sotuphap.hochiminhcity.localhost", "department", {"base": "hochiminhcity.localhost", "suffix": ""}),
    ],
)
def test_good_hosts_are_returned(host, kind, more):
    assert validate(host, kind, **more) == host


@pytest.mark.parametrize(
    ("host", "kind", "more", "code"),
    [
        ("", "commune", {}, "empty"),
        ("https://bennghe.vn", "commune", {}, "not_a_name"),
        ("bennghe.vn:8000", "commune", {}, "not_a_name"),
        ("ben nghe.vn", "commune", {}, "not_a_name"),
        ("bennghe..vn", "commune", {}, "empty_label"),
        (f"bennghe.quan1.{BASE}.", "commune", {}, "empty_label"),
        (f".quan1.{BASE}", "commune", {}, "empty_label"),
        (f"bếnnghé.quan1.{BASE}", "commune", {}, "not_ascii"),
        (f"BenNghe.quan1.{BASE}", "commune", {}, "upper_case"),
        (f"ben_nghe.quan1.{BASE}", "commune", {}, "bad_character"),
        (f"xn--bnngh-0qa.quan1.{BASE}", "commune", {}, "idn"),
        (f"-bennghe.quan1.{BASE}", "commune", {}, "hyphen_edge"),
        (f"bennghe-.quan1.{BASE}", "commune", {}, "hyphen_edge"),
        (f"ben--nghe.quan1.{BASE}", "commune", {}, "double_hyphen"),
        (f"13.quan1.{BASE}", "commune", {}, "only_digits"),
        (f"{'a' * 64}.quan1.{BASE}", "commune", {}, "label_too_long"),
        (".".join(["a" * 60] * 5), "commune", {}, "host_too_long"),
        ("bennghe.quan1.hochiminhcity.com", "commune", {}, "outside_suffix"),
        ("bennghe.quan1.hanoi.gov.vn", "commune", {}, "outside_base"),
        ("nothochiminhcity.gov.vn", "commune", {}, "outside_base"),
        (f"quan1.{BASE}", "district", {"profile": TWO_TIER}, "no_rule"),
        (f"thanhpho.{BASE}", "city", {}, "not_base"),
        (f"bennghe.{BASE}", "commune", {}, "wrong_depth"),
        (f"a.bennghe.quan1.{BASE}", "commune", {}, "wrong_depth"),
        (f"sotuphap.quan1.{BASE}", "department", {}, "wrong_depth"),
        (BASE, "department", {}, "wrong_depth"),
        (f"bennghe.quan3.{BASE}", "commune", {}, "wrong_parent"),
        (f"bennghe.quan1.{BASE}", "commune", {"parent_host": ""}, "no_district"),
        (f"bennghe.quan1.{BASE}", "commune", {"parent_host": BASE}, "no_district"),
        (f"saigon.quan1.{BASE}", "commune", {"profile": TWO_TIER, "parent_host": f"quan1.{BASE}"}, "not_under_city"),
        (f"en.{BASE}", "department", {}, "language"),
        (f"en.quan1.{BASE}", "commune", {"reserved": {}}, "language"),
        (f"www.{BASE}", "department", {}, "reserved"),
        (f"quantri.{BASE}", "department", {}, "reserved"),
        (f"mail.quan1.{BASE}", "commune", {}, "reserved"),
    ],
)
def test_bad_hosts_are_refused(host, kind, more, code):
    with pytest.raises(HostnameRefused) as refused:
        validate(host, kind, **more)
    assert refused.value.code == code
    assert "%(" not in str(refused.value)


def test_refusals_say_what_would_be_right():
    with translation.override("en"):
        with pytest.raises(HostnameRefused, match=r"You could write ben-nghe\.quan1\.hochiminhcity\.gov\.vn\."):
            validate("bến-nghé.quan1.hochiminhcity.gov.vn")
        with pytest.raises(HostnameRefused, match=r"name\.quan1\.hochiminhcity\.gov\.vn \(05/2024/QĐ-UBND, 5\.2\.d\)"):
            validate(f"bennghe.{BASE}")


PAST = TakenHost(f"saigon.{BASE}", "Sở Du lịch", date(2024, 3, 1), date(2025, 2, 28), "sodulich")
PRESENT = TakenHost(f"sotuphap.{BASE}", "Sở Tư pháp", date(2024, 3, 1), None, "sotuphap")


@pytest.mark.parametrize(
    ("host", "code", "said"),
    [
        (PRESENT.host, "taken", "Sở Tư pháp since 01/03/2024"),
        (PAST.host, "taken_before", "Sở Du lịch from 01/03/2024 to 28/02/2025"),
    ],
)
def test_another_portals_host_is_refused_in_every_period(host, code, said):
    with translation.override("en"), pytest.raises(HostnameRefused, match=said) as refused:
        validate(host, "department", taken=[PAST, PRESENT], portal_code="sonoivu")
    assert refused.value.code == code


def test_a_portal_may_return_to_its_own_former_host():
    assert validate(PAST.host, "department", taken=[PAST], portal_code="sodulich") == PAST.host


def test_hosts_without_an_owner_code_belong_to_others():
    with pytest.raises(HostnameRefused) as refused:
        validate(PAST.host, "department", taken=[TakenHost(PAST.host, "Sở Du lịch")], portal_code="")
    assert refused.value.code == "taken_undated"


def test_newest_rule_in_force_is_used():
    older = HostnameRule(
        kind="commune", profile=TWO_TIER, pattern="{label}.{base}", uses_type_word=False, article="", source="",
        valid_from=date(2025, 7, 1), valid_to=date(2026, 6, 30),
    )  # fmt: skip
    newer = find_rule(RULES, kind="commune", profile=TWO_TIER)
    rules = [newer, older]
    assert find_rule(rules, kind="commune", profile=TWO_TIER, on=date(2026, 6, 30)) == older
    assert find_rule(rules, kind="commune", profile=TWO_TIER, on=date(2026, 7, 1)) == newer
    assert find_rule(rules, kind="commune", profile=TWO_TIER) == newer
    with pytest.raises(HostnameRefused, match=str(HOSTNAME_REFUSALS["no_rule"])):
        find_rule(rules, kind="commune", profile=TWO_TIER, on=date(2025, 6, 30))


@pytest.mark.parametrize(
    ("texts", "code"),
    [(texts, code) for texts in (HOSTNAME_REFUSALS, RESERVATION_REASONS, PROPOSAL_REASONS) for code in texts],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_message_has_a_vietnamese_translation(texts, code):
    with translation.override("en"):
        english = str(texts[code])
    with translation.override("vi"):
        vietnamese = str(texts[code])
    assert vietnamese != english


proper_names = st.text("aáàảạăâbcdđeéêghiíklmnoóôơpqrstuúưvxyýAĂBCDĐÊGHKLMNPQTƯVX ", min_size=1, max_size=15).filter(
    lambda text: text.strip() != "" and text.strip()[0].isalpha()
)


@given(
    proper=proper_names,
    word=st.sampled_from(["Phường", "Xã", "Thị trấn", "Đặc khu"]),
    profile=st.sampled_from([REGULATION, TWO_TIER]),
)
def test_generated_hosts_always_validate(proper, word, profile):
    parent = DISTRICT_1 if profile == REGULATION else CITY
    proposal = propose(f"{word} {proper}", "commune", parent, profile, reserved=RESERVED)
    if proposal.needs_choice:
        assert proposal.reason_code in {"reserved", "reserved_choice"}
    for host in (proposal.host,) if proposal.host else proposal.choices:
        parent_host = f"quan1.{BASE}" if profile == REGULATION else BASE
        assert validate(host, profile=profile, parent_host=parent_host) == host
