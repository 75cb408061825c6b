"""Each portal confirms its list of accounts every six months (security level 3)."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from audit.models import PortalEvent
from authentication.enums import AccountEventKind, AccountNoticeKind, AccountTaskList
from authentication.list_confirmations import (
    accounts_of,
    confirm_list,
    digest_of,
    lists_due,
    months_later,
)
from authentication.list_reminders import note_lists
from members.access.scope import scope_of
from members.enums import Role
from members.memberships import grant_membership
from members.remits import Remit
from notifications.models import Notice
from notifications.notice_mail import send_digests
from notifications.task_lists import Worker, task_list
from sites.models import Portal
from tests.admin import browser, is_refused, url
from tests.each import each_case
from tests.factories import make_head, make_member, make_operator, make_supervisor, make_user

pytestmark = pytest.mark.django_db
SCREEN = "confirm_accounts"


def confirm(portal, by, *, at):
    digest = digest_of(accounts_of(portal, on=timezone.localdate(at)))
    return confirm_list(portal, digest=digest, by=by, at=at)


def opened(portal, *, ago):
    """The portal was opened so many days before today."""
    Portal.objects.filter(pk=portal.pk).update(opened_at=timezone.now() - timedelta(days=ago))


def entries(user, code):
    now = timezone.now()
    worker = Worker(user, scope_of(user, on=timezone.localdate(now)), now)
    return [entry.title for entry in task_list(worker, code).entries]


@each_case(
    ("day", "later"),
    [
        (date(2026, 1, 15), date(2026, 7, 15)),
        (date(2026, 8, 31), date(2027, 2, 28)),
        (date(2027, 6, 30), date(2027, 12, 30)),
    ],
)
def test_six_months_later_is_the_same_day_or_the_last_of_a_shorter_month(day, later):
    assert months_later(day, 6) == later


def test_administrator_confirms_the_list_that_is_shown_and_it_is_recorded(city, district):
    administrator, head = make_member(district, Role.PORTAL_ADMIN), make_head(district)
    stranger = make_member(city, Role.EDITOR)
    client = browser(administrator)
    page = client.get(url(SCREEN, district.pk))
    assert (head.username in page.content.decode(), stranger.username in page.content.decode()) == (True, False)
    digest = page.context["form"]["digest"].value()
    assert client.post(url(SCREEN, district.pk), {"digest": digest}).status_code == 302
    event = PortalEvent.objects.get(kind=AccountEventKind.LIST_CONFIRMED)
    assert (event.portal, event.actor, event.data["digest"]) == (district, administrator, digest)
    assert event.data["confirmed"] == len(accounts_of(district, on=timezone.localdate()))


def test_list_that_changed_meanwhile_is_shown_again(district):
    client = browser(make_member(district, Role.PORTAL_ADMIN))
    digest = client.get(url(SCREEN, district.pk)).context["form"]["digest"].value()
    newcomer = make_member(district, Role.REPORTER)
    refused = client.post(url(SCREEN, district.pk), {"digest": digest})
    assert (refused.status_code, newcomer.username in refused.content.decode()) == (422, True)
    again = refused.context["form"]["digest"].value()
    assert again != digest
    assert client.post(url(SCREEN, district.pk), {"digest": again}).status_code == 302


def test_nobody_else_confirms_but_an_operator_where_nobody_administers(city, district):
    operator = browser(make_operator())
    for person in (make_head(district), make_member(city, Role.PORTAL_ADMIN), make_supervisor()):
        assert is_refused(browser(person).get(url(SCREEN, district.pk)))
    assert operator.get(url(SCREEN, district.pk)).status_code == 200
    make_member(district, Role.PORTAL_ADMIN)
    assert is_refused(operator.get(url(SCREEN, district.pk)))


@pytest.mark.both_engines
def test_list_is_due_six_months_after_the_opening_and_after_each_confirmation(district):
    today, now = timezone.localdate(), timezone.now()
    opened(district, ago=400)
    due = lists_due(on=today)[district.pk]
    assert due.due == months_later(today - timedelta(days=400), 6)
    assert (due.reminded_from, due.is_late(on=today)) == (due.due - timedelta(days=14), True)
    confirm(district, make_member(district, Role.PORTAL_ADMIN), at=now)
    assert lists_due(on=today)[district.pk].due == months_later(today, 6)


def test_administrators_are_reminded_once_ahead_and_once_when_it_is_late(city, district):
    administrator, other = make_member(district, Role.PORTAL_ADMIN), make_member(city, Role.PORTAL_ADMIN)
    now = timezone.now()
    due = lists_due(on=timezone.localdate(now))[district.pk]
    opened(city, ago=0)
    ahead = now + (due.reminded_from - timezone.localdate(now))
    told = []
    for days in (-1, 0, 1, 14, 15, 16):
        note_lists(ahead + timedelta(days=days))
        told.append(Notice.objects.filter(kind=AccountNoticeKind.LIST_DUE, user=administrator).count())
    assert told == [0, 1, 1, 1, 2, 2]
    assert not Notice.objects.filter(kind=AccountNoticeKind.LIST_DUE, user=other, portal=district).exists()


def test_reminder_is_not_mailed_once_the_list_is_confirmed(district):
    administrator = make_member(district, Role.PORTAL_ADMIN)
    now = timezone.now()
    opened(district, ago=400)
    note_lists(now)
    Notice.objects.exclude(kind=AccountNoticeKind.LIST_DUE).delete()
    confirm(district, administrator, at=now)
    send_digests(at=now)
    assert mail.outbox == []


def test_work_lists_name_what_is_to_be_confirmed_and_what_is_late(city, district):
    administrator, operator = make_member(district, Role.PORTAL_ADMIN), make_operator()
    for portal in (city, district):
        opened(portal, ago=400)
    supervisor = make_user("giamsat.quan")
    remit = Remit(portal_id=district.pk)
    grant_membership(
        supervisor, role=Role.SUPERVISOR, portal=None, remit=remit, reason="Giám sát", by=None, at=timezone.now()
    )
    assert entries(administrator, AccountTaskList.TO_CONFIRM) == [district.name]
    assert entries(operator, AccountTaskList.TO_CONFIRM) == [city.name], "nobody administers it"
    assert set(entries(operator, AccountTaskList.LATE)) == {city.name, district.name}
    assert set(entries(make_supervisor(), AccountTaskList.LATE)) == {city.name, district.name}
    assert entries(supervisor, AccountTaskList.LATE) == [district.name]
    assert entries(administrator, AccountTaskList.LATE) == []
