"""What a portal changes of the common look."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from editorial.enums import ProposalState
from editorial.models import ProposedChange
from home.branding.stylesheet import version_of
from home.models import PortalBranding
from library.files.usage import is_shown
from library.models import PortalRendition
from members.enums import Role, Seat
from members.memberships import grant_membership
from provisioning.errors import OwnOpenedRow
from provisioning.portal_states import open_portal
from sites.directory import forget_directory
from sites.models import Portal
from tests.admin import browser, told
from tests.each import each_case
from tests.factories import AT, DISTRICT, WARD, all_answered, make_head, make_member, make_portal
from tests.fullest import make_image
from tests.proposals import act

pytestmark = pytest.mark.django_db


@pytest.fixture
def branding(portal):
    logo, banner = make_image(portal, "Biểu trưng"), make_image(portal, "Băng hình")
    return PortalBranding.objects.create(site=portal.site, logo=logo, banner=banner, accent="#0b5d3b")


def test_pages_show_logo_and_colours_of_the_portal(portal, branding, django_assert_max_num_queries):
    """The style sheet is kept for good, under its own version only."""
    with django_assert_max_num_queries(0):
        version = version_of(branding)
    client = Client(headers={"host": portal.host})
    page = client.get("/").content.decode()
    looked_for = (branding.logo.get_rendition("fill-128x128|format-webp").url, f"/portal.css?v={version}")
    assert [address for address in looked_for if address not in page] == []
    css = style_sheet(portal)
    assert "--portal-accent: #0b5d3b" in css
    assert branding.banner.get_rendition("max-1200x680|format-webp").url in css
    sheets = [client.get("/portal.css", asked) for asked in ({"v": version}, {}, {"v": "0123456789"})]
    assert ["immutable" in sheet["Cache-Control"] for sheet in sheets] == [True, False, False]


def style_sheet(portal):
    return Client(headers={"host": portal.host}).get("/portal.css").content.decode()


def test_look_and_contacts_of_a_portal_in_preparation_are_seen_by_nobody(portal):
    district = make_portal(DISTRICT, opened=False)
    Portal.objects.filter(pk=district.pk).update(phone="(028) 6666 6666", email="chua@duyet.example", address="Số 1")
    logo, banner = make_image(district, "Biểu trưng"), make_image(district, "Băng hình")
    PortalBranding.objects.create(site=district.site, logo=logo, banner=banner, accent="#0b5d3b")
    forget_directory()
    client = Client(headers={"host": district.host})
    assert client.get("/portal.css").status_code == 404
    page = client.get("/").content.decode()
    assert "Quận 1" in page
    hidden = ("/portal.css", "6666", "duyet.example", "Số 1", "/media/images")
    assert [word for word in hidden if word in page] == []
    assert not is_shown(logo)
    assert not PortalRendition.objects.filter(image__in=(logo, banner)).exists()


def test_lost_files_cost_their_pictures_and_no_page(portal, branding):
    for image in (branding.logo, branding.banner):
        image.file.storage.delete(image.file.name)
    page = Client(headers={"host": portal.host}).get("/")
    assert page.status_code == 200
    assert "logo-slot.svg" in page.content.decode()
    assert "--portal-banner: none" in style_sheet(portal)


@each_case("accent", ["#ffd666", "red", "#12345"])
def test_accent_on_which_white_text_is_not_read_is_refused(portal, accent):
    with pytest.raises(ValidationError):
        PortalBranding(site=portal.site, accent=accent).full_clean()


def test_version_changes_with_the_address_of_the_drawing_and_the_file_of_the_banner(portal, branding, monkeypatch):
    before = version_of(branding)
    branding.banner.file.name = "other.png"
    assert version_of(branding) != before
    branding.banner, branding.drawing = None, "city"
    before = version_of(branding)
    monkeypatch.setattr("home.branding.stylesheet.static", lambda name: f"/static/{name}?new-hash")
    assert version_of(branding) != before


BLUE = "#1a3d7c"


def save(portal, by=None, **values):
    address = reverse("wagtailsettings:edit", args=["home", "portalbranding", portal.site_id])
    data = {"logo": "", "banner": "", "drawing": "", "accent": "#a31d24", "hairline": "#c8a04a"} | values
    return browser(by or make_member(portal, Role.PORTAL_ADMIN)).post(address, data)


def test_colour_and_logo_of_an_open_portal_wait_for_its_board(district):
    """What is wrong is refused before it is proposed; the logo is then a used picture."""
    logo, editor = make_image(district, "Biểu trưng"), make_member(district)
    save(district, accent="#ffffff")
    assert not ProposedChange.objects.exists()
    assert "trình Ban Biên tập" in told(save(district, accent=BLUE, logo=logo.pk))
    row = PortalBranding.objects.get(site=district.site)
    assert (row.accent, row.logo) == ("#a31d24", None)
    assert BLUE not in style_sheet(district)
    change = ProposedChange.objects.get()
    assert change.values == {"logo": logo.pk, "accent": BLUE}
    assert act(change, make_head(district)).state == ProposalState.MADE
    assert PortalBranding.objects.get(site=district.site).logo == logo
    assert BLUE in style_sheet(district)
    data = {"title": logo.title, "description": "Mô tả khác", "description_en": "", "credit": "", "rights_note": ""}
    browser(editor).post(reverse("wagtailimages:edit", args=[logo.pk]), data | {"tags": ""})
    logo.refresh_from_db()
    assert logo.description != "Mô tả khác"


def test_portal_in_preparation_dresses_at_once_and_who_changed_the_look_does_not_open_it(district):
    ward = make_portal(WARD, opened=False)
    head, deputy = make_head(ward), make_head(ward, seat=Seat.DEPUTY)
    for person in (head, deputy):
        grant_membership(person, role=Role.PORTAL_ADMIN, portal=ward, reason="Kiêm nhiệm", by=None, at=AT)
        # Looking at the form and sending it untouched, as the second does, is no work.
        save(ward, by=person, accent=BLUE)
    assert PortalBranding.objects.get(site=ward.site).accent == BLUE
    assert not ProposedChange.objects.exists()
    with pytest.raises(OwnOpenedRow):
        open_portal(ward, by=head, at=AT, checklist=all_answered())
    open_portal(ward, by=deputy, at=AT, checklist=all_answered())
    assert BLUE in style_sheet(ward)
