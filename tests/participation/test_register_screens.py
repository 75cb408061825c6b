"""The register of requests about personal data: of the own portal, named by nobody until the reading is noted."""

import pytest
from django.urls import reverse

from members.enums import Role
from participation.data_requests import receive_request
from participation.enums import ConsentChannel, ConsentPurpose, DataRequestKind
from participation.models import ContactView
from participation.senders import receive_sender
from tests.admin import browser, errors_at, is_shut
from tests.factories import AT, make_head, make_member, make_operator, make_supervisor
from tests.participation.factories import FACTS, marks_in, text_of
from tests.scale.counting import counted

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"data_requests:{name}", args=args)


def asked(portal, kind=DataRequestKind.DELETE):
    texts = [text_of(ConsentPurpose.ANSWER)]
    sender = receive_sender(portal, FACTS, agreed=texts, channel=ConsentChannel.FORM, by=None, at=AT)
    return receive_request(sender, kind, details="Xin xóa hết", by=None, at=AT)


def test_request_is_read_answered_and_its_data_erased_once_that_is_confirmed(district):
    request, client = asked(district), browser(make_head(district))
    page = client.get(url("register")).content.decode()
    assert url("request", request.pk) in page
    assert "quá hạn" in page.lower()
    for address in (url("request", request.pk), url("read", request.pk)):
        assert "Xin xóa hết" not in client.get(address).content.decode()
    answer = client.post(url("read", request.pk)).content.decode()
    assert all(words in answer for words in ("Xin xóa hết", FACTS.name))
    assert ContactView.objects.get().about == f"participation.datarequest:{request.pk}"
    client.post(url("respond", request.pk))
    assert errors_at(client.post(url("erase", request.pk)), "understood")
    client.post(url("erase", request.pk), {"understood": "on"})
    assert errors_at(client.post(url("refuse", request.pk), {"reason": " "}), "reason")
    client.post(url("answer", request.pk), {"answer": "Đã xóa"})
    request.refresh_from_db()
    assert (request.state, request.closed_by, request.sender.is_erased) == ("answered", make_head(district), True)
    assert request.responded_at is not None


def test_data_is_erased_for_who_asks_for_that_alone(district):
    request = asked(district, DataRequestKind.VIEW)
    assert is_shut(browser(make_head(district)).post(url("erase", request.pk), {"understood": "on"}))


def test_data_is_corrected_and_nothing_kept_stands_in_the_form(district):
    request, client = asked(district, DataRequestKind.CORRECT), browser(make_head(district))
    assert url("correct", request.pk) in client.get(url("request", request.pk)).content.decode()
    assert marks_in(client.get(url("correct", request.pk)).content.decode()) == []
    assert errors_at(client.post(url("correct", request.pk), {"phone": "gọi tôi"}), "phone")
    client.post(url("correct", request.pk), {"phone": "0912 345 678"})
    assert type(request.sender).objects.get().facts.phone == "0912 345 678"
    client.post(url("answer", request.pk), {"answer": "Đã sửa"})
    assert is_shut(client.post(url("correct", request.pk), {"phone": "0912 345 679"}))


def test_register_is_for_the_board_of_its_portal_alone(city, district):
    request = asked(city, DataRequestKind.CORRECT)
    people = [make_head(district), make_member(city, Role.EDITOR), make_member(city, Role.PORTAL_ADMIN)]
    for person in [*people, make_operator(), make_supervisor()]:
        client = browser(person)
        assert url("request", request.pk) not in client.get(url("register")).content.decode()
        for name in ("request", "read", "respond", "answer", "refuse", "correct", "erase"):
            fields = {"answer": "x", "reason": "x", "understood": "on", "name": "x"}
            assert is_shut(client.post(url(name, request.pk), fields)), (person, name)
    request.refresh_from_db()
    assert request.sender.facts == FACTS
    assert (request.state, request.sender.is_erased, ContactView.objects.count()) == ("received", False, 0)


def test_register_costs_as_many_queries_with_one_request_as_with_four(district):
    client = browser(make_head(district))
    asked(district)
    _status, _text, before = counted(client, url("register"))
    for _number in range(3):
        asked(district)
    _status, _text, after = counted(client, url("register"))
    assert after == before <= 25
