"""The clock of an item: kept with its versions and its publication, moved by the calendar and the rules."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from wagtail.models import Locale

from audit.models import PortalEvent
from deadlines.deadline_rules import RuleText, add_rule, end_rule
from deadlines.enums import DayKind, LimitUnit, Step, Trigger
from deadlines.limits import Limit
from deadlines.models import DeadlineRule
from deadlines.working_calendar import DayEntry, enter_day, remove_day
from editorial.review.findings import blocking, findings_of
from home.enums import ContentEventKind
from home.models import PublicationDeadline
from home.timeliness.clock_labels import words_of
from home.timeliness.clock_limits import Timing
from tests.each import each_case
from tests.factories import AT, make_head, make_member, publish_approved_page
from tests.information.factories import DECIDED, make_report

pytestmark = pytest.mark.django_db

DUE = date(2026, 10, 29)
DECLARED = DayEntry(date(2026, 10, 20), DayKind.HOLIDAY, "Nghỉ bất thường", "Extra day off", "Quyết định 1/QĐ-TTg")


def clock_of(page):
    return PublicationDeadline.objects.get(page=page.pk)


def test_draft_has_a_clock_from_its_first_version_on(district):
    clock = clock_of(make_report(district))
    assert (clock.portal, clock.category.code, clock.trigger) == (district, "thong-ke", Trigger.DECISION)
    assert (clock.trigger_date, clock.due, clock.published_on) == (DECIDED, DUE, None)
    assert clock.rule.article == "12.1.g"


def test_clock_of_a_draft_follows_its_latest_version(district):
    page = make_report(district)
    page.trigger_date = DECIDED + timedelta(days=1)
    page.save_revision(user=make_member(district))
    assert clock_of(page).due == date(2026, 10, 30)
    page.trigger_date = None
    page.save_revision(user=make_member(district))
    assert not PublicationDeadline.objects.filter(page=page.pk).exists()


def test_publication_stops_the_clock_and_a_later_draft_does_not_move_it(district):
    page = make_report(district, published=True)
    assert clock_of(page).published_on == timezone.localdate(page.first_published_at)
    page.trigger_date = date(2026, 11, 20)
    page.save_revision(user=make_member(district))
    assert clock_of(page).due == DUE


@pytest.mark.both_engines
def test_correction_that_the_board_approves_moves_it_and_the_day_of_publication_stays(district):
    page = make_report(district, published=True)
    first = clock_of(page).published_on
    page.trigger_date, page.correction_note = DECIDED - timedelta(days=7), "Ghi lại ngày quyết định."
    page.save_revision(user=make_member(district))
    publish_approved_page(page, by=make_head(district))
    clock = clock_of(page)
    assert (clock.due, clock.published_on) == (date(2026, 10, 22), first)


def test_version_in_another_language_has_no_clock(district):
    page = make_report(district)
    version = page.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    version.save_revision(user=make_member(district))
    assert not PublicationDeadline.objects.filter(page=version.pk).exists()


def test_nothing_is_counted_from_a_day_before_the_rules(district):
    clock = clock_of(make_report(district, trigger_date=date(2023, 12, 1)))
    assert (clock.rule, clock.due) == (None, None)
    assert not PublicationDeadline.objects.judged().exists()


@pytest.mark.both_engines
def test_day_declared_off_moves_last_days_and_each_portal_records_why(city, district):
    mine, other = make_report(district, "Của quận"), make_report(city, "Của Thành phố", published=True)
    untouched = make_report(district, "Đã hết hạn trước đó", trigger_date=date(2026, 9, 1))
    before = clock_of(untouched).due
    assert enter_day(DECLARED, by=None, at=AT) == 2
    assert [clock_of(page).due for page in (mine, other, untouched)] == [date(2026, 10, 30)] * 2 + [before]
    event = PortalEvent.objects.get(kind=ContentEventKind.CLOCKS_MOVED, portal=district)
    assert event.data["why"] == "20/10/2026 Nghỉ bất thường (Quyết định 1/QĐ-TTg)"
    assert event.data["moved_items"] == [
        {"page": mine.pk, "title": "Của quận", "before": "2026-10-29", "after": "2026-10-30"}
    ]
    assert remove_day(DECLARED.date, reason="Nhập nhầm", by=None, at=AT) == 2
    assert clock_of(mine).due == DUE


@pytest.mark.both_engines
def test_new_rule_holds_for_what_is_counted_from_its_day_on(district):
    before, after = make_report(district, trigger_date=date(2026, 10, 14)), make_report(district)
    rule = DeadlineRule.objects.get(category__code="thong-ke")
    text = RuleText(
        limit=Limit(LimitUnit.WORKING_DAYS, 5), article="3.1", source="QĐ 77", valid_from=date(2026, 10, 15)
    )
    add_rule(rule.profile, rule.category, step=Step.PUBLISH, trigger=Trigger.DECISION, text=text, by=None, at=AT)
    assert [clock_of(page).due for page in (before, after)] == [date(2026, 10, 28), date(2026, 10, 22)]
    assert clock_of(after).rule.article == "3.1"


def test_rule_that_ends_judges_nothing_after_it(district):
    page = make_report(district)
    end_rule(
        DeadlineRule.objects.get(category__code="thong-ke"), last=date(2026, 10, 1), reason="Bãi bỏ", by=None, at=AT
    )
    assert (clock_of(page).rule, clock_of(page).due) == (None, None)


def test_what_is_counted_in_hours_is_due_by_the_day(district):
    page = make_report(district)
    rule = DeadlineRule.objects.get(category__code="thong-ke")
    text = RuleText(limit=Limit(LimitUnit.HOURS, 48), article="3.1", source="QĐ 77", valid_from=date(2026, 10, 1))
    add_rule(rule.profile, rule.category, step=Step.PUBLISH, trigger=Trigger.DECISION, text=text, by=None, at=AT)
    assert clock_of(page).due == date(2026, 10, 17)


@pytest.mark.both_engines
@each_case(
    ("published", "days_late"),
    [(date(2026, 10, 29), 0), (date(2026, 10, 30), 1), (date(2026, 10, 31), 2), (date(2026, 11, 2), 2)],
    ids=["on the last day", "a day late", "on the Saturday after", "on the Monday"],
)
def test_lateness_is_counted_in_working_days(district, published, days_late):
    PublicationDeadline.objects.filter(page=make_report(district).pk).update(published_on=published)
    assert PublicationDeadline.objects.with_lateness(on=date(2026, 12, 1)).get().days_late == days_late
    assert PublicationDeadline.objects.late().exists() == (days_late > 0)


@pytest.mark.both_engines
def test_open_items_are_overdue_or_due_soon(district):
    make_report(district)
    clocks = PublicationDeadline.objects
    assert clocks.overdue(on=DUE).count() == 0
    assert clocks.overdue(on=DUE + timedelta(days=1)).count() == 1
    assert clocks.waiting(on=DUE).count() == 1
    assert clocks.waiting(on=DUE + timedelta(days=1)).count() == 0
    assert clocks.due_soon(on=date(2026, 10, 27), by=DUE).count() == 1
    assert clocks.due_soon(on=date(2026, 10, 27), by=DUE - timedelta(days=1)).count() == 0
    assert clocks.due_soon(on=DUE + timedelta(days=1), by=DUE + timedelta(days=9)).count() == 0
    assert clocks.with_lateness(on=date(2026, 10, 27)).get().days_left == 2
    assert clocks.with_lateness(on=date(2026, 11, 2)).get().days_late == 2


@pytest.mark.both_engines
def test_clocks_of_other_portals_are_not_among_the_own(city, district):
    make_report(city)
    mine = make_report(district)
    assert [clock.page_id for clock in PublicationDeadline.objects.for_portals([district.pk])] == [mine.pk]


@each_case(
    ("day", "codes"),
    [
        (None, ["trigger_date_missing"]),
        (date(2999, 1, 1), ["trigger_date_ahead"]),
        (DECIDED, []),
    ],
    ids=["missing", "ahead", "named"],
)
def test_board_is_asked_only_for_what_names_its_day(district, day, codes):
    assert [finding.code for finding in blocking(findings_of(make_report(district, trigger_date=day)))] == codes


@each_case(
    ("today", "published", "state", "headline"),
    [
        (date(2026, 10, 16), None, "calm", "Còn 9 ngày làm việc: hạn là ngày 29/10/2026."),
        (date(2026, 10, 27), None, "soon", "Còn 2 ngày làm việc: hạn là ngày 29/10/2026."),
        (date(2026, 10, 29), None, "soon", "Hôm nay, 29/10/2026, là ngày cuối cùng."),
        (date(2026, 10, 30), None, "late", "Đã quá hạn 1 ngày làm việc: hạn là ngày 29/10/2026."),
        (date(2026, 12, 1), date(2026, 10, 29), "done", "Đã đăng đúng hạn: hạn là ngày 29/10/2026."),
        (date(2026, 12, 1), date(2026, 11, 3), "late", "Đăng trễ 3 ngày làm việc: hạn là ngày 29/10/2026."),
    ],
)
def test_clock_speaks(today, published, state, headline):
    timing = Timing(category="thong-ke", trigger=Trigger.DECISION, trigger_date=DECIDED)
    words = words_of(timing, published_on=published, today=today)
    assert (words.state, words.headline) == (state, headline)
    assert words.explanation == (
        "Thủ trưởng quyết định công bố 15/10/2026, hạn 29/10/2026"
        " (10 ngày làm việc, 12.1.g, Quyết định 05/2024/QĐ-UBND)"
    )
