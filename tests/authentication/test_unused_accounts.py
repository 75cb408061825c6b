"""Accounts that nobody uses: their persons are told twice, and then they are suspended (security level 3)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail

from accounts.models import User
from audit.models import PortalEvent
from authentication.enums import AccountEventKind, AccountNoticeKind
from authentication.errors import LimitsOutOfOrder
from authentication.limits import set_limits
from authentication.models import AccountLimits, AccountSuspension, SuspensionReport
from authentication.suspension import unused
from authentication.suspension.actions import lift_suspension
from authentication.suspension.unused import Told, days_of_last_use, is_last_operator_unused, next_step, suspend_unused
from members.enums import Role
from notifications.models import Notice
from notifications.notice_mail import send_digests
from tests.each import each_case
from tests.factories import make_head, make_member, make_operator, make_user
from tests.members.invitations import invite_person

pytestmark = pytest.mark.django_db
LIMITS = AccountLimits(unused_days=45, first_notice_days=7, last_notice_days=1)
BEGUN = datetime(2027, 3, 1, 8, tzinfo=UTC)
SINCE = BEGUN.date()


def used(*people, at=BEGUN):
    """These signed in last at that time; everybody else signs in each day."""
    User.objects.update(last_login=BEGUN + timedelta(days=400))
    User.objects.filter(pk__in=[person.pk for person in people]).update(last_login=at, date_joined=at)


def days(first, last):
    """What each run of some days after the last use told and suspended, by its day."""
    found = {}
    for day in range(first, last + 1):
        outcome = suspend_unused(at=BEGUN + timedelta(days=day))
        if outcome.told:
            send_digests(at=BEGUN + timedelta(days=day, hours=1))
        if outcome.told or outcome.suspended:
            found[day] = (outcome.told, outcome.suspended)
    return found


@each_case(
    ("day", "told", "step", "until"),
    [
        (37, None, None, 45),
        (38, None, 7, 45),
        (39, None, 7, 46),
        (100, None, 7, 107),
        (43, Told(SINCE + timedelta(days=45), frozenset({7})), None, 45),
        (44, Told(SINCE + timedelta(days=45), frozenset({7})), 1, 45),
        (44, Told(SINCE + timedelta(days=45), frozenset({7, 1})), None, 45),
        (45, Told(SINCE + timedelta(days=45), frozenset({7})), 0, 45),
        (101, Told(SINCE + timedelta(days=107), frozenset({7})), None, 107),
    ],
)
def test_person_has_seven_days_from_the_first_notice(day, told, step, until):
    due = (step, SINCE + timedelta(days=until))
    assert next_step(SINCE, told, limits=LIMITS, on=SINCE + timedelta(days=day)) == due


def test_longer_limits_hold_for_who_was_told_by_the_former_ones():
    told = Told(SINCE + timedelta(days=45), frozenset({7}))
    limits = AccountLimits(unused_days=90, first_notice_days=7, last_notice_days=1)
    steps = {day: next_step(SINCE, told, limits=limits, on=SINCE + timedelta(days=day))[0] for day in (45, 89, 90)}
    assert steps == {45: None, 89: 1, 90: 0}


def test_nobody_is_suspended_before_a_mail_told_of_it(district):
    editor = make_member(district)
    used(editor)
    for day in (38, 44, 45, 46):
        assert suspend_unused(at=BEGUN + timedelta(days=day)).suspended == []
    send_digests(at=BEGUN + timedelta(days=46, hours=1))
    assert suspend_unused(at=BEGUN + timedelta(days=47)).suspended == [editor.username]


def test_account_whose_mails_nobody_takes_is_suspended_two_weeks_later(district):
    editor = make_member(district)
    used(editor)
    found = {day: suspend_unused(at=BEGUN + timedelta(days=day)).suspended for day in (38, 44, 45, 58, 59)}
    assert found == {38: [], 44: [], 45: [], 58: [], 59: [editor.username]}


def test_account_that_cannot_be_told_of_is_suspended_all_the_same(district):
    editor = make_member(district)
    User.objects.filter(pk=editor.pk).update(email="")
    used(editor)
    assert days(38, 45)[45] == ([], [editor.username])


def test_failure_with_one_account_leaves_the_others_their_day(district, monkeypatch):
    first, second = make_member(district), make_head(district)
    used(first, second)
    days(38, 44)
    suspend = unused.suspend_account

    def failing(account, **facts):
        if account == first:
            raise RuntimeError
        suspend(account, **facts)

    monkeypatch.setattr(unused, "suspend_account", failing)
    with pytest.raises(ExceptionGroup):
        suspend_unused(at=BEGUN + timedelta(days=45))
    assert list(AccountSuspension.objects.values_list("user", flat=True)) == [second.pk]


@pytest.mark.both_engines
def test_person_is_told_twice_and_the_account_suspended_on_the_day_that_was_said(district):
    editor, head = make_member(district), make_head(district)
    administrator = make_member(district, Role.PORTAL_ADMIN)
    used(editor)
    name = editor.username
    assert days(30, 50) == {38: ([name], []), 44: ([name], []), 45: ([], [name])}
    suspension = AccountSuspension.objects.get(user=editor)
    assert (suspension.by, "45" in suspension.reason) == (None, True)
    assert SuspensionReport.objects.get(account=editor).portal == district
    assert not User.objects.get(pk=editor.pk).is_active
    told = set(Notice.objects.filter(kind=AccountNoticeKind.SUSPENDED).values_list("user__username", flat=True))
    assert told == {administrator.username}
    assert head.username not in told


def test_mail_of_the_day_says_until_when_and_goes_once_a_step(district):
    editor = make_member(district)
    used(editor)
    for hour in (0, 1):
        suspend_unused(at=BEGUN + timedelta(days=38, hours=hour))
    Notice.objects.exclude(kind=AccountNoticeKind.UNUSED).delete()
    send_digests(at=BEGUN + timedelta(days=38, hours=2))
    assert [("15/4/2027" in sent.body or "15/04/2027" in sent.body, sent.to) for sent in mail.outbox] == [
        (True, [editor.email])
    ]


def test_whoever_signs_in_after_the_notice_is_not_suspended_and_not_mailed(district):
    editor = make_member(district)
    used(editor)
    suspend_unused(at=BEGUN + timedelta(days=38))
    User.objects.filter(pk=editor.pk).update(last_login=BEGUN + timedelta(days=40))
    assert days(41, 60) == {}
    Notice.objects.exclude(kind=AccountNoticeKind.UNUSED).delete()
    send_digests(at=BEGUN + timedelta(days=41))
    assert mail.outbox == []
    assert list(days(78, 78).values()) == [([editor.username], [])]


def test_days_are_counted_anew_from_the_end_of_a_suspension(district):
    editor = make_member(district)
    used(editor)
    days(38, 45)
    back = BEGUN + timedelta(days=60)
    lift_suspension(AccountSuspension.objects.get(), by=None, at=back, reason="Đã liên hệ")
    assert days_of_last_use(at=back)[editor.pk] == back.date()
    assert days(61, 97) == {}
    assert days(98, 98) == {98: ([editor.username], [])}


def test_account_without_a_role_is_told_and_suspended(city):
    person = make_user("khong.vai.tro")
    used(person)
    assert days(38, 45)[45] == ([], [person.username])
    assert PortalEvent.objects.filter(kind=AccountEventKind.ACCOUNT_SUSPENDED, portal=None).exists()


def test_last_operator_is_never_suspended_and_doctor_says_so(city):
    operator = make_operator()
    used(operator)
    assert days(38, 50) == {}
    assert [is_last_operator_unused(at=BEGUN + timedelta(days=day)) for day in (44, 45)] == [False, True]


def test_account_that_was_never_used_and_is_invited_waits_for_the_invitation(city, district):
    person = make_member(city)
    used(person)
    invitation, _path = invite_person(district, email=person.email)
    at = invitation.invited_at + timedelta(days=1)
    before = at - timedelta(days=45)
    User.objects.filter(pk=person.pk).update(last_login=None, date_joined=before)
    assert person.pk not in days_of_last_use(at=at)
    assert person.pk in days_of_last_use(at=invitation.expires_at + timedelta(days=1))
    # Nobody keeps the account of somebody else open by inviting its address.
    User.objects.filter(pk=person.pk).update(last_login=before)
    assert person.pk in days_of_last_use(at=at)


def test_limits_are_dated_and_change_with_a_document(city):
    shipped = AccountLimits.objects.of_day(SINCE)
    assert (shipped.unused_days, shipped.first_notice_days, shipped.last_notice_days) == (45, 7, 1)
    facts = {
        "unused_days": 30, "first_notice_days": 5, "last_notice_days": 1, "list_months": 6, "list_notice_days": 14,
        "source": "12/2027/TT", "is_verified": True, "by": None, "at": BEGUN,
    }  # fmt: skip
    set_limits(valid_from=date(2027, 4, 1), **facts)
    assert [AccountLimits.objects.of_day(day).unused_days for day in (date(2027, 3, 31), date(2027, 4, 1))] == [45, 30]
    for wrong in ({"valid_from": date(2027, 4, 1)}, {"valid_from": date(2027, 5, 1), "first_notice_days": 30}):
        with pytest.raises(LimitsOutOfOrder):
            set_limits(**facts | wrong)
    assert PortalEvent.objects.filter(kind=AccountEventKind.LIMITS_CHANGED).count() == 1
