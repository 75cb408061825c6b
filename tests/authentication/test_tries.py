"""Nobody guesses passwords by the thousand, and nobody locks another person out for good."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit.errors import TooManyTries
from audit.kinds import event_details
from audit.models import PortalEvent, TryCount
from audit.throttling import Limit, hit, hit_within, reset
from authentication.enums import AccountEventKind
from authentication.throttled_actions import NEW_PASSWORD, OWN_PASSWORD, SIGN_IN
from members.models import Invitation
from tests.admin import browser
from tests.authentication.tries import change_password
from tests.each import each_case
from tests.factories import make_member, make_user
from tests.members.invitations import invite_person

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)  # nine o'clock in the city
HERE, ELSEWHERE = "203.0.113.9", "198.51.100.7"
WRONG = "wrong"
LOCKED = "Đã thử quá nhiều lần"


@pytest.fixture(autouse=True)
def _limits(settings):
    settings.SIGN_IN_TRIES = 3
    settings.SIGN_IN_TRIES_PER_ADDRESS = 6
    settings.FORM_TRIES_PER_ADDRESS = 4
    settings.SIGN_IN_WAIT_MINUTES = 15


def tries(*names, address=HERE, at=AT, what=SIGN_IN):
    return [hit(what, name, address=address, at=at) for name in names]


def is_refused(name, *, address=HERE, at=AT, what=SIGN_IN):
    try:
        hit(what, name, address=address, at=at)
    except TooManyTries:
        return True
    return False


def client(address=HERE):
    return Client(headers={"host": settings.ADMIN_HOST}, REMOTE_ADDR=address)


def sign_in(name, password=WRONG, *, address=HERE):
    sent = {"username": name, "password": password, "next": "/admin/"}
    return client(address).post(reverse("wagtailadmin_login"), sent)


def kinds():
    return list(PortalEvent.objects.order_by("pk").values_list("kind", flat=True))


# -- The verbs


@pytest.mark.both_engines
def test_last_try_is_named_and_the_next_one_refused():
    assert tries("lan", "lan", "lan") == [None, None, Limit.OF_NAME]
    with pytest.raises(TooManyTries) as refused:
        hit(SIGN_IN, "lan", address=HERE, at=AT + timedelta(minutes=1))
    assert refused.value.until == AT + timedelta(minutes=15)


def test_refusal_for_a_day_names_the_day_of_the_next_try():
    with pytest.raises(TooManyTries) as refused:
        for _time in range(2):
            hit_within(SIGN_IN, "lan", limit=1, period=timedelta(days=1), at=AT)
    assert str(refused.value) == f"{LOCKED}. Hãy thử lại sau 09:00, 03/03/2026."


@pytest.mark.both_engines
def test_count_begins_anew_after_the_wait_whatever_was_tried_meanwhile():
    tries("lan", "lan", "lan")
    for minute in range(1, 15):
        assert is_refused("lan", at=AT + timedelta(minutes=minute))
    assert tries("lan", "lan", at=AT + timedelta(minutes=15)) == [None, None]


def test_name_is_locked_here_and_not_elsewhere_and_for_one_thing_that_is_tried():
    tries("lan", "lan", "lan")
    assert is_refused("LAN")
    assert not is_refused("lan", address=ELSEWHERE)
    assert not is_refused("lan", what=NEW_PASSWORD)
    assert not is_refused("lan", what=OWN_PASSWORD)


@each_case(
    ("first", "second", "together"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("203.0.113.9", "203.0.113.10", False),
    ],
)
def test_addresses_of_one_subscriber_count_together(first, second, together):
    tries("lan", "lan", "lan", address=first)
    assert is_refused("lan", address=second) == together


def test_many_names_from_one_address_are_limited_too():
    assert tries(*"abcdef")[-1] == Limit.OF_NETWORK
    assert is_refused("g")
    assert not is_refused("g", address=ELSEWHERE)


def test_what_is_refused_by_name_is_not_counted_against_the_address():
    tries("lan", "lan", "lan")
    assert all(is_refused("lan") for _time in range(10))
    assert tries("mai", "hoa") == [None, None]


def test_success_forgets_the_failures_of_the_name_and_is_no_failure_of_the_address():
    tries("lan", "lan")
    reset(SIGN_IN, "lan", address=HERE)
    assert tries("lan", "lan") == [None, None]
    for name in "abcdefghij":
        tries(name)
        reset(SIGN_IN, name, address=HERE)
    assert not is_refused("mai")


def test_without_an_address_only_the_name_counts():
    tries(*"abcdefghij", address=None)
    tries("lan", "lan", "lan", address=None)
    assert is_refused("lan", address=None)
    assert not is_refused("mai", address=None)


@pytest.mark.both_engines
def test_rows_tell_no_name_and_go_after_a_day(django_capture_on_commit_callbacks):
    tries("lan.nguyen", "mat khau go nham")
    assert not TryCount.objects.filter(key__contains="lan").exists()
    with django_capture_on_commit_callbacks(execute=True):
        tries("mai", at=AT + timedelta(days=2))
    assert set(TryCount.objects.values_list("since", flat=True)) == {AT + timedelta(days=2)}


@pytest.mark.both_engines
def test_try_costs_two_queries_for_each_limit(django_assert_max_num_queries):
    tries("lan")
    with django_assert_max_num_queries(6):  # two of them begin and end the transaction
        tries("lan")


# -- Sign-in


@pytest.mark.both_engines
def test_sign_in_is_locked_after_so_many_wrong_passwords_even_for_the_right_one(district):
    member = make_member(district)
    for _time in range(3):
        answer = sign_in(member.username)
        assert answer.status_code == 200
        assert LOCKED not in answer.content.decode()
    locked = sign_in(member.username, "pass")
    assert locked.status_code == 429
    assert re.search(rf"{LOCKED}\. Hãy thử lại sau \d\d:\d\d", locked.content.decode())
    assert sign_in(member.username, "pass", address=ELSEWHERE).status_code == 302


def test_locked_sign_in_answers_alike_for_every_name(district):
    known = make_member(district).username
    answers = set()
    for name in (known, "no.such.name"):
        for _time in range(4):
            answer = sign_in(name)
        words = re.sub(r"[A-Za-z0-9]{64}|\d+:\d+", "", answer.content.decode()).replace(name, "NAME")
        answers.add((answer.status_code, words))
    assert len(answers) == 1


def test_locked_sign_in_asks_no_backend(monkeypatch, district):
    asked = []
    for _time in range(3):
        sign_in("lan")
    monkeypatch.setattr("django.contrib.auth.forms.authenticate", lambda *args, **kwargs: asked.append(kwargs))
    assert sign_in("lan").status_code == 429
    assert asked == []


def test_right_password_begins_the_count_anew(district):
    member = make_member(district)
    for _round in range(2):
        sign_in(member.username)
        sign_in(member.username)
        assert sign_in(member.username, "pass").status_code == 302


@pytest.mark.both_engines
def test_lock_out_is_recorded_once_with_the_account_if_there_is_one(district):
    member = make_member(district)
    before = len(kinds())
    for name in (member.username, "mat-khau-go-nham"):
        for _time in range(5):
            sign_in(name)
    failed, locked = AccountEventKind.SIGN_IN_FAILED, AccountEventKind.SIGN_IN_LOCKED
    assert kinds()[before:] == [failed, failed, failed, locked] * 2
    rows = PortalEvent.objects.filter(kind=locked).order_by("pk")
    what = {"tried": "sign_in", "locked": "name"}
    assert [(row.data, row.address) for row in rows] == [(what | {"user": member.username}, HERE), (what, HERE)]


def test_lock_of_a_network_names_no_account(district):
    for name in ("a", "b", "c", "d", "e", make_member(district).username):
        sign_in(name)
    locked = PortalEvent.objects.get(kind=AccountEventKind.SIGN_IN_LOCKED)
    assert locked.data == {"tried": "sign_in", "locked": "network"}
    assert ("Bị khóa", "mọi người tại địa chỉ mạng này") in event_details(locked, tells_accounts=True)


def test_form_without_a_password_is_no_try(district):
    for _time in range(10):
        client().post(reverse("wagtailadmin_login"), {"username": "lan", "password": ""})
    assert not TryCount.objects.exists()


def test_address_is_the_one_that_our_proxy_saw(settings, district):
    settings.TRUSTED_PROXIES = 1
    sent = {"username": "lan", "password": "wrong"}
    for number in range(4):
        headers = {"host": settings.ADMIN_HOST, "x-forwarded-for": f"192.0.2.{number}, {HERE}"}
        answer = Client(headers=headers, REMOTE_ADDR="10.0.0.2").post(reverse("wagtailadmin_login"), sent)
    assert answer.status_code == 429


# -- The other forms


def ask_for_password(email, address=HERE):
    return client(address).post(reverse("wagtailadmin_password_reset"), {"email": email})


@each_case("known", [True, False])
def test_mails_for_a_new_password_to_one_address_are_limited(known):
    if known:
        make_user("lan")
    answers = [ask_for_password("lan@example.test") for _time in range(4)]
    assert [answer.status_code for answer in answers] == [302, 302, 302, 429]
    assert LOCKED in answers[-1].content.decode()
    assert len(mail.outbox) == (3 if known else 0)


def test_requests_for_a_new_password_from_one_place_are_limited():
    answers = [ask_for_password(f"{name}@example.test").status_code for name in "abcde"]
    assert answers == [302, 302, 302, 302, 429]
    assert ask_for_password("e@example.test", ELSEWHERE).status_code == 302


def test_answers_to_invitations_from_one_place_are_limited(district):
    _invitation, path = invite_person(district)
    answers = [client().post(path, {"password1": "ngan", "password2": "ngan"}) for _time in range(5)]
    assert [answer.status_code for answer in answers] == [422, 422, 422, 422, 429]
    assert LOCKED in answers[-1].content.decode()
    assert client().get(path).status_code == 200
    assert Invitation.objects.open(at=timezone.now()).count() == 1


def test_old_password_is_not_guessed_at_a_computer_left_signed_in(district):
    member = make_member(district)
    signed_in = browser(member)
    for _time in range(3):
        assert LOCKED not in change_password(signed_in, "wrong").content.decode()
    assert LOCKED in change_password(signed_in, "pass").content.decode()
    member.refresh_from_db()
    assert member.check_password("pass")
    locked = PortalEvent.objects.filter(kind=AccountEventKind.SIGN_IN_LOCKED)
    assert [event.data for event in locked] == [
        {"tried": "own_password", "locked": "name", "user": member.username},
    ]  # fmt: skip
