"""After every kind of change, each copy says what its page would say if it were made now."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from editorial.enums import TakedownReason
from editorial.withdrawal.actions import take_down
from page_cache.generations import end_generations
from provisioning.fact_changes import change_portal_facts
from provisioning.portal_states import open_portal, suspend_portal
from qa.core import actions as questions
from qa.enums import QuestionState
from tests.each import each_case
from tests.factories import (
    DEPARTMENT,
    WARD,
    all_answered,
    make_article,
    make_head,
    make_member,
    make_operator,
    make_portal,
    publish_approved_page,
    section_of,
)
from tests.fullest import make_document
from tests.home.branches import open_english, translated
from tests.information.factories import make_item
from tests.qa.factories import LATER, make_officer, make_question, make_unit

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow(reason="asks some forty addresses again after each of many changes"),
]

PATHS = ("/", "/en/", "/tin-tuc/", "/hoi-dap/", "/so-do-cong/", "/sitemap.xml")

World = dict[str, Any]


@pytest.fixture
def world(city, district) -> World:
    ward = make_portal(WARD)
    return {
        "city": city,
        "district": district,
        "ward": ward,
        "preparing": make_portal(DEPARTMENT, opened=False),
        "article": make_article(district, "Lịch tiêm chủng"),
        "procedure": make_item(district, "procedure", "Đăng ký khai sinh", published=True),
        "asked": make_question(district, QuestionState.ASSIGNED),
        "document": make_document(district),
    }


def correct(world: World) -> None:
    page = world["article"]
    page.lead = "Đổi giờ: từ 8 giờ."
    page.save_revision(user=make_member(world["district"]))
    publish_approved_page(page, by=make_head(world["district"]))


def translate(world: World) -> None:
    open_english(world["district"])
    translated(world["article"], world["district"])


def withdraw(world: World) -> None:
    by = make_head(world["district"])
    take_down(world["article"], by=by, reason_class=TakedownReason.OTHER, reason="Sai", at=timezone.now())


def move(world: World) -> None:
    world["article"].move(section_of(world["district"], "bao-chi"), pos="last-child")


def rename_file(world: World) -> None:
    world["document"].title = "Kế hoạch năm 2027"
    world["document"].save()


def begin_answer(world: World) -> None:
    question = world["asked"]
    questions.start_answer(question, by=make_officer(make_unit(world["district"])), at=LATER)


def rename_portal(world: World) -> None:
    change_portal_facts(world["district"], {"name_vi": "Quận Nhất"}, by=make_operator(), at=timezone.now())


def open_the_last(world: World) -> None:
    portal = world["preparing"]
    open_portal(portal, by=make_head(portal), at=timezone.now(), checklist=all_answered())


def suspend(world: World) -> None:
    portal = world["ward"]
    suspend_portal(portal, by=make_operator(), reason="Sự cố", at=timezone.now(), expected_return=None)


CHANGES: dict[str, Callable[[World], object]] = {
    "a page is published": lambda world: make_article(world["district"], "Tin thứ ba"),
    "a page is corrected": correct,
    "a page is translated": translate,
    "a page is withdrawn": withdraw,
    "a page moves": move,
    "a file is renamed": rename_file,
    "another portal publishes": lambda world: make_article(world["ward"], "Tin của phường"),
    "the city publishes": lambda world: make_article(world["city"], "Tin của Thành phố"),
    "the city warns": lambda world: make_item(world["city"], "alert", "Bão số 9", published=True, is_urgent=True),
    "a ward does the procedure too": lambda world: make_item(
        world["ward"], "procedure", "Đăng ký khai sinh", published=True, code=world["procedure"].code
    ),
    "English begins on the city portal": lambda world: open_english(world["city"]),
    "a question arrives": lambda world: make_question(world["district"]),
    "a question is worked on": begin_answer,
    "a question is answered": lambda world: make_question(world["district"], QuestionState.ANSWERED),
    "a portal is renamed": rename_portal,
    "a portal opens": open_the_last,
    "a portal is suspended": suspend,
}


@each_case("change", CHANGES)
def test_no_copy_is_stale(world, change, settings, django_capture_on_commit_callbacks):
    settings.PAGE_CACHE_SECONDS = 600
    # The process remembers for a moment what the case before had.
    end_generations([None])
    places = [(world[name].host, path) for name in ("city", "district", "ward") for path in PATHS]
    host = world["district"].host
    places += [(host, urlsplit(world[name].full_url).path) for name in ("article", "procedure")]
    places += [(host, f"/hoi-dap/{world['asked'].code}/")]
    for place in places:
        ask(*place)
    with django_capture_on_commit_callbacks(execute=True):
        CHANGES[change](world)
    given = {place: ask(*place) for place in places}
    settings.PAGE_CACHE_SECONDS = 0
    stale = [place for place in places if given[place].content != ask(*place).content]
    assert stale == []


def ask(host: str, path: str) -> HttpResponse:
    return Client(headers={"host": host}).get(path)
