"""No list of the admin becomes a file by an address: what is taken away is taken by a verb, which records it.

Every address is tried, so a list that a new Wagtail brings is tried as well.
"""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.http import HttpResponse

from adminsite import guard
from tests.isolation.addresses import Address
from tests.isolation.walks import browser, text_of, walk
from tests.isolation.world import Side

pytestmark = [pytest.mark.django_db, pytest.mark.slow(reason="asks every address of the admin")]

# Files that are kept or worked on, and were asked for by name, and a template that is the same for all: no lists.
FILES = {
    "portals_admin:board_file", "portals_admin:proposal_file", "wagtail_localize:download_pofile", "procedure_template",
}  # fmt: skip
# What Wagtail gives as files by itself, some of it empty.
LISTS = {"wagtailadmin_explore", "wagtailimages:index", "own_reports:site_history", "own_reports:aging_pages"}


def asked_for_a_file(address: Address, side: Side) -> str:
    url = address.fill(side)
    return f"{url}{'&' if '?' in url else '?'}export=csv"


def is_file(response: HttpResponse) -> bool:
    is_table = any(word in response.get("Content-Type", "") for word in ("csv", "spreadsheet"))
    return is_table or "attachment" in response.get("Content-Disposition", "")


def leads_to_a_file(response: HttpResponse) -> bool:
    text = text_of(response)
    # Reading a page takes longer than making it.
    links = BeautifulSoup(text, "html.parser").select("a[href]") if "export=" in text else []
    return any(parse_qs(urlsplit(link["href"]).query).get("export", [""])[0] for link in links)


@pytest.mark.parametrize("role", ["head", "superuser"])
def test_no_list_is_taken_away_by_its_address(world, role):
    client, files, leading = browser(world.person(role)), set(), set()
    for address in walk():
        response = client.get(asked_for_a_file(address, world.own))
        if is_file(response):
            files.add(address.name)
        elif response.get("Content-Type", "").startswith("text/html") and leads_to_a_file(response):
            leading.add(address.name)
    assert files <= FILES
    assert leading == set()


def test_lists_are_taken_away_where_the_guard_does_not_look(world, monkeypatch):
    """The walk above could have found them."""
    monkeypatch.setattr(guard, "EXPORTED_BY", "nothing")
    client = browser(world.superuser)
    found = {row.name for row in walk() if row.name in LISTS and is_file(client.get(asked_for_a_file(row, world.own)))}
    assert found == LISTS
