"""The report on comments is due by dated data: boards are told before and after, supervisors and readers when late."""

from datetime import datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from information.drafts.awaited_reports import late_by_portal, note_reports
from information.drafts.report_days import ReportDays
from members.enums import Role
from members.memberships import grant_membership
from notifications.models import Notice
from tests.factories import AT, make_city, make_head, make_user, publish_approved_page
from tests.information.factories import files_of, make_item
from tests.information.pages import facts_of, shown
from tests.isolation.walks import browser

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate
THIRTY = timedelta(days=30)


def closed(portal, title, *, days_ago, **values):
    """A public draft whose last day for comments was so many days ago."""
    end = TODAY() - timedelta(days=days_ago)
    return make_item(portal, "draft", title, trigger_date=end - THIRTY, closes_on=end, published=True, **values)


@pytest.fixture
def portals():
    return make_city()


def told(day):
    note_reports(timezone.make_aware(datetime.combine(day, time(7))))
    return sorted(Notice.objects.filter(kind__startswith="draft_report").values_list("kind", "user__username"))


def test_limit_is_counted_from_the_last_day_for_comments_and_is_data():
    assert ReportDays().due(TODAY()) == TODAY() + THIRTY
    assert ReportDays().due(datetime(2020, 1, 1, tzinfo=timezone.get_current_timezone()).date()) is None


@pytest.mark.slow(reason="publishes two drafts")
def test_board_is_reminded_before_and_supervisors_after(portals):
    page = closed(portals["bennghe"], "Chờ báo cáo", days_ago=25)
    closed(portals["quan1"], "Đã báo cáo", days_ago=60, state="taken_up", results=files_of(portals["quan1"]))
    supervisor = make_user("giamsat")
    grant_membership(supervisor, role=Role.SUPERVISOR, portal=None, reason="Giám sát", by=None, at=AT)
    board = {page.owner.username, make_head(portals["bennghe"]).username}
    assert told(page.closes_on + timedelta(days=22)) == []
    assert set(told(TODAY())) == {("draft_report_due", name) for name in board}
    late = page.closes_on + timedelta(days=31)
    assert {row for row in told(late) if row[0] == "draft_report_late"} == {
        ("draft_report_late", name) for name in board | {"giamsat"}
    }
    assert told(late) == told(late + timedelta(days=1))
    assert late_by_portal(late) == {portals["bennghe"].pk: 1}


@pytest.mark.slow(reason="publishes a draft")
def test_reminders_come_anew_after_an_extension_and_those_of_other_drafts_do_not(portals):
    page = closed(portals["bennghe"], "Được gia hạn", days_ago=40)
    other = closed(portals["quan1"], "Của quận", days_ago=40)
    told(TODAY())
    page.closes_on, page.correction_note = page.closes_on + timedelta(days=20), "Gia hạn."
    page.save_revision(user=page.owner)
    publish_approved_page(page, by=make_head(portals["bennghe"]))
    assert set(Notice.objects.filter(kind__startswith="draft_report").values_list("object_id", flat=True)) == {
        str(other.pk)
    }
    assert ("draft_report_late", page.owner.username) in told(page.closes_on + timedelta(days=31))


def test_reader_is_told_by_when_the_report_is_due_and_that_it_is_late(client, district):
    due = facts_of(shown(client, closed(district, "Một", days_ago=1)))["Hạn công bố báo cáo"]
    assert due == f"{TODAY() + timedelta(days=29):%d/%m/%Y}."
    late = facts_of(shown(client, closed(district, "Hai", days_ago=40)))["Hạn công bố báo cáo"]
    assert late.endswith("chưa được công bố.")


@pytest.mark.slow(reason="publishes on two portals, opens two screens")
def test_list_names_late_reports_of_the_own_portal_alone(portals):
    closed(portals["bennghe"], "Của phường", days_ago=40)
    closed(portals["quan1"], "Của quận", days_ago=40)
    head = browser(make_head(portals["bennghe"]))
    for screen in (reverse("drafts_for_comments"), reverse("portals_admin:my_work")):
        text = head.get(screen).content.decode()
        assert ("Của phường" in text, "Của quận" in text) == (True, False)
