"""Who has a second factor and gave no code reaches nothing; who must have one and has none reaches one screen."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth import SESSION_KEY
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from adminsite.checks import check_second_factor_roles
from authentication.second_factor.duty import Demand, demand_on, note_duty
from authentication.second_factor.session import lacks_code, mark_verified
from cityportal.media import ADMIN_FOLDER
from members.enums import Role, Seat
from tests.admin import browser, url
from tests.each import each_case
from tests.factories import make_article, make_head, make_member, make_operator
from tests.fullest import make_document
from tests.members.invitations import invite_person
from tests.second_factor import give_password, give_second_factor, verified_browser

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
DAY, GRACE = timedelta(days=1), timedelta(days=14)
SWITCHING_ON = "/admin/portals/second-factor/on/"


@each_case(
    ("is_on", "must", "asked_at", "demand"),
    [
        (True, True, AT - 99 * DAY, Demand.NOTHING),
        (True, False, None, Demand.NOTHING),
        (False, False, None, Demand.NOTHING),
        # The duty ended: what was asked before counts no more.
        (False, False, AT - 99 * DAY, Demand.NOTHING),
        (False, True, None, Demand.WARNING),
        (False, True, AT, Demand.WARNING),
        (False, True, AT - GRACE + timedelta(seconds=1), Demand.WARNING),
        (False, True, AT - GRACE, Demand.SWITCHING_ON),
    ],
)
def test_what_is_demanded(is_on, must, asked_at, demand):
    assert demand_on(is_on=is_on, must=must, asked_at=asked_at, grace=GRACE, at=AT) == demand


def duty_of(user, *, days):
    """The role demands a second factor, first told so many days ago."""
    user.second_factor_asked_at = timezone.now() - timedelta(days=days)
    user.save(update_fields=["second_factor_asked_at"])


@pytest.fixture
def head(district, settings) -> User:
    person = make_head(district)
    settings.SECOND_FACTOR_ROLES = [Seat.HEAD.value, Role.OPERATOR.value]
    settings.SECOND_FACTOR_GRACE_DAYS = 14
    return person


@pytest.fixture
def requests(district) -> list[tuple[str, str]]:
    """Requests of each kind that a session opens: screens, the API, autosave, files, pictures of people."""
    article = make_article(district, published=False)
    return [
        ("get", reverse("wagtailadmin_home")),
        ("get", reverse("wagtailadmin_account")),
        ("get", url("second_factor")),
        ("get", reverse("wagtailadmin_api:pages:listing")),
        ("get", reverse("wagtailadmin_pages:edit", args=[article.pk])),
        ("post", reverse("wagtailadmin_pages:edit", args=[article.pk])),
        ("post", reverse("wagtailadmin_editing_sessions:ping", args=["home", "newsarticlepage", article.pk, 1])),
        ("get", make_document(district).url),
        ("get", f"/media/{ADMIN_FOLDER}/a.png"),
    ]


def answers(client, requests):
    return [getattr(client, method)(address) for method, address in requests]


def leads_to(answer):
    return answer.get("Location", "").split("?")[0]


def test_session_without_the_code_is_signed_out_whatever_it_asks_for(head, requests):
    give_second_factor(head)
    for method, address in requests:
        client = browser(head)
        answer = getattr(client, method)(address)
        assert answer.status_code in {302, 403, 404}, address
        if answer.status_code == 302:
            assert leads_to(answer) in {reverse("wagtailadmin_login"), ""}, address
        assert SESSION_KEY not in client.session, address


def test_session_that_awaits_the_code_reaches_what_an_anonymous_one_does(head, requests):
    give_second_factor(head)
    client = give_password(head)
    for answer, (_method, address) in zip(answers(client, requests), requests, strict=True):
        assert answer.status_code in {302, 403, 404}, address
    assert client.get(reverse("sign_in_code")).status_code == 200


def test_session_with_the_code_works_as_before(head, requests):
    give_second_factor(head)
    assert [answer.status_code for answer in answers(verified_browser(head), requests[:4])] == [200] * 4


def test_mark_of_a_former_second_factor_is_worth_nothing(head):
    give_second_factor(head, at=timezone.now() - timedelta(hours=1))
    client = verified_browser(head)
    User.objects.filter(pk=head.pk).update(second_factor_since=timezone.now())
    assert client.get(reverse("wagtailadmin_account")).status_code == 302


def test_mark_is_of_the_account_and_its_second_factor(head, district):
    give_second_factor(head)
    session = {}
    mark_verified(session, head)
    other = make_member(district)
    assert not lacks_code(session, other)
    give_second_factor(other)
    assert (lacks_code(session, head), lacks_code(session, other)) == (False, True)


def test_dashboard_warns_while_there_is_time(head):
    duty_of(head, days=3)
    page = browser(head).get(reverse("wagtailadmin_home")).content.decode()
    assert f'href="{SWITCHING_ON}"' in page
    assert "Vai trò của bạn bắt buộc" in page


def test_after_the_time_of_grace_one_screen_opens_and_nothing_else(head, requests):
    duty_of(head, days=15)
    client = browser(head)
    for answer, (method, address) in zip(answers(client, requests), requests, strict=True):
        if method == "get" and address.startswith("/admin/"):
            assert (answer.status_code, leads_to(answer)) == (302, SWITCHING_ON), address
        else:
            assert answer.status_code == 403, address
    page = client.get(SWITCHING_ON)
    assert page.status_code == 200
    assert "đã hết thời hạn" in page.content.decode()
    assert client.post(reverse("wagtailadmin_logout")).status_code == 302
    assert SESSION_KEY not in client.session


def test_time_of_grace_begins_with_the_first_sign_in_and_anew_with_a_new_duty(head, settings):
    first = timezone.now()
    note_duty(head, at=first)
    note_duty(head, at=first + DAY)
    assert head.second_factor_asked_at == first
    settings.SECOND_FACTOR_ROLES = []
    note_duty(head, at=first + DAY)
    assert head.second_factor_asked_at is None
    settings.SECOND_FACTOR_ROLES = [Seat.HEAD.value]
    give_password(head)
    head.refresh_from_db()
    assert timezone.now() - head.second_factor_asked_at < DAY


def test_operator_is_asked_as_a_superuser_too_and_whose_role_demands_none_is_not(head, district):
    for person, place in ((make_operator(), SWITCHING_ON), (make_member(district), "")):
        duty_of(person, days=99)
        assert leads_to(browser(person).get(reverse("wagtailadmin_home"))) == place


def test_invitation_is_accepted_by_nobody_past_the_code(head, district):
    invitation, path = invite_person(district, email=head.email)
    give_second_factor(head)
    client = browser(head)
    client.post(path, {"accepts_rules_1": "on"})
    invitation.refresh_from_db()
    assert invitation.accepted_at is None
    assert SESSION_KEY not in client.session


@pytest.mark.parametrize("name", ["wagtailadmin_home", "wagtailadmin_account", "wagtailadmin_sprite"])
@pytest.mark.parametrize("has_one", [True, False])
def test_second_factor_costs_no_query(head, settings, has_one, name):
    if has_one:
        give_second_factor(head)
    else:
        duty_of(head, days=3)
    counts = []
    for roles in ([], [Seat.HEAD.value]):
        settings.SECOND_FACTOR_ROLES = roles
        client = verified_browser(head) if has_one else browser(head)
        client.get(reverse(name))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(name))
        counts.append(len(queries))
    assert counts[1] <= counts[0]


def test_role_that_does_not_exist_demands_nothing_and_keeps_the_project_from_starting(settings):
    settings.SECOND_FACTOR_ROLES = ["operator", "boss"]
    assert [message.id for message in check_second_factor_roles()] == ["portals.E005"]
    settings.SECOND_FACTOR_ROLES = [*Role.values, *Seat.values]
    assert check_second_factor_roles() == []
