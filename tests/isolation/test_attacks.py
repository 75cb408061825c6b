"""What can be posted by hand: every address with ids of another portal, and the attacks that stock Wagtail lets pass.

After each, not one row of the database has changed.
"""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from wagtail.models import Locale

from sites.enums import Role
from tests.factories import section_of
from tests.isolation.addresses import admin_addresses
from tests.isolation.rows import all_rows, changes
from tests.isolation.walks import NOT_WALKED, browser
from tests.isolation.world import World, build_world

pytestmark = pytest.mark.django_db

ATTACKERS = [
    "collaborator", "reporter", "editor", "section_editor", "answering_officer", "portal_admin", "head", "supervisor",
    "former",
]  # fmt: skip

# Fields that many forms take, so that what is not refused would go through.
ANYTHING = {
    "title": "Chiếm đoạt", "slug": "chiem-doat", "name": "Chiếm đoạt", "comment": "x", "reason": "Chiếm đoạt",
    "confirm": "on", "approved": "on", "locales": "1", "next": "/admin/", "description": "Chiếm đoạt",
    "username": "chiem-doat", "email": "chiem@example.test", "first_name": "A", "last_name": "B",
    "password1": "mat-khau-rat-dai-2026", "password2": "mat-khau-rat-dai-2026", "is_superuser": "on",
    "accent": "#000000", "hairline": "#000000", "restriction_type": "login", "new_title": "Chiếm", "new_slug": "chiem",
}  # fmt: skip


# What an operator can do by these posts; the rest is closed to everybody.
EFFECTIVE = {
    "a role on the foreign portal",
    "a seat on the foreign board",
    "a version of a foreign page",
    "add below a foreign section",
    "all below a foreign section",
    "bulk add_to_collection of foreign pictures",
    "bulk assign_role of accounts",
    "bulk delete of accounts",
    "bulk delete of foreign pictures",
    "bulk move of own pages there",
    "close the review",
    "copy a foreign page here",
    "copy an own page there",
    "make a superuser",
    "move an own page there",
    "own and foreign pages at once",
    "suspend the foreign portal",
    "take over a superuser",
    "the look of the foreign portal",
}


@pytest.fixture
def world():
    return build_world()


def image_file() -> SimpleUploadedFile:
    return SimpleUploadedFile(
        "a.gif",
        b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00"
        b"\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;",
        "image/gif",
    )


@pytest.mark.parametrize("role", ATTACKERS)
def test_no_address_takes_a_post_with_ids_of_another_portal(world, role, record_property):
    client = browser(world.person(role))
    before, posted = all_rows(), 0
    for address in admin_addresses():
        if address.name not in NOT_WALKED and address.arguments:
            response = client.post(address.fill(world.other), ANYTHING)
            assert response.status_code < 500, address
            assert world.other.mark not in response.content.decode(errors="replace"), address
            posted += 1
    assert changes(before, all_rows()) == set()
    record_property("attacks", posted)


def hand_written(world: World) -> list[tuple[str, str, dict]]:
    """Attacks of `wagtail-facts`: what they are, where they go, what they send. Own and foreign ids are mixed."""
    own, other = world.own, world.other
    section = section_of(other.portal)
    english = Locale.objects.get(language_code="en").pk
    group = other.people["editor"].groups.first()
    return [
        ("copy a foreign page here", reverse("wagtailadmin_pages:copy", args=[other.draft.pk]),
         {"new_title": "a", "new_slug": "a", "new_parent_page": section_of(own.portal).pk}),
        ("copy an own page there", reverse("wagtailadmin_pages:copy", args=[own.draft.pk]),
         {"new_title": "a", "new_slug": "a", "new_parent_page": section.pk}),
        ("move an own page there", reverse("wagtailadmin_pages:move_confirm", args=[own.draft.pk, section.pk]), {}),
        ("choose a foreign place to move to", reverse("wagtailadmin_pages:move", args=[own.draft.pk]),
         {"new_parent_page": section.pk}),
        ("add below a foreign section", reverse("wagtailadmin_pages:add", args=["home", "newsarticlepage", section.pk]),
         {"title": "a", "slug": "a", "lead": "", "source_agency": "a", "body-count": "0"}),
        *[
            (f"bulk {action} of foreign pages",
             reverse("wagtail_bulk_action", args=["wagtailcore", "page", action]) + f"?id={other.public.pk}",
             {"chooser": section_of(own.portal).pk})
            for action in ("delete", "move", "publish", "unpublish")
        ],
        ("bulk move of own pages there",
         reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"]) + f"?id={own.draft.pk}",
         {"chooser": section.pk}),
        ("own and foreign pages at once",
         reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
         + f"?id={own.draft.pk}&id={other.draft.pk}", {}),
        ("all below a foreign section",
         reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"]) + f"?id=all&childOf={section.pk}", {}),
        *[
            (f"bulk {action} of foreign pictures",
             reverse("wagtail_bulk_action", args=["library", "portalimage", action]) + f"?id={other.image.pk}",
             {"collection": own.portal.collection_id, "tags": "a"})
            for action in ("delete", "add_to_collection", "add_tags")
        ],
        *[
            (f"bulk {action} of accounts",
             reverse("wagtail_bulk_action", args=["accounts", "user", action]) + f"?id={world.superuser.pk}",
             {"role": group.pk, "mark_as_active": ""})
            for action in ("delete", "assign_role", "set_active_state")
        ],
        ("make a superuser", reverse("wagtailusers_users:add"), ANYTHING),
        ("take over a superuser", reverse("wagtailusers_users:edit", args=[world.superuser.pk]), ANYTHING),
        ("a foreign group on the own page", reverse("wagtailadmin_pages:set_privacy", args=[own.draft.pk]),
         {"restriction_type": "groups", "groups": group.pk}),
        ("close the review", reverse("wagtailadmin_workflows:disable", args=[own.values["task_id"]]), {}),
        ("a task of one's own", reverse("wagtailadmin_workflows:task_chooser_create"), ANYTHING),
        ("take part in the foreign review",
         reverse("wagtailadmin_pages:workflow_action",
                 args=[own.reviewed.pk, "approve", other.values["task_state_id"]]), {}),
        ("write a picture into the foreign library", reverse("wagtailimages:add"),
         {"title": "a", "description": "a", "collection": other.portal.collection_id, "file": image_file()}),
        ("a version of a foreign page", f"/admin/localize/submit/page/{other.public.pk}/", {"locales": english}),
        ("a version of a whole portal", f"/admin/localize/submit/page/{other.portal.container_id}/",
         {"locales": english, "include_subtree": "on"}),
        ("a version of the own portal", f"/admin/localize/submit/page/{own.portal.container_id}/",
         {"locales": english, "include_subtree": "on"}),
        ("renew foreign versions", f"/admin/localize/update/{other.values['translation_source_id']}/",
         {"publish_translations": "on"}),
        ("a role on the foreign portal", reverse("portals_admin:roles", args=[other.portal.pk]),
         {"person": own.people["editor"].username, "role": Role.PORTAL_ADMIN, "reason": "a",
          "valid_from": "2026-11-02"}),
        ("a seat on the foreign board", reverse("portals_admin:seat", args=[other.portal.pk]),
         {"person": own.people["editor"].username, "seat": "head", "valid_from": "2026-11-02"}),
        ("suspend the foreign portal", reverse("portals_admin:suspend", args=[other.portal.pk]), {"reason": "a"}),
        ("the look of the foreign portal",
         reverse("wagtailsettings:edit", args=["home", "portalbranding", other.portal.site_id]),
         {"accent": "#000000", "hairline": "#000000", "drawing": ""}),
    ]  # fmt: skip


@pytest.mark.parametrize("role", ATTACKERS)
def test_attacks_written_by_hand_change_nothing(world, role, record_property):
    client = browser(world.person(role))
    before, attacks = all_rows(), hand_written(world)
    record_property("attacks", len(attacks))
    for name, address, data in attacks:
        response = client.post(address, data)
        assert response.status_code < 500, name
        assert world.other.mark not in response.content.decode(errors="replace"), name
        assert changes(before, all_rows()) == set(), name


def test_attacks_are_well_made(world):
    """An operator, who may do these things, changes something by the same posts: they fail for the right reason."""
    client, effective = browser(world.person("operator")), set()
    for name, address, data in hand_written(world):
        mark = transaction.savepoint()
        before = all_rows()
        client.post(address, data)
        if changes(before, all_rows()):
            effective.add(name)
        transaction.savepoint_rollback(mark)
    assert effective == EFFECTIVE
