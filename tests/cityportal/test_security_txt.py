"""Whom to tell of a weakness, on every host of ours."""

from datetime import UTC, datetime

import pytest
from django.conf import settings as installation
from django.test import Client

from cityportal.doctor import services
from cityportal.views.security_txt import lines_of
from sites.directory import forget_directory
from sites.enums import PortalState
from sites.models import Portal
from tests.each import each_case
from tests.factories import CITY, make_portal

pytestmark = pytest.mark.django_db

CONTACT = "mailto:antoan@example.vn"


def ask(host):
    return Client(headers={"host": host}).get("/.well-known/security.txt")


@each_case("state", [PortalState.LIVE, PortalState.PREPARING, PortalState.SUSPENDED])
def test_portal_names_the_contact_and_its_own_address_whatever_its_state(settings, state):
    settings.SECURITY_CONTACTS = [CONTACT]
    Portal.objects.filter(pk=make_portal(CITY).pk).update(state=state)
    forget_directory()
    answer = ask(CITY.host)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/plain; charset=utf-8")
    assert answer.content.decode().splitlines()[0] == f"Contact: {CONTACT}"
    assert f"Canonical: http://{CITY.host}:8000/.well-known/security.txt\n" in answer.content.decode()


def test_admin_names_it_and_a_host_of_nobody_does_not(settings):
    make_portal(CITY)
    settings.SECURITY_CONTACTS = [CONTACT]
    assert f"Canonical: {settings.ADMIN_BASE_URL}/" in ask(installation.ADMIN_HOST).content.decode()
    assert ask("khong-co.example.vn").status_code == 404


def test_without_a_contact_there_is_none_and_the_doctor_says_so_where_citizens_are_served(settings, monkeypatch):
    make_portal(CITY)
    settings.SECURITY_CONTACTS = []
    assert [ask(host).status_code for host in (CITY.host, installation.ADMIN_HOST)] == [404, 404]
    monkeypatch.setattr(services, "is_production", lambda: True)
    assert [finding.code for finding in services.check_security_contact()] == ["security_contact"]
    settings.SECURITY_CONTACTS = [CONTACT]
    assert list(services.check_security_contact()) == []


def test_it_is_the_same_all_day_and_expires_within_a_year(settings):
    settings.SECURITY_CONTACTS, settings.SECURITY_POLICY_URL = [CONTACT, "tel:+84-28-1022"], "https://a.example.vn/"
    said = lines_of("https://example.vn", at=datetime(2026, 12, 1, 23, 59, tzinfo=UTC))
    assert said == lines_of("https://example.vn", at=datetime(2026, 12, 1, tzinfo=UTC))
    assert said.splitlines() == [
        f"Contact: {CONTACT}",
        "Contact: tel:+84-28-1022",
        "Expires: 2027-05-30T00:00:00Z",
        "Preferred-Languages: vi, en",
        "Canonical: https://example.vn/.well-known/security.txt",
        "Policy: https://a.example.vn/",
    ]
