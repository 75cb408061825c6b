"""What citizens meet from the network: names, IPv6, certificates, pages that every portal has."""

import socket
import ssl
from datetime import UTC, datetime, timedelta
from io import StringIO
from unittest.mock import Mock

import pytest
from django.core.management import call_command
from django.utils import timezone

from cityportal.doctor import outside
from cityportal.doctor.outside import Answer, Fetched, ask, check_outside
from tests.factories import CITY, DISTRICT, WARD, make_portal

ENDS = datetime(2027, 3, 1, tzinfo=UTC)
IPV4 = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("192.0.2.1", 443))
IPV6 = (socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("2001:db8::1", 443, 0, 0))


@pytest.fixture
def network(monkeypatch):
    """A host with both addresses and pages that answer; tests break what they are about."""
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: [IPV4, IPV6])
    monkeypatch.setattr(outside, "fetch", lambda host, port, path: Fetched(200, ENDS))
    return monkeypatch


def test_host_is_asked_for_its_addresses_and_for_pages_that_every_portal_has(network):
    assert ask("quan1.example.vn") == Answer("quan1.example.vn", True, "", (), ENDS)
    network.setattr(socket, "getaddrinfo", lambda *args, **kwargs: [IPV4])
    assert not ask("quan1.example.vn").has_ipv6
    network.setattr(outside, "fetch", lambda host, port, path: Fetched(404 if path == "/rss.xml" else 200, ENDS))
    assert ask("quan1.example.vn").refused == ("/rss.xml (404)",)


@pytest.mark.parametrize(
    ("module", "function", "raised", "error"),
    [
        (outside, "fetch", ssl.SSLCertVerificationError("expired"), "certificate"),
        (outside, "fetch", TimeoutError(), "silence"),
        (socket, "getaddrinfo", socket.gaierror(), "name"),
    ],
    ids=["certificate", "silence", "name"],
)
def test_failure_has_its_name(network, module, function, raised, error):
    network.setattr(module, function, Mock(side_effect=raised))
    assert ask("quan1.example.vn").error == error


@pytest.mark.django_db
def test_only_portals_that_citizens_read_are_asked_and_findings_name_them():
    make_portal(CITY)
    make_portal(DISTRICT)
    make_portal(WARD, opened=False)
    asked = []

    def question(host):
        asked.append(host)
        return Answer(host, has_ipv6=host != DISTRICT.host, error="", refused=())

    findings = list(check_outside(question))
    assert sorted(asked) == sorted([CITY.host, DISTRICT.host])
    assert [finding.code for finding in findings] == ["outside_ipv6"]
    assert DISTRICT.host in findings[0].problem
    assert CITY.host not in findings[0].problem.replace(DISTRICT.host, "")


@pytest.mark.django_db
def test_certificate_that_ends_within_two_weeks_is_found():
    make_portal(CITY)
    for days, expected in ((13, ["outside_certificate_ends"]), (15, [])):
        ends = timezone.now() + timedelta(days=days)
        assert [one.code for one in check_outside(lambda host, ends=ends: Answer(host, True, "", (), ends))] == expected


@pytest.mark.django_db
def test_doctor_asks_the_network_only_when_told(monkeypatch):
    make_portal(CITY)
    monkeypatch.setattr(socket, "getaddrinfo", Mock(side_effect=AssertionError("the network was asked")))
    with pytest.raises(SystemExit):
        call_command("doctor", stdout=StringIO())
