"""Scripts of the admin are refused by 403. A redirect leads them to a screen, which they take for success."""

import pytest
from django.urls import reverse

from tests.isolation.attacks import ANYTHING
from tests.isolation.roles import DECIDING
from tests.isolation.rows import undone
from tests.isolation.walks import browser, walk

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow(reason="asks every address of the admin"),
    pytest.mark.when_changed(*DECIDING, "adminviews/*.py"),
]

# Steps of a person who signs in, who is led to the first of them or past them.
SIGNING_IN = {"sign_in_code", "accept_with_city", "wagtailadmin_login", "wagtailadmin_password_reset_confirm"}
# Puts a list of the dashboard away, and leads back there.
OF_THE_DASHBOARD = {"portals_admin:put_away_first_steps"}
# What `fetch` says that it takes, unless it is told otherwise.
FETCH = {"accept": "*/*"}
# Where a form says itself that it leads, nothing is refused.
SENT = {name: value for name, value in ANYTHING.items() if name != "next"}


@pytest.mark.parametrize("role", ["collaborator", None])
def test_no_address_leads_a_script_elsewhere_that_it_refuses(world, role):
    client = browser(world.person(role) if role else None)
    elsewhere = {reverse("wagtailadmin_home"), reverse("wagtailadmin_login")}
    led = []
    for address in walk():
        if address.name in SIGNING_IN | OF_THE_DASHBOARD:
            continue
        url = address.fill(world.own)
        for method in ("get", "post"):
            with undone():
                response = getattr(client, method)(url, SENT if method == "post" else {}, headers=FETCH)
            if response.status_code in {301, 302} and response["Location"].split("?")[0] in elsewhere:
                led.append((method, address.name))
    assert led == []


def test_refused_script_is_told_a_sentence_and_a_person_is_led_on(world):
    client, address = browser(world.person("collaborator")), reverse("menu_order", args=[world.own.portal.pk])
    refused = client.post(address, headers=FETCH)
    assert (refused.status_code, refused["Content-Type"]) == (403, "application/json")
    assert refused.json()["error_message"]
    assert client.post(address, headers={"accept": "text/html,*/*"}).status_code == 302
