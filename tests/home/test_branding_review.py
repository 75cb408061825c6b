"""The look of a portal changes by the board's approval once the portal is open."""

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from editorial.enums import ProposalState
from editorial.models import ProposedChange
from home.models import PortalBranding
from members.enums import Role, Seat
from members.memberships import grant_membership
from provisioning.errors import OwnOpenedRow
from provisioning.portal_states import open_portal
from tests.admin import browser
from tests.factories import AT, CITY, DISTRICT, WARD, all_answered, make_head, make_member, make_portal
from tests.fullest import make_image
from tests.proposals import act

pytestmark = pytest.mark.django_db

BLUE = "#1a3d7c"


@pytest.fixture
def district():
    make_portal(CITY)
    return make_portal(DISTRICT)


def save(portal, by=None, **values):
    address = reverse("wagtailsettings:edit", args=["home", "portalbranding", portal.site_id])
    data = {"logo": "", "banner": "", "drawing": "", "accent": "#a31d24", "hairline": "#c8a04a"} | values
    return browser(by or make_member(portal, Role.PORTAL_ADMIN)).post(address, data)


def style_sheet(portal):
    return Client(headers={"host": portal.host}).get("/portal.css").content.decode()


def test_colour_and_logo_of_an_open_portal_wait_for_its_board(district):
    logo = make_image(district, "Biểu trưng")
    response = save(district, accent=BLUE, logo=logo.pk)
    assert "trình Ban Biên tập" in " ".join(map(str, get_messages(response.wsgi_request)))
    row = PortalBranding.objects.get(site=district.site)
    assert (row.accent, row.logo) == ("#a31d24", None)
    assert BLUE not in style_sheet(district)
    change = ProposedChange.objects.get()
    assert change.values == {"logo": logo.pk, "accent": BLUE}
    assert act(change, make_head(district)).state == ProposalState.MADE
    assert PortalBranding.objects.get(site=district.site).logo == logo
    assert BLUE in style_sheet(district)


def test_what_is_wrong_is_refused_before_it_is_proposed(district):
    save(district, accent="#ffffff")
    assert not ProposedChange.objects.exists()


def test_portal_in_preparation_dresses_at_once(district):
    ward = make_portal(WARD, opened=False)
    save(ward, accent=BLUE)
    assert PortalBranding.objects.get(site=ward.site).accent == BLUE
    assert not ProposedChange.objects.exists()


def test_who_changed_the_look_does_not_open_the_portal(district):
    ward = make_portal(WARD, opened=False)
    head, deputy = make_head(ward), make_head(ward, seat=Seat.DEPUTY)
    for person in (head, deputy):
        grant_membership(person, role=Role.PORTAL_ADMIN, portal=ward, reason="Kiêm nhiệm", by=None, at=AT)
    save(ward, by=head, accent=BLUE)
    # Looking at the form and sending it untouched is no work.
    save(ward, by=deputy, accent=BLUE)
    with pytest.raises(OwnOpenedRow):
        open_portal(ward, by=head, at=AT, checklist=all_answered())
    open_portal(ward, by=deputy, at=AT, checklist=all_answered())
    assert BLUE in style_sheet(ward)


def test_logo_in_use_is_a_used_picture(district):
    logo = make_image(district, "Biểu trưng")
    save(district, logo=logo.pk)
    act(ProposedChange.objects.get(), make_head(district))
    data = {"title": logo.title, "description": "Mô tả khác", "description_en": "", "credit": "", "rights_note": ""}
    browser(make_member(district)).post(reverse("wagtailimages:edit", args=[logo.pk]), data | {"tags": ""})
    logo.refresh_from_db()
    assert logo.description != "Mô tả khác"
