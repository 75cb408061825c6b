"""Roles as records: given, ended, given again; groups follow.

Roles and seats end by themselves on their date, and so do the rights that they give, without a nightly run.
"""

from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission, Workflow
from wagtail.users.models import UserProfile

from accounts.models import User
from adminviews.filters import begins, ends
from audit.errors import ReasonMissing
from audit.models import PortalEvent
from authentication.tasks import suspend_unused_accounts
from editorial.tasks import delete_leftover_private_files, publish_scheduled, repair_references
from editorial.wagtail_tasks import BoardApprovalTask
from home.tasks import take_away_unseen_pictures
from information.tasks import follow_offered_links, forget_press_requests
from library.tasks import delete_leftover_renditions, delete_unfinished_uploads
from members.board.actions import change_board_facts
from members.enums import Engagement, MemberEventKind, Role, Seat
from members.errors import (
    AlreadyWithdrawn,
    LastOperator,
    OwnOperatorRole,
    PeriodBackwards,
    RoleHeld,
    RoleNotGrantable,
    SeatEnded,
    SeatTaken,
    SectionElsewhere,
    SectionNotAsked,
)
from members.groups import SESSION_KEY
from members.memberships import grant_membership, leave_board, seat_on_board, withdraw_membership
from members.models import Board, BoardSeat, Membership, PortalGroup
from members.tasks import sync_roles
from members.views.base import AdminView
from notifications.tasks import send_digests
from page_cache.tasks import forget_cached_addresses, tell_page_cache
from participation.tasks import (
    erase_personal_data,
    forget_draft_followers,
    forget_traces_of_ratings,
    send_left_comment_mails,
    send_left_contribution_mails,
    settle_live_events,
)
from provisioning.installation import ensure_installation
from tests.admin import browser, url
from tests.each import each_case
from tests.factories import (
    AT,
    CITY,
    DISTRICT,
    make_head,
    make_member,
    make_operator,
    make_portal,
    make_user,
    section_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def portal():
    return make_portal(CITY, opened=False)


def grant(user, portal, **values):
    return grant_membership(
        user, **{"role": Role.EDITOR, "portal": portal, "reason": "Phân công", "by": None, "at": AT} | values
    )


def test_role_that_ended_by_its_date_can_be_given_again(portal):
    user = make_user("an")
    ended = grant(user, portal, valid_until=AT.date())
    later = AT + timedelta(days=30)
    again = grant(user, portal, at=later)
    ended.refresh_from_db()
    assert again.pk != ended.pk
    assert ended.withdrawn_at == later
    assert Membership.objects.in_force(on=later.date()).filter(user=user).get() == again


@pytest.mark.both_engines
@each_case(
    ("held", "again"), [({}, {}), ({}, {"valid_until": date(2027, 12, 31)}), ({"valid_from": date(2027, 1, 1)}, {})]
)
def test_role_in_force_or_to_come_is_not_given_twice(portal, held, again):
    membership = grant(make_user("an"), portal, **held)
    with pytest.raises(RoleHeld):
        grant(membership.user, portal, **again)
    assert Membership.objects.get(user=membership.user).valid_until is None


@each_case(
    ("values", "refusal", "told"),
    [
        ({"valid_until": date(2026, 11, 1)}, PeriodBackwards, "01/11/2026"),
        ({"role": Role.BOARD}, RoleNotGrantable, ""),
        ({"role": Role.OPERATOR}, RoleNotGrantable, ""),
        ({"reason": " "}, ReasonMissing, ""),
    ],
)
def test_role_is_refused(portal, values, refusal, told):
    with pytest.raises(refusal, match=told):
        grant(make_user("an"), portal, **values)


@pytest.mark.both_engines
@each_case("model", ["membership", "seat", "board"])
def test_database_keeps_no_period_that_runs_backwards(portal, model):
    rows = {
        "membership": Membership.objects.filter(user=make_member(portal)),
        "seat": BoardSeat.objects.filter(user=make_head(portal)),
        "board": Board.objects.filter(portal=portal),
    }[model]
    first = "term_from" if model == "board" else "valid_from"
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(**{first: date(2026, 11, 2), first.replace("from", "until"): date(2026, 11, 1)})


@pytest.mark.both_engines
def test_role_is_withdrawn_once_with_its_group_and_the_first_record_stands(portal):
    membership = grant(make_user("an"), portal)
    withdraw_membership(membership, by=None, at=AT, reason="Chuyển công tác")
    assert not membership.user.groups.exists()
    with pytest.raises(AlreadyWithdrawn):
        withdraw_membership(membership, by=None, at=AT + timedelta(days=1), reason="Lần nữa")
    membership.refresh_from_db()
    assert (membership.withdrawn_at, membership.withdrawn_reason) == (AT, "Chuyển công tác")
    assert PortalEvent.objects.filter(kind=MemberEventKind.MEMBERSHIP_WITHDRAWN).count() == 1


def test_last_operator_stays_and_nobody_withdraws_the_own_role():
    ensure_installation()
    operator, closed, later = make_operator(), make_user("closed"), AT + timedelta(days=1)
    last = operator.memberships.get()
    grant(closed, None, role=Role.OPERATOR)
    closed.is_active = False
    closed.save(update_fields=["is_active"])
    former = grant(make_user("former"), None, role=Role.OPERATOR, valid_until=AT.date())
    with pytest.raises(LastOperator):
        withdraw_membership(last, by=None, at=later, reason="Nghỉ hưu")
    withdraw_membership(former, by=None, at=later, reason="Dọn dẹp")
    grant(make_user("second"), None, role=Role.OPERATOR)
    with pytest.raises(OwnOperatorRole):
        withdraw_membership(last, by=operator, at=later, reason="Thôi")
    withdraw_membership(last, by=None, at=later, reason="Nghỉ hưu")
    rows = Membership.objects.exclude(withdrawn_at=None).order_by("pk")
    assert [(row, row.withdrawn_reason) for row in rows] == [(last, "Nghỉ hưu"), (former, "Dọn dẹp")]


def test_seat_that_ended_by_its_date_is_given_anew_the_day_after(portal):
    head = make_head(portal)
    leave_board(portal.board.seats.get(), by=None, at=AT, last_day=date(2026, 11, 10), vacancy_reason="Chờ kiện toàn")
    for day in (date(2026, 11, 10), date(2026, 11, 1)):
        with pytest.raises(SeatTaken):
            seat_on_board(portal.board, head, seat=Seat.DEPUTY, by=None, at=AT, valid_from=day)
    deputy = seat_on_board(portal.board, head, seat=Seat.DEPUTY, by=None, at=AT, valid_from=date(2026, 11, 11))
    assert deputy.seat == Seat.DEPUTY


def test_seat_ends_at_once_on_its_first_day_and_not_before(portal):
    seat = BoardSeat.objects.get(user=make_head(portal))
    with pytest.raises(PeriodBackwards):
        leave_board(seat, by=None, at=AT, last_day=date(2026, 10, 1), vacancy_reason="Chờ kiện toàn")
    leave_board(
        seat,
        by=None,
        at=AT,
        last_day=seat.valid_from - timedelta(days=1),
        reason="Nhầm người",
        vacancy_reason="Chờ kiện toàn",
    )
    seat.refresh_from_db()
    assert (seat.valid_until, seat.ended_at) == (seat.valid_from, AT)
    assert not BoardSeat.objects.in_force(on=seat.valid_from).exists()
    assert not seat.user.groups.exists()


@pytest.mark.both_engines
def test_seat_ends_once(portal):
    seat = BoardSeat.objects.get(user=make_head(portal))
    leave_board(seat, by=None, at=AT, last_day=date(2026, 11, 1), vacancy_reason="Chờ kiện toàn")
    with pytest.raises(SeatEnded):
        leave_board(seat, by=None, at=AT, last_day=date(2026, 11, 30), vacancy_reason="Chờ kiện toàn")


def test_term_does_not_end_before_it_begins(portal):
    board = portal.board
    change_board_facts(board, {"term_from": date(2026, 3, 2)}, by=None, at=AT)
    with pytest.raises(PeriodBackwards):
        change_board_facts(board, {"term_until": date(2026, 3, 1)}, by=None, at=AT)


def test_nobody_holds_the_publish_permission_and_the_only_workflow_is_the_board_s(portal):
    assert not GroupPagePermission.objects.filter(permission__codename="publish_page").exists()
    assert not Group.objects.filter(portal_group=None).exists()
    assert [task.specific_class for task in Workflow.objects.get().tasks] == [BoardApprovalTask]


def test_superuser_of_the_command_line_stays_one_when_given_a_role(portal):
    root = User.objects.create_superuser("root", email="root@example.test", password="pass")
    grant(root, portal)
    root.refresh_from_db()
    assert root.is_superuser


def test_command_that_makes_the_first_operator_can_be_given_again():
    person = make_user("an")
    for told in ("đã được giao", "đang giữ"):
        out = StringIO()
        call_command("make_operator", "an", reason="Quyết định 1/QĐ-UBND", stdout=out)
        assert told in out.getvalue()
    membership = person.memberships.get()
    assert (membership.role, membership.reason) == (Role.OPERATOR, "Quyết định 1/QĐ-UBND")
    person.refresh_from_db()
    assert person.is_superuser


def test_section_editor_has_a_section_of_the_portal_and_nobody_else_one(portal):
    person, section = make_user("an"), section_of(portal)
    for page in (section_of(make_portal(DISTRICT, opened=False)), portal.container):
        with pytest.raises(SectionElsewhere):
            grant(person, portal, role=Role.SECTION_EDITOR, section=page)
    with pytest.raises(SectionNotAsked):
        grant(person, portal, role=Role.EDITOR, section=section)
    assert not Membership.objects.exists()
    grant(person, portal, role=Role.SECTION_EDITOR, section=section, engagement=Engagement.FULL_TIME)
    membership = Membership.objects.get()
    assert (membership.section.pk, membership.engagement) == (section.pk, Engagement.FULL_TIME)
    assert PortalEvent.objects.latest("pk").data["section"] == section.title


DAY = timedelta(days=1)


def let_end_yesterday(user):
    """The day passes, and nothing runs at night."""
    Membership.objects.filter(user=user).update(valid_until=timezone.localdate() - DAY)


def come_back_tomorrow(client):
    """The same session on a later day: what it remembers is of an earlier one."""
    session = client.session
    session[SESSION_KEY] = (timezone.localdate() - DAY).isoformat()
    session.save()


def sees_pages(client, portal):
    return client.get(reverse("wagtailadmin_explore", args=[portal.container_id])).status_code == 200


@pytest.mark.both_engines
def test_role_that_ended_gives_no_rights_after_the_next_sign_in(district):
    user = make_member(district)
    let_end_yesterday(user)
    assert user.groups.exists()
    response = browser(user).get(reverse("wagtailadmin_explore_root"))
    assert response["Location"].startswith(reverse("wagtailadmin_login"))
    assert not user.groups.exists()


def test_role_that_ended_gives_no_rights_in_a_session_that_goes_on(district):
    user = make_member(district)
    client = browser(user)
    assert sees_pages(client, district)
    let_end_yesterday(user)
    come_back_tomorrow(client)
    assert not sees_pages(client, district)
    assert not user.groups.exists()


def test_only_the_role_that_ended_ends(city, district):
    user = make_member(district)
    grant(user, city)
    Membership.objects.filter(user=user, portal=city).update(valid_until=timezone.localdate() - DAY)
    browser(user).get(reverse("wagtailadmin_home"))
    assert user.groups.get().portal_group.portal == district


def test_role_and_seat_that_begin_give_rights_on_their_first_day(district):
    user, deputy, today = make_user("newcomer"), make_user("deputy"), timezone.localdate()
    grant(user, district, at=timezone.now(), valid_from=today + DAY)
    seat_on_board(district.board, deputy, seat=Seat.DEPUTY, by=None, at=timezone.now(), valid_from=today + DAY)
    assert not user.groups.exists() and not deputy.groups.exists()
    Membership.objects.filter(user=user).update(valid_from=today)
    BoardSeat.objects.filter(user=deputy).update(valid_from=today)
    assert sees_pages(browser(user), district)
    assert browser(deputy).get(reverse("wagtailadmin_home")).status_code == 200


def test_seat_that_ended_gives_no_rights(district):
    head = make_head(district)
    leave_board(
        district.board.seats.get(),
        by=None,
        at=AT,
        last_day=timezone.localdate(),
        reason="Nghỉ hưu",
        vacancy_reason="Chờ kiện toàn",
    )
    district.board.seats.update(valid_until=timezone.localdate() - DAY)
    assert head.groups.exists()
    browser(head).get(reverse("wagtailadmin_home"))
    assert not head.groups.exists()


def test_operator_whose_role_ended_is_no_superuser_any_more(city):
    operator = make_operator()
    client = browser(operator)
    assert client.get(url("index")).status_code == 200
    let_end_yesterday(operator)
    come_back_tomorrow(client)
    client.get(reverse("wagtailusers_users:index"))
    operator.refresh_from_db()
    assert not operator.is_superuser


def test_day_is_looked_at_once_in_a_session(district):
    client = browser(make_member(district))
    client.get(reverse("wagtailadmin_home"))
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("wagtailadmin_home"))
    assert [row["sql"] for row in asked if "members_portalgroup" in row["sql"]] == []


@pytest.mark.both_engines
@each_case("run", [sync_roles, lambda: call_command("sync_roles", stdout=StringIO())])
def test_night_brings_everybody_in_step_and_completes_groups_of_older_portals(city, district, run):
    user = make_member(district)
    let_end_yesterday(user)
    PortalGroup.objects.get(portal=city, role=Role.REPORTER).group.delete()
    run()
    assert not user.groups.exists()
    group = PortalGroup.objects.get(portal=city, role=Role.REPORTER).group
    assert group.page_permissions.get().page == city.container


def test_schedule_has_every_task_that_nobody_starts(settings):
    of_questions = (
        "anchor_history", "count_questions", "forget_followers", "give_back_left_questions", "send_left_mails",
    )  # fmt: skip
    of_all = ("examine_at_night", "back_up", "drill_restore", "export_mirror", "check_conformance")
    of_search = ("catch_up", "catch_up_engine", "count_words", "examine_searches", "tell_search_followers")
    of_exchange = ("clear_archive_packages", "give_up_archive_packages", "read_item_sources", "send_missing_figures")
    assert {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()} == {
        sync_roles.name, suspend_unused_accounts.name, delete_unfinished_uploads.name, delete_leftover_renditions.name,
        *(f"cityportal.tasks.{name}" for name in of_all),
        take_away_unseen_pictures.name, repair_references.name, erase_personal_data.name,
        forget_traces_of_ratings.name, send_left_comment_mails.name, send_left_contribution_mails.name,
        settle_live_events.name, forget_draft_followers.name,
        delete_leftover_private_files.name, publish_scheduled.name, send_digests.name, follow_offered_links.name,
        forget_press_requests.name, tell_page_cache.name, forget_cached_addresses.name,
        *(f"search.tasks.{name}" for name in of_search),
        *(f"qa.tasks.{name}" for name in of_questions), *(f"exchange.tasks.{name}" for name in of_exchange),
    }  # fmt: skip


@pytest.mark.parametrize("zone", ["Pacific/Pago_Pago", "Pacific/Kiritimati"])
def test_day_is_that_of_the_city_whatever_zone_is_stored_for_a_person(district, monkeypatch, zone):
    """In the one it is yesterday for eighteen hours, in the other tomorrow for seven."""
    administrator = make_member(district, Role.PORTAL_ADMIN)
    UserProfile.objects.update_or_create(user=administrator, defaults={"current_time_zone": zone})
    zones = []
    ask = AdminView.today.fget
    monkeypatch.setattr(
        AdminView, "today", property(lambda self: zones.append(timezone.get_current_timezone_name()) or ask(self))
    )
    assert browser(administrator).get(url("roles", district.pk)).status_code == 200
    assert set(zones) == {settings.TIME_ZONE}


def test_account_page_offers_no_zone_and_takes_none(district):
    person = make_member(district)
    client = browser(person)
    address = reverse("wagtailadmin_account")
    assert "current_time_zone" not in client.get(address).content.decode()
    client.post(address, {"locale-current_time_zone": "Pacific/Pago_Pago", "locale-preferred_language": "vi"})
    assert not UserProfile.objects.filter(user=person).exclude(current_time_zone="").exists()


@each_case("zone", ["Pacific/Pago_Pago", "UTC"])
def test_days_are_moments_of_the_city(zone):
    with timezone.override(zone):
        assert begins(date(2026, 11, 26)) == datetime(2026, 11, 25, 17, tzinfo=UTC)
        assert ends(date(2026, 11, 26)).astimezone(UTC).hour == 16
