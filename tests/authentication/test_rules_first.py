"""Whoever has an account, however it was made, accepts the rules of contribution before anything else opens."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.serializers import deserialize
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from audit.models import PortalEvent
from authentication.actions import create_account
from cityportal.media import ADMIN_FOLDER
from members.enums import MemberEventKind, Role
from members.memberships import grant_membership
from members.models import ContributionRules
from tests.admin import browser, errors_at, url
from tests.factories import AT, make_article, make_member, make_operator
from tests.fullest import make_document
from tests.members.invitations import invite_person

pytestmark = pytest.mark.django_db

TICK = {"accepts_rules_1": "on"}


def made_on_the_form(portal):
    account = create_account(User(username="moi", email="moi@example.test"), by=make_operator(), at=timezone.now())
    grant_membership(account, role=Role.EDITOR, portal=portal, reason="Phân công", by=None, at=AT)
    return account


def made_an_operator(portal):
    account = User.objects.create_user("moi", email="moi@example.test")
    call_command("make_operator", "moi", reason="Quyết định 1/QĐ-UBND", stdout=StringIO())
    return account


def made_a_superuser(portal):
    call_command("createsuperuser", username="moi", email="moi@example.test", interactive=False, stdout=StringIO())
    return User.objects.get(username="moi")


def loaded_from_a_file(portal):
    row = {"model": "accounts.user", "pk": 4711, "fields": {"username": "moi", "email": "moi@example.test"}}
    for found in deserialize("python", [row]):
        found.save()
    return User.objects.get(username="moi")


WAYS = {
    "form": made_on_the_form,
    "make_operator": made_an_operator,
    "createsuperuser": made_a_superuser,
    "file": loaded_from_a_file,
}


def requests_of_a_session(portal):
    """Requests of each kind that a session opens: screens, the API, autosave, files, pictures of people."""
    article = make_article(portal, published=False)
    return [
        ("get", reverse("wagtailadmin_home")),
        ("get", reverse("wagtailadmin_account")),
        ("get", url("second_factor")),
        ("get", reverse("wagtailadmin_api:pages:listing")),
        ("get", reverse("wagtailadmin_pages:edit", args=[article.pk])),
        ("post", reverse("wagtailadmin_pages:edit", args=[article.pk])),
        ("post", reverse("wagtailadmin_editing_sessions:ping", args=["home", "newsarticlepage", article.pk, 1])),
        ("get", make_document(portal).url),
        ("get", f"/media/{ADMIN_FOLDER}/a.png"),
    ]


@pytest.mark.parametrize("way", WAYS)
def test_nothing_but_the_rules_opens_to_an_account_that_was_made_by(way, district):
    client = browser(WAYS[way](district))
    for method, address in requests_of_a_session(district):
        answer = getattr(client, method)(address)
        led = answer.get("Location", "").startswith(url("accept_rules"))
        assert led or answer.status_code == 403, address


def test_person_reads_the_rules_accepts_them_and_goes_where_the_link_led(district):
    person, page = made_on_the_form(district), make_article(district, published=False)
    rules, client = ContributionRules.objects.get(language="vi", version=1), browser(person)
    wanted = reverse("wagtailadmin_pages:edit", args=[page.pk])
    led = client.get(wanted)["Location"]
    assert rules.lines[0] in client.get(led).content.decode()
    assert errors_at(client.post(led), "accepts_rules_1")
    assert client.get(wanted)["Location"] == led
    assert client.post(led, TICK)["Location"] == wanted
    assert client.get(wanted).status_code == 200
    person.refresh_from_db()
    assert person.rules_version == 1
    event = PortalEvent.objects.get(kind=MemberEventKind.RULES_ACCEPTED)
    assert (event.portal, event.actor, event.data["rules_version"]) == (None, person, 1)


def test_nobody_is_led_to_another_host(district):
    client = browser(made_on_the_form(district))
    answer = client.post(f"{url('accept_rules')}?next=https://xau.example/", TICK)
    assert answer["Location"] == reverse("wagtailadmin_home")


def test_rules_accepted_with_an_invitation_are_not_asked_for_again(city, district):
    person = made_on_the_form(city)
    _invitation, path = invite_person(district, email=person.email)
    client = browser(person)
    assert client.get(path).status_code == 200
    assert client.post(path, TICK).status_code == 302
    assert client.get(reverse("wagtailadmin_home")).status_code == 200


def test_rules_come_before_a_second_factor_that_is_due(district, settings):
    settings.SECOND_FACTOR_ROLES, settings.SECOND_FACTOR_GRACE_DAYS = [Role.EDITOR.value], 0
    person = made_on_the_form(district)
    client = browser(person)
    led = client.get(reverse("wagtailadmin_home"), follow=True)
    assert led.redirect_chain[-1][0].startswith(url("accept_rules"))
    after = client.post(led.request["PATH_INFO"], TICK, follow=True)
    assert after.redirect_chain[-1][0] == url("switch_on_second_factor")


def test_who_accepted_before_reads_the_rules_again_and_is_not_asked(district):
    page = browser(make_member(district)).get(url("accept_rules")).content.decode()
    assert ("02/11/2026" in page, "accepts_rules_1" in page) == (True, False)
