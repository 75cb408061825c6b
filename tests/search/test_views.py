"""The page of results: what a citizen types, sees, and goes on with."""

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache

from search import service, views
from search.service import MAX_HITS
from tests.each import each_case
from tests.factories import make_article


@pytest.fixture
def ask(client, city):
    """Ask one portal's host, or the page at a path of it."""

    def get(code: str, path: str = "/tim-kiem/", **parameters: str):
        return client.get(path, parameters, headers={"host": city[code].host})

    return get


def titles(response) -> list[str]:
    page = BeautifulSoup(response.content, "html.parser")
    return [link.get_text() for link in page.select(".result-list h3 a")]


@pytest.mark.both_engines
def test_component_portal_searches_itself_and_the_city_on_demand(ask, city, article):
    article(city["bennghe"], "Phường sửa đường")
    article(city["quan1"], "Quận sửa đường")
    response = ask("bennghe", q="sua duong")
    assert (titles(response), response.context["scope"]) == (["Phường sửa đường"], "portal")
    for scope in ("city", "toan-thanh-pho"):
        response = ask("bennghe", **{"q": "sua duong", "pham-vi": scope})
        assert set(titles(response)) == {"Phường sửa đường", "Quận sửa đường"}
        assert response.context["scope"] == "city"
        assert response.context["total"] == 2


@pytest.mark.both_engines
def test_city_portal_searches_the_city_and_itself_on_demand(ask, city, article):
    article(city["thanhpho"], "Thành phố sửa đường")
    article(city["quan1"], "Quận sửa đường")
    assert set(titles(ask("thanhpho", q="sua duong"))) == {"Thành phố sửa đường", "Quận sửa đường"}
    assert titles(ask("thanhpho", **{"q": "sua duong", "pham-vi": "portal"})) == ["Thành phố sửa đường"]


def test_unknown_scope_is_the_portal_s_own(ask, city, article):
    article(city["quan1"], "Quận sửa đường")
    assert titles(ask("bennghe", **{"q": "sua duong", "pham-vi": "x" * 5000})) == []


def test_results_lead_to_the_page_on_its_own_host(ask, client, city, article):
    near, far = article(city["bennghe"], "Phường sửa đường"), article(city["quan1"], "Quận sửa đường")
    response = ask("bennghe", **{"q": "sua duong", "pham-vi": "city"})
    links = {hit.title_html.split()[0]: hit.url for hit in response.context["results"]}
    assert links == {"Phường": near.get_url_parts()[2], "Quận": far.full_url}
    assert client.get(links["Phường"], headers={"host": city["bennghe"].host}).status_code == 200


def test_words_are_marked_and_text_is_escaped(ask, city, article):
    article(city["bennghe"], "Sửa đường <i>Nguyễn Huệ</i>", lead="Rào chắn <b>đường</b> & vỉa hè")
    html = ask("bennghe", q="duong").content.decode()
    assert "Sửa <mark>đường</mark> &lt;i&gt;Nguyễn Huệ&lt;/i&gt;" in html
    assert "Rào chắn &lt;b&gt;<mark>đường</mark>&lt;/b&gt; &amp; vỉa hè" in html


def test_typed_text_is_kept_and_harmless(ask):
    typed = "\"'><script>alert(1)</script> %s & *"
    response = ask("bennghe", q=typed)
    assert BeautifulSoup(response.content, "html.parser").select_one("#q")["value"] == typed
    assert "<script>alert" not in response.content.decode()


def test_page_without_a_question_has_no_results_and_no_error(ask):
    for parameters in ({}, {"q": ""}, {"q": "   "}, {"q": "!!!"}):
        response = ask("bennghe", **parameters)
        assert response.status_code == 200
        assert response.context["total"] == 0


@pytest.mark.both_engines
def test_odd_addresses_are_answered(client, city):
    for odd in ("?q=%00", "?q=%ff%fe", "?q=%f0%9f%99%82", "?q=a&q=b", "?q[]=a", f"?q={'%C4%91' * 2000}"):
        assert client.get("/tim-kiem/" + odd, headers={"host": city["bennghe"].host}).status_code == 200, odd


@pytest.mark.slow(reason="publishes and indexes many pages")
@pytest.mark.both_engines
def test_pages_of_ten_lead_on_and_keep_the_question(ask, city, article):
    for number in range(12):
        article(city["bennghe"], f"Tin số {number}")
    first, second = ask("bennghe", q="tin so"), ask("bennghe", q="tin so", trang="2")
    assert (len(titles(first)), len(titles(second))) == (10, 2)
    assert not set(titles(first)) & set(titles(second))
    page = BeautifulSoup(first.content, "html.parser")
    assert "q=tin+so" in page.select_one('.pagination a[rel="next"]')["href"]
    assert "trang=2" in page.select_one('.pagination a[rel="next"]')["href"]


def test_number_of_a_page_that_does_not_exist_leads_to_one_that_does(ask, city, article):
    for number in range(11):
        article(city["bennghe"], f"Tin số {number}")
    expected = {"": 1, "0": 1, "-3": 1, "x": 1, "1.5": 1, "٣": 1, "2": 2, "3": 2, "1000": 2, "9" * 5000: 2}
    responses = {asked: ask("bennghe", q="tin so", trang=asked) for asked in expected}
    assert {asked: response.context["results"].number for asked, response in responses.items()} == expected
    assert all(titles(response) for response in responses.values())


@pytest.mark.slow(reason="publishes and indexes many pages")
@pytest.mark.both_engines
def test_only_so_many_hits_are_paged_through(ask, city, article, monkeypatch):
    assert MAX_HITS % views.PER_PAGE == 0
    monkeypatch.setattr(views, "MAX_HITS", 20)
    monkeypatch.setattr(service, "MAX_HITS", 20)
    for number in range(22):
        article(city["bennghe"], f"Tin số {number}")
    last, beyond = ask("bennghe", q="tin so", trang="2"), ask("bennghe", q="tin so", trang="3")
    assert (last.context["total"], len(titles(last))) == (22, 10)
    assert not BeautifulSoup(last.content, "html.parser").select('.pagination a[rel="next"]')
    assert (beyond.context["results"].number, titles(beyond)) == (2, titles(last))


def test_search_engines_are_kept_out(ask):
    assert ask("bennghe", q="x").headers["X-Robots-Tag"] == "noindex"


def test_page_is_the_same_for_everybody(ask):
    response = ask("bennghe", q="x")
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


def test_only_reading_is_answered(client, city):
    for method in (client.post, client.put, client.delete):
        assert method("/tim-kiem/", headers={"host": city["bennghe"].host}).status_code == 405


def test_english_results_are_english(client, city, article):
    article(city["bennghe"], "Sửa đường")
    host = {"host": city["bennghe"].host}
    assert client.get("/en/tim-kiem/", {"q": "sua"}, headers=host).status_code == 404
    from wagtail.models import Page  # noqa: PLC0415 -- opens the English home without its review

    Page.objects.filter(path__startswith=city["bennghe"].container.path, slug="en").update(live=True)
    response = client.get("/en/tim-kiem/", {"q": "sua"}, headers=host)
    assert (response.status_code, titles(response)) == (200, [])


def test_breadcrumb_and_head_name_the_page(ask):
    context = ask("bennghe", q="đường").context
    assert [bool(crumb.url) for crumb in context["breadcrumb"]] == [True, False]
    assert context["meta"].url.endswith("/tim-kiem/")
    assert "đường" in context["meta"].title


@pytest.mark.slow(reason="counts the statements of few rows and of many")
@pytest.mark.both_engines
@each_case("scope", ["portal", "city"])
def test_search_takes_at_most_eight_queries(ask, city, article, django_assert_max_num_queries, scope):
    for code in ("bennghe", "quan1", "thanhpho"):
        for number in range(6):
            article(city[code], f"Tin số {number}")
    ask("bennghe", q="tin")
    with django_assert_max_num_queries(8):
        ask("bennghe", **{"q": "tin so", "pham-vi": scope})
    cache.clear()
    with django_assert_max_num_queries(10):  # two more to read the table of portals
        ask("bennghe", **{"q": "tin so", "pham-vi": scope})


def test_suspended_portal_is_not_in_the_city_s_results(ask, city, article):
    article(city["quan1"], "Quận sửa đường")
    article(city["bennghe"], "Phường sửa đường")
    city["quan1"].state = "suspended"
    city["quan1"].save()
    assert titles(ask("thanhpho", q="sua duong")) == ["Phường sửa đường"]


def test_draft_is_not_in_any_results(ask, city):
    make_article(city["bennghe"], "Chưa duyệt", published=False)
    assert titles(ask("bennghe", q="chua duyet")) == titles(ask("thanhpho", q="chua duyet")) == []
