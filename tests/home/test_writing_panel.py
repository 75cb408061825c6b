"""The dashboard leads to the sections in which a person may write, of the own portal alone."""

import pytest
from django.urls import reverse
from wagtail.models import Locale

from members.enums import Role
from members.memberships import grant_membership
from tests.admin import browser
from tests.each import each_case
from tests.factories import AT, make_city_editor, make_member, make_operator, make_supervisor, section_of

pytestmark = pytest.mark.django_db
HEADING = "Viết nội dung mới"


def leads_to(section):
    return reverse("wagtailadmin_pages:add_subpage", args=[section.pk])


@each_case("role", [Role.COLLABORATOR, Role.REPORTER, Role.EDITOR, Role.PORTAL_ADMIN])
def test_who_writes_is_led_to_the_sections_of_the_own_portal(city, district, role):
    client = browser(make_member(district, role))
    dashboard = client.get("/admin/").content.decode()
    assert HEADING in dashboard
    assert leads_to(section_of(district)) in dashboard
    assert leads_to(section_of(city)) not in dashboard
    assert client.get(leads_to(section_of(district))).status_code == 200


def test_versions_in_english_are_begun_at_their_original(district):
    section = section_of(district)
    english = section.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    dashboard = browser(make_member(district)).get("/admin/").content.decode()
    assert (leads_to(section) in dashboard, leads_to(english) in dashboard) == (True, False)


def test_who_writes_for_two_portals_reads_which_is_which(city, district):
    editor = make_member(city)
    grant_membership(editor, role=Role.EDITOR, portal=district, reason="Phân công", by=None, at=AT)
    dashboard = browser(editor).get("/admin/").content.decode()
    for portal in (city, district):
        assert f'id="writing-{portal.code}">{portal.name}<' in dashboard
        assert leads_to(section_of(portal)) in dashboard


def test_who_checks_one_section_writes_in_that(district):
    dashboard = browser(make_member(district, Role.SECTION_EDITOR)).get("/admin/").content.decode()
    assert leads_to(section_of(district)) in dashboard


@each_case("make", [make_operator, make_supervisor, make_city_editor])
def test_who_works_on_all_portals_finds_the_place_in_the_tree(city, district, make):
    assert HEADING not in browser(make()).get("/admin/").content.decode()


def test_who_only_answers_questions_writes_nowhere(district):
    assert HEADING not in browser(make_member(district, Role.ANSWERING_OFFICER)).get("/admin/").content.decode()
