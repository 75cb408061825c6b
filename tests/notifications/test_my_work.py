"""What waits for a person: on the dashboard and as lists, each with a second portal whose rows could leak."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import TaskState

from editorial.enums import ReviewTaskList
from editorial.proposals.actions.proposal import propose_unpublishing
from editorial.review.queue import queues, steps_awaiting
from editorial.withdrawal.actions import take_down
from home.models import NewsArticlePage
from members.access.scope import scope_of
from members.enums import Role, Seat
from members.invitations.actions import invite
from members.memberships import grant_membership, withdraw_membership
from notifications.enums import MemberTaskList
from notifications.task_lists import Entry, days_waiting, oldest_first, task_list, task_list_types
from provisioning.enums import PortalTaskList
from tests.admin import browser, url
from tests.editorial.review_variants import SECTIONS, TWO, act, change, make_section_editor
from tests.factories import (
    AT,
    DISTRICT,
    make_article,
    make_head,
    make_member,
    make_operator,
    make_portal,
    make_supervisor,
    make_user,
    section_of,
)
from tests.notifications.my_work import kinds, titles, worker

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)


def submit(portal, title, *, at=None, **values):
    page = make_article(portal, title, published=False, **values)
    state = page.get_workflow().start(page, page.owner)
    if at is not None:
        TaskState.objects.filter(workflow_state=state).update(started_at=at)
    return page


def send_back(page, by):
    act(page, by, "reject", comment="Thiếu nguồn.")


def test_days_are_counted_by_the_calendar_of_the_city():
    late_evening = datetime(2026, 11, 24, 16, 59, tzinfo=UTC)
    assert days_waiting(late_evening, on=date(2026, 11, 25)) == 1
    assert days_waiting(late_evening + timedelta(minutes=1), on=date(2026, 11, 25)) == 0
    assert days_waiting(NOW, on=date(2026, 11, 24)) == 0


def test_oldest_entries_come_first_and_those_without_a_time_last():
    old, new = Entry("b", "", since=NOW - timedelta(days=2)), Entry("a", "", since=NOW)
    timeless = Entry("c", "")
    assert oldest_first([timeless, new, old]) == [old, new, timeless]


@pytest.mark.both_engines
def test_board_sees_what_waits_for_its_approval_the_oldest_first(city, district):
    submit(district, "Tin sau", at=timezone.now() - timedelta(days=1))
    submit(district, "Tin trước", at=timezone.now() - timedelta(days=3))
    submit(city, "Tin của thành phố")
    for user in (make_head(district), make_head(district, seat=Seat.DEPUTY)):
        assert titles(user, ReviewTaskList.TO_APPROVE) == ["Tin trước", "Tin sau"]
    assert titles(make_head(district, seat=Seat.MEMBER), ReviewTaskList.TO_APPROVE) == []
    assert titles(make_member(district), ReviewTaskList.TO_APPROVE) == []


def test_entry_to_approve_says_who_submitted_it_and_since_when(district):
    submit(district, "Tin chờ", at=timezone.now() - timedelta(days=3))
    (entry,) = task_list(worker(make_head(district)), ReviewTaskList.TO_APPROVE).entries
    assert entry.person == str(make_member(district))
    assert days_waiting(entry.since, on=timezone.localdate()) == 3


def test_own_work_is_marked_as_decided_by_somebody_else(district):
    head, deputy = make_head(district), make_head(district, seat=Seat.DEPUTY)
    submit(district, "Bài của Trưởng ban", owner=head)
    edited = make_article(district, "Bài Trưởng ban sửa", published=False)
    edited.title = "Bài Trưởng ban đã sửa"
    edited.save_revision(user=head)
    edited.get_workflow().start(edited, edited.owner)
    submit(district, "Bài của người khác")
    change = propose_unpublishing(make_article(district), by=head, at=timezone.now(), reason="Trùng tin")
    own = {entry.title: entry.is_own for entry in task_list(worker(head), ReviewTaskList.TO_APPROVE).entries}
    written = {"Bài của Trưởng ban": True, "Bài Trưởng ban đã sửa": True, "Bài của người khác": False}
    assert own == written | {str(change): True}
    assert not any(entry.is_own for entry in task_list(worker(deputy), ReviewTaskList.TO_APPROVE).entries)


@pytest.mark.both_engines
def test_proposals_wait_with_the_pages(city, district):
    page, head = make_article(district), make_head(district)
    change = propose_unpublishing(page, by=make_member(district), at=timezone.now(), reason="Trùng tin")
    assert titles(head, ReviewTaskList.TO_APPROVE) == [str(change)]
    assert titles(make_member(district), ReviewTaskList.SUBMITTED) == [str(change)]
    assert titles(make_head(city), ReviewTaskList.TO_APPROVE) == []


@pytest.mark.slow(reason="takes pages through whole reviews")
def test_lists_of_steps_are_those_of_the_tasks_themselves(city, district):
    editor, today = make_section_editor(district, "bientap", section_of(district)), timezone.localdate()
    for variant in (SECTIONS, TWO):
        change(district, variant)
        submit(district, f"Tin {variant}")
        submit(city, f"Tin thành phố {variant}")
        for user in (editor, make_head(district), make_member(district), make_head(city)):
            assert set(steps_awaiting(user, on=today)) == set(TaskState.objects.reviewable_by(user)), (variant, user)
    assert titles(editor, ReviewTaskList.TO_CHECK) == [f"Tin {SECTIONS}"]


def test_first_of_two_approvers_is_asked_no_more(district):
    head, deputy = make_head(district), make_head(district, seat=Seat.DEPUTY)
    change(district, TWO)
    act(submit(district, "Tin hai người duyệt"), head)
    assert titles(head, ReviewTaskList.TO_APPROVE) == []
    assert titles(deputy, ReviewTaskList.TO_APPROVE) == ["Tin hai người duyệt"]


@pytest.mark.both_engines
def test_author_sees_what_came_back_with_the_remark(city, district):
    send_back(submit(district, "Tin trả lại"), make_head(district))
    send_back(submit(city, "Tin của thành phố"), make_head(city))
    (entry,) = task_list(worker(make_member(district)), ReviewTaskList.RETURNED).entries
    assert (entry.title, entry.remark) == ("Tin trả lại", "Thiếu nguồn.")
    assert kinds(make_member(district)) == [ReviewTaskList.RETURNED]
    assert titles(make_member(district, Role.PORTAL_ADMIN), ReviewTaskList.RETURNED) == []


@pytest.mark.both_engines
def test_author_sees_own_drafts_only_the_oldest_edit_first(city, district):
    new = make_article(district, "Nháp sau", published=False)
    for page, days in ((new, 1), (make_article(district, "Nháp trước", published=False), 5)):
        NewsArticlePage.objects.filter(pk=page.pk).update(
            latest_revision_created_at=timezone.now() - timedelta(days=days)
        )
    make_article(district, "Nháp của người khác", published=False, owner=make_head(district)).save_revision(
        user=make_head(district)
    )
    make_article(city, "Nháp của thành phố", published=False)
    make_article(district, "Tin đã đăng")
    submit(district, "Tin đã trình")
    assert titles(make_member(district), ReviewTaskList.DRAFTS) == ["Nháp trước", "Nháp sau"]
    assert titles(make_member(district), ReviewTaskList.SUBMITTED) == ["Tin đã trình"]


def test_public_page_is_a_draft_once_somebody_edits_it_and_not_for_its_takedown(district):
    page, withdrawn = make_article(district, "Tin đã đăng"), make_article(district, "Tin bị gỡ")
    page.title = "Tin đang sửa"
    page.save_revision(user=make_member(district))
    take_down(withdrawn, by=make_head(district), at=timezone.now(), reason_class="error", reason="Sai")
    assert titles(make_member(district), ReviewTaskList.DRAFTS) == ["Tin đang sửa"]


def test_whoever_works_on_a_portal_no_more_sees_nothing_of_it(city, district):
    author = make_member(district)
    make_article(district, "Nháp cũ", published=False)
    send_back(submit(district, "Tin trả lại cũ"), make_head(district))
    submit(district, "Tin chờ cũ")
    withdraw_membership(author.memberships.get(), by=None, at=timezone.now(), reason="Chuyển")
    grant_membership(author, role=Role.EDITOR, portal=city, reason="Phân công", by=None, at=AT)
    assert kinds(author) == []
    page = browser(author).get("/admin/").content.decode()
    assert "cũ" not in page
    assert "Không có việc nào đang chờ bạn" in page


def test_administrator_sees_invitations_and_roles_that_end_of_the_own_portal(city, district):
    today = timezone.localdate()
    for portal, mark in ((district, "Quận"), (city, "Thành phố")):
        admin = make_member(portal, Role.PORTAL_ADMIN)
        invite(
            email=f"moi@{portal.code}.test", full_name=f"Mai {mark}", role=Role.EDITOR, portal=portal,
            reason="Phân công", by=admin, at=timezone.now(),
        )  # fmt: skip
        for days in (30, 31):
            person = make_user(f"hethan.{portal.code}.{days}", first_name=mark, last_name=f"Sau {days}")
            grant_membership(
                person, role=Role.EDITOR, portal=portal, reason="x", by=None, at=AT,
                valid_until=today + timedelta(days=days),
            )  # fmt: skip
    admin = make_member(district, Role.PORTAL_ADMIN)
    assert titles(admin, MemberTaskList.INVITATIONS) == [f"Mai Quận – {Role.EDITOR.label}"]
    (ending,) = task_list(worker(admin), MemberTaskList.ENDING_ROLES).entries
    assert ending.until == today + timedelta(days=30)
    assert kinds(make_member(district)) == []


@pytest.mark.slow(reason="makes work for several people")
@pytest.mark.both_engines
def test_supervisor_sees_how_much_waits_where_and_nothing_of_what_it_is(city, district):
    submit(city, "Tin của thành phố", at=timezone.now() - timedelta(days=1))
    submit(district, "Tin của quận", at=timezone.now() - timedelta(days=4))
    propose_unpublishing(make_article(district), by=make_member(district), at=timezone.now(), reason="Trùng")
    supervisor = make_supervisor()
    entries = task_list(worker(supervisor), ReviewTaskList.WAITING_PORTALS).entries
    assert [(entry.title, entry.count) for entry in entries] == [(district.name_vi, 2), (city.name_vi, 1)]
    page = browser(supervisor).get("/admin/").content.decode()
    assert "Tin của" not in page
    assert url("detail", district.pk) in page
    # Beside the duties that nobody does on a portal with a board alone.
    assert kinds(make_head(district)) == [ReviewTaskList.TO_APPROVE, MemberTaskList.VACANT_DUTIES]


@pytest.mark.both_engines
def test_queues_of_all_portals_are_two_queries(city, district, django_assert_max_num_queries):
    submit(city, "Tin 1")
    submit(district, "Tin 2")
    scope_of(make_operator(), on=timezone.localdate())
    with django_assert_max_num_queries(3):
        assert len(queues()) == 2


@pytest.mark.both_engines
def test_operator_sees_portals_in_preparation(city):
    portal = make_portal(DISTRICT, opened=False)
    assert titles(make_operator(), PortalTaskList.PREPARING) == [portal.name_vi]
    assert titles(make_supervisor(), PortalTaskList.PREPARING) == []


@pytest.mark.slow(reason="makes work for several people")
def test_dashboard_leads_to_the_whole_list_that_comes_page_by_page(district, monkeypatch):
    monkeypatch.setattr("notifications.task_lists.SHOWN", 1)
    monkeypatch.setattr("notifications.views.my_work.SHOWN", 1)
    monkeypatch.setattr("notifications.views.my_work.ON_A_PAGE", 2)
    for number in range(3):
        submit(district, f"Tin số {number}", at=timezone.now() - timedelta(days=9 - number))
    client = browser(make_head(district))
    page = client.get("/admin/").content.decode()
    assert ("Tin số 0" in page, "Tin số 1" in page) == (True, False)
    assert f"{url('my_work')}?list=to_approve" in page
    assert client.get(url("my_work"), {"list": "to_approve"}).content.decode().count("Tin số") == 2
    second = client.get(url("my_work"), {"list": "to_approve", "p": "2"}).content.decode()
    assert ("Tin số 2" in second, "Tin số 1" in second) == (True, False)
    assert client.get(url("my_work"), {"list": "drop table", "p": "-1"}).status_code == 200


@pytest.mark.slow(reason="asks for every list")
def test_whole_list_of_another_role_is_empty(city, district):
    submit(district, "Tin của quận")
    client = browser(make_member(city))
    for each in task_list_types():
        assert "Tin của quận" not in client.get(url("my_work"), {"list": each.kind.value}).content.decode()


@pytest.mark.slow(reason="counts the statements of few rows and of many")
def test_dashboard_of_one_portal_is_few_queries(city, district):
    author, head, admin = make_member(district), make_head(district), make_member(district, Role.PORTAL_ADMIN)
    for number in range(5):
        submit(district, f"Tin số {number}")
        make_article(district, f"Nháp {number}", published=False)
        send_back(submit(district, f"Tin trả lại {number}"), head)
    for user, most in ((author, 19), (head, 28), (admin, 24)):
        client = browser(user)
        client.get("/admin/")
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/admin/").status_code == 200
        asked = [query["sql"] for query in queries if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
        assert len(asked) <= most, "\n".join(sql[:200] for sql in asked)
