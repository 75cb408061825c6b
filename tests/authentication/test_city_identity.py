"""Sign-in with accounts of the city: linked by the person alone, refused where anything is wrong with an answer."""

import base64
import json

import pytest
from django.conf import settings as django_settings
from django.contrib.auth import SESSION_KEY
from django.core import mail
from django.test import Client
from django.urls import reverse
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from accounts.models import User
from audit.kinds import event_details
from audit.models import PortalEvent, TryCount
from authentication.city_identity.actions import (
    link_identity,
    revoke_identity,
    unlink_identity,
)
from authentication.city_identity.provider import ENDPOINTS, Identity, provider_of
from authentication.enums import AccountEventKind, SignInWay
from authentication.errors import IdentityLinked, IdentityTaken, OwnIdentity, PasswordMissing
from authentication.mail import mail_sign_in_change
from authentication.models import CityIdentity
from authentication.suspension.actions import suspend_account
from cityportal.doctor.sign_in import check_city_sign_in, check_provider
from members.enums import Role
from members.models import Membership
from tests.admin import browser, errors_at, told, url
from tests.authentication.city import CLIENT_ID, City, running_city
from tests.factories import AT, make_member, make_operator, make_user
from tests.members.invitations import invite_person
from tests.second_factor import code_at, give_code, give_password, give_second_factor, verified_browser

pytestmark = pytest.mark.django_db

SUBJECT = "79f1-CB0123"


@pytest.fixture(scope="module")
def running():
    with running_city() as provider:
        yield provider


@pytest.fixture
def provider(running, settings) -> City:
    """People may sign in with accounts of the city, and nothing is wrong with its answers."""
    settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = running.issuer, CLIENT_ID, "secret"
    settings.OIDC_NAME = "Tài khoản công vụ"
    running.change, running.sign, running.wait = {}, running.signed, 0.0
    running.discovery, running.beside = {}, {}
    provider_of.cache_clear()
    return running


@pytest.fixture
def person(district) -> User:
    return make_member(district)


@pytest.fixture
def linked(person, provider) -> User:
    """The person's account of the city opens the account."""
    link_identity(person, Identity(provider.issuer, SUBJECT), at=AT)
    return person


def visitor():
    return Client(headers={"host": django_settings.ADMIN_HOST})


def is_signed_in(client):
    return client.get(reverse("wagtailadmin_account")).status_code == 200


def is_refused(client, answer):
    return answer["Location"] == reverse("wagtailadmin_login") and SESSION_KEY not in client.session


def events(kind):
    return list(PortalEvent.objects.filter(portal=None, kind=kind).order_by("pk"))


# -- Signing in


def test_account_of_the_city_signs_in_its_person_under_another_key_of_the_session(linked, provider):
    client = visitor()
    page = client.get(reverse("wagtailadmin_login"), {"next": "/admin/account/"}).content.decode()
    assert "Đăng nhập bằng Tài khoản công vụ" in page
    led = client.get(reverse("city_sign_in"), {"next": "/admin/account/"})["Location"]
    before = client.session.session_key
    answer = client.get(provider.answer(led, SUBJECT))
    assert (answer["Location"], client.session.session_key != before) == ("/admin/account/", True)
    assert is_signed_in(client)
    (event,) = events(AccountEventKind.SIGNED_IN)
    assert (event.actor, event.data) == (linked, {"user": linked.username, "way": SignInWay.CITY})
    assert ("Đăng nhập bằng", "tài khoản của Thành phố") in event_details(event, tells_accounts=True)
    assert not TryCount.objects.filter(number__gt=0).exists()
    assert "vẫn còn đăng nhập" in told(client.post(reverse("wagtailadmin_logout")))


def test_claims_change_nothing_and_bring_nobody_in(linked, provider):
    other = make_user("la")
    provider.change = {
        "email": other.email,
        "name": "Ai Đó",
        "roles": ["operator"],
        "preferred_username": other.username,
    }
    client = visitor()
    provider.sign_in(client, SUBJECT)
    assert is_signed_in(client)
    account = User.objects.get(pk=linked.pk)
    assert (account.email, account.full_name) == (linked.email, linked.full_name)
    stranger, accounts = visitor(), User.objects.count()
    answer = provider.sign_in(stranger, "somebody-else")
    assert is_refused(stranger, answer)
    assert "không mở tài khoản nào" in told(answer)
    assert User.objects.count() == accounts
    assert [event.data for event in events(AccountEventKind.SIGN_IN_FAILED)] == [{"tried": "city_sign_in"}]


def test_suspended_account_is_refused_in_the_same_words_and_the_record_names_it(linked, provider):
    suspend_account(linked, by=None, at=AT, reason="Lộ mật khẩu")
    client = visitor()
    answer = provider.sign_in(client, SUBJECT)
    assert is_refused(client, answer)
    assert "không mở tài khoản nào" in told(answer)
    (event,) = events(AccountEventKind.SIGN_IN_FAILED)
    assert event.data == {"tried": "city_sign_in", "user": linked.username}


@pytest.mark.parametrize("wanted", ["https://evil.example/admin/", "//evil.example/admin/", "/tim-kiem/", "/\\evil"])
def test_sign_in_leads_to_addresses_of_the_admin_alone(linked, provider, wanted):
    assert provider.sign_in(visitor(), SUBJECT, next=wanted)["Location"] == "/admin/"


# -- Answers that are wrong


def unsigned(claims):
    head, body = (
        base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in ({"alg": "none"}, claims)
    )
    return f"{head}.{body}."


def by_the_secret(claims):
    return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key("secret"), algorithms=["HS256"])


def by_another_key(claims):
    return jwt.encode({"alg": "RS256", "kid": "of-the-tests"}, claims, RSAKey.generate_key(2048))


# In 2023.
LONG_AGO = 1_700_000_000


@pytest.mark.parametrize(
    "change",
    [
        {"iss": "https://other.example"}, {"aud": "other"}, {"aud": [CLIENT_ID, "other"]}, {"azp": "other"},
        {"nonce": "another"}, {"nonce": None}, {"exp": LONG_AGO}, {"sub": ""}, {"sub": None},
        {"sign": unsigned}, {"sign": by_the_secret}, {"sign": by_another_key},
        {"beside": {"id_token": None}}, {"beside": {"id_token": None, "userinfo": {"sub": SUBJECT}}},
    ],
    # Each process of the tests must call them the same.
    ids=lambda change: " ".join(f"{name} {getattr(value, '__name__', value)}" for name, value in change.items()),
)  # fmt: skip
def test_wrong_token_signs_nobody_in_and_is_recorded(linked, provider, change):
    provider.sign, provider.beside = change.get("sign", provider.signed), change.get("beside", {})
    provider.change = {name: value for name, value in change.items() if name not in {"sign", "beside"}}
    client = visitor()
    answer = provider.sign_in(client, SUBJECT)
    assert is_refused(client, answer)
    assert "không được chấp nhận" in told(answer)
    assert len(events(AccountEventKind.SIGN_IN_FAILED)) == 1


def test_answer_is_taken_once_by_the_session_that_asked_for_it_within_ten_minutes(linked, provider, monkeypatch):
    client, other = visitor(), visitor()
    back = provider.answer(client.get(reverse("city_sign_in"))["Location"], SUBJECT)
    other.get(reverse("city_sign_in"))
    assert is_refused(other, other.get(back))
    assert is_refused(client, client.get(back.replace("state=", "state=x")))
    assert client.get(back)["Location"] == "/admin/"
    client.post(reverse("wagtailadmin_logout"))
    assert is_refused(client, client.get(back))
    late = provider.answer(client.get(reverse("city_sign_in"))["Location"], SUBJECT)
    monkeypatch.setattr("authentication.city_identity.provider.ANSWERED_WITHIN", 0)
    assert is_refused(client, client.get(late))


def test_code_of_another_answer_is_worth_nothing(linked, provider):
    client = visitor()
    first = provider.answer(client.get(reverse("city_sign_in"))["Location"], SUBJECT)
    second = provider.answer(client.get(reverse("city_sign_in"))["Location"], SUBJECT)
    code = first.split("code=")[1].split("&")[0]
    mixed = second.replace(second.split("code=")[1].split("&")[0], code)
    # What the session keeps belongs to the other code.
    assert is_refused(client, client.get(mixed))


def test_person_who_declines_at_the_provider_comes_back_to_the_sign_in(linked, provider):
    client = visitor()
    state = client.get(reverse("city_sign_in"))["Location"].split("state=")[1].split("&")[0]
    assert is_refused(client, client.get(reverse("city_answer"), {"error": "access_denied", "state": state}))


@pytest.mark.parametrize("what", ["away", "slow", "broken"])
def test_password_signs_in_while_the_provider_is_away_and_the_page_says_so(linked, provider, settings, what):
    if what == "away":
        settings.OIDC_ISSUER = "http://localhost:9"
    elif what == "slow":
        provider.wait, settings.OIDC_TIMEOUT_SECONDS = 0.5, 0.1
    else:
        settings.OIDC_ISSUER += "/not-there"
    client = visitor()
    answer = client.get(reverse("city_sign_in"))
    assert is_refused(client, answer)
    assert "không trả lời" in told(answer)
    assert not TryCount.objects.filter(number__gt=0).exists()
    assert is_signed_in(give_password(linked, client=client))


def test_discovery_of_another_issuer_is_not_believed(linked, provider, settings):
    settings.OIDC_ISSUER += "/"
    assert "không được chấp nhận" in told(visitor().get(reverse("city_sign_in")))


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_endpoint_in_plain_http_is_refused_until_the_discovery_is_put_right(linked, provider, endpoint):
    provider.discovery = {endpoint: "http://city.example.test/there"}
    client = visitor()
    assert "không được chấp nhận" in told(client.get(reverse("city_sign_in")))
    provider.discovery = {}
    provider.sign_in(client, SUBJECT)
    assert is_signed_in(client)


def test_tries_from_one_address_are_counted_and_pages_elsewhere_count_none(linked, provider, settings):
    settings.SIGN_IN_TRIES_PER_ADDRESS = 2
    client = visitor()
    for _time in range(3):
        client.get(reverse("city_sign_in"), headers={"sec-fetch-site": "cross-site"})
    provider.sign_in(client, "somebody-else")
    provider.sign_in(client, "somebody-else")
    assert "quá nhiều lần" in told(client.get(reverse("city_sign_in")))
    (locked,) = events(AccountEventKind.SIGN_IN_LOCKED)
    assert locked.data == {"tried": "city_sign_in", "locked": "network"}


def test_nothing_is_there_where_it_is_off(person):
    for name in ("city_sign_in", "city_answer"):
        assert visitor().get(reverse(name)).status_code == 404
    assert reverse("city_sign_in") not in visitor().get(reverse("wagtailadmin_login")).content.decode()
    assert url("city_identity") not in browser(person).get(reverse("wagtailadmin_account")).content.decode()


# -- The second factor


def test_own_code_is_asked_for_after_the_answer_as_after_the_password(linked, provider):
    give_second_factor(linked)
    provider.change = {"amr": ["pwd", "otp"], "acr": "urn:high"}
    client = visitor()
    assert provider.sign_in(client, SUBJECT, next="/admin/account/")["Location"] == reverse("sign_in_code")
    assert not is_signed_in(client)
    assert give_code(client, code_at())["Location"] == "/admin/account/"
    assert is_signed_in(client)
    assert events(AccountEventKind.SIGNED_IN)[-1].data["way"] == SignInWay.CITY


@pytest.mark.parametrize("change", [{"amr": ["pwd", "otp"]}, {"acr": "otp"}], ids=str)
def test_second_factor_of_the_city_is_honoured_where_the_operator_says_so(linked, provider, settings, change):
    give_second_factor(linked)
    settings.OIDC_SECOND_FACTOR_VALUES = ["otp", "hwk"]
    provider.change = change
    client = visitor()
    provider.sign_in(client, SUBJECT)
    assert is_signed_in(client)
    assert events(AccountEventKind.SIGNED_IN)[-1].data["way"] == SignInWay.CITY_SECOND_FACTOR


def test_role_that_demands_a_second_factor_is_content_with_that_of_the_city_for_its_session(linked, provider, settings):
    settings.SECOND_FACTOR_ROLES, settings.SECOND_FACTOR_GRACE_DAYS = [Role.EDITOR.value], 0
    assert linked.second_factor_since is None
    settings.OIDC_SECOND_FACTOR_VALUES = ["otp"]
    provider.change = {"amr": ["otp"]}
    honoured = visitor()
    provider.sign_in(honoured, SUBJECT)
    assert is_signed_in(honoured)
    assert not is_signed_in(give_password(linked, client=honoured))
    provider.change = {}
    plain = visitor()
    provider.sign_in(plain, SUBJECT)
    assert plain.get(reverse("wagtailadmin_account"))["Location"] == url("switch_on_second_factor")


def test_second_factor_of_the_city_is_honoured_no_longer_once_its_account_is_unlinked(linked, provider, settings):
    settings.SECOND_FACTOR_ROLES, settings.SECOND_FACTOR_GRACE_DAYS = [Role.EDITOR.value], 0
    settings.OIDC_SECOND_FACTOR_VALUES = ["otp"]
    provider.change = {"amr": ["otp"]}
    client = visitor()
    provider.sign_in(client, SUBJECT)
    assert client.post(url("unlink_city_identity"), {"password": "pass"})["Location"] == url("city_identity")
    assert client.get(reverse("wagtailadmin_account"))["Location"] == url("switch_on_second_factor")


# -- Linking and unlinking


def link(client, provider, subject=SUBJECT, **typed):
    assert provider.sign_in(client, subject)["Location"] == url("link_city_identity")
    return client.post(url("link_city_identity"), {"password": "pass"} | typed)


def test_person_links_the_account_of_the_city_with_the_password(person, provider):
    client = browser(person)
    led = client.get(reverse("city_sign_in"))["Location"]
    assert "prompt=login" in led
    answer = link(client, provider, password="wrong")
    assert (answer.status_code, CityIdentity.objects.count()) == (422, 0)
    assert link(client, provider)["Location"] == url("city_identity")
    identity = CityIdentity.objects.get()
    assert (identity.user, identity.issuer, identity.subject) == (person, provider.issuer, SUBJECT)
    (event,) = events(AccountEventKind.CITY_IDENTITY_LINKED)
    assert (event.data, mail_sign_in_change(event.pk)) == ({"user": person.username}, True)
    assert "đã được liên kết" in mail.outbox[-1].body
    assert SUBJECT not in mail.outbox[-1].body + client.get(url("city_identity")).content.decode()


def test_who_has_a_second_factor_links_with_a_code_besides(person, provider):
    give_second_factor(person)
    client = verified_browser(person)
    assert errors_at(link(client, provider, code="000000"), "code")
    assert not CityIdentity.objects.exists()
    assert link(client, provider, code=code_at()).status_code == 302
    assert CityIdentity.objects.get().user == person


def test_answer_that_one_person_asked_for_links_nothing_to_another(person, provider, district):
    client, other = browser(person), make_member(district, Role.PORTAL_ADMIN)
    back = provider.answer(client.get(reverse("city_sign_in"))["Location"], SUBJECT)
    session = client.session
    client.force_login(other)
    # As if the session had survived the change of person.
    kept = client.session
    kept.update({key: value for key, value in session.items() if key.startswith("_state_")})
    kept.save()
    assert client.get(back)["Location"] == url("city_identity")
    assert client.get(url("link_city_identity"))["Location"] == url("city_identity")
    assert not CityIdentity.objects.exists()


@pytest.mark.both_engines
def test_identity_opens_one_account_and_an_account_has_one(linked, provider, district):
    other = make_member(district, Role.PORTAL_ADMIN)
    with pytest.raises(IdentityTaken):
        link_identity(other, Identity(provider.issuer, SUBJECT), at=AT)
    with pytest.raises(IdentityLinked):
        link_identity(linked, Identity(provider.issuer, "another"), at=AT)
    assert "đã liên kết với tài khoản khác" in link(browser(other), provider).content.decode()


def test_invitation_makes_an_account_without_a_password_and_links_it(district, provider):
    invitation, path = invite_person(district)
    client = visitor()
    address = f"{path}city/"
    assert address in client.get(path).content.decode()
    answer = client.get(provider.answer(client.get(address)["Location"], SUBJECT))
    assert answer["Location"] == reverse("accept_with_city")
    page = client.get(answer["Location"]).content.decode()
    assert "password1" not in page
    assert client.post(answer["Location"], {}).status_code == 422
    client.post(answer["Location"], {"accepts_rules_1": "on"})
    account = User.objects.get(email=invitation.email)
    assert (account.has_usable_password(), account.city_identity.subject) == (False, SUBJECT)
    assert Membership.objects.filter(user=account, role=Role.EDITOR).exists()
    assert client.get(answer["Location"])["Location"] == reverse("wagtailadmin_login")
    provider.sign_in(client, SUBJECT)
    assert is_signed_in(client)


def test_invitation_for_an_account_that_is_there_links_nothing(person, district, provider):
    invitation, path = invite_person(district, email="moi@example.test")
    client = visitor()
    led = client.get(f"{path}city/")["Location"]
    User.objects.filter(pk=person.pk).update(email=invitation.email)
    client.get(provider.answer(led, SUBJECT))
    assert client.post(reverse("accept_with_city"), {"accepts_rules_1": "on"})["Location"] == reverse(
        "wagtailadmin_login"
    )
    assert not CityIdentity.objects.exists()


def test_person_unlinks_it_with_the_password_and_not_without_one(linked, provider):
    client, elsewhere = browser(linked), visitor()
    provider.sign_in(elsewhere, SUBJECT)
    assert client.post(url("unlink_city_identity"), {"password": "wrong"}).status_code == 422
    assert client.post(url("unlink_city_identity"), {"password": "pass"})["Location"] == url("city_identity")
    assert (is_signed_in(client), is_signed_in(elsewhere)) == (True, False)
    assert len(events(AccountEventKind.CITY_IDENTITY_UNLINKED)) == 1
    assert is_refused(elsewhere, provider.sign_in(elsewhere, SUBJECT))
    linked.refresh_from_db()
    link_identity(linked, Identity(provider.issuer, SUBJECT), at=AT)
    linked.set_unusable_password()
    linked.save(update_fields=["password"])
    with pytest.raises(PasswordMissing):
        unlink_identity(linked, at=AT)


def test_operator_reads_who_is_linked_and_unlinks_it_with_a_reason(linked, provider):
    operator = make_operator()
    client, held = browser(operator), visitor()
    provider.sign_in(held, SUBJECT)
    assert "từ ngày 02/11/2026" in client.get(url("accounts")).content.decode()
    assert (
        url("revoke_city_identity", linked.pk)
        in client.get(reverse("wagtailusers_users:edit", args=[linked.pk])).content.decode()
    )
    client.post(url("revoke_city_identity", linked.pk), {"reason": "Nghỉ việc"})
    assert (CityIdentity.objects.exists(), is_signed_in(held)) == (False, False)
    (event,) = events(AccountEventKind.CITY_IDENTITY_REVOKED)
    assert (event.actor, event.reason, event.data) == (operator, "Nghỉ việc", {"user": linked.username})
    with pytest.raises(OwnIdentity):
        revoke_identity(operator, by=operator, at=AT, reason="Thử")


# -- What an operator is told


def test_doctor_names_what_is_missing_and_a_provider_that_is_away_or_another(provider, settings):
    assert [*check_city_sign_in(), *check_provider()] == []
    settings.OIDC_CLIENT_SECRET = ""
    assert [finding.code for finding in (*check_city_sign_in(), *check_provider())] == ["city_sign_in_half"]
    settings.OIDC_CLIENT_SECRET, settings.OIDC_ISSUER = "secret", f"{provider.issuer}/"
    assert [finding.code for finding in check_provider()] == ["city_sign_in_other"]
    settings.OIDC_ISSUER = "http://localhost:9"
    assert [finding.code for finding in check_provider()] == ["city_sign_in_silent"]
