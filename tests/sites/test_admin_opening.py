"""A portal opens by the approval of its own board's head or deputy, who see beforehand what becomes public."""

import pytest
from django.urls import reverse

from home.models import SectionPage
from sites.enums import ApprovalKind, PortalState, Role, Seat
from sites.models import Approval
from tests.factories import (
    DISTRICT,
    WARD,
    all_answered,
    make_article,
    make_head,
    make_member,
    make_operator,
    make_portal,
    section_of,
)
from tests.sites.admin import browser, is_refused

pytestmark = pytest.mark.django_db

APPROVED = {"approved": "on"} | all_answered()


@pytest.fixture
def district(city):
    return make_portal(DISTRICT, opened=False)


def url(portal):
    return reverse("portals_admin:open", args=[portal.pk])


def dashboard(client):
    return client.get(reverse("wagtailadmin_home")).content.decode()


@pytest.mark.parametrize("seat", [Seat.HEAD, Seat.DEPUTY])
def test_board_opens_its_portal(district, seat, client):
    member = browser(make_head(district, seat=seat))
    assert url(district) in dashboard(member)
    assert member.post(url(district), APPROVED).status_code == 302
    district.refresh_from_db()
    assert district.state == PortalState.LIVE
    assert client.get("/", headers={"host": district.host}).status_code == 200
    assert url(district) not in dashboard(member)


def test_screen_shows_exactly_what_becomes_public(city, district):
    section = section_of(district)
    section.title = section.draft_title = "Tin tức của Quận 1"
    section.save_revision(user=make_member(district))
    make_article(district, "Tin của biên tập viên", published=False)
    page = browser(make_head(district)).get(url(district))
    shown = {row["page"].pk for row in page.context["rows"]}
    assert "Tin tức của Quận 1" in page.content.decode()
    assert "Tin của biên tập viên" not in page.content.decode()
    browser(make_head(district)).post(url(district), APPROVED)
    opened = Approval.objects.filter(portal=district, kind=ApprovalKind.OPENING)
    assert {int(key) for key in opened.values_list("object_id", flat=True)} == shown
    assert SectionPage.objects.get(pk=section.pk).title == "Tin tức của Quận 1"


def test_looking_opens_nothing_and_the_approval_must_be_said(district):
    head = browser(make_head(district))
    head.get(url(district))
    assert head.post(url(district), {}).status_code == 422
    district.refresh_from_db()
    assert district.state == PortalState.PREPARING


def test_nobody_else_opens_it(city, district):
    strangers = [
        make_operator(),
        make_head(city),
        make_head(district, seat=Seat.MEMBER),
        make_member(district, Role.PORTAL_ADMIN),
        make_member(district, Role.EDITOR),
    ]
    for user in strangers:
        client = browser(user)
        assert url(district) not in dashboard(client), user
        assert is_refused(client.get(url(district))), user
        assert is_refused(client.post(url(district), APPROVED)), user
    district.refresh_from_db()
    assert district.state == PortalState.PREPARING


def test_head_sees_only_the_own_portals_on_the_dashboard(city, district):
    ward = make_portal(WARD, opened=False)
    page = dashboard(browser(make_head(district)))
    assert url(district) in page
    assert url(ward) not in page


def test_open_portal_has_nothing_to_open(city):
    head = browser(make_head(city))
    assert "approved" not in head.get(url(city)).content.decode()
    assert head.post(url(city), APPROVED).status_code == 422
