"""Roles and seats end by themselves on their date, and so do the rights that they give, without a nightly run."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from adminviews.filters import begins, ends
from editorial.tasks import delete_leftover_private_files, publish_scheduled, repair_references
from home.tasks import take_away_unseen_pictures
from information.tasks import follow_offered_links
from library.tasks import delete_leftover_renditions, delete_unfinished_uploads
from members.enums import Role, Seat
from members.memberships import grant_membership, leave_board, seat_on_board
from members.models import Membership, PortalGroup
from members.rights import SESSION_KEY
from members.tasks import sync_roles
from members.views.base import AdminView
from notifications.tasks import send_digests
from participation.tasks import erase_personal_data
from tests.admin import browser, url
from tests.each import each_case
from tests.factories import AT, make_head, make_member, make_operator, make_user

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
OF_QUESTIONS = (
    "anchor_history", "count_questions", "forget_followers", "forget_useful_marks", "send_left_mails",
)  # fmt: skip
OF_EXCHANGE = ("clear_archive_packages", "give_up_archive_packages", "send_missing_figures")


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
    grant_membership(user, role=Role.EDITOR, portal=city, reason="Kiêm nhiệm", by=None, at=AT)
    Membership.objects.filter(user=user, portal=city).update(valid_until=timezone.localdate() - DAY)
    browser(user).get(reverse("wagtailadmin_home"))
    assert user.groups.get().portal_group.portal == district


def test_role_that_begins_gives_rights_on_its_first_day(district):
    user = make_user("newcomer")
    tomorrow = timezone.localdate() + DAY
    grant_membership(
        user, role=Role.EDITOR, portal=district, reason="Từ mai", by=None, at=timezone.now(), valid_from=tomorrow
    )
    assert not user.groups.exists()
    Membership.objects.filter(user=user).update(valid_from=timezone.localdate())
    assert sees_pages(browser(user), district)


def test_seat_that_ended_gives_no_rights(district):
    head = make_head(district)
    leave_board(district.board.seats.get(), by=None, at=AT, last_day=timezone.localdate(), reason="Nghỉ hưu")
    district.board.seats.update(valid_until=timezone.localdate() - DAY)
    assert head.groups.exists()
    browser(head).get(reverse("wagtailadmin_home"))
    assert not head.groups.exists()


def test_seat_that_begins_gives_rights(district):
    user = make_user("newcomer")
    tomorrow = timezone.localdate() + DAY
    seat = seat_on_board(district.board, user, seat=Seat.DEPUTY, by=None, at=timezone.now(), valid_from=tomorrow)
    assert not user.groups.exists()
    type(seat).objects.update(valid_from=timezone.localdate())
    assert browser(user).get(reverse("wagtailadmin_home")).status_code == 200


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
    tasks = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    by_night = {sync_roles.name, delete_unfinished_uploads.name, delete_leftover_renditions.name}
    by_night |= {take_away_unseen_pictures.name, repair_references.name, erase_personal_data.name}
    by_night |= {delete_leftover_private_files.name}
    by_night |= {f"qa.tasks.{name}" for name in OF_QUESTIONS} | {f"exchange.tasks.{name}" for name in OF_EXCHANGE}
    assert tasks == by_night | {publish_scheduled.name, send_digests.name, follow_offered_links.name}


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
