"""The page of results: what a citizen types, sees, and goes on with."""

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from wagtail.models import Page

from search import service, views


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
        assert (response.context["scope"], response.context["total"]) == ("city", 2)
    assert titles(ask("bennghe", **{"q": "sua duong", "pham-vi": "x" * 5000})) == ["Phường sửa đường"]


@pytest.mark.both_engines
def test_city_portal_searches_the_city_and_itself_on_demand(ask, city, article):
    article(city["thanhpho"], "Thành phố sửa đường")
    article(city["quan1"], "Quận sửa đường")
    assert set(titles(ask("thanhpho", q="sua duong"))) == {"Thành phố sửa đường", "Quận sửa đường"}
    assert titles(ask("thanhpho", **{"q": "sua duong", "pham-vi": "portal"})) == ["Thành phố sửa đường"]


def test_results_lead_to_the_page_on_its_own_host(ask, client, city, article):
    near, far = article(city["bennghe"], "Phường sửa đường"), article(city["quan1"], "Quận sửa đường")
    response = ask("bennghe", **{"q": "sua duong", "pham-vi": "city"})
    links = {hit.title_html.split()[0]: hit.url for hit in response.context["results"]}
    assert links == {"Phường": near.get_url_parts()[2], "Quận": far.full_url}
    assert client.get(links["Phường"], headers={"host": city["bennghe"].host}).status_code == 200


def test_words_are_marked_and_text_is_escaped_as_what_was_typed_is(ask, city, article):
    article(city["bennghe"], "Sửa đường <i>Nguyễn Huệ</i>", lead="Rào chắn <b>đường</b> & vỉa hè")
    html = ask("bennghe", q="duong").content.decode()
    assert "Sửa <mark>đường</mark> &lt;i&gt;Nguyễn Huệ&lt;/i&gt;" in html
    assert "Rào chắn &lt;b&gt;<mark>đường</mark>&lt;/b&gt; &amp; vỉa hè" in html
    typed = "\"'><script>alert(1)</script> %s & *"
    html = ask("bennghe", q=typed).content.decode()
    assert BeautifulSoup(html, "html.parser").select_one("#q")["value"] == typed
    assert "<script>alert" not in html


def test_page_without_a_question_has_no_results_and_no_error(ask):
    for parameters in ({}, {"q": ""}, {"q": "   "}, {"q": "!!!"}):
        response = ask("bennghe", **parameters)
        assert response.status_code == 200
        assert response.context["total"] == 0


@pytest.mark.both_engines
def test_odd_addresses_are_answered(client, city):
    for odd in (
        "?q=%00", "?q=%ff%fe", "?q=%f0%9f%99%82", "?q=a&q=b", "?q[]=a", f"?q={'%C4%91' * 2000}",
        "?q=a&tu-ngay=0001-01-01&den-ngay=9999-12-31",
    ):  # fmt: skip
        assert client.get("/tim-kiem/" + odd, headers={"host": city["bennghe"].host}).status_code == 200, odd


@pytest.fixture
def five(city, article, monkeypatch):
    """Five pages that a question finds, shown in pages of two."""
    monkeypatch.setattr(views, "PER_PAGE", 2)
    article(city["bennghe"], *(f"Tin số {number}" for number in range(5)))


@pytest.mark.slow(reason="publishes and indexes pages")
@pytest.mark.both_engines
def test_pages_lead_on_and_keep_the_question(ask, five):
    first, second = ask("bennghe", q="tin so"), ask("bennghe", q="tin so", trang="2")
    assert (len(titles(first)), len(titles(second))) == (2, 2)
    assert not set(titles(first)) & set(titles(second))
    following = BeautifulSoup(first.content, "html.parser").select_one('.pagination a[rel="next"]')["href"]
    assert ("q=tin+so" in following, "trang=2" in following) == (True, True)


@pytest.mark.slow(reason="asks for many pages of results")
def test_number_of_a_page_that_does_not_exist_leads_to_one_that_does(ask, five):
    expected = {"": 1, "0": 1, "-3": 1, "x": 1, "1.5": 1, "٣": 1, "2": 2, "3": 3, "4": 3, "1000": 3, "9" * 5000: 3}
    responses = {asked: ask("bennghe", q="tin so", trang=asked) for asked in expected}
    assert {asked: response.context["results"].number for asked, response in responses.items()} == expected
    assert all(titles(response) for response in responses.values())


@pytest.mark.slow(reason="publishes and indexes several pages")
@pytest.mark.both_engines
def test_only_so_many_hits_are_paged_through(ask, five, monkeypatch):
    for module in (views, service):
        monkeypatch.setattr(module, "MAX_HITS", 4)
    last, beyond = ask("bennghe", q="tin so", trang="2"), ask("bennghe", q="tin so", trang="3")
    assert (last.context["total"], len(titles(last))) == (5, 2)
    assert not BeautifulSoup(last.content, "html.parser").select('.pagination a[rel="next"]')
    assert (beyond.context["results"].number, titles(beyond)) == (2, titles(last))


def test_page_is_the_same_for_everybody_and_kept_from_search_engines(ask):
    response = ask("bennghe", q="x")
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
    assert response.headers["X-Robots-Tag"] == "noindex"


def test_only_reading_is_answered(client, city):
    for method in (client.post, client.put, client.delete):
        assert method("/tim-kiem/", headers={"host": city["bennghe"].host}).status_code == 405


def test_english_results_are_english(client, city, article):
    article(city["bennghe"], "Sửa đường")
    host = {"host": city["bennghe"].host}
    assert client.get("/en/tim-kiem/", {"q": "sua"}, headers=host).status_code == 404
    # Without its review.
    Page.objects.filter(path__startswith=city["bennghe"].container.path, slug="en").update(live=True)
    response = client.get("/en/search/", {"q": "sua"}, headers=host)
    assert (response.status_code, titles(response)) == (200, [])


def test_breadcrumb_and_head_name_the_page(ask):
    context = ask("bennghe", q="đường").context
    assert [bool(crumb.url) for crumb in context["breadcrumb"]] == [True, False]
    assert context["meta"].url.endswith("/tim-kiem/")
    assert "đường" in context["meta"].title


@pytest.mark.slow(reason="publishes and indexes many pages")
@pytest.mark.both_engines
def test_search_takes_at_most_twelve_queries(ask, city, article, django_assert_max_num_queries):
    for code, count in (("bennghe", 6), ("quan1", 1), ("thanhpho", 1)):
        article(city[code], *(f"Tin số {number}" for number in range(count)))
    ask("bennghe", q="tin")
    for scope in ("portal", "city"):
        cache.clear()
        # Two more to read the table of portals, and one for announced maintenance.
        for most in (15, 12):
            with django_assert_max_num_queries(most):
                ask("bennghe", **{"q": "tin so", "pham-vi": scope})
