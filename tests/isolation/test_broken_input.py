"""Every address of the admin, asked and sent what no screen of ours sends: no view falls over it."""

import os
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from adminsite import guard
from tests.exhaustive_state import SCREENS
from tests.isolation.addresses import Address
from tests.isolation.rows import undone
from tests.isolation.walks import asked, browser, sent, text_of, walk
from tests.isolation.world import Side

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow(reason="asks every address of the admin"),
    pytest.mark.when_changed(*SCREENS, "tests/isolation/*"),
]

# By name of the field: what the screens of our own ask for beside what those of Wagtail do.
OURS = (
    "body-count", "board", "valid_from", "valid_until", "since", "until", "person", "email", "full_name", "section",
    "host", "answers", "version", "to_seat", "reason_class", "expected_return", "photo", "file", "files[]", "upload",
    "uploads", "item_type", "item_ids", "comment", "note", "q", "locale", "search", "content_type", "tag",
    "collection_id", "parent_page_id", "address", "finding", "kind", "document", "due", "answer", "remark", "content",
    "event", "place", "starts_at", "due_at", "instruction", "code",
)  # fmt: skip
BROKEN = {"zero": "a\x00b", "word": "abc", "far": "9" * 30, "far page": "987654", "first day": "0001-01-01"}


def fallen(client, requests):
    """Addresses whose answer is a failure, each request undone."""
    client.raise_request_exception = False
    found = []
    for name, request in requests:
        with undone():
            response = request()
        if response.status_code >= 500:
            found.append((name, repr(response.exc_info[1])[:150] if response.exc_info else response.status_code))
    return found


# Who has most screens is tried with everything: on SQLite what no database sees, on PostgreSQL what that alone refuses,
# on both numbers beyond those that they count.
ON_POSTGRESQL = [("head", "zero"), ("head", "first day")]
EXHAUSTIVE = [("superuser", "zero"), ("superuser", "far"), ("supervisor", "zero")]
IN_EXHAUSTIVE_RUNS = EXHAUSTIVE if os.environ.get("TEST_EXHAUSTIVE") == "1" else []
TRIED = [
    *(("head", name) for name in ("word", "far page")),
    pytest.param("head", "far", marks=pytest.mark.both_engines),
    *(pytest.param(*tried, marks=pytest.mark.postgresql) for tried in ON_POSTGRESQL + IN_EXHAUSTIVE_RUNS),
]


@pytest.mark.parametrize(("role", "name"), TRIED)
def test_no_view_falls_over_what_it_is_asked_or_sent(world, role, name):
    client, value = browser(world.person(role)), BROKEN[name]
    names = {name for name, _value in asked(world.own)} | {*OURS, "q", "timestamp_from", "created_at_from"}
    question = urlencode(dict.fromkeys(sorted(names - {"export"}), value))
    form = dict.fromkeys({*sent(world.own), *OURS}, value)
    requests = []
    for address in walk():
        url = address.fill(world.own)
        long = f"{url}{'&' if '?' in url else '?'}{question}"
        requests += [(f"GET {address.name}", lambda long=long: client.get(long))]
        # A page of a list is asked for, not sent.
        if name != "far page":
            requests += [(f"POST {address.name}", lambda url=url: client.post(url, form))]
    assert fallen(client, requests) == []


def test_no_view_falls_over_an_empty_form_or_another_kind_of_content(world):
    client, requests = browser(world.person("head")), []
    for address in walk():
        url = address.fill(world.own)
        broken = SimpleUploadedFile("a\u202egnp.png", b"\x89PNG\r\n\x1a\n\x00\x00", "image/png")
        requests += [
            (f"empty {address.name}", lambda url=url: client.post(url)),
            (f"JSON {address.name}", lambda url=url: client.post(url, "[{", content_type="application/json")),
            (f"file {address.name}", lambda url=url, file=broken: client.post(url, {"file": file, "files[]": "x"})),
            (f"PUT {address.name}", lambda url=url: client.put(url, b"{")),
        ]
    assert fallen(client, requests) == []


# Files that are kept or worked on, and were asked for by name, a template that is the same for all, and the report on
# comments, which the public reads as well: no lists.
FILES = {
    "portals_admin:board_file", "portals_admin:proposal_file", "wagtail_localize:download_pofile", "procedure_template",
    "comments:report_file",
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
