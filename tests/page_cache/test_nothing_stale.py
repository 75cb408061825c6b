"""After every kind of change, each copy says what its page would say if it were made now."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from deadlines.enums import DayKind
from deadlines.working_calendar import DayEntry, enter_day
from editorial.enums import TakedownReason
from editorial.proposals.actions.proposal import open_proposal
from editorial.withdrawal.actions import take_down
from home.menu import menu_rows, sort_menu
from home.models import MenuOrder
from members.enums import Role, Seat
from page_cache.generations import end_generations
from page_cache.middleware import COPY
from participation.enums.submissions import ErasureReason
from participation.erasing import erase_sender
from provisioning.fact_changes import change_portal_facts
from provisioning.host_changes import change_host
from provisioning.portal_states import archive_portal, open_portal, suspend_portal
from qa.core import actions as questions
from qa.core import closing
from qa.core.units import change_unit
from qa.enums import QuestionState, Visibility, WithholdReason
from qa.oversight.figures import count_questions
from qa.publication.visibility import ask_to_withhold, confirm_visibility
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
from tests.fullest import full_linked_item, make_document
from tests.home.branches import open_english, translated
from tests.information.factories import make_item
from tests.proposals import act
from tests.qa.approvals import write_public
from tests.qa.factories import LATER, make_forwarded, make_officer, make_question, make_unit

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow(reason="asks some forty addresses again after each of many changes"),
]

PATHS = ("/", "/en/", "/tin-tuc/", "/hoi-dap/", "/so-do-cong/", "/sitemap.xml")

PAGES = ("article", "procedure", "naming", "linked")

World = dict[str, Any]


@pytest.fixture
def world(city, district) -> World:
    ward = make_portal(WARD)
    elsewhere = make_article(ward, "Tin của phường khác")
    named = [{"type": "paragraph", "value": f'<p><a linktype="page" id="{elsewhere.pk}">Xem tin của phường</a></p>'}]
    linked = full_linked_item(district, parent=section_of(district), target=elsewhere)
    publish_approved_page(linked, by=make_head(district))
    # The unit of the one, and the question that the other was joined with, stand on another portal.
    forwarded, joined = (make_forwarded(district, ward) for _number in range(2))
    questions.assign_question(forwarded, unit=make_unit(ward), by=make_head(ward), at=LATER)
    into = make_question(ward, QuestionState.ASSIGNED)
    write_public(into, public_title="Nhờ tra sổ hộ tịch", published_at=LATER, sorted_on=LATER.date())
    closing.merge_question(joined, into=into, by=make_head(ward), at=LATER)
    for question in (forwarded, joined):
        write_public(question, sorted_on=LATER.date())
    return {
        "elsewhere": elsewhere,
        "naming": make_article(district, "Bài có liên kết", body=named),
        "linked": linked,
        "forwarded": forwarded,
        "joined": joined,
        "into": into,
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


def withdraw_elsewhere(world: World) -> None:
    by = make_head(world["ward"])
    take_down(world["elsewhere"], by=by, reason_class=TakedownReason.OTHER, reason="Sai", at=timezone.now())


def rename_unit(world: World) -> None:
    ward, unit = world["ward"], make_unit(world["ward"])
    by = make_member(ward, Role.PORTAL_ADMIN)
    change_unit(unit, name_vi="Phòng Tư pháp", name_en="Justice", position=1, by=by, at=LATER)
    act(open_proposal(unit), make_head(ward))


def withhold_joined(world: World) -> None:
    ward, question = world["ward"], world["into"]
    because = WithholdReason.PERSONAL_DATA
    ask_to_withhold(question, to=Visibility.SENDER_ONLY, because=because, text="Lộ", by=make_head(ward), at=LATER)
    confirm_visibility(question, by=make_head(ward, seat=Seat.DEPUTY), at=LATER)


def sort_sections(world: World) -> None:
    district = world["district"]
    order = [row.translation_key for row in reversed(menu_rows(district))]
    sort_menu(district, order, by=make_head(district), at=LATER)
    act(open_proposal(MenuOrder.objects.get(portal=district)), make_head(district, seat=Seat.DEPUTY))


def archive(world: World) -> None:
    at = timezone.now()
    archive_portal(world["ward"], by=make_operator(), at=at, legal_basis="Nghị quyết 1685", successor=world["district"])


def make_a_holiday(world: World) -> None:
    day = world["asked"].answer_due
    entry = DayEntry(day, DayKind.HOLIDAY, "Nghỉ lễ", "Holiday", "Quyết định 1/QĐ-UBND")
    enter_day(entry, by=make_operator(), at=LATER)


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
    "a page of another portal is withdrawn that is named": withdraw_elsewhere,
    "a page of another portal moves that is named": lambda world: world["elsewhere"].move(
        section_of(world["ward"], "bao-chi"), pos="last-child"
    ),
    "a unit of another portal is renamed": rename_unit,
    "a question of another portal is withheld": withhold_joined,
    "figures of questions are counted": lambda world: count_questions(at=LATER),
    "the data of a sender are erased": lambda world: erase_sender(
        world["asked"].sender, because=ErasureReason.REQUEST, by=None, at=LATER
    ),
    "a portal has another host": lambda world: change_host(
        world["ward"], "bn.quan1.hochiminhcity.localhost", by=None, at=timezone.now(), reason="Đổi tên"
    ),
    "a portal is archived": archive,
    "sections of the menu are sorted": sort_sections,
    "a day becomes a holiday": make_a_holiday,
}


@each_case("change", CHANGES)
def test_no_copy_is_stale(world, change, settings, django_capture_on_commit_callbacks):
    settings.PAGE_CACHE_SECONDS = 600
    # The process remembers for a moment what the case before had.
    end_generations([None])
    places = [(world[name].host, path) for name in ("city", "district", "ward") for path in PATHS]
    host = world["district"].host
    places += [(host, urlsplit(world[name].full_url).path) for name in PAGES]
    places += [(host, f"/hoi-dap/{world[name].code}/") for name in ("asked", "forwarded", "joined")]
    for place in places:
        ask(*place)
    with django_capture_on_commit_callbacks(execute=True):
        CHANGES[change](world)
    given = {place: ask(*place) for place in places}
    # What was rendered after the change says what it is.
    hits = {place: page.content for place, page in given.items() if page.wsgi_request.META.get(COPY) == "hit"}
    settings.PAGE_CACHE_SECONDS = 0
    assert [place for place, content in hits.items() if content != ask(*place).content] == []


def ask(host: str, path: str) -> HttpResponse:
    return Client(headers={"host": host}).get(path)
