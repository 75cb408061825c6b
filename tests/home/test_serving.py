"""A page on its host, and nothing on others."""

import pytest
from django.test import Client

from tests.factories import make_article, make_city, section_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    return make_city()


def get(client: Client, host: str, path: str = "/"):
    return client.get(path, headers={"host": host})


def text_of(response) -> str:
    return response.content.decode().replace("\xa0", " ")


@pytest.mark.slow(reason="opens the homes of a whole city")
def test_home_of_each_portal_names_the_portal(client, city):
    for portal in city.values():
        response = get(client, portal.host)
        assert response.status_code == 200
        assert portal.name_vi in text_of(response)


def test_article_is_read_and_listed_on_its_own_host_only(client, city):
    ward = city["bennghe"]
    path = make_article(ward, "Tin của phường").get_url_parts()[2]
    draft = make_article(ward, "Chưa duyệt", published=False).get_url_parts()[2]
    asked = [(ward, path), (ward, draft), (city["quan1"], path)]
    assert [get(client, portal.host, where).status_code for portal, where in asked] == [200, 404, 404]
    assert "Tin của phường" in text_of(get(client, ward.host, section_of(ward).get_url_parts()[2]))


def test_city_home_shows_news_of_components_with_their_origin(client, city):
    make_article(city["bennghe"], "Tin của phường")
    home = text_of(get(client, city["thanhpho"].host))
    assert [words for words in ("Tin của phường", "Phường Bến Nghé") if words not in home] == []


def test_unknown_host_gets_a_friendly_page(client, city):
    response = get(client, "nowhere.hochiminhcity.localhost")
    assert response.status_code == 404
    assert "nowhere.hochiminhcity.localhost" in response.content.decode()


def test_admin_exists_on_the_admin_host_only(client, city, settings):
    assert get(client, city["bennghe"].host, "/admin/login/").status_code == 404
    assert get(client, settings.ADMIN_HOST, "/admin/login/").status_code == 200
    assert get(client, settings.ADMIN_HOST, "/tin-tuc/").status_code == 404


def test_english_without_a_public_english_home_is_not_vietnamese_text(client, city):
    assert get(client, city["bennghe"].host, "/en/").status_code == 404
    assert get(client, city["bennghe"].host, "/en/tin-tuc/").status_code == 404
