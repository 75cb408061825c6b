"""Who changes the calendar of working days, what is refused, and what the record keeps.

Operators, and nobody else, are told of a year to confirm: once in each stage, as long as it is not confirmed.
"""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from audit.errors import ReasonMissing
from audit.models import PortalEvent
from deadlines.calendar_reminders import note_years
from deadlines.enums import CalendarNoticeKind, DayKind, DeadlineEventKind
from deadlines.errors import (
    CalendarForbidden,
    DayNotNumbered,
    DayNotSpecial,
    DecisionMissing,
    ExchangeUndocumented,
    KindOfDayWrong,
    NothingProvisional,
)
from deadlines.models import NumberedDay, SpecialDay
from deadlines.proposing import proposed_days
from deadlines.queries import working_calendar, years_to_confirm
from deadlines.working_calendar import (
    DayEntry,
    confirm_year,
    enter_day,
    enter_days,
    propose_year,
    register_clocks,
    remove_day,
)
from members.enums import Role
from members.memberships import grant_membership, withdraw_membership
from members.models import Membership
from notifications import notices
from notifications.enums import NoticeDropped
from notifications.models import Notice
from notifications.notice_mail import send_digests
from tests.admin import browser, url
from tests.deadlines.shipped import shipped_days
from tests.each import each_case
from tests.factories import AT, make_head, make_operator, make_supervisor, make_user

pytestmark = pytest.mark.django_db

MONDAY, SATURDAY = date(2027, 3, 1), date(2027, 3, 6)
OFF = DayEntry(MONDAY, DayKind.SWAPPED_OFF, "Nghỉ hoán đổi", "Day off by swap", "Thông báo 12/TB-BNV")
WORKED = DayEntry(SATURDAY, DayKind.WORKED, "Làm bù cho 01/3", "Worked for 1 March", "Thông báo 12/TB-BNV")


def calendar_events():
    return PortalEvent.objects.filter(kind=DeadlineEventKind.CALENDAR_CHANGED).order_by("pk")


@pytest.mark.both_engines
def test_operator_enters_a_swap_and_the_days_are_numbered_anew(city):
    before = NumberedDay.objects.get(date=SATURDAY).number
    enter_days([OFF, WORKED], by=make_operator(), at=AT)
    assert [working_calendar().is_working_day(day) for day in (MONDAY, SATURDAY)] == [False, True]
    assert NumberedDay.objects.get(date=MONDAY).is_working is False
    # One day less, one more.
    assert NumberedDay.objects.get(date=SATURDAY).number == before
    event = calendar_events().get()
    assert (event.portal, event.actor) == (None, make_operator())
    assert [(change["before"], change["after"]["date"]) for change in event.data["days"]] == [
        (None, "2027-03-01"),
        (None, "2027-03-06"),
    ]


@pytest.mark.both_engines
def test_what_is_said_of_a_day_again_replaces_what_was_said_and_the_event_keeps_both(city):
    # Saying the same again is no change.
    for entry in (OFF, OFF, replace(OFF, source="Quyết định 5/QĐ-TTg")):
        enter_day(entry, by=make_operator(), at=AT)
    assert calendar_events().count() == 2
    assert SpecialDay.objects.get(date=MONDAY).source == "Quyết định 5/QĐ-TTg"
    change = calendar_events().last().data["days"][0]
    assert (change["before"]["source"], change["after"]["source"]) == ("Thông báo 12/TB-BNV", "Quyết định 5/QĐ-TTg")


@each_case("entry", [OFF, WORKED])
def test_exchange_of_days_that_is_decided_names_its_document_by_number(city, entry):
    expected = replace(entry, source="Hoán đổi ngày làm việc năm 2027; chưa ghi số văn bản")
    with pytest.raises(ExchangeUndocumented):
        enter_day(expected, by=None, at=AT)
    enter_day(replace(expected, is_provisional=True), by=None, at=AT)
    with pytest.raises(ExchangeUndocumented):
        confirm_year(2027, source="Bộ Nội vụ đã thông báo", by=None, at=AT)
    assert SpecialDay.objects.get(date=entry.date).is_provisional
    confirm_year(2027, source="Thông báo 12/TB-BNV", by=None, at=AT)


def test_day_that_is_removed_is_as_the_week_has_it(city):
    enter_day(OFF, by=make_operator(), at=AT)
    with pytest.raises(ReasonMissing):
        remove_day(MONDAY, reason=" ", by=make_operator(), at=AT)
    remove_day(MONDAY, reason="Nhập nhầm năm", by=make_operator(), at=AT)
    assert working_calendar().is_working_day(MONDAY)
    event = calendar_events().last()
    assert (event.reason, event.data["days"][0]["after"]) == ("Nhập nhầm năm", None)
    with pytest.raises(DayNotSpecial):
        remove_day(MONDAY, reason="Nhập nhầm năm", by=make_operator(), at=AT)


@pytest.mark.both_engines
def test_one_decision_confirms_what_was_expected_of_a_year(city):
    assert confirm_year(2027, source="Quyết định 900/QĐ-TTg", by=make_operator(), at=AT) == 8
    assert not SpecialDay.objects.provisional().exists()
    assert set(SpecialDay.objects.filter(date="2027-02-08").values_list("source", flat=True)) == {
        "Quyết định 900/QĐ-TTg"
    }
    with pytest.raises(NothingProvisional):
        confirm_year(2027, source="Quyết định 900/QĐ-TTg", by=make_operator(), at=AT)


@each_case(
    ("entry", "refusal"),
    [
        (replace(OFF, source=" "), DecisionMissing),
        (replace(OFF, kind=DayKind.WORKED), KindOfDayWrong),
        (replace(WORKED, kind=DayKind.COMPENSATORY), KindOfDayWrong),
        (replace(OFF, date=date(2023, 12, 29)), DayNotNumbered),
        (replace(OFF, date=date(2099, 3, 2)), DayNotNumbered),
    ],
    ids=["without a decision", "week worked in exchange", "weekend in lieu", "too early", "too late"],
)
def test_entry_that_makes_no_sense_is_refused(city, entry, refusal):
    with pytest.raises(refusal):
        enter_day(entry, by=make_operator(), at=AT)
    assert not calendar_events().exists()


def test_calendar_is_the_operators(city):
    for verb, said, values in (
        (enter_day, OFF, {}),
        (remove_day, date(2026, 1, 1), {"reason": "Thử"}),
        (confirm_year, 2027, {"source": "QĐ"}),
    ):
        for stranger in (make_head(city), make_supervisor()):
            with pytest.raises(CalendarForbidden):
                verb(said, **values, by=stranger, at=AT)


@pytest.mark.both_engines
def test_clocks_are_told_what_changed_and_the_event_how_many_moved(city, monkeypatch):
    told = []
    # What the rooms above registered is not asked, and what the test registers is gone after it.
    monkeypatch.setattr("deadlines.working_calendar._clocks", {})
    register_clocks("một", lambda why, by, at: told.append((why, by, at)) or 3)
    assert enter_day(OFF, by=make_operator(), at=AT) == 3
    assert told == [("01/03/2027 Nghỉ hoán đổi (Thông báo 12/TB-BNV)", make_operator(), AT)]
    assert calendar_events().get().data["moved"] == 3


def test_next_year_is_proposed_as_provisional_and_what_is_decided_stays(city):
    decided = DayEntry(date(2028, 1, 25), DayKind.HOLIDAY, "Giao thừa", "New Year's Eve", "Quyết định 900/QĐ-TTg")
    enter_day(decided, by=None, at=AT)
    assert propose_year(2028, by=make_operator(), at=AT) == 15
    rows = {row.date: row for row in SpecialDay.objects.of_year(2028)}
    assert (rows[date(2028, 1, 25)].is_provisional, rows[date(2028, 1, 26)].is_provisional) == (False, True)
    # New Year's Day is a Saturday.
    assert rows[date(2028, 1, 3)].kind == DayKind.COMPENSATORY
    assert propose_year(2028, by=make_operator(), at=AT) == 0


def test_proposal_of_a_year_that_is_shipped_knows_its_swaps():
    kinds = {day.date: day.kind for day in proposed_days(2026)}
    assert (kinds[date(2026, 8, 31)], kinds[date(2026, 8, 22)]) == (DayKind.SWAPPED_OFF, DayKind.WORKED)
    shipped = {day.date: day.kind for day in shipped_days() if day.date.year == 2026}
    # What the package does not have: the swap of New Year 2026.
    assert shipped.items() - kinds.items() == {
        (date(2026, 1, 2), DayKind.SWAPPED_OFF),
        (date(2026, 1, 10), DayKind.WORKED),
    }
    assert kinds.items() <= shipped.items()


def test_command_proposes_the_year_that_is_named_or_refuses(city, capsys):
    call_command("propose_working_days", 2029)
    assert "2029" in capsys.readouterr().out
    assert SpecialDay.objects.of_year(2029).provisional().exists()
    with pytest.raises(CommandError, match="Lịch không có ngày này"):
        call_command("propose_working_days", 2099)


@each_case(
    ("today", "years"),
    [
        (date(2026, 9, 30), []),
        (date(2026, 10, 1), [2027]),
        (date(2027, 1, 5), [2027]),
        (date(2027, 12, 1), [2027, 2028]),
    ],
    ids=["before October", "from October on", "in the year itself", "nothing entered"],
)
def test_warning_comes_in_october_and_stays_until_the_year_is_confirmed(today, years):
    assert years_to_confirm(today=today) == years


def test_operator_is_warned_on_the_first_screen(city, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: date(2026, 11, 2))
    home = reverse("wagtailadmin_home")
    assert url("calendar") + "?year=2027" in browser(make_operator()).get(home).content.decode()
    assert "?year=2027" not in browser(make_head(city)).get(home).content.decode()
    confirm_year(2027, source="Quyết định 900/QĐ-TTg", by=make_operator(), at=AT)
    assert "?year=2027" not in browser(make_operator()).get(home).content.decode()


# Tests of this folder ask for nothing that the day brings.
IS_ASKED_DAILY = note_years in notices._daily


def morning(month, day, year=2026):
    """Half past seven in the city."""
    return datetime(year, month, day, 0, 30, tzinfo=UTC)


@pytest.fixture
def operator(city):
    make_supervisor()
    found = make_operator()
    Notice.objects.all().delete()
    return found


def told():
    rows = Notice.objects.order_by("pk").values_list("user", "kind", "object_id")
    return [(user, CalendarNoticeKind(kind), day) for user, kind, day in rows]


@pytest.mark.both_engines
def test_each_operator_is_told_once_in_each_stage(operator):
    note_years(morning(9, 30))
    assert told() == []
    for at in (morning(11, 25), morning(11, 30)):
        note_years(at)
    assert told() == [(operator.pk, CalendarNoticeKind.CALENDAR, "2027-01-01")]
    for at in (morning(12, 1), morning(1, 5, year=2027)):
        note_years(at)
    assert told()[1:] == [(operator.pk, CalendarNoticeKind.CALENDAR_LATE, "2027-01-01")]


def test_mail_says_which_year_and_leads_to_it(operator):
    assert IS_ASKED_DAILY
    note_years(morning(11, 30))
    send_digests(at=morning(11, 30))
    (sent,) = [message for message in mail.outbox if message.to == [operator.email]]
    assert "TOÀN THÀNH PHỐ" in sent.body
    assert "Năm 2027: 8 ngày còn dự kiến" in sent.body
    assert "?year=2027" in sent.body


def test_what_was_confirmed_meanwhile_is_not_mailed(operator):
    note_years(morning(11, 30))
    confirm_year(2027, source="Quyết định 5/QĐ-TTg", by=operator, at=morning(11, 30))
    send_digests(at=morning(11, 30))
    assert mail.outbox == []
    assert Notice.objects.get(kind=CalendarNoticeKind.CALENDAR).dropped_because == NoticeDropped.OVER


def test_who_keeps_the_calendar_no_more_is_not_mailed(operator):
    note_years(morning(11, 30))
    membership = Membership.objects.get(user=operator)
    grant_membership(make_user("thay"), role=Role.OPERATOR, portal=None, reason="Vận hành", by=None, at=AT)
    withdraw_membership(membership, by=None, at=morning(11, 30), reason="Chuyển công tác")
    Notice.objects.exclude(kind=CalendarNoticeKind.CALENDAR).delete()
    send_digests(at=morning(11, 30))
    assert Notice.objects.get(user=operator, kind=CalendarNoticeKind.CALENDAR).dropped_because == NoticeDropped.NO_RIGHT
