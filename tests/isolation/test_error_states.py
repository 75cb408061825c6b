"""What the admin says when something is wrong: every form is sent empty, by the first role that it is for."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pytest
from bs4 import BeautifulSoup, Tag
from django.http import HttpResponse

from tests.exhaustive_state import SHOWN
from tests.isolation.rows import undone
from tests.isolation.walks import browser, walk
from tests.isolation.world import World

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow(reason="asks every address of the admin"),
    pytest.mark.when_changed(*SHOWN),
]

# The widest first: what an operator is shown nobody else is asked for.
ROLES = ("operator", "head", "portal_admin", "editor", "answering_officer", "supervisor", "collaborator")
# Shown nothing but what one of these is shown; what they are refused is walked for itself.
OTHER_ROLES = ("section_editor", "member", "city_head")
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


@dataclass
class Said:
    """What was said to some roles, each entry with the name of its address.

    Attributes:
        answered: addresses whose forms were shown again.
        unmarked: labels of fields that were asked for, without their star.
    """

    answered: set[str] = field(default_factory=set)
    english: set[tuple[str, str]] = field(default_factory=set)
    unmarked: set[tuple[str, str]] = field(default_factory=set)


def said_to(world: World, roles: Iterable[str]) -> Said:
    """Send every form of the admin empty, by the first of the roles that it is for."""
    said = Said()
    for role in roles:
        client = browser(world.superuser if role == "operator" else world.person(role))
        for address in walk():
            if address.name in said.answered or PUBLIC.search(address.name):
                continue
            with undone():
                response = client.post(address.fill(world.own), {})
            if not is_screen(response):
                continue
            if response.status_code in {200, 422}:
                said.answered.add(address.name)
            page = BeautifulSoup(response.content, "html.parser")
            said.unmarked |= {
                (address.name, label.get_text(" ", strip=True))
                for label in fields_asked_for(page)
                if label.select_one(".w-required-mark") is None
            }
            said.english |= {(address.name, line) for line in lines_of(page) if ENGLISH.search(line)}
    return said


def test_empty_forms_are_refused_in_vietnamese_and_what_they_ask_for_has_its_star(world, record_property):
    said = said_to(world, ROLES)
    assert sorted(said.english) == []
    assert said.unmarked == ONE_OF_TWO
    record_property("forms sent empty", len(said.answered))


def test_who_has_no_form_of_their_own_is_refused_in_vietnamese_as_well(world):
    said = said_to(world, OTHER_ROLES)
    assert sorted(said.english) == []
    assert said.unmarked <= ONE_OF_TWO
