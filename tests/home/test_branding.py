"""What a portal changes of the common look."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from home.branding.stylesheet import version_of
from home.models import PortalBranding
from library.files.usage import is_shown
from sites.directory import forget_directory
from sites.models import Portal
from tests.each import each_case
from tests.factories import CITY, DISTRICT, WARD, make_portal
from tests.fullest import make_image

pytestmark = pytest.mark.django_db


@pytest.fixture
def portal():
    return make_portal(CITY)


@pytest.fixture
def branding(portal):
    logo, banner = make_image(portal, "Biểu trưng"), make_image(portal, "Băng hình")
    return PortalBranding.objects.create(site=portal.site, logo=logo, banner=banner, accent="#0b5d3b")


def test_pages_show_logo_and_colours_of_the_portal(portal, branding):
    client = Client(headers={"host": portal.host})
    page = client.get("/").content.decode()
    assert branding.logo.get_rendition("fill-128x128|format-webp").url in page
    assert f"/portal.css?v={version_of(branding)}" in page
    css = client.get("/portal.css").content.decode()
    assert "--portal-accent: #0b5d3b" in css
    assert branding.banner.get_rendition("max-1200x680|format-webp").url in css


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
    assert "/portal.css" not in page
    assert [word for word in ("6666", "duyet.example", "Số 1", "/media/images") if word in page] == []
    assert not is_shown(logo)
    assert not logo.renditions.exists()
    assert not banner.renditions.exists()


def test_portal_in_preparation_is_not_named_by_those_below_it(portal):
    district = make_portal(DISTRICT, opened=False)
    ward = make_portal(WARD)
    for host, path in ((ward.host, "/"), (portal.host, "/cac-cong/")):
        page = Client(headers={"host": host}).get(path).content.decode()
        assert district.host not in page.replace(ward.host, "")
    assert "Ủy ban nhân dân Quận" not in Client(headers={"host": district.host}).get("/").content.decode()


def test_lost_files_cost_their_pictures_and_no_page(portal, branding):
    for image in (branding.logo, branding.banner):
        image.file.storage.delete(image.file.name)
    client = Client(headers={"host": portal.host})
    page = client.get("/")
    assert page.status_code == 200
    assert "logo-slot.svg" in page.content.decode()
    assert "--portal-banner: none" in client.get("/portal.css").content.decode()


@each_case("accent", ["#ffd666", "red", "#12345"])
def test_accent_on_which_white_text_is_not_read_is_refused(portal, accent):
    with pytest.raises(ValidationError):
        PortalBranding(site=portal.site, accent=accent).full_clean()


def test_style_sheet_is_kept_for_good_under_its_own_version_only(portal, branding):
    client = Client(headers={"host": portal.host})
    assert "immutable" in client.get("/portal.css", {"v": version_of(branding)})["Cache-Control"]
    for old in ({}, {"v": "0123456789"}):
        assert "immutable" not in client.get("/portal.css", old)["Cache-Control"]


def test_version_changes_with_the_address_of_the_drawing_and_the_file_of_the_banner(portal, branding, monkeypatch):
    before = version_of(branding)
    branding.banner.file.name = "other.png"
    assert version_of(branding) != before
    branding.banner, branding.drawing = None, "city"
    before = version_of(branding)
    monkeypatch.setattr("home.branding.stylesheet.static", lambda name: f"/static/{name}?new-hash")
    assert version_of(branding) != before


def test_version_costs_no_query(branding, django_assert_max_num_queries):
    with django_assert_max_num_queries(0):
        version_of(branding)
