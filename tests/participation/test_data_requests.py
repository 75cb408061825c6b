"""What people ask of their data is entered, answered or refused, and late when it is.

The register of requests about personal data: of the own portal, named by nobody until the reading is noted.
"""

from dataclasses import replace
from datetime import date, datetime

import pytest
from django.urls import reverse

from audit.errors import ReasonMissing
from audit.models import PortalEvent
from deadlines.working_days import CITY_TIME
from members.enums import Role
from participation.data_requests.actions import (
    answer_request,
    correct_data,
    receive_request,
    refuse_request,
    respond_first,
)
from participation.data_requests.queries import open_requests
from participation.enums.submissions import DataRequestKind, ErasureReason
from participation.erasing import erase_sender
from participation.errors import NothingCorrected, RequestClosed, ResponseGiven, SenderErased, WrongRequestKind
from participation.models import ContactView, DataRequest, Sender
from tests.admin import browser, errors_at, is_shut
from tests.each import each_case
from tests.factories import AT, make_head, make_member, make_operator, make_supervisor
from tests.participation.factories import FACTS, make_sender, marks_in
from tests.scale.counting import counted

pytestmark = pytest.mark.django_db

# Monday.
MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=CITY_TIME)


def make_request(sender, kind=DataRequestKind.VIEW, at=MONDAY) -> DataRequest:
    return receive_request(sender, kind, details="Xin xem dữ liệu DấuYêuCầu", by=None, at=at)


def kinds_of(portal) -> list[str]:
    return [
        *PortalEvent.objects.filter(portal=portal, kind__startswith="data_request")
        .order_by("pk")
        .values_list("kind", flat=True)
    ]


@pytest.mark.both_engines
def test_request_is_received_responded_to_and_answered(district):
    request, officer = make_request(make_sender(district)), make_member(district)
    respond_first(request, by=officer, at=AT)
    with pytest.raises(ResponseGiven):
        respond_first(request, by=officer, at=AT)
    answer_request(request, answer=" Đã gửi DấuTrảLời ", by=officer, at=AT)
    request.refresh_from_db()
    assert (request.state, request.responded_at, request.closed_at, request.closed_by) == ("answered", AT, AT, officer)
    assert request.content() == {"details": "Xin xem dữ liệu DấuYêuCầu", "answer": "Đã gửi DấuTrảLời"}
    assert kinds_of(district) == ["data_request_received", "data_request_responded", "data_request_answered"]


@pytest.mark.both_engines
def test_refusal_has_a_reason_which_is_the_first_response_too(district):
    request, officer = make_request(make_sender(district)), make_member(district)
    with pytest.raises(ReasonMissing):
        refuse_request(request, reason=" ", by=officer, at=AT)
    refuse_request(request, reason="Không phải của bạn", by=officer, at=AT)
    request.refresh_from_db()
    assert (request.state, request.responded_at) == ("refused", AT)
    assert kinds_of(district) == ["data_request_received", "data_request_refused"]


@pytest.mark.both_engines
def test_correcting_seals_anew_and_the_event_names_fields_alone(city, district):
    sender, theirs, officer = make_sender(district), make_sender(city), make_member(district)
    request = make_request(sender, DataRequestKind.CORRECT)
    corrected = {"name": " Nguyễn Thị Hòa ", "email": "moi@vidu.example", "phone": "", "relation": FACTS.relation}
    correct_data(request, corrected=corrected, by=officer, at=AT)
    stored = Sender.objects.get(pk=sender.pk)
    assert stored.facts == replace(FACTS, name="Nguyễn Thị Hòa", email="moi@vidu.example")
    assert list(Sender.objects.with_contact("moi@vidu.example")) == [stored]
    assert list(Sender.objects.with_contact(FACTS.email)) == [theirs]
    event = PortalEvent.objects.get(kind="personal_data_corrected")
    assert event.data == {"request": request.pk, "sender": sender.pk, "fields": ["email", "name"]}
    with pytest.raises(NothingCorrected):
        correct_data(request, corrected=corrected, by=officer, at=AT)


def test_data_is_corrected_for_who_asks_for_that_while_it_is_open(district):
    officer, new = make_member(district), {"phone": "0912 345 678"}
    found = {}
    for kind in DataRequestKind:
        request = make_request(make_sender(district), kind)
        try:
            correct_data(request, corrected=new, by=officer, at=AT)
        except WrongRequestKind:
            found[kind.value] = request.sender.facts != FACTS
        else:
            found[kind.value] = Sender.objects.get(pk=request.sender_id).facts == replace(FACTS, **new)
    assert found == {"view": False, "correct": True, "delete": False, "withdraw": False, "restrict": False}
    erased = make_request(make_sender(district), DataRequestKind.CORRECT)
    erase_sender(erased.sender, because=ErasureReason.REQUEST, by=officer, at=AT)
    with pytest.raises(SenderErased):
        correct_data(erased, corrected=new, by=officer, at=AT)


def test_what_is_closed_stays_closed(district):
    request, officer = make_request(make_sender(district), DataRequestKind.CORRECT), make_member(district)
    answer_request(request, answer="Xong", by=officer, at=AT)
    for verb, words in (
        (respond_first, {}),
        (answer_request, {"answer": "x"}),
        (refuse_request, {"reason": "x"}),
        (correct_data, {"corrected": {"phone": "0912 345 678"}}),
    ):
        with pytest.raises(RequestClosed):
            verb(request, **words, by=officer, at=AT)


def test_request_to_delete_is_answered_after_it_was_done(district):
    sender, officer = make_sender(district), make_member(district)
    request = make_request(sender, DataRequestKind.DELETE)
    erase_sender(sender, because=ErasureReason.REQUEST, by=officer, at=AT)
    answer_request(request, answer="Đã xóa dữ liệu của chị DấuTên", by=officer, at=AT)
    request.refresh_from_db()
    assert (request.state, request.sealed) == ("answered", "")
    with pytest.raises(SenderErased):
        make_request(sender)


@pytest.mark.both_engines
def test_requests_of_a_portal_come_with_their_last_days(city, district):
    slow = make_request(make_sender(district), DataRequestKind.DELETE)
    quick = make_request(make_sender(district), DataRequestKind.VIEW)
    make_request(make_sender(city))
    found = open_requests([district])
    assert [item.request for item in found] == [quick, slow]
    assert (found[0].due.first_response, found[0].due.answer) == (date(2026, 11, 18), date(2026, 11, 26))


@each_case(
    ("responded", "on", "late"),
    [
        (False, date(2026, 11, 18), False),
        (False, date(2026, 11, 19), True),
        (True, date(2026, 11, 19), False),
        (True, date(2026, 11, 26), False),
        (True, date(2026, 11, 27), True),
    ],
)
def test_request_is_late_the_day_after_its_last_day(district, responded, on, late):
    request = make_request(make_sender(district))
    if responded:
        respond_first(request, by=make_member(district), at=AT)
    (found,) = open_requests([district])
    assert found.is_late(on=on) is late


@pytest.mark.both_engines
def test_last_days_cost_no_more_with_more_requests(district, django_assert_max_num_queries):
    for _number in range(3):
        make_request(make_sender(district))
    with django_assert_max_num_queries(3):
        open_requests([district])


def url(name, *args):
    return reverse(f"data_requests:{name}", args=args)


def test_request_is_read_answered_and_its_data_erased_once_that_is_confirmed(district):
    client, request = browser(make_head(district)), make_request(make_sender(district), DataRequestKind.DELETE, at=AT)
    page = client.get(url("register")).content.decode()
    assert url("request", request.pk) in page
    assert "quá hạn" in page.lower()
    for address in (url("request", request.pk), url("read", request.pk)):
        assert "DấuYêuCầu" not in client.get(address).content.decode()
    answer = client.post(url("read", request.pk)).content.decode()
    assert all(words in answer for words in ("DấuYêuCầu", FACTS.name))
    assert ContactView.objects.get().about == f"participation.datarequest:{request.pk}"
    client.post(url("respond", request.pk))
    assert errors_at(client.post(url("erase", request.pk)), "understood")
    client.post(url("erase", request.pk), {"understood": "on"})
    assert errors_at(client.post(url("refuse", request.pk), {"reason": " "}), "reason")
    client.post(url("answer", request.pk), {"answer": "Đã xóa"})
    request.refresh_from_db()
    assert (request.state, request.closed_by, request.sender.is_erased) == ("answered", make_head(district), True)
    assert request.responded_at is not None


def test_data_is_erased_after_the_answer_and_never_after_a_refusal(district):
    client = browser(make_head(district))
    for words, is_erased in (({"reason": "Không phải của bạn"}, False), ({"answer": "Sẽ xóa"}, True)):
        request = make_request(make_sender(district), DataRequestKind.DELETE, at=AT)
        close = refuse_request if "reason" in words else answer_request
        close(request, **words, by=make_head(district), at=AT)
        assert (url("erase", request.pk) in client.get(url("request", request.pk)).content.decode()) is is_erased
        late = client.post(url("erase", request.pk), {"understood": "on"}).content.decode()
        assert ("đã được trả lời hoặc từ chối" in late) is not is_erased
        assert Sender.objects.get(pk=request.sender_id).is_erased is is_erased


def test_data_is_corrected_and_nothing_kept_stands_in_the_form(district):
    request, client = make_request(make_sender(district), DataRequestKind.CORRECT), browser(make_head(district))
    assert is_shut(client.post(url("erase", request.pk), {"understood": "on"})), "that was not asked for"
    assert url("correct", request.pk) in client.get(url("request", request.pk)).content.decode()
    assert marks_in(client.get(url("correct", request.pk)).content.decode()) == []
    assert errors_at(client.post(url("correct", request.pk), {"phone": "gọi tôi"}), "phone")
    client.post(url("correct", request.pk), {"phone": "0912 345 678"})
    assert type(request.sender).objects.get().facts.phone == "0912 345 678"
    client.post(url("answer", request.pk), {"answer": "Đã sửa"})
    late = client.post(url("correct", request.pk), {"phone": "0912 345 679"}).content.decode()
    assert ("đã được trả lời hoặc từ chối" in late, "0912 345 679" in late) == (True, True), "nothing typed is lost"
    assert client.get(url("correct", request.pk)).status_code == 302
    assert type(request.sender).objects.get().facts.phone == "0912 345 678"


def test_register_is_for_the_board_of_its_portal_alone(city, district):
    request = make_request(make_sender(city), DataRequestKind.CORRECT)
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
    make_request(make_sender(district))
    _status, _text, before = counted(client, url("register"))
    for _number in range(3):
        make_request(make_sender(district))
    _status, _text, after = counted(client, url("register"))
    assert after == before <= 25
