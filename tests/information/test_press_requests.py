"""Requests of press agencies for the packs: nobody holds an address by asking first, and none waits for good."""

from datetime import timedelta

import pytest

from audit.errors import TooManyTries
from audit.models import PortalEvent
from deadlines.deadline_rules import RuleText, add_rule
from deadlines.enums import LimitUnit, Step, Trigger
from deadlines.limits import Limit
from deadlines.models import InformationCategory, RuleProfile
from information.enums import InformationEventKind
from information.models import PressSubscriber
from information.press.press_list import accept_agency, end_agency
from information.press.press_requests import (
    MOST_OF_ADDRESS,
    MOST_OF_NETWORK,
    MOST_OF_PORTAL,
    ask_for_packs,
    count_request,
    forget_unanswered,
)
from information.tasks import forget_press_requests
from tests.factories import AT, make_member, make_operator
from tests.information.press_packs import make_agency

pytestmark = pytest.mark.django_db

EMAIL = "toasoan@bao.example"


def ask(portal, agency="Báo Sài Gòn", email=EMAIL, *, at=AT):
    ask_for_packs(portal_id=portal.pk, agency=agency, email=email, at=at)


def waiting(portal):
    rows = PressSubscriber.objects.for_portal(portal).waiting().order_by("pk")
    return list(rows.values_list("agency", flat=True))


@pytest.mark.both_engines
def test_address_that_somebody_else_asked_for_first_may_ask_itself_and_is_put_on_the_list_once(city, district):
    ask(district, "Không phải báo")
    ask(city, "Của Thành phố")
    ask(district, email="TOASOAN@bao.example", at=AT + timedelta(hours=1))
    assert waiting(district) == ["Không phải báo", "Báo Sài Gòn"]
    right = PressSubscriber.objects.for_portal(district).get(agency="Báo Sài Gòn")
    accept_agency(right, agency="Báo Sài Gòn", email=EMAIL, by=make_member(district), at=AT)
    assert (waiting(district), waiting(city)) == ([], ["Của Thành phố"])
    ask(district, "Không phải báo")
    assert waiting(district) == []


def test_the_same_words_wait_anew_and_others_take_no_request_of_an_address_away(district):
    for hour in range(MOST_OF_ADDRESS + 1):
        ask(district, f"Báo {hour}", at=AT + timedelta(hours=hour))
    ask(district, "Báo 1", at=AT + timedelta(days=1))
    assert waiting(district) == ["Báo 0", "Báo 1", "Báo 2", "Báo 3"]
    assert PressSubscriber.objects.get(agency="Báo 1").added_at == AT + timedelta(days=1)


def test_requests_are_counted_by_network_so_that_nobody_locks_an_agency_out_by_its_address(city, district):
    def count(portal, email, address):
        count_request(portal_id=portal.pk, email=email, address=address, at=AT)

    for _time in range(MOST_OF_ADDRESS):
        count(district, EMAIL, "203.0.113.1")
    with pytest.raises(TooManyTries):
        count(district, "ToaSoan@bao.example", "203.0.113.1")
    count(district, EMAIL, "203.0.113.2")
    for number in range(MOST_OF_NETWORK - MOST_OF_ADDRESS):
        count(district, f"bao{number}@bao.example", "203.0.113.1")
    with pytest.raises(TooManyTries):
        count(district, "moi@bao.example", "203.0.113.1")
    for number in range(MOST_OF_PORTAL - MOST_OF_NETWORK - 1):
        count(district, EMAIL, f"2001:db8:0:{number:x}::1")
    with pytest.raises(TooManyTries):
        count(district, EMAIL, "203.0.113.3")
    count(city, EMAIL, "203.0.113.1")


@pytest.mark.both_engines
def test_request_that_nobody_answers_is_deleted_after_the_time_of_the_rule_of_its_day(city, district):
    ask(district)
    ask(district, "Bị từ chối", "khac@bao.example")
    end_agency(PressSubscriber.objects.get(agency="Bị từ chối"), by=make_member(district), at=AT)
    kept = make_agency(district, "Đài", "dai@dai.example")
    ask(city, at=AT + timedelta(days=1))
    assert forget_unanswered(at=AT + timedelta(days=30)) == 0
    assert forget_unanswered(at=AT + timedelta(days=31)) == 2
    assert list(PressSubscriber.objects.order_by("portal")) == [PressSubscriber.objects.for_portal(city).get(), kept]
    event = PortalEvent.objects.get(kind=InformationEventKind.PRESS_REQUESTS_FORGOTTEN)
    assert (event.portal, event.actor, event.data) == (district, None, {"number": 2})


def test_changed_time_holds_for_what_is_asked_from_its_day_on(district):
    profile, category = (
        RuleProfile.objects.get(code="regulation"),
        InformationCategory.objects.get(code="nguoi-phat-ngon"),
    )
    text = RuleText(
        Limit(LimitUnit.DAYS, 5), article="", source="Quyết định 1", valid_from=AT.date() + timedelta(days=10)
    )
    place = {"step": Step.FORGET, "trigger": Trigger.REQUEST, "by": make_operator(), "at": AT}
    add_rule(profile, category, text=text, **place)
    ask(district)
    ask(district, "Báo khác", at=AT + timedelta(days=12))
    assert forget_unanswered(at=AT + timedelta(days=18)) == 1
    assert waiting(district) == ["Báo Sài Gòn"]


def test_work_of_the_night_deletes_them(district):
    ask(district, at=AT - timedelta(days=400))
    assert forget_press_requests() == 1
    assert waiting(district) == []
