"""The data dictionary says what answers say, in both languages."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from exchange.interface import changes
from exchange.interface.endpoints import ENDPOINTS
from exchange.interface.kinds import KINDS
from tests.exchange.asking import told
from tests.factories import make_article
from tests.information.factories import make_item

pytestmark = pytest.mark.django_db


def names(columns):
    return [column["name"] for column in columns]


def test_answers_have_the_names_of_the_dictionary_and_no_other(district, monkeypatch):
    monkeypatch.setattr(changes, "SETTLING", changes.SETTLING * 0)
    article = make_article(district)
    make_item(district, "document", published=True)
    dictionary = told(district, "dictionary/")
    facts = {kind["code"]: names(kind["facts"]) for kind in dictionary["kinds"]}
    assert list(facts) == [kind.code for kind in KINDS]
    for endpoint in dictionary["endpoints"]:
        path = endpoint["path"].removeprefix("/api/v1/").replace("<id>", str(article.pk))
        answer = told(district, path)
        for entry in answer[endpoint["list"]] if endpoint["list"] else [answer]:
            assert list(entry) == names(endpoint["columns"]), path
            if "facts" in entry:
                assert list(entry["facts"]) == facts[entry["kind"]]


def test_each_column_has_words_in_both_languages(district):
    dictionary = told(district, "dictionary/")
    columns = [column for endpoint in dictionary["endpoints"] for column in endpoint["columns"]]
    assert all(column["label"]["vi"] and column["label"]["en"] for column in columns)
    assert all(column["label"]["vi"] != column["label"]["en"] for column in columns)


def test_page_for_people_names_every_address_of_this_portal_and_every_column(city, district):
    response = Client(headers={"host": district.host}).get("/giao-dien-du-lieu/")
    text = BeautifulSoup(response.content, "html.parser").get_text(" ")
    assert not response.cookies
    for endpoint in ENDPOINTS:
        assert f"{district.root_url}/api/v1/{endpoint.path}" in text
        assert all(column.name in text for column in endpoint.columns)
    assert city.root_url + "/api" not in text
    assert Client(headers={"host": district.host}).get("/en/giao-dien-du-lieu/").status_code == 404


def test_admin_host_and_unknown_hosts_have_no_interface(settings, district):
    for host in (settings.ADMIN_HOST, "khac.example"):
        assert Client(headers={"host": host}).get("/api/v1/items/").status_code == 404
