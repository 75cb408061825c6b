"""The dashboard leads to the sections in which a person may write, of the own portal alone."""

import pytest
from django.urls import reverse

from members.enums import Role
from members.memberships import grant_membership
from tests.admin import browser
from tests.each import each_case
from tests.factories import AT, make_city_editor, make_member, make_operator, make_supervisor, section_of
from tests.home.branches import english_draft

pytestmark = pytest.mark.django_db
HEADING = "Viết nội dung mới"


def leads_to(section):
    return reverse("wagtailadmin_pages:add_subpage", args=[section.pk])


@pytest.mark.slow(reason="opens the dashboard and a section for each role")
@each_case("role", [Role.COLLABORATOR, Role.REPORTER, Role.SECTION_EDITOR, Role.EDITOR, Role.PORTAL_ADMIN])
def test_who_writes_is_led_to_the_sections_of_the_own_portal(city, district, role):
    client, own = browser(make_member(district, role)), leads_to(section_of(district))
    dashboard = client.get("/admin/").content.decode()
    sought = (HEADING, own, leads_to(section_of(city)))
    assert [words in dashboard for words in sought] == [True, True, False]
    assert client.get(own).status_code == 200


def test_versions_in_english_are_begun_at_their_original(district):
    section = section_of(district)
    english = english_draft(section)
    dashboard = browser(make_member(district)).get("/admin/").content.decode()
    assert (leads_to(section) in dashboard, leads_to(english) in dashboard) == (True, False)


def test_who_writes_for_two_portals_reads_which_is_which(city, district):
    editor = make_member(city)
    grant_membership(editor, role=Role.EDITOR, portal=district, reason="Phân công", by=None, at=AT)
    dashboard = browser(editor).get("/admin/").content.decode()
    for portal in (city, district):
        assert f'id="writing-{portal.code}">{portal.name}<' in dashboard
        assert leads_to(section_of(portal)) in dashboard


def test_who_works_on_all_portals_or_only_answers_questions_is_led_to_no_section(city, district):
    people = [make_operator(), make_supervisor(), make_city_editor(), make_member(district, Role.ANSWERING_OFFICER)]
    assert [person for person in people if HEADING in browser(person).get("/admin/").content.decode()] == []
