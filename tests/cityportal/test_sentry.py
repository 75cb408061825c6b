"""What leaves the installation when an error is sent to Sentry: where it happened, and nothing that people typed."""

import json

import pytest
import sentry_sdk
from django.test import Client
from django.urls import reverse
from sentry_sdk.transport import Transport

from cityportal.monitoring.sentry import start_sentry

pytestmark = pytest.mark.django_db

SECRET = "EAJIwbaiIuQpmRj6PukcmlslVazrTML9"
TYPED = "0909 123 456"


@pytest.fixture
def sent():
    """Events that were sent."""
    events = []

    class Kept(Transport):
        def capture_envelope(self, envelope):
            events.extend(item.payload.json for item in envelope.items)

    start_sentry("https://key@sentry.example/1", environment="example.vn", transport=Kept)
    yield events
    sentry_sdk.init()


@pytest.mark.slow(reason="imports what sends errors")
def test_error_is_sent_with_its_place_and_route_and_without_what_was_typed(district, sent, monkeypatch):
    def fail(*args, **kwargs):
        typed = f"{SECRET} {TYPED}"
        raise RuntimeError(typed)

    monkeypatch.setattr("qa.views.asking.own_data.own_question", fail)
    client = Client(raise_request_exception=False, headers={"host": district.host, "cookie": f"a={TYPED}"})
    address = reverse("my_data", args=[SECRET])
    assert client.get(address, {"q": TYPED}, headers={"referer": TYPED, "user-agent": TYPED}).status_code == 500
    (event,) = sent
    (exception,) = event["exception"]["values"]
    assert (exception["type"], event["environment"]) == ("RuntimeError", "example.vn")
    assert exception["stacktrace"]["frames"][-1]["function"] == "fail"
    assert "cua-toi" in event["transaction"]
    told = json.dumps(event)
    assert SECRET not in told
    assert TYPED not in told
    assert district.host not in told
