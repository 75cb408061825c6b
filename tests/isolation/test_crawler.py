"""Every address of the admin, walked by every role with the ids of another portal, and with those of its own.

Nothing of another portal may be seen or changed; what the role works with must be there all the same, or refusing
everything would pass.
"""

from __future__ import annotations

import pytest
from django.test import Client

from sites import guard
from sites.guard import is_classified
from tests.isolation.addresses import admin_addresses, unnamed_addresses
from tests.isolation.attacks import ANYTHING
from tests.isolation.expected import LONG_LISTS, MAY_SEE, SHOWN
from tests.isolation.rows import all_rows, changes
from tests.isolation.walks import (
    ROLES,
    browser,
    marks_in,
    not_allowed,
    not_its_work,
    on_engines,
    read,
    shown,
    text_of,
    walk,
)
from tests.isolation.world import World

pytestmark = pytest.mark.django_db


def test_every_address_has_a_rule():
    assert [address.name for address in admin_addresses() if not is_classified(address.name)] == []


def test_no_address_is_without_a_name():
    # Wagtail's two answers to what does not exist.
    assert unnamed_addresses() == ["admin/test404/", "admin/^.*/$"]


def test_address_without_a_rule_is_refused_to_superusers_too(world, monkeypatch):
    monkeypatch.delitem(guard._rules, "wagtailadmin_explore_root")
    assert read(browser(world.superuser), "/admin/pages/")[0] == 403


def test_table_of_what_is_shown_names_addresses_that_exist():
    known = {address.name for address in walk()}
    assert set(SHOWN) == set(ROLES)
    assert [name for names in SHOWN.values() for name in names if name not in known] == []
    assert [name for _role, name in MAY_SEE if name not in known] == []


@pytest.mark.parametrize("role", ROLES)
def test_role_sees_and_changes_nothing_of_another_portal(role, world, record_property):
    client = browser(world.person(role))
    before, seen, asked = all_rows(), [], 0
    # Who works on both sides is a stranger to the third.
    side = world.hidden if role == "both" else world.other
    for address in walk():
        status, text = read(client, address.fill(side))
        assert status < 500, address
        seen += [(address.name, mark) for mark in sorted(world.foreign_marks(role)) if mark in text]
        asked += 1
    assert not_allowed(role, seen) == []
    assert not_its_work(role, changes(before, all_rows())) == set()
    record_property("foreign addresses asked for", asked)
    record_property("roles", 1)


@pytest.mark.parametrize("role", on_engines(ROLES))
def test_role_finds_its_own_things_and_nothing_else_on_its_own_addresses(role, world, record_property):
    before = all_rows()
    found, seen = shown(world, role, browser(world.person(role)))
    assert not_allowed(role, seen) == []
    assert (sorted(SHOWN[role] - found), sorted(found - SHOWN[role])) == ([], []), "(missing, not in the table)"
    assert not_its_work(role, changes(before, all_rows())) & world.rows_of_others(role) == set()
    record_property("own addresses asked for", len(walk()))
    record_property("addresses", len(walk()))
    record_property("positive controls", len(found))


def test_superuser_sees_the_other_portal_wherever_a_role_sees_its_own(world, record_property):
    """The same addresses, with the ids of the other portal: so the walks above could have seen it.

    What belongs to a board alone, its head sees there; what only its maker can take back, the editor; what the unit
    answers, its officer; who answers, the administrator.
    """
    theirs = [world.other.people[name] for name in ("head", "editor", "answering_officer", "portal_admin")]
    people = [world.person("operator"), *theirs]
    clients = [browser(person) for person in people]
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
