"""What can be posted by hand: every address with ids of another portal, and the attacks that stock Wagtail lets pass.

After each, not one row of the database has changed.
"""

from copy import deepcopy
from dataclasses import replace

import pytest
from django.db import transaction
from django.test import Client

from tests.isolation.addresses import admin_addresses
from tests.isolation.attacks import ANYTHING, Attack, hand_written
from tests.isolation.roles import DECIDING, walking_by_product
from tests.isolation.rows import Key, all_rows, changes, reached, undone, watched_rows
from tests.isolation.walks import NOT_WALKED, browser, not_its_work, text_of
from tests.isolation.world import Side

pytestmark = [pytest.mark.django_db, pytest.mark.slow(reason="asks every address of the admin")]

ATTACKERS = [
    "collaborator", "reporter", "editor", "section_editor", "answering_officer", "portal_admin", "head", "supervisor",
    "district_supervisor", "city_editor", "city_head", "former",
]  # fmt: skip

# What is a role's work, though the portal is another one.
MAY_DO: dict[str, set[str]] = {
    "supervisor": {
        "export the foreign record",
        "export the foreign approvals",
        "export the foreign checklist",
        "export the foreign content report",
        "export the punctuality of all portals",
        "export the foreign overdue questions",
        "export the foreign figures",
        "record a violation",
        "close a foreign violation",
    },
    # Of the own portals alone.
    "district_supervisor": {"export the punctuality of all portals"},
    "city_head": {
        "approve for the city portal",
        "add a synonym of the search",
        "change a synonym of the search",
        "take over what is never suggested",
    },
    # Drafts and files of every portal, each where it is.
    "city_editor": {
        "a version of a foreign page",
        "import procedures there",
        "prepare a pack there",
        "add below a foreign section",
        "begin a page in a foreign section",
        "bulk add_to_collection of foreign documents",
        "bulk delete of foreign documents",
        "bulk submit of foreign pages",
        "export the foreign checklist",
        "export the foreign content report",
        "write a picture into the foreign library",
        "all below a foreign section",
        "own and foreign pages at once",
    },
}
# What is done with own things all the same: the form takes no library, so the picture goes to the own one.
STAYS_OWN = {"write a picture into the foreign library"}
# Whoever has the link of an invitation is shown it; it is accepted with the account of its address only.
SHOWN_TO_ALL = {"accept the invitation of somebody else"}

# Who may do such things: by their hands the same posts must work.
CONTROLS = ("operator", "supervisor", "city_head")
FOREIGN_CONTROLS = ("head", "portal_admin", "editor", "answering_officer")
# What none of them can do: closed to everybody.
CLOSED = {
    "a foreign group on the own page", "a task of one's own", "a version of a whole portal",
    "a version of the own portal", "approve for the city portal, below an own section",
    "bulk add_tags of foreign documents", "bulk add_tags of foreign pictures",
    "bulk add_to_collection of foreign pictures", "bulk assign_role of accounts", "bulk delete of accounts",
    "bulk delete of foreign pages",
    "bulk delete of foreign pictures",
    "bulk move of foreign pages", "bulk publish of foreign pages", "bulk set_active_state of accounts",
    "bulk unpublish of foreign pages", "choose a foreign place to move to", "invite to a role over the city",
    "renew foreign versions",
}  # fmt: skip


# Their arguments name no row: what is taken away of a list are own rows (tests/adminsite/test_list_export.py), and help
# is noted of the own account.
OF_NO_ROW = {f"portals_admin:{name}" for name in ("export_list", "open_guide", "put_away_first_steps")}


@pytest.mark.parametrize("role", walking_by_product(ATTACKERS))
def test_no_address_takes_a_post_with_ids_of_another_portal(world, role, record_property):
    client = browser(world.person(role))
    before, posted = all_rows(), 0
    for address in admin_addresses():
        if address.name not in NOT_WALKED | OF_NO_ROW and address.arguments:
            # As outside of tests: what a refused deletion breaks ends with its request.
            with transaction.atomic():
                response = client.post(address.fill(world.other), ANYTHING)
            assert response.status_code < 500, address
            assert [mark for mark in world.foreign_marks(role) if mark in text_of(response)] == [], address
            posted += 1
    assert not_its_work(role, changes(before, all_rows())) == set()
    record_property("attacks", posted)


@pytest.mark.parametrize("role", walking_by_product(ATTACKERS))
def test_attacks_written_by_hand_change_nothing(world, role, record_property):
    attacks, may = hand_written(world), MAY_DO.get(role, set())
    record_property("attacks", len(attacks))
    client, done, told = browser(world.person(role)), set(), []
    for attack in attacks:
        changed, text = outcome(client, attack, reaching=world.other if attack[0] in STAYS_OWN else None)
        done |= {attack[0]} if changed else set()
        if attack[0] not in may | SHOWN_TO_ALL:
            told += [(attack[0], mark) for mark in world.foreign_marks(role) if mark in text]
    assert (sorted(done - may), told) == ([], [])


@pytest.mark.when_changed(*DECIDING)
@pytest.mark.slow(reason="tries each attack by the hands of up to eight people")
def test_attacks_are_well_made(world, record_property):
    """Those who may do these things change something by the same posts: else they would fail for the wrong reason.

    Where own and foreign things are mixed, nobody can; with those of one side alone, somebody of that side can.
    """
    people = [world.person(role) for role in CONTROLS] + [world.other.people[role] for role in FOREIGN_CONTROLS]
    clients = [browser(person) for person in [*people, None]]
    attacks = [*hand_written(world), *hand_written(replace(world, own=world.other))]
    effective: set[str] = set()
    for attack in attacks:
        if attack[0] not in effective and any(outcome(client, attack)[0] for client in clients):
            effective.add(attack[0])
    assert {name for name, _address, _data in attacks} - effective == CLOSED
    record_property("attack controls", len(effective))


def outcome(client: Client, attack: Attack, *, reaching: Side | None = None) -> tuple[set[Key], str]:
    """Which rows an attack changes, and what it is answered; afterwards it did not happen.

    With `reaching`, only rows that belong to this side or point at one of its rows.
    """
    _name, address, data = attack
    begun = deepcopy(client.cookies)
    with undone():
        with watched_rows() as changed_rows:
            response = client.post(address, data)
            text = text_of(response)
            changed = changed_rows()
        assert response.status_code < 500, attack
        changed = reached(changed, reaching.rows) if reaching else changed
    # Whoever was signed out by it, or was told something, was not.
    client.cookies = begun
    for value in data.values():
        if hasattr(value, "seek"):
            value.seek(0)
    return changed, text
