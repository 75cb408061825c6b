"""The content calendar of one portal: what stands on which day, other days for drafts, and the secret address."""

from datetime import datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from wagtail.models import Page

from adminsite.enums import AdminEventKind
from adminsite.models import CalendarFeed
from adminsite.newsroom.calendar import SCHEDULED, CalendarQuery, pages_of_calendar, weeks_between
from adminsite.newsroom.feeds import end_address, make_address, token_of
from audit.models import PortalEvent
from deadlines.enums import Trigger
from deadlines.models import InformationCategory
from editorial.enums import ReviewEventKind
from editorial.errors import BoardDecidesTime, NothingToSubmit, PlanForbidden, PlannedInThePast
from editorial.review.schedule import plan_publication
from home.models import PublicationDeadline
from members.enums import Role
from members.memberships import withdraw_membership
from oversight.models import CoverageAssignment
from sites.directory import get_directory
from tests.admin import browser, errors_at, is_shut, url
from tests.each import each_case
from tests.editorial.review_variants import submit
from tests.factories import make_article, make_city_editor, make_head, make_member, publish, section_of
from tests.remembering import remembered
from tests.statements import counted_statements

pytestmark = pytest.mark.django_db

# Within what the feed tells of, and a page of the calendar of its month.
DAY = (timezone.localdate() + timedelta(days=40)).replace(day=15)
AT = timezone.make_aware(datetime.combine(DAY, datetime.min.time())).replace(hour=9)


def planned(portal, title, *, at=AT, owner=None):
    """A draft that is meant for a time."""
    page = make_article(portal, title, published=False, owner=owner or make_member(portal))
    draft = page.get_latest_revision_as_object()
    draft.go_live_at = at
    draft.save_revision(user=page.owner)
    return Page.objects.get(pk=page.pk).specific


def conference(portal, title):
    from information.models import PressConferencePage  # noqa: PLC0415 -- beside its factory

    page = PressConferencePage(
        title=title, starts_at=AT, place="Hội trường", chair="Chánh Văn phòng", live=False,
        source_agency=portal.governing_body, owner=make_member(portal),
    )  # fmt: skip
    section_of(portal, "gioi-thieu").add_child(instance=page)
    page.save_revision(user=page.owner)
    return page


def due(portal, title):
    page = make_article(portal, title, published=False, owner=make_member(portal))
    PublicationDeadline.objects.create(
        page=page, portal=portal, category=InformationCategory.objects.first(), trigger=Trigger.EVENT,
        trigger_date=DAY, due=DAY,
    )  # fmt: skip


@pytest.fixture
@remembered
def entries(city, district):
    """One of each kind on both portals."""
    made = []
    for portal, mark in ((city, "CuaThanhPho"), (district, "CuaQuan")):
        editor, head = make_member(portal), make_head(portal)
        draft = planned(portal, f"Nháp {mark}")
        submit(planned(portal, f"Chờ {mark}"), editor)
        publish(planned(portal, f"Hẹn {mark}"), by=head, author=editor)
        conference(portal, f"Họp báo {mark}")
        due(portal, f"Hạn {mark}")
        CoverageAssignment.objects.create(
            portal=portal, event=f"Lễ {mark}", place="Ủy ban", starts_at=AT, person=editor, due_at=AT,
            assigned_at=AT, assigned_by=head,
        )  # fmt: skip
        made.append(draft)
    return made


KINDS = {"planned", "waiting", "scheduled", "conference", "due", "coverage"}


def calendar_of(person, **asked):
    return BeautifulSoup(
        browser(person).get(url("content_calendar"), {"day": DAY.isoformat(), **asked}).content, "html.parser"
    )


@pytest.mark.both_engines
@pytest.mark.slow(reason="asks several cases in turn")
@each_case("span", ["month", "week"])
def test_month_and_week_show_each_kind_of_the_own_portal_on_its_day(entries, district, span):
    shown = calendar_of(make_head(district), span=span)
    cell = shown.select_one(f'td[data-day="{DAY.isoformat()}"]')
    found = {name for entry in cell.select("li") for name in KINDS if f"calendar-entry--{name}" in entry["class"]}
    assert found == KINDS
    assert "CuaThanhPho" not in shown.get_text()


@pytest.mark.slow(reason="asks many screens of the admin")
def test_portal_of_others_is_not_shown_and_a_city_editor_chooses_one(entries, city, district):
    assert "CuaThanhPho" not in calendar_of(make_head(district), portal=city.pk).get_text()
    shown = calendar_of(make_city_editor(), portal=city.pk).get_text()
    assert "Nháp CuaThanhPho" in shown
    assert "CuaQuan" not in shown
    assert is_shut(browser(make_member(district, Role.PORTAL_ADMIN)).get(url("calendar_address", city.pk)))


@pytest.mark.slow(reason="asks many screens of the admin")
@pytest.mark.both_engines
def test_approved_time_is_read_in_its_portal_alone_by_who_sees_its_page(entries, city, district):
    everywhere, elsewhere = make_city_editor(), make_member(city)
    for portal, person, titles in (
        (city, everywhere, ["Hẹn CuaThanhPho"]),
        (district, everywhere, ["Hẹn CuaQuan"]),
        (district, elsewhere, []),
    ):
        query = CalendarQuery(get_directory().by_id[portal.pk], person, DAY, DAY)
        assert [entry.title for entry in pages_of_calendar(query) if entry.kind is SCHEDULED] == titles


@pytest.mark.both_engines
def test_draft_without_a_day_stands_beside_the_days_and_is_moved_by_its_form(district):
    page = make_article(district, "Chưa có ngày", published=False, owner=make_member(district))
    editor = make_member(district)
    undated = calendar_of(editor).select_one(".content-calendar__undated")
    move = undated.select_one("[data-move-url]")["data-move-url"]
    response = browser(editor).post(move, {"day": DAY.strftime("%d/%m/%Y")})
    assert response.status_code == 302
    assert calendar_of(editor).select_one(f'td[data-day="{DAY.isoformat()}"] li.calendar-entry--planned')
    page = Page.objects.get(pk=page.pk)
    assert page.get_latest_revision_as_object().go_live_at.date() == DAY
    assert not page.live
    event = PortalEvent.objects.get(kind=ReviewEventKind.ITEM_PLANNED)
    assert (event.portal, event.actor) == (district, editor)


def test_time_of_day_is_kept_when_a_draft_is_moved(entries, district):
    _foreign, draft = entries
    other = DAY + timedelta(days=1)
    browser(make_member(district)).post(url("plan_page", draft.pk), {"day": other.strftime("%d/%m/%Y")})
    at = timezone.localtime(Page.objects.get(pk=draft.pk).get_latest_revision_as_object().go_live_at)
    assert (at.date(), at.hour) == (other, 9)


def test_day_that_has_passed_is_refused_beside_its_field(entries, district):
    response = browser(make_member(district)).post(url("plan_page", entries[1].pk), {"day": "01/02/2021"})
    assert response.status_code == 422
    assert errors_at(response, "day")


@each_case("title", ["Chờ CuaQuan", "Hẹn CuaQuan"])
def test_what_is_in_review_or_approved_is_not_moved(entries, district, title):
    page = Page.objects.get(title=title)
    with pytest.raises(BoardDecidesTime):
        plan_publication(page, AT + timedelta(days=1), by=make_head(district), at=timezone.now())
    entry = next(li for li in calendar_of(make_head(district)).select("td li") if title in li.get_text())
    assert not entry.has_attr("data-move-url")


def test_page_without_a_draft_is_not_moved(district):
    editor = make_member(district)
    page = publish(make_article(district, published=False, owner=editor), by=make_head(district), author=editor)
    with pytest.raises(NothingToSubmit):
        plan_publication(page, AT, by=editor, at=timezone.now())


def test_draft_of_another_portal_is_not_moved(entries, city, district):
    foreign, own = entries
    assert is_shut(browser(make_member(district)).post(url("plan_page", foreign.pk), {"day": "01/02/2099"}))
    with pytest.raises(PlanForbidden):
        plan_publication(own, AT, by=make_member(city), at=timezone.now())
    with pytest.raises(PlannedInThePast):
        plan_publication(own, timezone.now() - timedelta(days=1), by=make_member(district), at=timezone.now())


def read(token):
    response = Client(headers={"host": settings.ADMIN_HOST}).get(reverse("calendar_feed", args=[token]))
    return response.status_code, response.content.decode()


def test_secret_address_tells_of_its_portal_alone_until_it_is_renewed_or_ended(entries, city, district):
    person = make_head(district)
    client, address = browser(person), url("calendar_address", district.pk)
    client.post(address)
    token = token_of(CalendarFeed.objects.get())
    assert token in client.get(address).content.decode()
    status, content = read(token)
    assert status == 200
    assert {
        str(event["summary"]).split(": ")[1].split(" (")[0] for event in Calendar.from_ical(content).walk("VEVENT")
    } == {f"{word} CuaQuan" for word in ("Nháp", "Chờ", "Hẹn", "Họp báo", "Hạn", "Lễ")}
    client.post(address)
    renewed = token_of(CalendarFeed.objects.get())
    assert [read(one)[0] for one in (token, renewed)] == [404, 200]
    client.post(address, {"ends": "on"})
    assert read(renewed)[0] == 404
    kinds = PortalEvent.objects.filter(portal=district, actor=person).values_list("kind", flat=True)
    assert list(kinds).count(AdminEventKind.CALENDAR_ADDRESS_MADE) == 2
    assert list(kinds).count(AdminEventKind.CALENDAR_ADDRESS_ENDED) == 1


def test_address_of_who_left_the_portal_leads_nowhere(district):
    person = make_member(district)
    token = token_of(make_address(district, by=person, at=timezone.now()))
    assert read(token)[0] == 200
    withdraw_membership(person.memberships.get(), by=None, at=timezone.now(), reason="Chuyển công tác")
    assert read(token)[0] == 404
    assert read("khong-phai")[0] == 404
    assert read(f"{token}x")[0] == 404


def test_address_of_nobody_is_ended_without_a_word_in_the_record(district):
    end_address(district, by=make_member(district), at=timezone.now())
    assert not PortalEvent.objects.filter(kind=AdminEventKind.CALENDAR_ADDRESS_ENDED).exists()


@each_case(
    ("first", "last", "count"),
    [("2026-02-01", "2026-02-28", 5), ("2027-02-01", "2027-02-28", 4), ("2026-03-02", "2026-03-02", 1)],
)
def test_month_is_whole_weeks_from_monday(first, last, count):
    weeks = weeks_between(*map(datetime.fromisoformat, (first, last)))
    assert len(weeks) == count
    assert {week[0].weekday() for week in weeks} == {0}
    assert all(len(week) == 7 for week in weeks)


@pytest.mark.slow(reason="makes drafts and asks the calendar several times")
def test_calendar_costs_no_more_for_more_drafts(district):
    client, costs = browser(make_member(district)), []
    for round_ in range(2):
        for number in range(1 + 3 * round_):
            planned(district, f"Nháp {round_}.{number}")
        client.get(url("content_calendar"), {"day": DAY.isoformat()})
        with counted_statements() as statements:
            client.get(url("content_calendar"), {"day": DAY.isoformat()})
        costs.append(len(statements))
    assert costs[1] <= costs[0] <= 40
