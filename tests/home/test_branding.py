"""What a portal changes of the common look."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from editorial.enums import ProposalState
from editorial.models import ProposedChange
from editorial.proposals.actions.proposal import propose_change
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
from tests.admin import browser, is_shut, told
from tests.admin import url as admin_url
from tests.each import each_case
from tests.factories import AT, DISTRICT, WARD, all_answered, make_head, make_member, make_portal, make_user
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


@pytest.mark.slow(reason="publishes several pages, and asks their screens")
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


def look(client, portal, name="portal_look_css", **asked):
    return client.get(reverse(name, args=[portal.pk]), asked)


def test_form_of_the_look_shows_the_head_of_the_pages_and_gives_a_picker_to_each_colour(district):
    address = reverse("wagtailsettings:edit", args=["home", "portalbranding", district.site_id])
    page = BeautifulSoup(browser(make_member(district, Role.PORTAL_ADMIN)).get(address).content, "html.parser")
    assert [field["name"] for field in page.select("input[data-colour]")] == ["accent", "hairline"]
    assert [field["name"] for field in page.select("input[data-min-contrast]")] == ["accent"]
    assert page.select_one("iframe[data-look]")["src"] == reverse("portal_look", args=[district.pk])


def test_head_of_the_pages_is_shown_in_the_colours_that_are_asked_and_in_the_stored_where_they_are_none(district):
    PortalBranding.objects.create(site=district.site, accent="#0b5d3b", hairline="#112233")
    client = browser(make_member(district, Role.PORTAL_ADMIN))
    css = look(client, district, accent=BLUE, hairline="red}", drawing="ward").content.decode()
    assert [words in css for words in (BLUE, "#112233", "red}", "banner-ward")] == [True, True, False, True]
    page = look(client, district, "portal_look", accent=BLUE).content.decode()
    assert district.portal_title in page
    assert "?accent=%231a3d7c" in page
    assert PortalBranding.objects.get(site=district.site).accent == "#0b5d3b"


def test_head_of_the_pages_shows_no_picture_of_another_portal_and_nothing_to_its_people(city, district):
    own, foreign = make_image(district, "Biểu trưng"), make_image(city, "Biểu trưng của thành phố")
    admin, stranger = (browser(make_member(portal, Role.PORTAL_ADMIN)) for portal in (district, city))
    shown = [look(admin, district, "portal_look", logo=image.pk).content.decode() for image in (own, foreign)]
    assert [f"/images/{image.pk}/preview" in page for page in shown for image in (own, foreign)] == [
        True, False, False, False,
    ]  # fmt: skip
    assert "preview" not in look(admin, district, banner=foreign.pk).content.decode()
    for name in ("portal_look", "portal_look_css"):
        assert is_shut(look(stranger, district, name))
    assert not PortalRendition.objects.filter(image__in=(own, foreign)).exists()


@pytest.mark.slow(reason="makes a picture for each who looks")
def test_pictures_of_a_proposed_look_are_seen_by_its_readers_and_by_no_other_portal(city, district):
    logo, other, banner = (make_image(district, title) for title in ("Biểu trưng", "Ảnh chưa dùng", "Băng hình"))
    row = PortalBranding.objects.create(site=district.site, banner=banner)
    change = propose_change(row, {"logo": logo.pk}, by=make_member(district, Role.PORTAL_ADMIN), at=AT)

    def address(image, form):
        return admin_url("proposal_picture", change.pk, image.pk, form)

    # Who writes own drafts alone may not change pictures.
    reader, stranger = (browser(make_member(portal, Role.COLLABORATOR)) for portal in (district, city))
    proposal = BeautifulSoup(reader.get(admin_url("proposal", change.pk)).content, "html.parser")
    frame = reader.get(proposal.select("iframe.look")[1]["src"]).content.decode()
    css = reader.get(BeautifulSoup(frame, "html.parser").select_one("link[href*=css][href*=proposal]")["href"])
    shown = [address(logo, "fill-128x128"), address(banner, "max-800x600")]
    assert [shown[0] in frame, shown[1] in css.content.decode()] == [True, True]
    assert [reader.get(picture)["Content-Type"].split("/")[0] for picture in shown] == ["image", "image"]
    assert [is_shut(stranger.get(picture)) for picture in shown] == [True, True]
    foreign = make_image(city, "Biểu trưng của thành phố")
    hidden = [address(other, "fill-128x128"), address(foreign, "fill-128x128"), address(logo, "original")]
    assert [reader.get(picture).status_code for picture in hidden] == [404, 404, 404]
    act(change, make_head(district))
    assert reader.get(shown[0]).status_code == 404


def test_second_proposal_of_the_look_begins_with_what_waits(district):
    admin = make_member(district, Role.PORTAL_ADMIN)
    save(district, by=admin, accent=BLUE)
    address = reverse("wagtailsettings:edit", args=["home", "portalbranding", district.site_id])
    form = BeautifulSoup(browser(admin).get(address).content, "html.parser")
    assert form.find("input", attrs={"name": "accent"})["value"] == BLUE
    # What somebody else proposed is no work of the person who looks.
    colleague = make_user("quantri.khac")
    grant_membership(colleague, role=Role.PORTAL_ADMIN, portal=district, reason="Phân công", by=None, at=AT)
    other = BeautifulSoup(browser(colleague).get(address).content, "html.parser")
    assert other.find("input", attrs={"name": "accent"})["value"] == "#a31d24"
    save(district, by=admin, accent=BLUE, drawing="ward")
    assert ProposedChange.objects.open().get().values == {"drawing": "ward", "accent": BLUE}


def test_look_that_is_set_back_takes_the_own_proposal_back_and_that_of_nobody_else(district):
    admin, colleague = make_member(district, Role.PORTAL_ADMIN), make_user("quantri.khac")
    grant_membership(colleague, role=Role.PORTAL_ADMIN, portal=district, reason="Phân công", by=None, at=AT)
    save(district, by=admin, accent=BLUE)
    change, ordinary = ProposedChange.objects.get(), told(save(district, by=colleague))
    change.refresh_from_db()
    assert change.state == ProposalState.WAITING
    assert told(save(district, by=admin)) not in ("", ordinary)
    change.refresh_from_db()
    assert change.state == ProposalState.DROPPED


def test_colour_is_decided_on_by_swatches_on_the_head_of_the_pages_and_without_ticks(district):
    save(district, accent=BLUE)
    change, head = ProposedChange.objects.get(), browser(make_head(district))
    address = admin_url("decide_proposal", change.pk, "approve", change.current_workflow_task_state.pk)
    for where in (admin_url("proposal", change.pk), address):
        page = BeautifulSoup(head.get(where).content, "html.parser")
        assert [rect["fill"] for rect in page.select(".swatch rect")] == ["#a31d24", BLUE]
        assert [frame["src"].partition("?")[2] for frame in page.select("iframe.look")] == [
            f"accent=%23{colour}&proposal={change.pk}" for colour in ("a31d24", "1a3d7c")
        ]  # fmt: skip
    assert not page.select("form input[type=checkbox]")
    head.post(address, {"comment": ""})
    assert PortalBranding.objects.get(site=district.site).accent == BLUE
    # What the change does not name may be another by now: no head of the pages is shown of what is over.
    page = BeautifulSoup(head.get(admin_url("proposal", change.pk)).content, "html.parser")
    assert page.select(".swatch rect")
    assert not page.select("iframe.look")
