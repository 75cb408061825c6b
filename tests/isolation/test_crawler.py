"""Every address of the admin, walked by a role with the ids of another portal, and with those of its own.

Nothing of another portal may be seen or changed; what the role works with must be there all the same, or refusing
everything would pass.
"""

import sys
from itertools import combinations
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.test import Client

from adminsite import guard
from adminsite.guard import is_classified
from tests.isolation import roles
from tests.isolation.addresses import admin_addresses, unnamed_addresses
from tests.isolation.attacks import ANYTHING
from tests.isolation.expected import LONG_LISTS, MAY_SEE, SHOWN
from tests.isolation.roles import (
    ROLES,
    WIDEST,
    decides_on_rights,
    reach,
    walking,
    walking_on_engines,
    walks_with_all_roles,
)
from tests.isolation.rows import all_rows, changes
from tests.isolation.walks import Walk, browser, marks_in, not_allowed, not_its_work, read, text_of, walk
from tests.isolation.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.slow(reason="asks every address of the admin", in_each_run=True)]

PROJECT = Path(__file__).resolve().parents[2]


def test_every_address_has_a_rule():
    assert [address.name for address in admin_addresses() if not is_classified(address.name)] == []


def test_no_address_is_without_a_name():
    # Wagtail's two answers to what does not exist.
    assert unnamed_addresses() == ["admin/test404/", "admin/^.*/$"]


def test_address_without_a_rule_is_refused_to_superusers_too(world, monkeypatch):
    # An address that somebody adds and forgets: rules are registered, never taken away.
    monkeypatch.delitem(guard._rules, "wagtailadmin_explore_root")
    assert read(browser(world.superuser), "/admin/pages/")[0] == 403


def test_table_of_what_is_shown_names_addresses_that_exist():
    known = {address.name for address in walk()}
    assert set(SHOWN) == set(ROLES)
    assert [name for names in SHOWN.values() for name in names if name not in known] == []
    assert [name for _role, name in MAY_SEE if name not in known] == []


def test_no_five_roles_reach_more_than_those_that_walk_in_each_run():
    reached = {role: reach(role) for role in ROLES}

    def together(roles):
        return len(set().union(*(reached[role] for role in roles)))

    assert together(WIDEST) == max(map(together, combinations(ROLES, len(WIDEST))))


@pytest.mark.parametrize(
    ("differs", "walk"), [(set(), WIDEST), ({"home/serving/feeds.py"}, WIDEST), ({"adminsite/guard.py"}, ROLES)]
)
def test_all_roles_walk_where_what_decides_on_rights_differs(differs, walk, monkeypatch):
    monkeypatch.delenv("TEST_EXHAUSTIVE", raising=False)
    state = SimpleNamespace(changed_since_exhaustive=lambda: differs)
    monkeypatch.setitem(sys.modules, "tests.exhaustive_state", state)
    assert walks_with_all_roles.__wrapped__() is (walk is ROLES)
    monkeypatch.setattr(roles, "walks_with_all_roles", walks_with_all_roles.__wrapped__)
    assert walking(ROLES) == [role for role in ROLES if role in walk]


def test_each_kind_of_file_that_decides_on_rights_is_known():
    for path in (
        "adminsite/guard.py", "qa/admin_rules.py", "members/access/scope.py", "members/access/roles.py",
        "home/permissions.py",
        "library/permission_policies.py", "members/groups.py", "cityportal/shadowed_urls.py", "qa/admin_urls.py",
        "home/wagtail_hooks.py", "cityportal/settings/base.py", "requirements.lock", "tests/isolation/world.py",
    ):  # fmt: skip
        assert (PROJECT / path).is_file(), path
        assert decides_on_rights(path), path
    assert not decides_on_rights("home/serving/feeds.py")
    assert not decides_on_rights("tests/members/test_groups.py")


@pytest.mark.parametrize("role", walking_on_engines(ROLES))
def test_role_sees_and_changes_what_is_its_own_and_nothing_else(role, world, record_property):
    """Each address with the ids of another portal, then with own ids where that is another address."""
    walked, asked = Walk(world, role), set()
    before = all_rows()
    # Who works on both sides is a stranger to the third.
    side = world.hidden if role == "both" else world.other
    for address in walk():
        url = address.fill(side)
        asked.add(url)
        walked.ask(address, url)
    assert not_its_work(role, changes(before, all_rows())) == set()
    own = [(address, url) for address in walk() if (url := address.fill(world.own)) not in asked]
    for address, url in own:
        walked.ask(address, url)
    assert not_allowed(role, walked.seen) == []
    missing, new = sorted(SHOWN[role] - walked.found), sorted(walked.found - SHOWN[role])
    assert (missing, new) == ([], []), "(missing, not in the table)"
    assert not_its_work(role, changes(before, all_rows())) & world.rows_of_others(role) == set()
    record_property("foreign addresses asked for", len(own))
    record_property("own addresses asked for", len(walk()))
    record_property("addresses", len(walk()))
    record_property("roles", 1)
    record_property("positive controls", len(walked.found))


def test_superuser_sees_the_other_portal_wherever_a_role_sees_its_own(world, record_property):
    """The same addresses, with the ids of the other portal: so the walks above could have seen it.

    What belongs to a board alone, its head sees there; what only its maker can take back, the editor; what the unit
    answers, its officer; who answers, the administrator.
    """
    theirs = [world.other.people[name] for name in ("head", "editor", "answering_officer", "portal_admin")]
    clients = [browser(person) for person in [world.person("operator"), *theirs]]
    wanted = set().union(*SHOWN.values()) - LONG_LISTS
    blind = set(wanted)
    for address in walk():
        if address.name in blind and any(sees(world, client, address.fill(world.other)) for client in clients):
            blind.remove(address.name)
    assert blind == set()
    record_property("superuser controls", len(wanted))


def sees(world: World, client: Client, url: str) -> bool:
    return bool(marks_in(read(client, url)[1], [world.other]))


@pytest.mark.both_engines
def test_anonymous_is_led_to_the_sign_in_or_refused(world, record_property):
    client, before, sides = browser(None), all_rows(), [world.own, world.other, world.hidden]
    fields = ANYTHING | {"email": world.other.people["editor"].email}
    for address in walk():
        url = address.fill(world.other)
        for response in (client.get(url), client.post(url, fields)):
            assert response.status_code in {200, 302, 400, 403, 404, 405}, address
            assert marks_in(text_of(response), sides) == set(), address
    assert changes(before, all_rows()) == set()
    record_property("attacks", 2 * len(walk()))
