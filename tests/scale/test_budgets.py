"""Every dashboard and list costs a bounded number of queries with 400 portals, and shows no other portal's name.

Issue 4: under 25 for an account of one portal, under 60 for the city supervisor; all caches empty.
"""

from __future__ import annotations

import pytest

from accounts.models import User
from sites.enums import Role
from sites.memberships import grant_membership
from sites.models import Portal
from tests.factories import AT, make_user
from tests.isolation.addresses import admin_addresses
from tests.isolation.test_crawler import browser
from tests.scale.conftest import PORTALS
from tests.scale.counting import counted

pytestmark = pytest.mark.django_db

ONE_PORTAL, CITY = 24, 59
FILE_VIEWS = ("index", "index_results", "add", "add_multiple")
FILES = [f"wagtail{files}:{view}" for files in ("images", "docs") for view in FILE_VIEWS]
CHOOSERS = [
    "wagtailadmin_choose_page", "wagtailadmin_choose_page_child", "wagtailadmin_choose_page_search",
    "wagtailimages_chooser:choose", "wagtailimages_chooser:choose_results",
    "wagtaildocs_chooser:choose", "wagtaildocs_chooser:choose_results",
]  # fmt: skip
PAGES = ["wagtailadmin_pages:search", "wagtailadmin_pages:search_results"]
HISTORY = ["wagtailadmin_pages:history", "wagtailadmin_pages:history_results", "wagtailadmin_pages:workflow_history"]
EVERYBODY = ["wagtailadmin_account"]
LISTS = {
    "collaborator": [*EVERYBODY, *PAGES, *CHOOSERS, *FILES],
    "editor": [*EVERYBODY, *PAGES, *CHOOSERS, *FILES, *HISTORY],
    "answering_officer": [*EVERYBODY, "wagtailadmin_home"],
    "portal_admin": [*EVERYBODY, *PAGES, *CHOOSERS, *FILES, *HISTORY, "portals_admin:roles", "portals_admin:own_roles"],
    "head": [*EVERYBODY, *PAGES, *CHOOSERS, *FILES, *HISTORY, "portals_admin:board", "portals_admin:own_boards"],
}
OVER_THE_CITY = {
    "supervisor": [
        "wagtailadmin_home", "wagtailadmin_account", "portals_admin:index", "portals_admin:index_results",
        "portals_admin:detail", "portals_admin:board",
    ],
}  # fmt: skip
# Wagtail's own screens that cost more than the budget: they must not get dearer, and do not grow with portals.
DEARER = {"wagtailadmin_home": 40, "wagtailadmin_explore": 42, "wagtailadmin_explore_results": 42}


def url_of(world, name):
    (address,) = [address for address in admin_addresses() if address.name == name][:1]
    return address.fill(world.own)


def costs(world, role, names):
    """Queries of each screen that opens for the role, and what it says."""
    client, found = browser(world.person(role)), {}
    for name in names:
        status, text, queries = counted(client, url_of(world, name))
        # Who has one portal is led straight to it.
        assert status == (302 if name in {"portals_admin:own_roles", "portals_admin:own_boards"} else 200), (role, name)
        found[name] = (queries, text)
    return found


def over(found, budget):
    return {name: queries for name, (queries, _text) in found.items() if queries > budget}


@pytest.mark.parametrize("role", LISTS)
def test_lists_of_one_portal_stay_in_their_budget(big_city, role, record_property):
    assert Portal.objects.count() == PORTALS
    found = costs(big_city, role, LISTS[role])
    record_property(f"queries of {role}", {name: queries for name, (queries, _text) in found.items()})
    assert over(found, ONE_PORTAL) == {}
    for name, (_queries, text) in found.items():
        assert "Xã Bản Sao" not in text, name


@pytest.mark.parametrize("role", OVER_THE_CITY)
def test_lists_over_the_city_stay_in_their_budget(big_city, role, record_property):
    found = costs(big_city, role, OVER_THE_CITY[role])
    record_property(f"queries of {role}", {name: queries for name, (queries, _text) in found.items()})
    assert over(found, CITY) == {}


@pytest.mark.parametrize("role", ["collaborator", "editor", "head"])
def test_dearer_screens_get_no_dearer(big_city, role, record_property):
    found = costs(big_city, role, DEARER)
    record_property(f"dearer queries of {role}", {name: queries for name, (queries, _text) in found.items()})
    assert {name: queries for name, (queries, _text) in found.items() if queries > DEARER[name]} == {}


def test_city_editor_pays_no_more_than_an_editor_of_one_portal(big_city, record_property):
    """One membership: rows of more kinds in a list, never a query for each portal."""
    helper = make_user("city.editor")
    grant_membership(helper, role=Role.CITY_EDITOR, portal=None, reason="Phân công", by=None, at=AT)
    client, names = browser(User.objects.get(pk=helper.pk)), [*PAGES, *CHOOSERS, *FILES, *DEARER]
    found = {name: counted(client, url_of(big_city, name))[2] for name in names}
    record_property("queries of city_editor", found)
    assert {name: queries for name, queries in found.items() if queries > CITY} == {}
