"""Administrators of a portal propose how citizens reach it; its board approves (Regulation 6.3, 13.1.g)."""

import json

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client

from editorial.models import ProposedChange
from home.models import ContactPage
from members.enums import Role
from members.memberships import grant_membership
from provisioning.fact_changes import change_or_propose_facts, change_portal_facts
from provisioning.forms.links import LinksField
from sites.errors import LinksRefused
from tests.admin import browser, errors_at, is_shut, told, url
from tests.each import each_case
from tests.factories import AT, WARD, make_head, make_member, make_operator, make_portal
from tests.home.branches import open_english
from tests.proposals import act
from tests.provisioning.admin_portals import sent_form

pytestmark = pytest.mark.django_db

HOURS = "Thứ Hai đến thứ Sáu: 07:30–11:30, 13:00–17:00"
ZALO = {"title": "Zalo của Quận 1", "title_en": "Zalo of District 1", "url": "https://zalo.me/quan1"}
# As people type an address.
LINK = {f"links-0-{part}": value.removeprefix("https://") for part, value in ZALO.items()}


@pytest.fixture
def admin(district):
    return browser(make_member(district, Role.PORTAL_ADMIN))


def save(client, portal, **values):
    address = url("contacts", portal.pk)
    return client.post(address, sent_form(client.get(address)) | values)


def page(portal, path="/"):
    response = Client(headers={"host": portal.host}).get(path)
    return BeautifulSoup(response.content.decode().replace("\xa0", " "), "html.parser")


@pytest.mark.slow(reason="takes a proposal through its review and reads the public page twice")
def test_what_an_administrator_proposes_is_public_once_the_board_approves_it(district, admin):
    named = "Bà Lê Thu, Phó Chủ tịch"
    saved = save(admin, district, responsible_person=named, phone="(028) 3822 1234", opening_hours=HOURS, **LINK)
    assert "trình Ban Biên tập" in told(saved)
    assert HOURS not in page(district).get_text()
    change, head = ProposedChange.objects.get(), make_head(district)
    shown = browser(head).get(url("proposal", change.pk)).content.decode()
    assert f"{ZALO['title']} ({ZALO['title_en']}): {ZALO['url']}" in shown
    act(change, head)
    home = page(district)
    footer = home.select_one(".site-footer")
    assert HOURS in footer.get_text()
    assert footer.find("a", href=ZALO["url"]).get_text() == ZALO["title"]
    assert named in footer.get_text()
    stated = [json.loads(script.string) for script in home.select("script[type='application/ld+json']")]
    assert [one["sameAs"] for page_facts in stated for one in page_facts if "sameAs" in one] == [[ZALO["url"]]]


def test_telephone_of_the_spokesperson_stands_beside_the_name_once_it_is_approved(district, admin):
    save(admin, district, spokesperson="Bà Lê Thu", spokesperson_phone="(028) 3822 9999")
    act(ProposedChange.objects.get(), make_head(district))
    contact = page(district, "/lien-he/")
    for place in (contact.select_one(".site-footer"), contact.select_one("main")):
        assert place.find("span", string="Bà Lê Thu").find_next_sibling("a")["href"] == "tel:02838229999"


@pytest.mark.slow(reason="proposes, approves and asks screens of portals")
def test_hours_and_links_are_read_in_english_where_they_are_known(district, admin):
    open_english(district)
    save(admin, district, opening_hours=HOURS, opening_hours_en="Monday to Friday", **LINK)
    act(ProposedChange.objects.get(), make_head(district))
    footer = page(district, "/en/").select_one(".site-footer")
    assert "Monday to Friday" in footer.get_text()
    assert footer.find("a", href=ZALO["url"]).get_text() == ZALO["title_en"]


@pytest.mark.slow(reason="each mistake shows the whole form again")
@each_case(
    ("values", "field"),
    [
        ({"phone": "không có"}, "phone"),
        ({"spokesperson_phone": "không có"}, "spokesperson_phone"),
        ({"email": "quan1"}, "email"),
        ({"links-1-title": "Zalo", "links-1-url": "quan1"}, "links-0-title"),
        ({"links-1-title": "Zalo", "links-1-url": "javascript:alert(1)"}, "links-0-title"),
        ({"links-1-url": "https://zalo.me/quan1"}, "links-0-title"),
        ({"links-1-title": "x" * 101, "links-1-url": "https://zalo.me/quan1"}, "links-0-title"),
    ],
)
def test_what_leads_nowhere_is_refused_beside_its_field_and_nothing_typed_is_lost(district, admin, values, field):
    answer = save(admin, district, address="47 Lê Duẩn", **values)
    assert answer.status_code == 422
    assert errors_at(answer, field)
    typed = sent_form(answer)
    assert {name: typed[name] for name in ("address", *values)} == {"address": "47 Lê Duẩn"} | values
    assert not ProposedChange.objects.exists()


def test_contact_page_takes_no_words_as_its_number(district):
    page = ContactPage.objects.get(path__startswith=district.vietnamese_home.path)
    page.phone = "không có"
    with pytest.raises(ValidationError) as refused:
        page.full_clean()
    assert list(refused.value.message_dict) == ["phone"]


@each_case(
    "links",
    [
        "https://zalo.me/quan1",
        ["https://zalo.me/quan1"],
        [{"title": "Zalo", "url": "https://zalo.me/quan1"}],
        [ZALO | {"title": ""}],
        [ZALO | {"url": "javascript:alert(1)"}],
        [ZALO] * 6,
    ],
)
def test_what_is_no_link_is_refused_whoever_asks(district, links):
    person = make_member(district, Role.PORTAL_ADMIN)
    for write in (change_portal_facts, change_or_propose_facts):
        with pytest.raises(LinksRefused):
            write(district, {"links": links}, by=person, at=AT)


def test_link_with_a_character_that_no_database_stores_is_refused():
    with pytest.raises(ValidationError, match="2"):
        LinksField().clean([ZALO, ZALO | {"title": "Za\x00lo"}])


@pytest.mark.slow(reason="proposes, approves and asks screens of portals")
def test_second_proposal_begins_with_what_waits_and_returned_ones_are_made_again_on_the_same_screen(district, admin):
    save(admin, district, address="47 Lê Duẩn")
    save(admin, district, opening_hours=HOURS)
    change = ProposedChange.objects.open().get()
    assert change.values == {"address": "47 Lê Duẩn", "opening_hours": HOURS}
    act(change, make_head(district), "reject", comment="Thiếu số nhà")
    again = BeautifulSoup(admin.get(url("proposal", change.pk)).content, "html.parser")
    link = again.find("a", string="Đề xuất lại")["href"]
    assert link.startswith(url("contacts", district.pk))
    assert sent_form(admin.get(link))["address"] == "47 Lê Duẩn"
    # Of what was returned nothing stands in the form that is opened anew.
    assert sent_form(admin.get(url("contacts", district.pk)))["address"] == district.address


@pytest.mark.slow(reason="proposes, approves and asks screens of portals")
def test_proposal_on_the_screen_of_all_facts_is_not_lost_on_that_of_the_contacts(district):
    operator, body = browser(make_operator()), {"governing_body": "Ủy ban nhân dân Thành phố"}
    address = url("edit", district.pk)
    operator.post(address, sent_form(operator.get(address)) | body | {"phone": "113"})
    for phone, proposed in (("1022", {"phone": "1022"}), (district.phone, {})):
        save(operator, district, phone=phone)
        change = ProposedChange.objects.open().get()
        assert change.values == body | proposed
    save(operator, district)
    assert ProposedChange.objects.open().get() == change


@pytest.mark.slow(reason="proposes, approves and asks screens of portals")
def test_what_is_set_back_in_the_form_no_longer_waits_for_the_board(district, admin):
    save(admin, district, address="47 Lê Duẩn", opening_hours=HOURS)
    save(admin, district, opening_hours=district.opening_hours)
    assert ProposedChange.objects.open().get().values == {"address": "47 Lê Duẩn"}
    assert told(save(admin, district, address=district.address)) not in ("", told(save(admin, district)))
    assert not ProposedChange.objects.open().exists()


def test_contacts_of_a_portal_in_preparation_hold_at_once(district):
    ward = make_portal(WARD, opened=False)
    save(browser(make_member(ward, Role.PORTAL_ADMIN)), ward, opening_hours=HOURS, **LINK)
    ward.refresh_from_db()
    assert (ward.opening_hours, ward.links) == (HOURS, [ZALO])
    assert not ProposedChange.objects.exists()


def test_contacts_are_for_the_administrators_of_that_portal_alone(city, district, admin):
    # Of one portal the menu leads straight to it; of several it shows the own ones.
    assert admin.get(url("own_contacts"))["Location"] == url("contacts", district.pk)
    of_two = make_member(district, Role.PORTAL_ADMIN)
    ward = make_portal(WARD, opened=False)
    grant_membership(of_two, role=Role.PORTAL_ADMIN, portal=ward, reason="Kiêm nhiệm", by=None, at=AT)
    choice = browser(of_two).get(url("own_contacts")).content.decode()
    assert [url("contacts", portal.pk) in choice for portal in (district, ward, city)] == [True, True, False]
    assert is_shut(admin.get(url("contacts", city.pk)))
    assert is_shut(admin.post(url("contacts", city.pk), {"address": "Nơi khác"}))
    for person in (make_member(district), make_head(district), make_member(city, Role.PORTAL_ADMIN)):
        assert is_shut(browser(person).get(url("contacts", district.pk)))
    assert not ProposedChange.objects.exists()
