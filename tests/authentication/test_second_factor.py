"""A code beside the password: switched on by the person, asked for at each sign-in, taken off by an operator alone."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from audit.client_address import request_from
from audit.errors import ReasonMissing, TooManyTries
from audit.events import record_event
from audit.kinds import event_details
from audit.models import PortalEvent, TryCount
from audit.sealing.ciphers import seal
from authentication.account_list import accounts_and_rights
from authentication.enums import AccountEventKind
from authentication.errors import CodeWrong, OwnSecondFactor, SecondFactorOff, SecondFactorOn, SecondFactorUnreadable
from authentication.mail import mail_sign_in_change
from authentication.models import SecondFactor
from authentication.second_factor.actions import (
    accept_code,
    code_tried,
    renew_backup_codes,
    switch_off,
    switch_on,
    take_off,
)
from authentication.second_factor.session import AWAITED
from authentication.suspension.actions import suspend_account
from authentication.totp import code_of, new_key, step_at
from authentication.views.second_factor import OFFERED
from cityportal.doctor.rights import check_second_factors
from members.enums import Role, Seat
from participation.personal_data.ciphers import sealed_models
from tests.admin import browser, errors_at, is_shut, url
from tests.each import each_case
from tests.factories import AT, make_head, make_member, make_operator, make_supervisor
from tests.second_factor import KEY, code_at, give_code, give_password, give_second_factor, verified_browser

pytestmark = pytest.mark.django_db

WRONG = "000000"


@pytest.fixture
def person(district) -> User:
    return make_member(district)


@pytest.fixture
def codes(person) -> list[str]:
    """The person has a second factor, and these backup codes."""
    return give_second_factor(person)


def kinds():
    return list(PortalEvent.objects.filter(portal=None).order_by("pk").values_list("kind", flat=True))


def is_signed_in(client):
    return client.get(reverse("wagtailadmin_account")).status_code == 200


# -- The verbs


def test_code_is_used_up_and_a_later_one_is_good(person):
    give_second_factor(person, at=AT)
    with pytest.raises(CodeWrong):
        accept_code(person, code_at(AT), at=AT)
    assert accept_code(person, code_at(AT, steps=1), at=AT) == (person, None)
    with pytest.raises(CodeWrong):
        accept_code(person, code_at(AT, steps=1), at=AT + timedelta(seconds=30))


def test_backup_code_is_good_once(person, codes):
    assert accept_code(person, codes[0], at=AT) == (person, 9)
    assert accept_code(person, f" {codes[1][:5]}-{codes[1][5:]}", at=AT) == (person, 8)
    with pytest.raises(CodeWrong):
        accept_code(person, codes[0], at=AT)


def test_renewed_backup_codes_end_the_former_ones(person, codes):
    renewed = renew_backup_codes(person, typed=codes[0], at=AT)
    for code in codes:
        with pytest.raises(CodeWrong):
            accept_code(person, code, at=AT)
    assert accept_code(person, renewed[0], at=AT) == (person, 9)


def test_former_key_and_its_backup_codes_open_nothing_once_there_is_another(person, codes):
    switch_off(person, typed=codes[0], at=AT)
    other = new_key()
    switch_on(person, key=other, typed=code_of(other, step=step_at(AT)), at=AT)
    later = AT + timedelta(minutes=5)
    for former in (code_at(later), codes[1]):
        with pytest.raises(CodeWrong):
            accept_code(person, former, at=later)
    assert accept_code(person, code_of(other, step=step_at(later)), at=later) == (person, None)


def test_key_that_is_left_of_a_factor_that_was_switched_off_opens_nothing(person, codes):
    User.objects.filter(pk=person.pk).update(second_factor_since=None)
    for code in (code_at(AT), codes[0]):
        with pytest.raises(CodeWrong):
            accept_code(person, code, at=AT)


def test_refusals_change_nothing(person):
    with pytest.raises(CodeWrong):
        switch_on(person, key=KEY, typed=WRONG, at=AT)
    assert not SecondFactor.objects.exists()
    give_second_factor(person, at=AT)
    with pytest.raises(SecondFactorOn):
        switch_on(person, key=KEY, typed=code_at(AT), at=AT)
    with pytest.raises(CodeWrong):
        switch_off(person, typed=WRONG, at=AT)
    person.refresh_from_db()
    assert person.second_factor_since == AT
    assert kinds() == [AccountEventKind.SECOND_FACTOR_ON]


def test_each_step_is_in_the_record_and_no_secret_is(person, codes):
    switch_off(person, typed=renew_backup_codes(person, typed=codes[0], at=AT)[0], at=AT)
    assert kinds() == [
        AccountEventKind.SECOND_FACTOR_ON,
        AccountEventKind.BACKUP_CODE_USED, AccountEventKind.BACKUP_CODES_RENEWED,
        AccountEventKind.BACKUP_CODE_USED, AccountEventKind.SECOND_FACTOR_OFF,
    ]  # fmt: skip
    events = PortalEvent.objects.filter(portal=None)
    assert {(event.actor, *event.data.items()) for event in events} == {(person, ("user", person.username))}
    person.refresh_from_db()
    assert (person.second_factor_since, SecondFactor.objects.count()) == (None, 0)


def test_nothing_that_opens_an_account_can_be_read_in_the_database(person, codes):
    row = SecondFactor.objects.values().get(user=person)
    assert not any(secret in str(value) for value in row.values() for secret in (KEY, *codes))
    assert SecondFactor in sealed_models()


def test_key_of_another_account_opens_nothing(person, codes, district):
    stranger = make_head(district)
    give_second_factor(stranger)
    sealed = SecondFactor.objects.get(user=stranger).sealed
    SecondFactor.objects.filter(user=person).update(sealed=sealed)
    with pytest.raises(SecondFactorUnreadable):
        accept_code(person, codes[0], at=AT)


@each_case("content", [None, {"name": "An"}, {"user": 0}])
def test_who_types_a_code_that_cannot_be_checked_is_not_told_that_it_is_wrong(person, codes, content):
    """The key of the installation is lost, or something else that is sealed stands in the row."""
    if content and "user" in content:
        content["user"] = person.pk
    SecondFactor.objects.update(sealed=seal(content) if content else "lost")
    assert "Hiện chưa kiểm tra được mã" in errors_at(give_code(give_password(person), code_at()), "code")
    assert "Không đọc được mã dự phòng" in verified_browser(person).get(url("second_factor")).content.decode()


def test_codes_are_tried_so_often_wherever_they_come_from(person, codes, settings):
    settings.SECOND_FACTOR_TRIES, now = 3, timezone.now()
    for _time in range(3):
        with pytest.raises(CodeWrong), code_tried(person, at=now):
            accept_code(person, WRONG, at=now)
    events = PortalEvent.objects.filter(data__tried="second_factor").order_by("pk")
    assert [event.kind for event in events] == [AccountEventKind.SIGN_IN_FAILED] * 3 + [AccountEventKind.SIGN_IN_LOCKED]
    assert ("Bị khóa", "mã xác thực của tài khoản, từ mọi nơi") in event_details(events.last(), tells_accounts=True)
    assert give_code(give_password(person), codes[0]).status_code == 429


def test_person_is_told_once_a_day_that_somebody_has_the_password(
    person, codes, settings, django_capture_on_commit_callbacks
):
    settings.SECOND_FACTOR_TRIES = 1
    for minutes in (0, 20, 40):
        at = AT + timedelta(minutes=minutes)
        with django_capture_on_commit_callbacks(execute=True), pytest.raises(CodeWrong), code_tried(person, at=at):
            accept_code(person, WRONG, at=at)
    assert [sent.subject for sent in mail.outbox] == ["Đã có người nhập sai mã xác thực sau khi nhập đúng mật khẩu"]


def test_codes_of_many_accounts_are_tried_so_often_from_one_address(person, codes, district, settings):
    """Who has the passwords of many tries five codes of each: from one network no more than as many as passwords."""
    settings.SIGN_IN_TRIES_PER_ADDRESS, here = 2, "192.0.2.7"
    for other in [make_head(district), make_operator()]:
        give_second_factor(other)
        with request_from(here), pytest.raises(CodeWrong), code_tried(other, at=AT):
            accept_code(other, WRONG, at=AT)
    locked = PortalEvent.objects.get(kind=AccountEventKind.SIGN_IN_LOCKED)
    assert locked.data == {"tried": "second_factor", "locked": "network"}
    with request_from(here), pytest.raises(TooManyTries), code_tried(person, at=AT):
        pass
    with request_from("192.0.2.8"), code_tried(person, at=AT):
        accept_code(person, codes[0], at=AT)


def test_success_forgets_the_own_failures_and_none_of_another_account(person, codes, district):
    with pytest.raises(CodeWrong), code_tried(person, at=AT):
        accept_code(person, WRONG, at=AT)
    with code_tried(person, at=AT):
        accept_code(person, codes[0], at=AT)
    assert not TryCount.objects.exists()
    other = make_head(district)
    give_second_factor(other)
    with request_from("192.0.2.7"):
        with pytest.raises(CodeWrong), code_tried(other, at=AT):
            accept_code(other, WRONG, at=AT)
        with code_tried(person, at=AT):
            accept_code(person, codes[1], at=AT)
    assert list(TryCount.objects.values_list("number", flat=True)) == [1, 1]


# -- Signing in


def test_code_signs_in_under_another_key_of_the_session_and_the_password_alone_nobody(person, codes):
    client = give_password(person, next="/admin/account/")
    before = client.session.session_key
    assert SESSION_KEY not in client.session
    assert AccountEventKind.SIGNED_IN not in kinds()
    person.refresh_from_db()
    assert person.last_login is None
    assert not is_signed_in(client)
    answer = give_code(client, code_at())
    assert (answer.status_code, answer["Location"]) == (302, "/admin/account/")
    assert client.session.session_key != before
    assert AWAITED not in client.session
    assert is_signed_in(client)
    assert kinds()[-1] == AccountEventKind.SIGNED_IN


def test_code_is_taken_by_a_session_that_the_former_release_began(person, codes):
    client = give_password(person)
    session = client.session
    session[AWAITED] = {name: value for name, value in session[AWAITED].items() if name != "way"}
    session.save()
    give_code(client, code_at())
    assert is_signed_in(client)


def test_code_of_one_sign_in_opens_no_other(person, codes):
    first, second, code = give_password(person), give_password(person), code_at()
    assert give_code(first, code).status_code == 302
    answer = give_code(second, code)
    assert (answer.status_code, is_signed_in(second)) == (422, False)
    assert "Mã không đúng" in errors_at(answer, "code")
    assert kinds()[-1] == AccountEventKind.SIGN_IN_FAILED


def test_wrong_used_and_meaningless_codes_are_answered_alike_and_a_backup_code_says_how_many_are_left(person, codes):
    client = give_password(person)
    accept_code(person, codes[0], at=AT)
    told = {errors_at(give_code(client, code), "code") for code in (WRONG, codes[0], "abc", "1234567890123")}
    assert len(told) == 1
    give_code(client, codes[1])
    assert "còn lại 8 mã dự phòng" in client.get("/admin/").content.decode()


def test_page_of_the_code_works_by_hand_and_helps_telephones(person, codes):
    page = give_password(person).get(reverse("sign_in_code")).content.decode()
    for attribute in ('autocomplete="one-time-code"', 'inputmode="numeric"', "autofocus"):
        assert attribute in page
    assert person.username not in page


def test_nobody_comes_to_the_code_without_the_password(person, codes):
    client = Client(headers={"host": settings.ADMIN_HOST})
    for answer in (client.get(reverse("sign_in_code")), give_code(client, code_at())):
        assert (answer.status_code, answer["Location"]) == (302, reverse("wagtailadmin_login"))
    assert SESSION_KEY not in client.session


@pytest.mark.parametrize("what", ["suspended", "password", "taken off", "switched off", "late"])
def test_what_changes_between_password_and_code_ends_the_sign_in(person, codes, what, monkeypatch):
    client, code = give_password(person), code_at()
    if what == "suspended":
        suspend_account(person, by=None, at=AT, reason="Lộ mật khẩu")
    elif what == "password":
        person.set_password("another")
        person.save(update_fields=["password"])
    elif what == "taken off":
        take_off(person, by=None, at=AT, reason="Mất điện thoại")
    elif what == "switched off":
        switch_off(person, typed=codes[0], at=AT)
    else:
        later = timezone.now() + timedelta(minutes=11)
        monkeypatch.setattr("authentication.views.sign_in.timezone.now", lambda: later)
    assert give_code(client, code)["Location"] == reverse("wagtailadmin_login")
    assert SESSION_KEY not in client.session


def test_session_ends_with_the_browser_unless_more_was_asked_for(person, codes):
    for fields, age in (({}, ""), ({"remember": "on"}, settings.SESSION_COOKIE_AGE)):
        client = give_password(person, **fields)
        give_code(client, codes.pop())
        assert client.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == age


def test_new_password_by_mail_goes_not_past_the_code(person, codes):
    client = Client(headers={"host": settings.ADMIN_HOST})
    client.post(reverse("wagtailadmin_password_reset"), {"email": person.email})
    link = next(word for word in mail.outbox[0].body.split() if "/password_reset/confirm/" in word)
    form = client.get(link[link.index("/admin/") :], follow=True)
    new = "mật khẩu mới đủ dài"
    client.post(form.redirect_chain[-1][0], {"new_password1": new, "new_password2": new})
    person.refresh_from_db()
    assert person.check_password(new)
    assert not is_signed_in(client)
    assert not is_signed_in(give_password(person, password=new))


# -- The own screens


def test_person_switches_it_on_and_sees_the_backup_codes_once(person):
    here, elsewhere = browser(person), browser(person)
    assert f'href="{url("second_factor")}"' in here.get(reverse("wagtailadmin_account")).content.decode()
    address = url("switch_on_second_factor")
    page = here.get(address).content.decode()
    assert "<svg" in page
    assert "src=" not in page[page.index("<svg") : page.index("</svg>")]
    # Wrong, and the key stays.
    offered = here.session[OFFERED]
    assert errors_at(here.post(address, {"password": "wrong", "code": WRONG}), "password")
    assert errors_at(here.post(address, {"password": "pass", "code": WRONG}), "code")
    assert here.session[OFFERED] == offered
    session = here.session
    session[OFFERED] = seal({"user": person.pk, "key": KEY})
    session.save()
    shown = here.post(address, {"password": "pass", "code": code_at()})
    assert shown.status_code == 200
    assert len([line for line in shown.content.decode().split("<li>") if "<code" in line]) == 10
    assert is_signed_in(here)
    assert not is_signed_in(elsewhere)
    assert "<title>Mã dự phòng của bạn" in shown.content.decode()
    # Loaded again, it makes no other key.
    for again in (here.get(address), here.post(address, {"password": "pass", "code": code_at()})):
        assert again["Location"] == url("second_factor")
    assert OFFERED not in here.session
    assert "10 mã dự phòng" in here.get(url("second_factor")).content.decode()


@each_case("name", ["renew_backup_codes", "switch_off_second_factor"])
def test_password_and_code_are_asked_for_whatever_is_changed(person, codes, name):
    client = verified_browser(person)
    for sent, field in (
        ({"password": "wrong", "code": codes[0]}, "password"),
        ({"password": "pass", "code": WRONG}, "code"),
    ):
        assert errors_at(client.post(url(name), sent), field)
    person.refresh_from_db()
    assert person.second_factor_since is not None
    assert client.post(url(name), {"password": "pass", "code": codes[1]}).status_code in {200, 302}
    person.refresh_from_db()
    assert (person.second_factor_since is None) == (name == "switch_off_second_factor")


# -- Who lost it


def test_operator_takes_it_off_and_the_person_hears_of_it(person, codes, django_capture_on_commit_callbacks):
    operator, before = make_operator(), give_password(person)
    give_code(before, code_at())
    address = url("take_off_second_factor", person.pk)
    client = browser(operator)
    assert f'href="{address}"' in client.get(reverse("wagtailusers_users:edit", args=[person.pk])).content.decode()
    assert errors_at(client.post(address, {"reason": " "}), "reason")
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(address, {"reason": "Mất điện thoại, đã gọi lại số cơ quan"}).status_code == 302
    assert not is_signed_in(before)
    assert is_signed_in(give_password(person))
    event = PortalEvent.objects.get(kind=AccountEventKind.SECOND_FACTOR_TAKEN_OFF)
    assert (event.actor, event.data) == (operator, {"user": person.username})
    assert mail.outbox[0].to == [person.email]
    assert person.username in mail.outbox[0].body


@each_case(
    ("kind", "words"),
    [
        (AccountEventKind.SECOND_FACTOR_ON, "đã được bật"),
        (AccountEventKind.SECOND_FACTOR_OFF, "đã được tắt"),
        (AccountEventKind.SECOND_FACTOR_TAKEN_OFF, "đã gỡ"),
        (AccountEventKind.BACKUP_CODES_RENEWED, "đã được cấp lại"),
        (AccountEventKind.SIGN_IN_LOCKED, "đã có người biết mật khẩu"),
        (AccountEventKind.CITY_IDENTITY_UNLINKED, "đã được gỡ liên kết"),
        (AccountEventKind.CITY_IDENTITY_REVOKED, "đã gỡ liên kết"),
    ],
)
def test_person_is_told_whatever_happens_to_it(person, kind, words):
    event = record_event(kind, portal=None, at=AT, by=None, user=person.username)
    assert mail_sign_in_change(event.pk)
    assert words in mail.outbox[0].body
    person.email = ""
    person.save(update_fields=["email"])
    assert not mail_sign_in_change(event.pk)


def test_nobody_else_takes_it_off(person, codes, district):
    for user in (
        make_member(district, Role.PORTAL_ADMIN),
        make_head(district),
        make_supervisor(),
        make_member(district, Role.REPORTER),
    ):
        assert is_shut(browser(user).post(url("take_off_second_factor", person.pk), {"reason": "x"}))
    person.refresh_from_db()
    assert person.second_factor_since is not None


def test_verb_that_takes_it_off_refuses(person, codes, district):
    operator = make_operator()
    give_second_factor(operator)
    for account, by, reason, refusal in (
        (person, operator, " ", ReasonMissing),
        (operator, operator, "x", OwnSecondFactor),
        (make_head(district), operator, "x", SecondFactorOff),
    ):
        with pytest.raises(refusal):
            take_off(account, by=by, at=AT, reason=reason)


def test_last_operator_who_lost_it_is_let_in_from_the_server(capsys):
    operator = make_operator()
    give_second_factor(operator)
    call_command("take_off_second_factor", operator.username, reason="Mất điện thoại")
    operator.refresh_from_db()
    assert operator.second_factor_since is None
    with pytest.raises(CommandError):
        call_command("take_off_second_factor", operator.username, reason="Mất điện thoại")


# -- Who is told of it


def test_security_export_and_doctor_say_who_has_one_and_who_should(person, codes, district, settings):
    head, operator = make_head(district), make_operator()
    settings.SECOND_FACTOR_ROLES = [Role.OPERATOR.value, Seat.HEAD.value]
    said = {row[0]: row[-1] for row in accounts_and_rights(on=timezone.localdate())}
    assert said[head.username] == said[operator.username] == "chưa bật, dù vai trò bắt buộc"
    assert said[person.username].startswith("từ ngày ")
    [finding] = check_second_factors()
    assert (finding.code, head.username in finding.problem, person.username in finding.problem) == (
        "second_factor_missing", True, False,
    )  # fmt: skip
    settings.SECOND_FACTOR_ROLES = []
    assert list(check_second_factors()) == []
