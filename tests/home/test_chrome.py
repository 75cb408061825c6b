"""The frame of every page: whose portal this is, in whose language."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils.translation import override

from home.components.chrome import superior_body
from library.models import PortalImage
from sites.directory import PortalRecord, forget_directory, get_directory
from tests.each import each_case
from tests.factories import make_city, make_head, make_member, publish_approved_page, section_of
from tests.fullest import full_article
from tests.remembering import remembered

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    return make_city()


def page(client: Client, host: str, path: str = "/") -> BeautifulSoup:
    response = client.get(path, headers={"host": host})
    assert response.status_code == 200
    return BeautifulSoup(response.content.decode().replace("\xa0", " "), "html.parser")


def record_of(code: str) -> PortalRecord:
    return next(record for record in get_directory().records if record.code == code)


class TestBodyAboveTheName:
    @pytest.mark.slow(reason="asks several cases in turn")
    @each_case(
        ("code", "body"),
        [
            ("thanhpho", "Ủy ban nhân dân Thành phố Hồ Chí Minh"),
            ("sotuphap", "Ủy ban nhân dân Thành phố Hồ Chí Minh"),
            ("quan1", "Ủy ban nhân dân Thành phố Hồ Chí Minh"),
            ("bennghe", "Ủy ban nhân dân Quận 1, Thành phố Hồ Chí Minh"),
        ],
    )
    def test_it_is_the_superior_one(self, client, city, code, body):
        assert page(client, city[code].host).select_one(".masthead__over").get_text() == body

    @pytest.mark.breaks_the_rule  # facts of an open portal are changed by hand
    def test_in_english_too_where_the_registry_knows_it(self, city):
        with override("en"):
            assert superior_body(record_of("bennghe")) == (
                '<span lang="vi">Ủy ban nhân dân Quận 1</span>, Ho Chi Minh City'
            )
        city["quan1"].governing_body_en = "People's Committee of District 1"
        city["quan1"].save()
        forget_directory()
        with override("en"):
            assert superior_body(record_of("bennghe")) == "People&#x27;s Committee of District 1, Ho Chi Minh City"


@pytest.mark.breaks_the_rule  # facts of an open portal are changed by hand
def test_footer_names_bodies_the_person_responsible_and_the_conditions_of_reuse(client, city):
    portal = city["quan1"]
    portal.responsible_person = "Ông Zq, Trưởng Ban Biên tập"
    portal.save()
    forget_directory()
    footer = page(client, portal.host).select_one(".site-footer").get_text()
    bodies = [portal.governing_body, portal.managing_agency, portal.operating_unit, portal.responsible_person]
    assert [body for body in [*bodies, f"({portal.host})"] if body not in footer] == []


@remembered
def make_english(ward):
    """The English home and an English article with every block, both public."""
    head, author = make_head(ward), make_member(ward)
    home = ward.container.get_children().get(slug="en").specific
    page = full_article(ward, parent=section_of(ward)).copy_for_translation(home.locale, copy_parents=True)
    for one in (home, page.get_parent().specific, page):
        one.save_revision(user=author)
        publish_approved_page(one, by=head)
    return page


@pytest.mark.breaks_the_rule  # facts and pictures of an open portal are changed by hand
class TestVietnameseWordsOnEnglishPages:
    """What the registry and the library know in Vietnamese only is marked as such (WCAG 3.1.2)."""

    @pytest.fixture
    def ward(self, city):
        ward = city["bennghe"]
        ward.address = "29 Nguyễn Trung Ngạn, Quận 1"
        ward.save()
        forget_directory()
        return ward

    @pytest.fixture
    def english(self, ward):
        return make_english(ward)

    def read(self, client, ward, english) -> BeautifulSoup:
        return page(client, ward.host, english.get_url_parts()[2])

    @pytest.mark.slow(reason="publishes pages and opens several screens")
    def test_credit_kept_with_a_picture(self, client, ward, english):
        PortalImage.objects.update(credit="Tổ Đồ họa")
        credits = self.read(client, ward, english).select("figure:first-of-type > figcaption .credit")
        assert credits[0].decode_contents() == 'Picture: <span lang="vi">Tổ Đồ họa.</span>'

    @pytest.mark.slow(reason="publishes pages and opens several screens")
    def test_description_of_a_picture(self, client, ward, english):
        assert self.read(client, ward, english).select_one(".prose > figure img")["lang"] == "vi"
        PortalImage.objects.update(description_en="A surface of blue")
        image = self.read(client, ward, english).select_one(".prose > figure img")
        assert (image["alt"], image.get("lang")) == ("A surface of blue", None)

    @pytest.mark.slow(reason="publishes pages and opens several screens")
    def test_address_of_the_registry(self, client, ward, english):
        address = page(client, ward.host, "/en/").select_one("[aria-labelledby=contact] dd")
        assert address.decode_contents() == f'<span lang="vi">{ward.address}</span>'
        address = page(client, ward.host, "/").select_one("[aria-labelledby=contact] dd")
        assert address.decode_contents() == ward.address
