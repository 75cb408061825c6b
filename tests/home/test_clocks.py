"""The clock of an item: kept with its versions and its publication, moved by the calendar and the rules.

The clock in the page editor, the list of items with a time limit, the punctuality of all portals.
"""

import csv
from datetime import date, timedelta
from io import StringIO

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from audit.models import PortalEvent
from deadlines.deadline_rules import RuleText, add_rule, end_rule
from deadlines.enums import DayKind, LimitUnit, Step, Trigger
from deadlines.limits import Limit
from deadlines.models import DeadlineRule
from deadlines.working_calendar import DayEntry, enter_day, remove_day
from editorial.review.findings import blocking, findings_of
from home.enums import ContentEventKind
from home.models import PageFreshness, PublicationDeadline, WantedVersion
from home.timeliness.clock_labels import words_of
from home.timeliness.clock_limits import Timing
from members.enums import Role
from tests.admin import browser, errors_at, is_refused
from tests.each import each_case
from tests.factories import (
    AT,
    make_article,
    make_head,
    make_member,
    make_operator,
    make_supervisor,
    make_user,
    publish_approved_page,
    section_of,
)
from tests.home.branches import english_draft
from tests.information.factories import DECIDED, make_report, make_report_due_soon

pytestmark = pytest.mark.django_db

DUE = date(2026, 10, 29)
DECLARED = DayEntry(date(2026, 10, 20), DayKind.HOLIDAY, "Nghỉ bất thường", "Extra day off", "Quyết định 1/QĐ-TTg")


def clock_of(page):
    return PublicationDeadline.objects.get(page=page.pk)


def test_draft_has_a_clock_from_its_first_version_on_that_follows_its_latest(district):
    page = make_report(district)
    clock = clock_of(page)
    assert (clock.portal, clock.category.code, clock.trigger) == (district, "thong-ke", Trigger.DECISION)
    assert (clock.trigger_date, clock.due, clock.published_on) == (DECIDED, DUE, None)
    assert clock.rule.article == "12.1.g"
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


def add_limit(limit, *, valid_from):
    rule = DeadlineRule.objects.get(category__code="thong-ke")
    text = RuleText(limit=limit, article="3.1", source="QĐ 77", valid_from=valid_from)
    add_rule(rule.profile, rule.category, step=Step.PUBLISH, trigger=Trigger.DECISION, text=text, by=None, at=AT)


@pytest.mark.both_engines
def test_new_rule_holds_for_what_is_counted_from_its_day_on(district):
    before, after = make_report(district, trigger_date=date(2026, 10, 14)), make_report(district)
    add_limit(Limit(LimitUnit.WORKING_DAYS, 5), valid_from=date(2026, 10, 15))
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
    add_limit(Limit(LimitUnit.HOURS, 48), valid_from=date(2026, 10, 1))
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
    clocks, before, after = PublicationDeadline.objects, date(2026, 10, 27), DUE + timedelta(days=1)
    assert [(clocks.overdue(on=day).count(), clocks.waiting(on=day).count()) for day in (DUE, after)] == [
        (0, 1),
        (1, 0),
    ]
    spans = [(before, DUE), (before, DUE - timedelta(days=1)), (after, DUE + timedelta(days=9))]
    assert [clocks.due_soon(on=day, by=last).count() for day, last in spans] == [1, 0, 0]
    assert clocks.with_lateness(on=before).get().days_left == 2
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


def text_of(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def ask(client, **asked):
    address = reverse("publication_deadline", args=["thong-ke", "decision"])
    return client.get(address, {"day": "15/10/2026", "published": ""} | asked)


def titles(response):
    return [row.page.draft_title for row in response.context["object_list"]]


def publish_on(page, day):
    PublicationDeadline.objects.filter(page=page.pk).update(published_on=day)


def test_editor_sees_the_last_day_and_how_it_came_about(district):
    page = make_report(district)
    shown = text_of(browser(make_member(district)).get(reverse("wagtailadmin_pages:edit", args=[page.pk])))
    assert "hạn là ngày 29/10/2026" in shown
    assert "Thủ trưởng quyết định công bố 15/10/2026, hạn 29/10/2026" in shown


def test_version_in_another_language_has_no_clock_and_shows_none(district):
    version = english_draft(make_report(district))
    version.save_revision(user=make_member(district))
    assert not PublicationDeadline.objects.filter(page=version.pk).exists()
    shown = browser(make_member(district)).get(reverse("wagtailadmin_pages:edit", args=[version.pk])).content.decode()
    assert "data-clock" not in shown


def test_new_report_waits_for_its_day(district):
    section = section_of(district, "thong-ke-bao-cao")
    address = reverse("wagtailadmin_pages:add", args=["information", "statisticsreportpage", section.pk])
    assert "Ghi ngày ở trên: hạn đăng tính từ ngày đó." in text_of(browser(make_member(district)).get(address))


def test_clock_answers_what_is_typed(district):
    client = browser(make_member(district))
    assert "hạn là ngày 29/10/2026" in text_of(ask(client))
    assert "Đăng trễ 1 ngày làm việc" in text_of(ask(client, published="2026-10-30"))
    for typed in ("", "abc", "31/02/2026", "0001-01-01"):
        assert "Ghi ngày ở trên" in text_of(ask(client, day=typed))
    assert ask(client, trigger="receipt").status_code == 200
    unknown = client.get(reverse("publication_deadline", args=["thong-ke", "nothing"]), {"day": "15/10/2026"})
    assert unknown.status_code == 400
    assert client.get(reverse("publication_deadline", args=["khong-co", "decision"])).status_code == 200


def test_list_is_of_the_own_portal_and_of_all_for_supervisors(city, district):
    make_report(city, "Của Thành phố")
    report = make_report(district, "Của quận")
    for asked in ({}, {"portal": str(city.pk)}):
        mine = browser(make_member(district)).get(reverse("timed_items"), asked)
        assert titles(mine) == ["Của quận"], asked
        assert "Của Thành phố" not in mine.content.decode(), asked
    both = browser(make_supervisor()).get(reverse("timed_items"))
    assert sorted(titles(both)) == ["Của Thành phố", "Của quận"]
    # Who supervises is told no title of what is not public.
    shown = both.content.decode()
    hidden = ["Của quận", "Của Thành phố", reverse("wagtailadmin_pages:edit", args=[report.pk])]
    assert [words for words in hidden if words in shown] == []
    assert "Chưa công khai" in shown


def test_item_whose_day_lies_beyond_the_numbered_calendar_spoils_no_list(district):
    make_report(district, "Rất xa", trigger_date=date(2099, 1, 5))
    for person in (make_member(district), make_supervisor()):
        for query in ({}, {"state": "waiting"}):
            assert browser(person).get(reverse("timed_items"), query).status_code == 200
    assert "Rất xa" in text_of(browser(make_member(district)).get(reverse("timed_items")))


@pytest.mark.slow(reason="lists one item of each state in each order and by each filter")
def test_most_urgent_comes_first_until_a_column_is_chosen_and_states_are_filtered(district):
    for title, day in (("Đúng hạn", date(2026, 10, 20)), ("Trễ", date(2026, 10, 30))):
        publish_on(make_report(district, title), day)
    for title, day in (("Quá hạn", DECIDED), ("Quá hạn lâu", date(2026, 9, 1)), ("Còn hạn", date(2037, 1, 5))):
        make_report(district, title, trigger_date=day)
    make_report_due_soon(district)
    client = browser(make_member(district))

    def listed(**asked):
        return titles(client.get(reverse("timed_items"), asked))

    assert listed() == ["Quá hạn lâu", "Quá hạn", "Sắp đến hạn", "Còn hạn", "Trễ", "Đúng hạn"]
    assert {state: listed(state=state) for state in ("overdue", "soon", "waiting", "late", "in_time")} == {
        "overdue": ["Quá hạn lâu", "Quá hạn"], "soon": ["Sắp đến hạn"], "waiting": ["Sắp đến hạn", "Còn hạn"],
        "late": ["Trễ"], "in_time": ["Đúng hạn"],
    }  # fmt: skip
    assert listed(ordering="published_on", state="in_time") == ["Đúng hạn"]
    assert listed(ordering="-due")[0] == "Còn hạn"


def test_last_day_is_told_as_in_the_editor(district):
    make_report(district, "Hôm nay", trigger_date=date(2026, 10, 15))
    PublicationDeadline.objects.update(due=timezone.localdate())
    shown = text_of(browser(make_member(district)).get(reverse("timed_items")))
    assert "Hôm nay là ngày cuối" in shown
    assert "Còn 0 ngày" not in shown


@pytest.mark.slow(reason="publishes two reports and asks for the figures in several ways")
def test_supervisor_sees_who_is_late_with_the_explanation(city, district):
    late = make_report(district, "Trễ", published=True)
    publish_on(late, date(2026, 10, 30))
    publish_on(make_report(city, "Đúng hạn", published=True), date(2026, 10, 29))
    client = browser(make_supervisor())
    response = client.get(reverse("punctuality"))
    rows = [(item["name"], item["row"].in_time, item["row"].late) for item in response.context["portals"]]
    assert rows == [("Quận 1", 0, 1), ("Thành phố Hồ Chí Minh", 1, 0)]
    assert "Thống kê, báo cáo" in text_of(response)
    asked = [{"kind": district.kind_id}, {"kind": city.kind_id}, {"year": "2026"}]
    nonsense = [{"category": "abc"}, {"year": "x", "kind": "9" * 30}]
    found = [client.get(reverse("punctuality"), query).context["portals"] for query in asked + nonsense]
    assert [[item["name"] for item in portals] for portals in found[:2]] == [["Quận 1"], ["Thành phố Hồ Chí Minh"]]
    assert [len(portals) for portals in found[2:]] == [2, 2, 2]
    shown = client.get(reverse("timed_items"), {"portal": str(district.pk)})
    # Who supervises reads it where citizens do.
    assert f'href="{late.full_url}"' in shown.content.decode()
    assert reverse("wagtailadmin_pages:edit", args=[late.pk]) not in shown.content.decode()
    told = ["Trễ 1 ngày làm việc", "Thủ trưởng quyết định công bố 15/10/2026, hạn 29/10/2026"]
    assert [words for words in told if words not in text_of(shown)] == []


def test_punctuality_of_all_portals_is_the_supervisors_and_says_that_there_is_none_yet(district):
    for stranger in (make_head(district), make_member(district, Role.PORTAL_ADMIN)):
        assert is_refused(browser(stranger).get(reverse("punctuality")))
    for reader in (make_operator(), make_supervisor()):
        assert "Chưa có tin, bài nào có thời hạn." in text_of(browser(reader).get(reverse("punctuality")))
    assert browser(make_member(district)).get(reverse("timed_items")).status_code == 200


@pytest.mark.slow(reason="publishes two reports and takes the figures away twice")
def test_punctuality_is_taken_away_as_the_filter_asks_and_stands_in_the_record_of_each_portal(city, district):
    publish_on(make_report(district, "Trễ", published=True), date(2026, 10, 30))
    publish_on(make_report(city, "Đúng hạn", published=True), date(2026, 10, 29))
    address, client = reverse("punctuality_export"), browser(make_supervisor())
    assert errors_at(client.post(address, {"reason": " "}), "reason")

    def table(**asked):
        screen = client.get(reverse("punctuality"), asked)
        (button,) = [one for one in screen.context["header_buttons"] if one.url.startswith(address)]
        answer = client.post(button.url, {"reason": "Họp giao ban"})
        first, _rest = b"".join(answer.streaming_content).decode("utf-8-sig").split("\r\n\r\n", 1)
        return {row[0]: row[1:4] for row in csv.reader(StringIO(first))}

    whole, narrowed = table(), table(kind=district.kind_id)
    assert (whole[district.name], whole[city.name]) == (["0", "1", "1.0"], ["1", "0", ""])
    assert city.name not in narrowed
    events = PortalEvent.objects.filter(kind=ContentEventKind.PUNCTUALITY_EXPORTED).order_by("pk")
    assert {event.portal_id for event in events if not event.data["filter"]} == {city.pk, district.pk, None}
    assert {event.portal_id for event in events if event.data["filter"]} == {district.pk, None}
    for stranger in (make_head(district), make_member(district, Role.PORTAL_ADMIN)):
        assert is_refused(browser(stranger).post(address, {"reason": "Tò mò"}))


OVERDUE, SOON, STALE = "Quá hạn, chưa đăng", "Đến hạn trong ba ngày làm việc", "Trang cần rà soát lại"
MISSING = "Được chọn dịch tiếng Anh, chưa có bản tiếng Anh"


@pytest.fixture
def busy(city, district):
    """Of each thing more on one portal than on the other; and what is due, but not soon."""
    for portal, times in ((city, 2), (district, 1)):
        for number in range(times):
            make_report(portal, f"Quá hạn {number}")
            make_report_due_soon(portal, f"Sắp đến hạn {number}")
            again = make_article(portal, f"Xem lại {number}", review_date=timezone.localdate() + timedelta(days=30))
            WantedVersion.objects.create(page_id=again.pk, chosen_at=timezone.now())
        make_report(portal, "Còn lâu", trigger_date=date(2037, 1, 5))
    PageFreshness.objects.update(stale_from=timezone.localdate() - timedelta(days=1))


def panel_of(client):
    """Label, count and address of each row."""
    page = BeautifulSoup(client.get(reverse("wagtailadmin_home")).content, "html.parser")
    panel = page.find(id="time-limits-section") or page.find(id="time-limits")
    links = panel.find_all("a", href=lambda address: address and not address.startswith("#")) if panel else []
    return [(link.get_text(), int(link.find_next_sibling("span").get_text()), link["href"]) for link in links]


@pytest.mark.slow(reason="opens the dashboard and each list that it leads to, for four people")
@each_case(
    ("person", "each"), [("editor", 1), ("head", 1), ("of_city", 2), ("supervisor", 3)], ids=lambda value: str(value)
)
def test_panel_counts_what_its_links_list(busy, city, district, person, each):
    people = {
        "editor": lambda: make_member(district),
        "head": lambda: make_head(district),
        "of_city": lambda: make_member(city),
        "supervisor": make_supervisor,
    }
    client = browser(people[person]())
    rows = panel_of(client)
    assert [row[:2] for row in rows] == [(OVERDUE, each), (SOON, each), (STALE, each), (MISSING, each)]
    assert [client.get(address).context["paginator"].count for _label, _count, address in rows] == [each] * 4


def test_panel_is_missing_where_nothing_is_to_be_done(city, district):
    make_report(city)
    make_report(district, "Còn lâu", trigger_date=date(2037, 1, 5))
    assert panel_of(browser(make_member(district))) == []
    assert len(panel_of(browser(make_member(city)))) == 1
    assert panel_of(browser(make_user("khach"))) == []
