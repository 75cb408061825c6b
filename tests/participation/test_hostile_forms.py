"""Public forms take 2,000 hostile inputs: each is received or refused in words, and none is shown unescaped."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.isolation.rows import undone
from tests.participation.comments import FILLED, make_draft
from tests.participation.contributions import FILLED as CONTRIBUTION
from tests.participation.dialogues import FILLED as LIVE
from tests.participation.dialogues import make_event
from tests.participation.polls import make_poll_page

pytestmark = [pytest.mark.django_db, pytest.mark.slow(reason="sends 2,000 forms")]

SCRIPT = "<script>alert('thu')</script>"
HOSTILE = (
    "",
    " ",
    "\u200b\u2060\ufeff",
    "a\x00b",
    "\x00",
    "\x1b[31m\x07",
    "\u202egnp.exe\u202c",
    "😀" * 200,
    b"\xff\xfe\xed\xa0\x80",
    "a" * 100_000,
    "ệ" * 9_000,
    "e\u0323\u0302" * 3_000,
    "\r\n" * 2_000,
    "\n\r\x85\u2028\u2029",
    "%00%ff%c0%ae",
    SCRIPT,
    f"\"'>{SCRIPT}",
    "{{ 7*7 }}{% debug %}",
    "${jndi:ldap://127.0.0.1/a}",
    "javascript:alert(1)",
    "=cmd|' /C calc'!A0",
    "' OR 1=1; DROP TABLE participation_comment; --",
    "\\u0000\\x00",
    '*:* AND (a OR) NOT "',
    "../../../../etc/passwd",
    "-1",
    "0",
    "99999999999999999999999999",
    "1e309",
    "NaN",
    "true",
    "None",
    "[]",
    '{"$gt": ""}',
    "0001-01-01",
    "9999-12-31",
    "a@b",
    "a@b.vn\nBcc: c@d.vn",
    "0901 234 567; 0901",
    "\u0661\u0662\u0663",
    "../%2e%2e/",
    "on",
    "constructor",
    "__proto__",
)

FURTHER = tuple(f"anh{number}-" for number in range(2, 20))


class PublicFormOf:
    """A public form as it stands on its page."""

    def __init__(self, client: Client, address: str, filled: dict[str, str], *, name: str = "") -> None:
        self.client, self.filled = client, filled
        page = BeautifulSoup(client.get(address).content, "html.parser")
        forms = page.select("main form[method=post]")
        form = next(one for one in forms if not name or one.find(attrs={"name": name}))
        self.address = form.get("action") or address
        self.fields = {
            one["name"]: one.get("value") or ""
            for one in form.select("input[name], textarea[name], select[name]")
            # Parts of further pictures are as the first.
            if not one["name"].startswith(FURTHER)
        }

    def inputs(self) -> Iterator[tuple[str, HttpResponse]]:
        """Each field with each value, the other fields as a person fills them in."""
        for field in self.fields:
            for value in (*HOSTILE, [SCRIPT, SCRIPT], SimpleUploadedFile("a\u202e.svg", SCRIPT.encode())):
                sent = {name: self.filled.get(name, kept) for name, kept in self.fields.items()} | {field: value}
                with undone():
                    yield field, self.client.post(self.address, sent)


def test_public_forms_take_hostile_input(district):
    client = Client(headers={"host": district.host}, raise_request_exception=False)
    draft = make_draft(district)
    forms = [
        PublicFormOf(client, f"/gop-y/{draft.pk}/gui/", FILLED),
        PublicFormOf(client, reverse("rate"), {"content": "4", "words": "Cần mẫu đơn."}),
        PublicFormOf(client, reverse("contribute"), CONTRIBUTION),
        PublicFormOf(client, f"/doi-thoai/{make_event(district).pk}/", LIVE),
        PublicFormOf(client, urlsplit(make_poll_page(district).get_url()).path, {}, name="chon"),
    ]
    count, fallen, shown = 0, [], []
    for form in forms:
        for field, answer in form.inputs():
            count += 1
            if answer.status_code >= 500:
                fallen.append((form.address, field, answer.status_code))
            elif SCRIPT in answer.content.decode(errors="replace"):
                shown.append((form.address, field))
    assert (fallen, shown) == ([], [])
    assert count >= 2_000
