"""A portal opens complete: without the legal minimum it does not open, of the rest its board is warned."""

import pytest
from django.urls import reverse
from django.utils import timezone

from home.models import ContactPage
from members.enums import Role, Seat
from members.memberships import leave_board
from members.models import Board
from provisioning.errors import OpeningIncomplete
from provisioning.portal_states import approve_opening, open_portal
from sites.enums import PortalState
from sites.models import Portal
from sites.registry import missing_requirements
from tests.admin import browser, url
from tests.each import each_case
from tests.factories import AT, DISTRICT, WARD, all_answered, make_head, make_member, make_operator, make_portal
from tests.qa.factories import make_officer, make_unit

pytestmark = pytest.mark.django_db

REST = ["deputy", "contact_page", "answering_officer"]


@pytest.fixture
def portal(city):
    return make_portal(DISTRICT, opened=False)


def missing(portal):
    return [one.code for one in missing_requirements(portal, at=timezone.now())]


def without(portal, **facts):
    Portal.objects.filter(pk=portal.pk).update(**facts)
    portal.refresh_from_db()


def undecided(portal, **facts):
    Board.objects.filter(portal=portal).update(**facts)


def write_hours(portal):
    page = ContactPage.objects.descendant_of(portal.container).get(locale__language_code="vi")
    page.hours = "Thứ Hai đến thứ Sáu, 7 giờ 30 đến 17 giờ"
    page.save_revision(user=make_member(portal))
    return page


@pytest.mark.slow(reason="tries to open a portal twice in each case")
@each_case(
    ("lack", "values", "code"),
    [
        *((without, {name: ""}, name) for name in ("governing_body", "managing_agency", "operating_unit")),
        *((without, {name: ""}, name) for name in ("responsible_person", "address", "phone", "email")),
        # As it was kept before numbers were checked.
        (without, {"phone": "không có"}, "phone"),
        (undecided, {"founding_number": ""}, "founding_decision"),
        (undecided, {"founding_date": None}, "founding_decision"),
    ],
)
def test_portal_without_the_legal_minimum_does_not_open(portal, lack, values, code):
    head = make_head(portal)
    lack(portal, **values)
    for verb in (open_portal, approve_opening):
        with pytest.raises(OpeningIncomplete) as refused:
            verb(portal, by=head, at=AT, checklist=all_answered())
        assert refused.value.missing == [code]
    portal.refresh_from_db()
    assert portal.state == PortalState.PREPARING


def test_deputy_does_not_open_a_portal_whose_board_has_no_head(portal):
    deputy = make_head(portal, seat=Seat.DEPUTY)
    with pytest.raises(OpeningIncomplete) as refused:
        open_portal(portal, by=deputy, at=AT, checklist=all_answered())
    assert refused.value.missing == ["head"]


def test_rest_is_missing_until_it_is_there_and_keeps_no_portal_closed(portal):
    make_head(portal)
    elsewhere = make_portal(WARD, opened=False)
    make_head(elsewhere, seat=Seat.DEPUTY)
    make_officer(make_unit(elsewhere))
    write_hours(elsewhere)
    assert missing(portal) == REST
    write_hours(portal)
    make_head(portal, seat=Seat.DEPUTY)
    make_officer(make_unit(portal))
    assert missing(portal) == []


def test_hours_among_the_contacts_of_the_portal_are_those_of_its_contact_page(portal):
    without(portal, opening_hours="Thứ Hai đến thứ Sáu")
    assert "contact_page" not in missing(portal)
    open_portal(portal, by=make_head(portal), at=AT, checklist=all_answered())
    assert "contact_page" not in missing(portal)


def test_contact_page_that_does_not_open_with_the_portal_is_missing(portal):
    page = write_hours(portal)
    page.get_workflow().start(page, make_member(portal))
    without(portal, opening_hours="Thứ Hai đến thứ Sáu")
    assert "contact_page" in missing(portal)
    # The hours are there: what is left is the work of editors.
    assert links(make_operator(), "detail", portal)["contact_page"] == ""


def test_portal_opens_with_warnings(portal):
    assert open_portal(portal, by=make_head(portal), at=AT, checklist=all_answered())
    assert missing(portal) == REST


def links(person, screen, portal):
    """Codes of what the screen says is missing, with the address where this person can enter it."""
    context = browser(person).get(url(screen, portal.pk)).context
    rows = [*context["missing_legal"], *context["missing_rest"]]
    return {row["requirement"].code: row["url"] for row in rows}


@pytest.mark.slow(reason="three people look at all that would open")
def test_screens_say_what_is_missing_with_a_link_for_whoever_can_enter_it(portal):
    head = make_head(portal)
    without(portal, phone="")
    contact = ContactPage.objects.descendant_of(portal.container).get(locale__language_code="vi")
    page = browser(head).get(url("open", portal.pk))
    assert 'name="approved"' not in page.content.decode()
    edit = reverse("wagtailadmin_pages:edit", args=[contact.pk])
    assert links(head, "open", portal) == {"phone": "", "deputy": "", "contact_page": edit, "answering_officer": ""}
    assert links(make_operator(), "detail", portal) == {
        "phone": url("contacts", portal.pk),
        "deputy": url("board", portal.pk),
        "contact_page": url("contacts", portal.pk),
        "answering_officer": "",
    }
    without(portal, phone="1022")
    assert 'name="approved"' in browser(head).get(url("open", portal.pk)).content.decode()


def test_administrator_of_the_portal_enters_its_contacts_and_no_other_one_does(portal):
    without(portal, phone="")
    (phone,) = [one for one in missing_requirements(portal, at=timezone.now()) if one.code == "phone"]
    today = timezone.localdate()
    assert phone.may_enter(make_member(portal, Role.PORTAL_ADMIN), portal, today)
    assert not phone.may_enter(make_member(make_portal(WARD, opened=False), Role.PORTAL_ADMIN), portal, today)


def test_administrator_of_the_portal_is_who_names_officers(portal):
    (officers,) = [one for one in missing_requirements(portal, at=timezone.now()) if one.code == "answering_officer"]
    today = timezone.localdate()
    assert officers.may_enter(make_member(portal, Role.PORTAL_ADMIN), portal, today)
    assert not officers.may_enter(make_member(make_portal(WARD, opened=False), Role.PORTAL_ADMIN), portal, today)


def test_head_who_left_is_no_head(portal):
    make_head(portal, seat=Seat.DEPUTY)
    make_head(portal)
    seat = portal.board.seats.get(seat=Seat.HEAD)
    leave_board(seat, by=None, at=timezone.now(), last_day=timezone.localdate() - timezone.timedelta(days=1))
    assert missing(portal)[0] == "head"
