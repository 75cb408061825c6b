"""Own ids in the address, ids of another portal in what is asked (`?…`) and in what is sent.

The guard reads addresses. What stands behind them is up to views and forms: lists with filters, choosers, forms.
"""

from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail_localize.models import Translation

from tests.isolation.addresses import Address
from tests.isolation.roles import walking_by_product
from tests.isolation.rows import reached, undone, watched_rows
from tests.isolation.walks import asked, browser, marks_in, not_allowed, sent, text_of, walk
from tests.isolation.world import Side

pytestmark = [pytest.mark.django_db, pytest.mark.slow(reason="asks every address of the admin")]

READERS = ("collaborator", "editor", "head", "portal_admin", "supervisor", "district_supervisor")


def file_of_words(side: Side) -> SimpleUploadedFile:
    """A translation of a page of one portal, as wagtail-localize takes it; pictures and documents refuse it."""
    number = Translation.objects.get(pk=side.values["translation_id"]).uuid
    words = f'msgid ""\nmsgstr ""\n"X-WagtailLocalize-TranslationID: {number}\\n"\n'
    return SimpleUploadedFile("vi.po", words.encode(), "text/x-gettext-translation")


def mixed(address: Address, own: Side, other: Side) -> str:
    url = address.fill(own)
    return f"{url}{'&' if '?' in url else '?'}{urlencode(asked(other))}"


@pytest.mark.parametrize("role", walking_by_product(READERS))
def test_foreign_ids_in_the_question_show_nothing_of_the_other_portal(role, world, record_property):
    client, seen = browser(world.person(role)), []
    addresses = walk()
    for address in addresses:
        response = client.get(mixed(address, world.own, world.other))
        assert response.status_code < 500, address
        seen += [(address.name, mark) for mark in marks_in(text_of(response), [world.other])]
    assert not_allowed(role, seen) == []
    record_property("attacks", len(addresses))


@pytest.mark.parametrize("role", walking_by_product(("editor", "head", "portal_admin")))
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
