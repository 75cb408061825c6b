"""What the admin says when something is wrong: every form is sent empty, by the first role that it is for."""

import re
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup, Tag
from django.http import HttpResponse

from tests.exhaustive_state import SHOWN
from tests.isolation.rows import undone
from tests.isolation.walks import browser, walk

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow(reason="asks every address of the admin"),
    pytest.mark.when_changed(*SHOWN),
]

# The widest first: what an operator is shown nobody else is asked for.
ROLES = (
    "operator", "head", "portal_admin", "editor", "answering_officer", "supervisor", "collaborator", "section_editor",
    "member", "city_head",
)  # fmt: skip
# Words of which an English sentence has one, and a Vietnamese none.
ENGLISH = re.compile(
    r"\b(the|and|of|is|are|this|not|required|error|please|enter|select|permission|field|value|choose|must|with|cannot)\b",
    re.IGNORECASE,
)
# Public pages, in their own language.
PUBLIC = re.compile("preview|view_draft|revisions_view")
# Asked for where nothing is chosen instead, as stands beside it.
ONE_OF_TWO = {
    ("questions_admin:decline", "Cơ quan có thẩm quyền"),
    ("questions_admin:officer_end", "Lý do chưa có người kế nhiệm"),
}
UNSEEN = "script, style, template, svg"


def lines_of(page: BeautifulSoup) -> list[str]:
    for element in page.select(UNSEEN):
        element.decompose()
    return page.get_text("\n", strip=True).split("\n")


def fields_asked_for(page: BeautifulSoup) -> Iterator[Tag]:
    """Labels of the fields beside which an error stands."""
    for wrapper in page.select(".w-field__wrapper"):
        error, label = wrapper.select_one(".error-message"), wrapper.select_one("label, legend")
        if error is not None and label is not None and error.get_text(strip=True):
            yield label


def is_screen(response: HttpResponse) -> bool:
    shown = response.status_code in {200, 403, 404, 422} and "html" in response.get("Content-Type", "")
    return shown and not response.streaming


def test_empty_forms_are_refused_in_vietnamese_and_what_they_ask_for_has_its_star(world, record_property):
    answered, english, unmarked = set(), set(), set()
    for role in ROLES:
        client = browser(world.superuser if role == "operator" else world.person(role))
        for address in walk():
            if address.name in answered or PUBLIC.search(address.name):
                continue
            with undone():
                response = client.post(address.fill(world.own), {})
            if not is_screen(response):
                continue
            if response.status_code in {200, 422}:
                answered.add(address.name)
            page = BeautifulSoup(response.content, "html.parser")
            unmarked |= {
                (address.name, label.get_text(" ", strip=True))
                for label in fields_asked_for(page)
                if label.select_one(".w-required-mark") is None
            }
            english |= {(address.name, line) for line in lines_of(page) if ENGLISH.search(line)}
    assert sorted(english) == []
    assert unmarked == ONE_OF_TWO
    record_property("forms sent empty", len(answered))
