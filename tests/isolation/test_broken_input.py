"""Every address of the admin, asked and sent what no screen of ours sends: no view falls over it."""

from __future__ import annotations

import os
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.isolation.rows import undone
from tests.isolation.test_mixed_ids import asked, sent
from tests.isolation.walks import browser, walk

pytestmark = [pytest.mark.django_db, pytest.mark.slow(reason="asks every address of the admin")]

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
