"""What the admin says: every form is sent empty, and every other screen opened, by the first role it is for.

Words are read where people meet them: in the text, in tooltips, in empty fields, and where screen readers find them.
"""

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
    r"\b(the|and|of|is|are|this|not|required|error|please|enter|select|permission|field|value|choose|must|with|cannot"
    r"|include|descendants|pages(?!-))\b",
    re.IGNORECASE,
)
# What stands on the keyboard.
KEYS = "Ctrl + Enter"
# Public pages, in their own language.
PUBLIC = re.compile("preview|view_draft|revisions_view")
# Asked for where nothing is chosen instead, as stands beside it.
ONE_OF_TWO = {
    ("questions_admin:decline", "Cơ quan có thẩm quyền"),
    ("questions_admin:officer_end", "Lý do chưa có người kế nhiệm"),
}
# And what is said to be English: names that are shown in both languages.
UNSEEN = "script, style, svg, [lang=en]"
# Attributes that people read or hear; buttons that are inputs show their value.
SPOKEN = (
    "title", "aria-label", "aria-description", "aria-roledescription", "aria-valuetext", "placeholder", "alt", "label",
    "data-w-tooltip-content-value",
)  # fmt: skip


def lines_of(page: BeautifulSoup) -> list[str]:
    """Words of a screen, those of dialogs and menus that wait in templates among them."""
    for element in page.select(UNSEEN):
        element.decompose()
    templates = [line for one in page.select("template") for line in one.get_text("\n", strip=True).split("\n")]
    spoken = [element[name] for name in SPOKEN for element in page.select(f"[{name}]")]
    buttons = [button.get("value", "") for button in page.select("input:is([type=submit], [type=button])")]
    return [*page.get_text("\n", strip=True).split("\n"), *templates, *spoken, *buttons]


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
        opened: addresses without a form whose screens were shown.
        answered: addresses whose forms were shown again.
        unmarked: labels of fields that were asked for, without their star.
    """

    opened: set[str] = field(default_factory=set)
    answered: set[str] = field(default_factory=set)
    english: set[tuple[str, str]] = field(default_factory=set)
    unmarked: set[tuple[str, str]] = field(default_factory=set)


def said_to(world: World, roles: Iterable[str], *, opens: bool = False) -> Said:
    """Send every form of the admin empty, by the first of the roles that it is for.

    Args:
        opens: screens without a form as well.
    """
    said = Said()
    for role in roles:
        client = browser(world.superuser if role == "operator" else world.person(role))
        for address in walk():
            if address.name in said.answered | said.opened or PUBLIC.search(address.name):
                continue
            url = address.fill(world.own)
            with undone():
                response = client.post(url, {})
            if is_screen(response):
                said.answered |= {address.name} if response.status_code in {200, 422} else set()
            elif opens:
                with undone():
                    response = client.get(url)
                said.opened |= {address.name} if response.status_code == 200 else set()
            if not is_screen(response):
                continue
            page = BeautifulSoup(response.content, "html.parser")
            said.unmarked |= {
                (address.name, label.get_text(" ", strip=True))
                for label in fields_asked_for(page)
                if label.select_one(".w-required-mark") is None
            }
            said.english |= {(address.name, line) for line in lines_of(page) if ENGLISH.search(line.replace(KEYS, ""))}
    return said


def test_screens_and_refusals_of_empty_forms_are_vietnamese_and_what_is_asked_for_has_its_star(world, record_property):
    said = said_to(world, ROLES, opens=True)
    assert sorted(said.english) == []
    assert said.unmarked == ONE_OF_TWO
    record_property("screens opened", len(said.opened))
    record_property("forms sent empty", len(said.answered))


def test_who_has_no_form_of_their_own_is_refused_in_vietnamese_as_well(world):
    said = said_to(world, OTHER_ROLES)
    assert sorted(said.english) == []
    assert said.unmarked <= ONE_OF_TWO
