"""Figures of portals, day by day: counted by SQL, each portal its own; what nobody counts is said, not invented."""

import csv
import json
from datetime import date, datetime, timedelta
from hashlib import sha256
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from audit.models import PortalEvent
from editorial.enums import TakedownReason
from editorial.models import Takedown
from editorial.withdrawal.actions import take_down
from exchange.enums import ExchangeEventKind, SendingState
from exchange.errors import PeriodTooLong, PeriodWrong
from exchange.models import FigureSending
from exchange.sendings import CAUGHT_UP
from exchange.sheets import MOST_LINES, sheet_of
from exchange.tasks import send_missing_figures
from formats.tables.spreadsheets import BYTE_ORDER_MARK, csv_lines
from home.models import PublicationDeadline, PublicVersion
from sites import registry
from sites.directory import get_directory
from sites.registry import Count, Figure, register_figure, registered_figures
from tests.admin import browser, errors_at
from tests.each import each_case
from tests.factories import (
    AT,
    WARD,
    make_article,
    make_head,
    make_portal,
    make_supervisor,
    publish_approved_page,
    section_of,
)
from tests.fullest import full_contact, full_linked_item, full_person
from tests.information.factories import make_report

pytestmark = pytest.mark.django_db

CITY_TIME = ZoneInfo("Asia/Ho_Chi_Minh")
DAY = date(2026, 11, 10)
TODAY = date(2026, 11, 20)
SCREEN, EXPORT = reverse("figures"), reverse("figures_export")


def publish_on(page, day, *, hour=23):
    """Let a page have become public at an hour of a day in the city."""
    at = datetime(day.year, day.month, day.day, hour, 30, tzinfo=CITY_TIME)
    PublicVersion.objects.filter(page=page).update(published_at=at)
    PublicationDeadline.objects.filter(page=page).update(published_on=day)


def counts(portal, *, first=DAY, last=DAY, figure="items_published"):
    sheet = sheet_of(get_directory().listed, first=first, last=last, today=TODAY)
    return [line.count for line in sheet.lines if line.portal.id == portal.pk and line.figure.code == figure]


@pytest.mark.both_engines
def test_items_count_on_their_day_in_the_city_and_for_their_portal(city, district):
    publish_on(make_article(district, "Muộn"), DAY)
    publish_on(make_article(district, "Sớm hôm sau"), DAY + timedelta(days=1), hour=0)
    publish_on(make_article(city, "Của Thành phố"), DAY)
    assert counts(district, last=DAY + timedelta(days=1)) == [1, 1]
    assert counts(city, last=DAY + timedelta(days=1)) == [1, 0]


@pytest.mark.both_engines
def test_items_with_a_limit_are_counted_by_category_in_time_and_late(city, district):
    publish_on(make_report(district, "Đúng hạn", published=True), date(2026, 10, 29))
    publish_on(make_report(district, "Trễ hạn", published=True), date(2026, 10, 30))
    period = {"first": date(2026, 10, 29), "last": date(2026, 10, 30)}
    assert counts(district, figure="items_in_time", **period) == [1, 0]
    assert counts(district, figure="items_late", **period) == [0, 1]
    assert counts(city, figure="items_late", **period) == [0, 0]
    sheet = sheet_of(get_directory().listed, **period, today=TODAY)
    assert [(line.portal.id, line.key, line.count) for line in sheet.lines if line.figure.by_key] == [
        (district.pk, "thong-ke", 1),
        (district.pk, "thong-ke", 1),
    ]


def test_what_nobody_counts_is_named_with_the_reason_and_has_no_number(district):
    sheet = sheet_of(get_directory().listed, first=DAY, last=DAY, today=TODAY)
    assert {figure.code for figure in sheet.not_measured} >= {"page_views", "searches"}
    rows = csv.reader(StringIO("".join(csv_lines(sheet.rows())).removeprefix(BYTE_ORDER_MARK)))
    (views,) = (row for row in rows if row[3] == "page_views")
    assert views[-1] == "không đo"
    assert views[-2]
    data = json.loads(sheet.as_json())
    told = [{one["figure"] for one in data[group]} for group in ("not_measured", "figures")]
    assert ["page_views" in figures for figures in told] == [True, False]


def test_figure_that_is_counted_takes_the_place_of_one_that_was_not(district, monkeypatch):
    monkeypatch.setattr(registry, "_figures", dict(registry._figures))  # what the test registers is gone after it
    register_figure(Figure("visits", "Lượt vào", 150, lambda portals, first, last: [Count(district.pk, first, 7)]))
    register_figure(Figure("visits", "Lượt vào", 150, why_not="Chưa đo"))
    assert counts(district, figure="visits") == [7]
    assert "visits" not in {figure.code for figure in registered_figures() if figure.counter is None}
    with pytest.raises(ValueError, match="twice"):
        register_figure(Figure("visits", "Lượt vào", 150, lambda portals, first, last: []))


def queries(district):
    counts(district)
    with CaptureQueriesContext(connection) as asked:
        counts(district)
    return len(asked)


@pytest.mark.both_engines
def test_one_query_for_each_figure_whatever_the_number_of_portals(city, district):
    two = queries(district)
    make_portal(WARD)
    assert queries(district) <= two <= 12


@each_case(
    ("first", "last", "refusal"),
    [
        (DAY, DAY - timedelta(days=1), PeriodWrong),
        (DAY, TODAY, PeriodWrong),
        (TODAY - timedelta(days=MOST_LINES), DAY, PeriodTooLong),
    ],
)
def test_days_that_are_not_over_or_too_many_have_no_sheet(district, first, last, refusal):
    with pytest.raises(refusal):
        sheet_of(get_directory().listed, first=first, last=last, today=TODAY)


@pytest.mark.both_engines
def test_sheet_of_yesterday_is_sent_once_and_stands_in_the_log(district, settings, tmp_path):
    assert not send_missing_figures()
    settings.FIGURES_FOLDER = str(tmp_path)
    assert send_missing_figures()
    assert not send_missing_figures()
    (file,) = tmp_path.iterdir()
    sending = FigureSending.objects.get()
    yesterday = timezone.localdate() - timedelta(days=1)
    assert (sending.state, sending.portal, sending.sent_by) == (SendingState.TAKEN, None, None)
    assert (sending.first_day, sending.last_day) == (yesterday, yesterday)
    assert sending.sheet_hash == sha256(file.read_bytes()).hexdigest()
    assert PortalEvent.objects.get(kind=ExchangeEventKind.FIGURES_SENT).data["sheet"] == sending.sheet_hash


def test_sheet_that_is_not_taken_stands_in_the_log_and_is_sent_again(district, settings, tmp_path):
    with pytest.raises(CommandError):
        call_command("send_figures", folder=tmp_path / "khong-co")
    assert FigureSending.objects.get().state == SendingState.FAILED
    settings.FIGURES_FOLDER = str(tmp_path)
    assert send_missing_figures()


def test_days_that_were_missed_are_sent_with_the_next_each_once_and_the_record_says_so(district, settings, tmp_path):
    settings.FIGURES_FOLDER, today = str(tmp_path), timezone.localdate()
    for back in (CAUGHT_UP.days + 5, 3):
        call_command("send_figures", folder=tmp_path, first=today - timedelta(days=back))
    days = CAUGHT_UP.days - 1
    assert send_missing_figures() == days
    assert send_missing_figures() == 0
    assert len(list(tmp_path.iterdir())) == days + 2
    reasons = (
        PortalEvent.objects.filter(kind=ExchangeEventKind.FIGURES_SENT).order_by("pk").values_list("reason", flat=True)
    )
    assert [*reasons] == ["", "", *["Gửi bù: chưa gửi được đúng ngày"] * (days - 1), ""]


@pytest.mark.slow(reason="publishes pages of four types")
def test_items_are_what_agencies_publish_and_what_follows_another_takedown_is_none(city, district):
    """Persons and links to items of others are no items; the first change of a page that a portal is born with is a
    change."""
    head, original = make_head(district), make_article(city)
    person = full_person(district, parent=section_of(district, "to-chuc"))
    link = full_linked_item(district, parent=section_of(district), target=original)
    for page in (person, link, full_contact(district)):
        publish_approved_page(page, by=head)
    Page.objects.filter(slug="lien-he").update(first_published_at=AT)
    take_down(original, by=make_head(city), at=timezone.now(), reason_class=TakedownReason.OTHER, reason="Nhầm.")
    assert Takedown.objects.filter(page=link).exists()
    today = timezone.localdate()
    sheet = sheet_of(get_directory().listed, first=today, last=today, today=today + timedelta(days=1))
    found = {(line.portal.code, line.figure.code): line.count for line in sheet.lines}
    names = ("items_published", "items_changed", "items_withdrawn")
    assert [found[district.code, name] for name in names] == [0, 1, 0]
    assert [found[city.code, name] for name in names] == [1, 0, 1]


def test_supervisor_reads_all_portals_and_takes_one_away_with_a_reason(city, district):
    for portal in (district, city):
        publish_on(make_article(portal), DAY)
    client = browser(make_supervisor())
    asked = f"?first={DAY}&last={DAY}&portal={district.pk}"
    screen = BeautifulSoup(client.get(SCREEN + asked).content, "html.parser")
    cells = [cell.get_text(strip=True) for cell in screen.select("#counted-content td, #counted td")]
    assert cells[:2] == ["Số tin, bài đã đăng", "1"]
    assert errors_at(client.post(EXPORT + asked, {"reason": ""}), "reason")
    answer = client.post(EXPORT + asked, {"reason": "Báo cáo quý"})
    rows = list(csv.reader(StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert {row[0] for row in rows[1:]} == {"quan1", ""}
    sending = FigureSending.objects.get()
    assert (sending.portal, sending.state) == (district, SendingState.DOWNLOADED)
    assert PortalEvent.objects.get(kind=ExchangeEventKind.FIGURES_SENT).reason == "Báo cáo quý"


def test_nobody_else_reads_figures_and_a_wrong_question_is_answered_in_words(district):
    for address in (SCREEN, EXPORT):
        assert browser(make_head(district)).get(address).status_code == 302
    wrong = browser(make_supervisor()).get(f"{SCREEN}?first=2026-11-10&last=2026-11-01")
    assert "error-message" in wrong.content.decode()
    assert browser(make_supervisor()).get(f"{SCREEN}?first=x").status_code == 200
