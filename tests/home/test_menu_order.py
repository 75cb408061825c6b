"""The order of the menu: who sorts it, what the board approves, where the public sees it."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from editorial.enums import ProposalState
from editorial.models import ProposedChange
from home.menu import menu_rows, sort_menu
from home.models import MenuOrder, SectionPage
from members.enums import Role, Seat
from provisioning.errors import OwnOpenedRow
from provisioning.portal_states import archive_portal, open_portal
from sites.errors import PortalArchived
from tests.admin import browser, is_shut, told, url
from tests.factories import (
    AT,
    DISTRICT,
    WARD,
    all_answered,
    make_head,
    make_member,
    make_portal,
    section_of,
)
from tests.home.branches import approve, english_draft, open_english
from tests.proposals import act

pytestmark = pytest.mark.django_db


def address(portal):
    return reverse("menu_order", args=[portal.pk])


def keys(portal):
    return [row.translation_key for row in menu_rows(portal)]


def sorted_by(portal, person, order):
    return browser(person).post(address(portal), {"sections": order})


def public(portal, selector, path="/"):
    page = BeautifulSoup(Client(headers={"host": portal.host}).get(path).content, "html.parser")
    return [" ".join(link.get_text().split()) for link in page.select(selector)]


def last_first(portal):
    now = keys(portal)
    return [now[-1], *now[:-1]]


def new_section(portal, title):
    """Nobody has submitted it yet."""
    home = section_of(portal).get_parent()
    return home.add_child(instance=SectionPage(title=title, slug="chuyen-muc-moi", live=False))


@pytest.mark.slow(reason="reads several public pages")
def test_order_is_public_in_every_list_once_the_board_approved_it(district):
    """What is in no menu moves too: the home page and the site map name it."""
    menu = public(district, ".site-nav li a")
    wanted = list(reversed(keys(district)))
    assert "trình Ban Biên tập" in told(sorted_by(district, make_head(district), wanted))
    assert public(district, ".site-nav li a") == menu
    change = ProposedChange.objects.get()
    assert act(change, make_head(district, seat=Seat.DEPUTY)).state == ProposalState.MADE
    *sections, site_map = menu
    assert public(district, ".site-nav li a") == [*reversed(sections), site_map]
    titles = [row.title for row in menu_rows(district) if row.is_public]
    listed = public(district, ".site-tree > ul > li > a", "/so-do-cong/")
    assert [title for title in listed if title in titles] == titles


def test_nobody_approves_the_own_order(district):
    head = make_head(district)
    sorted_by(district, head, last_first(district))
    with pytest.raises(PermissionDenied):
        act(ProposedChange.objects.get(), head)


@pytest.mark.slow(reason="publishes English pages")
def test_english_menu_has_the_order_of_the_vietnamese(district):
    open_english(district)
    for slug in ("gioi-thieu", "tin-tuc"):
        approve(english_draft(section_of(district, slug)), district)
    before = public(district, ".site-nav li a", "/en/")
    sort_menu(district, list(reversed(keys(district))), by=make_head(district), at=AT)
    act(ProposedChange.objects.get(), make_head(district, seat=Seat.DEPUTY))
    assert public(district, ".site-nav li a", "/en/")[:2] == before[:2][::-1]


def test_administrators_sort_it_and_nobody_else_of_the_portal(district):
    admin = make_member(district, Role.PORTAL_ADMIN)
    assert browser(admin).get(address(district)).status_code == 200
    for role in (Role.EDITOR, Role.REPORTER):
        assert is_shut(sorted_by(district, make_member(district, role), last_first(district)))
    assert not ProposedChange.objects.exists()


def test_sections_of_another_portal_are_neither_shown_nor_sorted(district):
    ward = make_portal(WARD)
    other = new_section(ward, "Mục của phường")
    head = make_head(district)
    assert is_shut(browser(head).get(address(ward)))
    assert is_shut(sorted_by(ward, head, last_first(ward)))
    assert other.title not in browser(head).get(address(district)).content.decode()
    sort_menu(district, [str(other.translation_key), *last_first(district)], by=head, at=AT)
    assert str(other.translation_key) not in ProposedChange.objects.get().values["sections"]


def test_menu_of_an_archived_portal_is_offered_to_nobody_and_stays_as_it_is(district):
    head, order = make_head(district), last_first(district)
    archive_portal(district, by=None, at=AT, legal_basis="1685/NQ-UBTVQH15", successor=None)
    board = browser(head)
    assert is_shut(board.get(address(district)))
    assert reverse("own_menus") not in board.get(reverse("wagtailadmin_home")).text
    with pytest.raises(PortalArchived):
        sort_menu(district, order, by=head, at=AT)


def test_section_made_later_stands_last(district):
    sort_menu(district, last_first(district), by=make_head(district), at=AT)
    act(ProposedChange.objects.get(), make_head(district, seat=Seat.DEPUTY))
    before = keys(district)
    newer = new_section(district, "Chuyên mục mới")
    assert keys(district) == [*before, str(newer.translation_key)]


def test_order_as_it_is_asks_the_board_nothing(district):
    assert told(sorted_by(district, make_head(district), keys(district)))
    assert not ProposedChange.objects.exists()
    assert not MenuOrder.objects.exists()


def shown_to(person, portal):
    """The sections in the order of the screen."""
    page = BeautifulSoup(browser(person).get(address(portal)).content, "html.parser")
    return [hidden["value"] for hidden in page.select("input[name=sections]")]


@pytest.mark.slow(reason="publishes several pages, and asks their screens")
def test_screen_begins_with_the_own_order_that_waits_and_setting_it_back_takes_it_back(district):
    head, deputy = make_head(district), make_head(district, seat=Seat.DEPUTY)
    now, wanted = keys(district), last_first(district)
    sorted_by(district, head, wanted)
    assert [shown_to(person, district) for person in (head, deputy)] == [wanted, now]
    # To leave the public order as it is takes no work of somebody else away.
    sorted_by(district, deputy, now)
    change = ProposedChange.objects.open().get()
    assert (change.proposed_by, change.values["sections"]) == (head, wanted)
    assert told(sorted_by(district, head, now))
    change.refresh_from_db()
    assert change.state == ProposalState.DROPPED
    assert shown_to(head, district) == now


def test_order_is_decided_on_without_ticks(district):
    head, deputy = make_head(district), make_head(district, seat=Seat.DEPUTY)
    _is_changed, change = sort_menu(district, last_first(district), by=head, at=AT)
    screen = url("decide_proposal", change.pk, "approve", change.current_workflow_task_state.pk)
    page = BeautifulSoup(browser(deputy).get(screen).content, "html.parser")
    assert page.select("form textarea[name=comment]")
    assert not page.select("form input[type=checkbox]")


def test_before_the_opening_it_is_written_at_once_and_opens_with_the_portal(portal):
    district = make_portal(DISTRICT, opened=False)
    head, deputy = make_head(district), make_head(district, seat=Seat.DEPUTY)
    order = last_first(district)
    sort_menu(district, order, by=head, at=AT)
    assert keys(district) == order
    with pytest.raises(OwnOpenedRow):
        open_portal(district, by=head, at=AT, checklist=all_answered())
    open_portal(district, by=deputy, at=AT, checklist=all_answered())
    assert keys(district) == order


@pytest.mark.slow(reason="opens the explorer five times")
def test_explorer_lets_nobody_drag_what_the_server_would_not_move(district):
    """Public pages stay in the tree; below a section that is not public yet, heads order its drafts."""
    draft = new_section(district, "Chuyên mục nháp")
    head, editor = browser(make_head(district)), browser(make_member(district))

    def drags(client, page):
        answer = client.get(reverse("wagtailadmin_explore", args=[page.pk]), {"ordering": "ord"})
        return "w-orderable" in answer.content.decode()

    home = section_of(district).get_parent()
    assert [drags(head, page) for page in (home, section_of(district), draft)] == [False, False, True]
    assert not drags(editor, draft)
    assert address(district) in head.get(reverse("wagtailadmin_explore", args=[home.pk])).content.decode()
