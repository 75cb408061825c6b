"""Own ids in the address, ids of another portal in what is asked (`?…`) and in what is sent.

The guard reads addresses. What stands behind them is up to views and forms: lists with filters, choosers, forms.
"""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail_localize.models import Translation

from tests.isolation.addresses import Address
from tests.isolation.roles import walking
from tests.isolation.rows import reached, undone, watched_rows
from tests.isolation.walks import browser, marks_in, not_allowed, text_of, walk
from tests.isolation.world import Side

pytestmark = [pytest.mark.django_db, pytest.mark.slow(reason="asks every address of the admin")]

READERS = ("collaborator", "editor", "head", "portal_admin", "supervisor")


def asked(side: Side) -> list[tuple[str, Any]]:
    """What screens of the admin are asked by their addresses, with rows of one portal."""
    person = side.people["editor"].pk
    return [
        ("id", side.draft.pk), ("child_of", side.draft.get_parent().pk), ("for_explorer", 1),
        ("collection_id", side.portal.collection_id),
        ("owner", person), ("edited_by", person), ("user", person), ("locked_by", person), ("requested_by", person),
        ("site", side.portal.container.path), ("site", side.portal.site_id), ("parent_page_id", side.draft.pk),
        ("parent", side.draft.pk), ("childOf", side.draft.get_parent().pk), ("search_all", 1), ("ordering", "title"),
        ("match_subpath", "true"), ("target_pages", side.draft.pk), ("fields", "*"), ("p", 1),
        ("include_root", "true"), ("describe_on_delete", 1), ("export", ""), ("page_type", "wagtailcore.page"),
    ]  # fmt: skip


def sent(side: Side) -> dict[str, Any]:
    """Fields of forms of the admin, with rows of one portal.

    Not the name of a person: who knows the exact user name may give that account a role on the own portal.
    """
    section, person = side.draft.get_parent().pk, side.people["editor"]
    places = dict.fromkeys(("parent_page", "new_parent_page", "chooser", "destination", "parent"), side.draft.pk)
    collections = dict.fromkeys(
        ("collection", "image-chooser-upload-collection", "document-chooser-upload-collection"),
        side.portal.collection_id,
    )
    rows = {
        "title": "Chiếm đoạt", "slug": "chiem-doat", "new_title": "Chiếm", "new_slug": "chiem", "copy_subpages": "on",
        "image": side.image.pk, "logo": side.image.pk, "banner": side.image.pk, "page": side.draft.pk,
        "target_page": side.draft.pk, "owner": person.pk, "user": person.pk,
        "groups": person.groups.first().pk, "portal": side.portal.pk, "site": side.portal.site_id,
        "root_page": section, "revision_id": side.draft.latest_revision_id, "position": 0, "reason": "x",
        "restriction_type": "groups", "locales": 1, "comment": "x", "is_editing": "1", "accent": "#000000",
        "hairline": "#000000", "drawing": "", "role": "portal_admin", "seat": "head", "name": "x", "next": "/admin/",
        "successor": side.portal.pk, "kind": "commune", "parent_code": side.portal.code,
        "external-link-chooser-url": "https://example.test/", "body-count": "0",
        "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0",
    }  # fmt: skip
    return places | collections | rows


def file_of_words(side: Side) -> SimpleUploadedFile:
    """A translation of a page of one portal, as wagtail-localize takes it; pictures and documents refuse it."""
    number = Translation.objects.get(pk=side.values["translation_id"]).uuid
    words = f'msgid ""\nmsgstr ""\n"X-WagtailLocalize-TranslationID: {number}\\n"\n'
    return SimpleUploadedFile("vi.po", words.encode(), "text/x-gettext-translation")


def mixed(address: Address, own: Side, other: Side) -> str:
    url = address.fill(own)
    return f"{url}{'&' if '?' in url else '?'}{urlencode(asked(other))}"


@pytest.mark.parametrize("role", walking(READERS))
def test_foreign_ids_in_the_question_show_nothing_of_the_other_portal(role, world, record_property):
    client, seen = browser(world.person(role)), []
    addresses = walk()
    for address in addresses:
        response = client.get(mixed(address, world.own, world.other))
        assert response.status_code < 500, address
        seen += [(address.name, mark) for mark in marks_in(text_of(response), [world.other])]
    assert not_allowed(role, seen) == []
    record_property("attacks", len(addresses))


@pytest.mark.parametrize("role", walking(("editor", "head", "portal_admin")))
def test_foreign_ids_in_the_form_reach_nothing_of_the_other_portal(role, world, record_property):
    """Own rows may change; no foreign row does, and nothing new or changed points at one."""
    client, seen, harmed, fallen = browser(world.person(role)), [], [], []
    client.raise_request_exception = False
    addresses = walk()
    for address in addresses:
        with undone(), watched_rows() as changed_rows:
            response = client.post(address.fill(world.own), sent(world.other) | {"file": file_of_words(world.other)})
            seen += [(address.name, mark) for mark in marks_in(text_of(response), [world.other])]
            if response.status_code >= 500:
                fallen.append((address.name, repr(response.exc_info)))
            else:
                harmed += [(address.name, row) for row in reached(changed_rows(), world.other.rows)]
    assert (seen, harmed, fallen) == ([], [], [])
    record_property("attacks", len(addresses))
