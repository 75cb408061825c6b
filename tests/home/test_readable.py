"""Lists over portals: whose rows and whose names each person reads."""

import pytest
from django.test import RequestFactory
from django.urls import reverse

from home.reports.portal_reports import may_read, readable_portals
from members.enums import Role
from tests.admin import browser, is_refused
from tests.each import each_case
from tests.factories import make_city_editor, make_head, make_member, make_operator, make_supervisor, make_user

pytestmark = pytest.mark.django_db

LISTS = ["timed_items", "stale_pages", "versions_behind", "versions_missing", "dead_links", "legal_differences"]


def asking(user):
    request = RequestFactory().get("/")
    request.user = user
    return request


def offered(user, name):
    """Names that the filter by portal offers."""
    response = browser(user).get(reverse(name))
    choices = response.context["filters"].form["portal"].field.choices
    return [label for key, label in choices if key], response.content.decode()


@pytest.mark.both_engines
def test_own_portals_are_read_and_all_by_supervisors(city, district):
    whose = {
        make_member(district): {district.pk},
        make_head(city): {city.pk},
        make_city_editor(): {city.pk, district.pk},
        make_supervisor(): None,
        make_operator(): None,
        make_user("khach"): set(),
    }
    assert {user: readable_portals(asking(user)) for user in whose} == whose
    assert [may_read(asking(user)) for user in whose] == [True, True, True, True, True, False]


@pytest.mark.slow(reason="opens each list for each kind of person")
@each_case("name", LISTS)
def test_lists_are_read_by_who_works_on_a_portal_and_name_a_second_one_to_supervisors_only(city, district, name):
    for user in (make_member(district), make_head(district), make_member(district, Role.PORTAL_ADMIN)):
        names, shown = offered(user, name)
        assert names == [district.name]
        assert city.name not in shown
    assert sorted(offered(make_supervisor(), name)[0]) == sorted([city.name, district.name])
    refused = browser(make_user("khach")).get(reverse(name))
    # Who may not use the admin at all is sent to sign in.
    assert is_refused(refused) or refused.status_code == 403 or reverse("wagtailadmin_login") in refused["Location"]


def test_lists_are_offered_on_the_dashboard(district):
    dashboard = browser(make_member(district)).get(reverse("wagtailadmin_home")).content.decode()
    assert [name for name in LISTS if f'"{reverse(name)}"' not in dashboard] == []
