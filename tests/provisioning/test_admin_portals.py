"""The operator's screens: list, creation, facts, verbs, detail."""

import json
from dataclasses import replace
from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audit.errors import ContentsRefused
from audit.kinds import kind_choices
from audit.models import PortalEvent
from editorial.models import ProposedChange
from members.enums import Role
from provisioning.fact_changes import change_or_propose_facts, change_portal_facts
from sites.directory import get_directory
from sites.enums import PortalEventKind, PortalState
from sites.models import Hostname, Portal
from sites.structures import PortalSpec
from tests.admin import browser, errors_at, url
from tests.each import each_case
from tests.factories import DEPARTMENT, DISTRICT, WARD, make_head, make_member, make_operator, make_portal
from tests.proposals import act
from tests.provisioning.admin_portals import sent_form

pytestmark = pytest.mark.django_db

THANH_AN = PortalSpec(
    code="thanhan",
    kind="commune",
    parent_code="thanhpho",
    name_vi="Xã Thanh An",
    name_en="Thanh An Commune",
    host="xathanhan.hochiminhcity.localhost",
    governing_body="Ủy ban nhân dân Xã Thanh An",
    managing_agency="Văn phòng Xã Thanh An",
    operating_unit="Văn phòng Xã Thanh An",
    responsible_person="Bà Lê Thị Thu Thảo, Phó Chủ tịch",
    address="Xã Thanh An",
    phone="1022",
    email="thanhan@example.test",
)


@pytest.fixture
def operator(city):
    return browser(make_operator())


def text_of(response):
    return BeautifulSoup(response.content, "html.parser").get_text(" ", strip=True)


def choices_of(response):
    page = BeautifulSoup(response.content, "html.parser")
    return [radio["value"] for radio in page.find_all("input", attrs={"name": "host_choice"})]


def kind_key(code):
    return Portal._meta.get_field("kind").related_model.objects.get(code=code).pk


def begin(operator, **values):
    """The first submission: what an operator must say, all else blank."""
    blank = sent_form(operator.get(url("create")))
    return operator.post(url("create"), blank | {"profile": "regulation"} | values)


def edit(operator, portal, **values):
    """Change some of the facts of the form that is shown."""
    address = url("edit", portal.pk)
    return operator.post(address, sent_form(operator.get(address)) | values)


def new_ward(operator, district, **values):
    place = {"kind": kind_key("commune"), "parent": district.pk, "name_vi": "Phường Bến Nghé"}
    return begin(operator, **place | values)


# The list


@pytest.mark.slow(reason="shows the list eight times")
def test_list_shows_finds_and_filters_portals_and_symbols_break_nothing(operator, district):
    for spec in (WARD, DEPARTMENT):
        make_portal(spec, opened=False)

    def shown(screen="index_results", **asked):
        page = text_of(operator.get(url(screen), asked))
        return {spec.code for spec in (DISTRICT, WARD, DEPARTMENT) if spec.host in page.split()}

    assert shown("index") == {"quan1", "bennghe", "sotuphap"}
    for query in ("Ben nghe", "quan 1 phuong"):
        assert shown(q=query) == {"bennghe"}, query
    assert shown(kind=kind_key("district")) == {"quan1"}
    assert shown(state="preparing") == {"bennghe", "sotuphap"}
    for symbols in ('"', "%", "' OR 1=1"):
        assert operator.get(url("index_results"), {"q": symbols}).status_code == 200


def test_list_asks_no_more_queries_for_more_portals(operator, city):
    def queries():
        operator.get(url("index"))
        with CaptureQueriesContext(connection) as asked:
            operator.get(url("index"))
        return len(asked)

    with_one = queries()
    for spec in (DISTRICT, DEPARTMENT):
        make_portal(spec, opened=False)
    assert queries() <= with_one


# Creation


def test_blanks_are_proposed_before_the_second_submission_creates_the_portal_in_preparation(operator, district):
    given = {"phone": "028 0000 0000", "licence": "Giấy phép số 1/GP-STTTT; cấp lại, lần 2"}
    response = new_ward(operator, district, **given)
    assert response.status_code == 200
    assert not Portal.objects.filter(code="bennghe").exists()
    seen = sent_form(response)
    assert (
        seen
        | given
        | {
            "host": "bennghe.quan1.hochiminhcity.localhost",
            "code": "bennghe",
            "name_en": "Ben Nghe Ward",
            "governing_body": "Ủy ban nhân dân phường Bến Nghé",
        }
        == seen
    )
    response = operator.post(url("create"), seen)
    portal = Portal.objects.get(code="bennghe")
    assert response["Location"] == url("board", portal.pk)
    assert (portal.state, portal.host) == (PortalState.PREPARING, seen["host"])
    assert {name: getattr(portal, name) for name in given} == given
    assert portal.container is not None
    assert PortalEvent.objects.get(portal=portal, kind=PortalEventKind.PROVISIONED).actor.username == "operator"


def test_name_corrected_after_the_proposal_brings_new_proposals(operator, district):
    seen = sent_form(new_ward(operator, district, name_vi="Phường Bến Nge"))
    again = sent_form(operator.post(url("create"), seen | {"name_vi": "Phường Bến Nghé"}))
    assert not Portal.objects.filter(kind__code="commune").exists()
    assert (again["host"], again["code"]) == ("bennghe.quan1.hochiminhcity.localhost", "bennghe")
    assert again["governing_body"] == "Ủy ban nhân dân phường Bến Nghé"


def test_what_the_operator_wrote_is_never_replaced_by_a_proposal(operator, district):
    seen = sent_form(new_ward(operator, district))
    seen |= {"managing_agency": "Phòng Văn hóa – Xã hội", "managing_agency_en": "", "code": "ben-nghe"}
    assert operator.post(url("create"), seen).status_code == 302
    portal = Portal.objects.get(kind__code="commune")
    assert (portal.managing_agency, portal.code) == ("Phòng Văn hóa – Xã hội", "ben-nghe")


@pytest.mark.slow(reason="each mistake shows the whole form again")
@each_case(
    ("values", "field"),
    [
        ({"name_vi": ""}, "name_vi"),
        ({"name_vi": "Bến Nghé"}, "name_vi"),
        ({"kind": ""}, "kind"),
        ({"email": "không phải thư"}, "email"),
        ({"host": "Bến-Nghé.quan1.hochiminhcity.localhost"}, "host"),
        ({"code": "Mã Có Dấu"}, "code"),
        ({"profile": "unknown"}, "profile"),
    ],
)
def test_mistake_is_told_beside_its_field_and_nothing_is_lost(operator, district, values, field):
    sent = {"kind": kind_key("commune"), "parent": district.pk, "name_vi": "Phường Bến Nghé"}
    response = begin(operator, **sent | {"address": "Số 1 Đường Thử"} | values)
    assert response.status_code == 422
    page = BeautifulSoup(response.content, "html.parser")
    wrapper = page.find(attrs={"name": field}).find_parent(class_="w-field__wrapper")
    assert wrapper.find(class_="error-message") is not None
    assert "Số 1 Đường Thử" in str(page)
    assert Portal.objects.filter(kind__code="commune").count() == 0


@pytest.mark.slow(reason="shows the whole form four times")
def test_two_names_of_one_spelling_bring_hosts_to_choose_from(operator, city):
    make_portal(THANH_AN)
    first = begin(operator, kind=kind_key("commune"), name_vi="Xã Thạnh An", profile="two-tier", address="Cần Giờ")
    assert first.status_code == 422
    assert "xathanhan.hochiminhcity.localhost" in text_of(first)
    offered = choices_of(first)
    assert offered
    assert not any(host.removesuffix(".hochiminhcity.localhost").endswith(tuple("0123456789")) for host in offered)
    seen = operator.post(url("create"), sent_form(first) | {"host_choice": offered[0]})
    assert sent_form(seen)["host"] == offered[0]
    operator.post(url("create"), sent_form(seen))
    portal = Portal.objects.get(name_vi="Xã Thạnh An")
    assert (portal.host, portal.address) == (offered[0], "Cần Giờ")


@pytest.mark.slow(reason="shows the whole form five times")
def test_what_exists_already_or_stands_nowhere_is_not_created(operator, district):
    make_portal(WARD)
    Hostname.objects.create(
        portal=district, host="old.quan1.hochiminhcity.localhost", valid_from="2024-01-01", valid_to="2024-12-31"
    )
    before = Portal.objects.count()
    homeless = begin(operator, kind=kind_key("commune"), name_vi="Phường Bến Nghé")
    assert (homeless.status_code, "05/2024" in text_of(homeless)) == (422, True)
    assert begin(operator, kind=kind_key("city"), name_vi="Thành phố Khác").status_code == 422
    assert new_ward(operator, district).status_code == 422
    assert new_ward(operator, district, name_vi="Phường Đa Kao", code="bennghe").status_code == 422
    # Hostnames of others are theirs in every period.
    taken = new_ward(operator, district, name_vi="Phường Đa Kao", host="old.quan1.hochiminhcity.localhost")
    assert (taken.status_code, "Quận 1" in text_of(taken)) == (422, True)
    assert Portal.objects.count() == before


def test_tampered_record_of_proposals_breaks_nothing(operator, district):
    for junk in ("{", "[]", json.dumps({"host": 5})):
        assert new_ward(operator, district, proposed=junk).status_code in {200, 422}


# Facts


def test_facts_of_an_open_portal_are_submitted_and_never_its_host_or_state(operator, district):
    sent = {"phone": "028 1111 1111", "host": "evil.example.test", "state": "archived", "code": "x", "kind": ""}
    assert edit(operator, district, **sent).status_code == 302
    district.refresh_from_db()
    assert (district.phone, district.host, district.state, district.code) == (
        DISTRICT.phone,
        DISTRICT.host,
        PortalState.LIVE,
        "quan1",
    )
    act(ProposedChange.objects.get(), make_head(district))
    event = PortalEvent.objects.filter(portal=district, kind=PortalEventKind.CHANGED).first()
    assert event.data["fields"] == ["phone"]
    assert get_directory().by_host(DISTRICT.host).phone == "028 1111 1111"


def test_facts_of_a_portal_in_preparation_change_at_once_and_are_stored_composed(operator, district):
    ward = make_portal(WARD, opened=False)
    decomposed = "Đường Lê Lợi"
    edit(operator, ward, phone="028 1111 1111", address=f"  {decomposed}​ ")
    ward.refresh_from_db()
    assert (ward.phone, ward.address) == ("028 1111 1111", "Đường Lê Lợi")


@pytest.mark.slow(reason="sends each form that describes a portal")
def test_telephone_number_is_one_wherever_a_portal_is_described(operator, district):
    ward = make_portal(WARD, opened=False)
    for portal in (ward, district):
        refused = edit(operator, portal, phone="không có", address="Số 9, phố Mới")
        assert refused.status_code == 422
        assert "1022" in errors_at(refused, "phone")
        assert sent_form(refused)["address"] == "Số 9, phố Mới"
    begun = new_ward(operator, district, name_vi="Phường Đa Kao", phone="không có")
    assert (begun.status_code, "không có" in errors_at(begun, "phone")) == (422, True)
    for verb in (change_portal_facts, change_or_propose_facts):
        with pytest.raises(ContentsRefused) as refusal:
            verb(ward, {"phone": "không có"}, by=make_operator(), at=timezone.now())
        assert refusal.value.code == "no_phone_number"
    assert edit(operator, ward, phone="1022").status_code == 302


def test_renamed_portal_renames_its_site_and_what_is_unchanged_or_without_a_type_word_changes_nothing(
    operator, district
):
    before = PortalEvent.objects.count()
    assert edit(operator, district).status_code == 302
    assert edit(operator, district, name_vi="Bến Thành").status_code == 422
    assert PortalEvent.objects.count() == before
    edit(operator, district, name_vi="Quận Nhất")
    district.refresh_from_db()
    assert district.site.site_name == get_directory().by_host(DISTRICT.host).name_vi == "Quận Nhất"


# Verbs


def test_get_of_a_verb_changes_nothing(operator, district):
    for name in ("suspend", "resume", "archive", "change_host"):
        operator.get(url(name, district.pk))
    district.refresh_from_db()
    assert (district.state, district.host) == (PortalState.LIVE, DISTRICT.host)


def test_portal_is_suspended_with_a_reason_and_resumed(operator, district, client):
    later = timezone.localtime() + timezone.timedelta(days=2)
    sent = {"reason": "Bảo trì máy chủ", "expected_return": later.strftime("%Y-%m-%d %H:%M")}
    assert operator.post(url("resume", district.pk), {"reason": "Xong"}).status_code == 422
    assert operator.post(url("suspend", district.pk), {"reason": " "}).status_code == 422
    assert operator.post(url("suspend", district.pk), sent | {"expected_return": "2020-01-01 08:00"}).status_code == 422
    assert operator.post(url("suspend", district.pk), sent).status_code == 302
    answer = client.get("/", headers={"host": district.host})
    assert answer.status_code == 503
    assert "Bảo trì máy chủ" in answer.content.decode()
    assert 0 < int(answer["Retry-After"]) <= timezone.timedelta(days=2).total_seconds()
    assert operator.post(url("resume", district.pk)).status_code == 422
    assert operator.post(url("resume", district.pk), {"reason": "Xong"}).status_code == 302
    assert client.get("/", headers={"host": district.host}).status_code == 200


def test_portal_is_archived_with_its_basis_and_successor(operator, city, district):
    sent = {"legal_basis": "Nghị quyết 1685/NQ-UBTVQH15", "successor": city.pk, "understood": "on"}
    for wrong in ({"understood": ""}, {"legal_basis": ""}, {"successor": district.pk}):
        assert operator.post(url("archive", district.pk), sent | wrong).status_code == 422, wrong
    assert operator.post(url("archive", district.pk), sent).status_code == 302
    district.refresh_from_db()
    assert (district.state, district.successor) == (PortalState.ARCHIVED, city)


def test_hostname_changes_and_the_old_one_redirects(operator, district, client):
    ward = make_portal(WARD)
    new = "quan-1.hochiminhcity.localhost"
    sent = {"host": new, "profile": "regulation", "reason": "Theo văn bản 12/UBND"}
    assert ward.host in text_of(operator.get(url("change_host", district.pk)))
    assert operator.post(url("change_host", district.pk), sent | {"reason": ""}).status_code == 422
    assert operator.post(url("change_host", district.pk), sent).status_code == 302
    district.refresh_from_db()
    assert district.site.hostname == new
    periods = list(Hostname.objects.filter(portal=district).order_by("pk").values_list("host", "valid_to"))
    assert periods == [(DISTRICT.host, timezone.localdate()), (new, None)]
    moved = client.get("/tin-tuc/?a=1", headers={"host": DISTRICT.host})
    assert (moved.status_code, moved["Location"]) == (301, f"http://{new}:8000/tin-tuc/?a=1")
    assert client.get("/", headers={"host": new}).status_code == 200
    event = PortalEvent.objects.get(kind=PortalEventKind.HOST_CHANGED)
    assert (event.reason, event.data) == ("Theo văn bản 12/UBND", {"before": DISTRICT.host, "after": new})


@each_case(
    "host",
    [DISTRICT.host, DEPARTMENT.host, "quantri.hochiminhcity.localhost", "a.b.hochiminhcity.localhost", "Quận1"],
)
def test_hostname_that_a_portal_cannot_have_is_refused(operator, district, host):
    make_portal(DEPARTMENT)
    sent = {"host": host, "profile": "regulation", "reason": "Thử"}
    response = operator.post(url("change_host", district.pk), sent)
    assert response.status_code == 422
    assert host in response.content.decode()
    district.refresh_from_db()
    assert district.host == DISTRICT.host


def test_former_hostname_of_another_portal_is_refused_and_an_own_one_comes_back(operator, city, district):
    ward = make_portal(replace(DISTRICT, code="quan3", name_vi="Quận 3", host="quan3.hochiminhcity.localhost"))
    sent = {"profile": "regulation", "reason": "Thử"}
    operator.post(url("change_host", district.pk), sent | {"host": "quan-1.hochiminhcity.localhost"})
    assert operator.post(url("change_host", ward.pk), sent | {"host": DISTRICT.host}).status_code == 422
    assert operator.post(url("change_host", district.pk), sent | {"host": DISTRICT.host}).status_code == 302
    assert get_directory().by_host(DISTRICT.host).code == "quan1"


def test_hostname_that_somebody_takes_meanwhile_is_told_in_the_form(operator, district):
    other = make_portal(replace(DISTRICT, code="quan3", name_vi="Quận 3", host="quan3.hochiminhcity.localhost"))
    new = "quan-1.hochiminhcity.localhost"
    # Nothing in the registry has the name when the form checks it: the database alone refuses.
    other.site.hostname = new
    other.site.save()
    response = operator.post(url("change_host", district.pk), {"host": new, "profile": "regulation", "reason": "Thử"})
    assert response.status_code == 422
    assert new in errors_at(response, "host")
    assert list(Hostname.objects.filter(portal=district).values_list("host", "valid_to")) == [(DISTRICT.host, None)]


# Detail


def test_detail_shows_hosts_roles_groups_history_and_verbs_of_this_portal_only(operator, city, district):
    member, stranger = make_member(district), make_member(city, Role.COLLABORATOR)
    verbs = [url(name, district.pk) for name in ("suspend", "resume")]
    before = operator.get(url("detail", district.pk)).content.decode()
    operator.post(url("suspend", district.pk), {"reason": "Bảo trì máy chủ"})
    after = operator.get(url("detail", district.pk))
    offered = [[verb in page for verb in verbs] for page in (before, after.content.decode())]
    assert offered == [[True, False], [False, True]]
    # As buttons of the page, each with what happens, and not in a menu.
    acts = BeautifulSoup(after.content, "html.parser").find("section", id="acts-section")
    beside = {
        button["href"]: button.find_next("dd").get_text(strip=True) for button in acts.find_all("a", class_="button")
    }
    assert set(beside) == {url(name, district.pk) for name in ("resume", "change_host", "archive")}
    assert all(len(consequence) > 40 for consequence in beside.values())
    page = text_of(after)
    for shown in (DISTRICT.host, member.username, "Bảo trì máy chủ", "quan1: Biên tập viên", "head.quan1"):
        assert shown in page
    for hidden in (stranger.username, "thanhpho: Biên tập viên", "head.thanhpho"):
        assert hidden not in page


def test_history_says_every_kind_of_event_in_words(operator, district):
    today = date(2026, 11, 2)
    for kind, _label in kind_choices():
        PortalEvent.objects.create(
            portal=district,
            kind=kind,
            at=timezone.now(),
            data={"user": "an", "role": "editor", "seat": "head", "until": today,
                  "fields": ["phone", "board.signatory"],
                  "before": {"phone": "1"}, "after": "x.test", "successor": "thanhpho", "pages": 3,
                  "expected_return": timezone.now(), "unknown": {"a": 1}, "last_day": "2026-11-02"},
        )  # fmt: skip
    page = text_of(operator.get(url("detail", district.pk)))
    assert "board.signatory" not in page
    assert "unknown" not in page
