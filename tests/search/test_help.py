"""An empty page of results helps: fewer words, the other language, the agency; with nothing that is not public."""

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Page

from search.index.entries import write_entries
from search.models import SearchEntry
from search.words.query import Query
from sites.enums import PortalState
from sites.models import Portal
from tests.home.branches import english_draft


@pytest.fixture
def asked(client, city):
    """What an empty page of one portal offers."""

    def get(code: str, words: str, path: str = "/tim-kiem/", **more: str):
        response = client.get(path, {"q": words} | more, headers={"host": city[code].host})
        return response.context["help"]

    return get


@pytest.mark.slow(reason="publishes and indexes pages")
def test_questions_with_one_word_less_are_offered_where_they_find_something(asked, city, article):
    article(city["bennghe"], "Cấp lại thẻ thư viện", "Thẻ thư viện")
    article(city["quan1"], "Cấp thẻ xe buýt")
    offers = asked("bennghe", "thẻ thư viện buýt").fewer
    assert [(offer.text, offer.count) for offer in offers] == [("thẻ thư viện", 2)]
    assert asked("bennghe", "buýt").fewer == ()
    everywhere = asked("bennghe", "thẻ xe điện", **{"pham-vi": "city"}).fewer
    assert ([offer.text for offer in everywhere], everywhere[0].url.endswith("pham-vi=city")) == (["thẻ xe"], True)


def test_other_language_is_offered_where_the_portal_has_it(asked, city, article):
    portal = city["bennghe"]
    version = english_draft(article(portal, "Đăng ký khai sinh"))
    Page.objects.filter(path__startswith=portal.container.path, url_path__contains="/en/").update(live=True)
    row = SearchEntry(page_id=version.pk, portal=portal, language="en", title="Birth registration")
    write_entries([row], unique="page")
    (offer,) = asked("bennghe", "birth registration").other_languages
    assert (offer.language, offer.count, offer.url.startswith("/en/search/?")) == ("en", 1, True)
    # The page of results is not there in English.
    assert asked("quan1", "birth registration", **{"pham-vi": "city"}).other_languages == ()


def test_agency_is_asked_with_the_words_filled_in_and_nothing_is_kept(asked, client, city):
    url = asked("bennghe", "Xin <b>cấp</b> lại").ask_url
    form = client.get(url, headers={"host": city["bennghe"].host})
    page = BeautifulSoup(form.content, "html.parser")
    assert page.select_one('input[name="title"]')["value"] == "Xin <b>cấp</b> lại"
    assert not form.cookies
    long = client.get("/hoi-dap/gui-cau-hoi/", {"tieu-de": "x" * 5000 + "\0"}, headers={"host": city["bennghe"].host})
    assert long.status_code == 200
    Portal.objects.filter(pk=city["bennghe"].pk).update(state=PortalState.ARCHIVED)
    city["bennghe"].refresh_from_db()
    city["bennghe"].save()
    assert asked("bennghe", "không có gì").ask_url == ""


def test_what_is_not_public_is_offered_nowhere(asked, city, article):
    hidden = article(city["quan1"], "Bí mật lớn")
    assert asked("thanhpho", "bí mật lớn abc").fewer
    Portal.objects.filter(pk=city["quan1"].pk).update(state=PortalState.PREPARING)
    city["quan1"].refresh_from_db()
    city["quan1"].save()
    assert asked("thanhpho", "bí mật lớn abc").fewer == ()
    assert hidden.live


def test_help_takes_a_bounded_number_of_queries_however_many_words(asked, city, article, django_assert_max_num_queries):
    article(city["bennghe"], *(f"một hai ba bốn năm sáu bảy tám {number}" for number in range(3)))
    asked("bennghe", "x")
    with django_assert_max_num_queries(28):
        found = asked("bennghe", "một hai ba bốn năm sáu bảy tám chín")
    assert len(found.fewer) == 1
    assert Query.read(found.fewer[0].text).text == "một hai ba bốn năm sáu bảy tám"
