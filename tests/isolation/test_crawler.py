"""Every address of the admin, walked by every role with the ids of another portal, and with those of its own.

Nothing of another portal may be seen or changed; what the role works with must be there all the same, or refusing
everything would pass.
"""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

from sites import guard
from sites.guard import is_classified
from tests.isolation.addresses import Address, admin_addresses, unnamed_addresses
from tests.isolation.rows import all_rows, changes
from tests.isolation.world import World, build_world

pytestmark = pytest.mark.django_db

# Walking them ends the session, or is meant to fail.
NOT_WALKED = {"wagtailadmin_logout", "wagtailadmin_error_test"}

READERS = {
    "wagtailadmin_api:pages:detail", "wagtailadmin_choose_page_child", "wagtailadmin_choose_page_chosen_multiple",
    "wagtailadmin_choose_page_search", "wagtailadmin_explore", "wagtailadmin_explore_results",
    "wagtailadmin_pages:search", "wagtailadmin_pages:search_results",
}  # fmt: skip
CHOOSERS = {
    f"{files}_chooser:{view}"
    for files in ("wagtailimages", "wagtaildocs")
    for view in ("choose", "choose_results", "chosen", "chosen_multiple")
} | {"wagtailimages_chooser:select_format"}
COLLABORATOR = READERS | CHOOSERS
EDITOR = COLLABORATOR | {
    "wagtail_bulk_action", "wagtailadmin_pages:copy", "wagtailadmin_pages:delete", "wagtailadmin_pages:edit",
    "wagtailadmin_pages:history", "wagtailadmin_pages:move",
    "wagtailadmin_pages:revisions_compare", "wagtailadmin_pages:revisions_view", "wagtailadmin_pages:usage",
    "wagtailadmin_pages:view_draft", "wagtailadmin_pages:workflow_history",
    "wagtailadmin_pages:workflow_history_detail", "page_version", "wagtaildocs:edit", "wagtaildocs:index",
    "wagtaildocs:index_results", "wagtaildocs:document_usage", "wagtailimages:edit", "wagtailimages:index",
    "wagtailimages:index_results", "wagtailimages:image_usage", "image_edit", "document_edit",
    "portals_admin:proposal",
}  # fmt: skip

# What each role must find its own portal's things on.
MUST_WORK = {
    "collaborator": COLLABORATOR,
    "editor": EDITOR,
    # Has nothing but the account until questions can be answered.
    "answering_officer": set(),
    "portal_admin": EDITOR | {"portals_admin:board_file"},
    "head": EDITOR | {"portals_admin:board_file"},
    "member": EDITOR | {"portals_admin:board_file"},
    # Reads the registry with the boards, which names people.
    "supervisor": {"portals_admin:detail", "portals_admin:board", "portals_admin:people"},
}
# Names of people that a role may read on every portal: the supervisor knows the boards (6.2).
RECORD = {f"portals_admin:{name}" for name in ("audit", "suspension_reports", "suspension_report")}
NAMED = {f"portals_admin:{name}" for name in ("detail", "board", "people")}
MAY_NAME_PEOPLE = {"supervisor": NAMED | RECORD}
# What a role may read on every portal, mark and all: the record (24.12), the decision that founded the board (6.4).
MAY_READ = {"supervisor": {"portals_admin:detail", "portals_admin:board_file", *RECORD}}


def walk() -> list[Address]:
    return [address for address in admin_addresses() if address.name not in NOT_WALKED]


def browser(user) -> Client:
    client = Client(headers={"host": settings.ADMIN_HOST})
    client.force_login(user)
    return client


def read(client: Client, url: str) -> tuple[int, str]:
    """Status and everything the answer says, where it leads included."""
    response = client.get(url)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return response.status_code, body.decode(errors="replace") + response.get("Location", "")


def test_every_address_has_a_rule():
    assert [address.name for address in admin_addresses() if not is_classified(address.name)] == []


def test_no_address_is_without_a_name():
    # Wagtail's two answers to what does not exist.
    assert unnamed_addresses() == ["admin/test404/", "admin/^.*/$"]


def test_address_without_a_rule_is_refused_to_superusers_too(monkeypatch):
    world = build_world()
    monkeypatch.delitem(guard._rules, "wagtailadmin_explore_root")
    assert read(browser(world.superuser), "/admin/pages/")[0] == 403


@pytest.mark.parametrize("role", MUST_WORK)
def test_role_sees_and_changes_nothing_of_another_portal(role, record_property):
    world = build_world()
    client, superuser = browser(world.person(role)), browser(world.person("operator"))
    before, seen, asked = all_rows(), [], 0
    for address in walk():
        status, text = read(client, address.fill(world.other))
        asked += 1
        assert status < 500, address
        if world.other.mark in text and address.name not in MAY_READ.get(role, ()):
            seen.append(address.name)
        if world.other.people_mark in text and address.name not in MAY_NAME_PEOPLE.get(role, ()):
            seen.append(address.name)
    assert seen == []
    assert changes(before, all_rows()) == set()
    missing, blind = controls(world, role, client, superuser)
    assert (missing, blind) == ([], [])
    record_property("foreign addresses", asked)
    record_property("own controls", len(MUST_WORK[role]))


def controls(world: World, role: str, client: Client, superuser: Client) -> tuple[list[str], list[str]]:
    """Addresses where the role misses its own things, and where a superuser would not see the foreign ones either."""
    missing, blind = [], []
    mark = "people_mark" if role == "supervisor" else "mark"
    for address in walk():
        if address.name in MUST_WORK[role]:
            status, text = read(client, address.fill(world.own))
            if status != 200 or getattr(world.own, mark) not in text:
                missing.append(address.name)
            foreign = read(superuser, address.fill(world.other))[1]
            if getattr(world.other, mark) not in foreign:
                blind.append(address.name)
    return missing, blind


def test_anonymous_is_led_to_the_sign_in_or_refused():
    world = build_world()
    client = Client(headers={"host": settings.ADMIN_HOST})
    for address in walk():
        status, text = read(client, address.fill(world.other))
        assert status in {200, 302, 403, 404, 405}, address
        assert world.other.mark not in text, address
        assert world.other.people_mark not in text, address
