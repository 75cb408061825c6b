"""One portal brought up to its description: what is new is made, what is said is written, nothing else changes."""

from dataclasses import replace

import pytest
from django.db.models import Model
from wagtail.models import Page

from audit.models import PortalEvent
from provisioning.errors import PlaceFixed
from provisioning.fact_changes import change_portal_facts
from provisioning.from_file.reading import plan_from_file, plan_from_structure
from provisioning.provisioning import provision_portal
from sites.enums import PortalEventKind, PortalState
from sites.models import Portal
from sites.registry import provisioning_steps
from tests.each import each_case
from tests.factories import AT, DISTRICT, WARD, make_portal

pytestmark = pytest.mark.django_db

DISTRICT_3 = replace(
    DISTRICT, code="quan3", name_vi="Quận 3", name_en="District 3", host="quan3.hochiminhcity.localhost"
)


@pytest.fixture
def ward(district):
    return make_portal(WARD, opened=False)


def test_row_or_description_without_a_parent_leaves_the_portal_where_it_is(ward, district):
    provision_portal(replace(WARD, parent_code=""), at=AT)
    ward.refresh_from_db()
    assert ward.parent == district
    content = "code,kind,name_vi,phone\nbennghe,commune,Phường Bến Nghé,123\n"
    plan = plan_from_file(content.encode(), on=AT.date())
    assert plan.errors == ()
    provision_portal(plan.specs[0], at=AT)
    ward.refresh_from_db()
    assert (ward.parent, ward.phone) == (district, "123")


@each_case("changed", [{"parent_code": "quan3"}, {"kind": "department", "parent_code": "thanhpho"}])
def test_description_does_not_move_a_portal(ward, district, changed):
    make_portal(DISTRICT_3, opened=False)
    with pytest.raises(PlaceFixed, match="Phường Bến Nghé"):
        provision_portal(replace(WARD, phone="123", **changed), at=AT)
    ward.refresh_from_db()
    assert (ward.parent, ward.kind.code, ward.phone) == (district, "commune", WARD.phone)


def test_file_or_structure_that_would_move_a_portal_is_refused(ward):
    other = make_portal(DISTRICT_3, opened=False)
    content = "code,kind,name_vi,parent\nbennghe,commune,Phường Bến Nghé,quan3\n"
    plan = plan_from_file(content.encode(), on=AT.date())
    assert [(error.line, error.column, error.code) for error in plan.errors] == [(2, "parent", "parent_change")]
    assert "quan1" in str(plan.errors[0])
    Portal.objects.filter(pk=ward.pk).update(parent=other)
    plan = plan_from_structure("2024", on=AT.date())
    assert [(error.column, error.code) for error in plan.errors] == [("parent", "parent_change")]


@pytest.mark.both_engines
def test_what_changes_meanwhile_is_not_overwritten(city, monkeypatch):
    district = make_portal(DISTRICT, opened=False)
    save = Portal.save

    def save_after_a_suspension(self, *args, **kwargs):
        Portal.objects.filter(pk=self.pk).update(state=PortalState.SUSPENDED)
        return save(self, *args, **kwargs)

    monkeypatch.setattr(Portal, "save", save_after_a_suspension)
    provision_portal(replace(DISTRICT, phone="123"), at=AT)
    district.refresh_from_db()
    assert (district.phone, district.state) == ("123", PortalState.SUSPENDED)


@pytest.mark.both_engines
def test_portal_is_locked_while_its_description_is_written(district, monkeypatch):
    locked = []
    select_for_update = type(Portal.objects.all()).select_for_update
    monkeypatch.setattr(
        type(Portal.objects.all()),
        "select_for_update",
        lambda self, **options: locked.append(options) or select_for_update(self, **options),
    )
    provision_portal(DISTRICT, at=AT)
    assert {"of": ("self",), "no_key": True} in locked


def test_what_a_description_replaces_is_recorded(city):
    make_portal(DISTRICT, opened=False)
    district = provision_portal(replace(DISTRICT, phone="123", licence="Giấy phép số 1/GP-STTTT"), at=AT)
    district.refresh_from_db()
    assert district.licence == "Giấy phép số 1/GP-STTTT"
    event = PortalEvent.objects.get(kind=PortalEventKind.CHANGED, portal=district)
    assert event.data == {"fields": ["licence", "phone"], "before": {"licence": "", "phone": DISTRICT.phone}}


def test_what_citizens_read_of_an_open_portal_is_left_to_its_board(district):
    provision_portal(replace(DISTRICT, phone="123", governing_body="Cơ quan khác", name_en="First District"), at=AT)
    district.refresh_from_db()
    assert (district.phone, district.governing_body) == (DISTRICT.phone, DISTRICT.governing_body)
    assert district.name_en == "First District"


def names_of(portal: Portal) -> dict[str, str]:
    """The portal's name wherever it stands outside the pages that readers see."""
    portal = Portal.objects.select_related("site", "container", "collection").get(pk=portal.pk)
    named: dict[str, Model] = {"site_name": portal.site, "title": portal.container, "name": portal.collection}
    return {name: getattr(row, name) for name, row in named.items()}


@pytest.mark.both_engines
@each_case("verb", ["provision_portal", "change_portal_facts"])
def test_new_name_of_a_portal_is_followed_everywhere_but_in_pages(district, verb):
    if verb == "provision_portal":
        provision_portal(replace(DISTRICT, name_vi="Quận Nhất"), at=AT)
    else:
        change_portal_facts(district, {"name_vi": "Quận Nhất"}, by=None, at=AT)
    assert set(names_of(district).values()) == {"Quận Nhất"}
    assert Page.objects.get(pk=district.vietnamese_home.pk).title == "Quận 1"


def test_new_name_does_not_lay_out_pages_anew(district):
    gone = district.vietnamese_home.get_children().filter(slug="tin-tuc")
    gone.first().delete()
    change_portal_facts(district, {"name_vi": "Quận Nhất"}, by=None, at=AT)
    assert not gone.exists()


def test_parts_that_follow_the_name_are_known():
    assert [part.name for part in provisioning_steps() if part.follows_name] == [
        "container title",
        "site",
        "collection",
    ]
