"""A page on its host, and nothing on others."""

from dataclasses import replace

import pytest
from django.test import Client

from tests.factories import WARD, make_article, make_city, make_portal, section_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    return make_city()


def get(client: Client, host: str, path: str = "/"):
    return client.get(path, headers={"host": host})


def test_home_of_each_portal_names_the_portal(client, city):
    for portal in city.values():
        response = get(client, portal.host)
        assert response.status_code == 200
        assert portal.name_vi in response.content.decode().replace("\xa0", " ")


def test_article_is_read_on_its_own_host_only(client, city):
    path = make_article(city["bennghe"], "Sửa đường Nguyễn Huệ").get_url_parts()[2]
    assert get(client, city["bennghe"].host, path).status_code == 200
    assert get(client, city["quan1"].host, path).status_code == 404


def test_draft_is_not_public(client, city):
    article = make_article(city["bennghe"], "Chưa duyệt", published=False)
    assert get(client, city["bennghe"].host, article.get_url_parts()[2]).status_code == 404


def test_unknown_host_gets_a_friendly_page(client, city):
    response = get(client, "nowhere.hochiminhcity.localhost")
    assert response.status_code == 404
    assert "nowhere.hochiminhcity.localhost" in response.content.decode()


def test_portal_in_preparation_is_not_public(client):
    assert get(client, make_portal(replace(WARD, parent_code=""), opened=False).host).status_code == 404


def test_admin_exists_on_the_admin_host_only(client, city, settings):
    assert get(client, city["bennghe"].host, "/admin/login/").status_code == 404
    assert get(client, settings.ADMIN_HOST, "/admin/login/").status_code == 200
    assert get(client, settings.ADMIN_HOST, "/tin-tuc/").status_code == 404


def test_english_without_a_public_english_home_is_not_vietnamese_text(client, city):
    assert get(client, city["bennghe"].host, "/en/").status_code == 404
    assert get(client, city["bennghe"].host, "/en/tin-tuc/").status_code == 404


def test_section_lists_its_articles(client, city):
    make_article(city["bennghe"], "Tin của phường")
    response = get(client, city["bennghe"].host, section_of(city["bennghe"]).get_url_parts()[2])
    assert "Tin của phường" in response.content.decode().replace("\xa0", " ")


def test_city_home_shows_news_of_components_with_their_origin(client, city):
    make_article(city["bennghe"], "Tin của phường")
    text = get(client, city["thanhpho"].host).content.decode().replace("\xa0", " ")
    assert "Tin của phường" in text
    assert "Phường Bến Nghé" in text
