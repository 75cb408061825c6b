"""Suggestions while typing: titles and words of many days, of what the public reads, and no others."""

from datetime import timedelta

import pytest
from django.utils import timezone

from search.models import QueryCount
from search.oversight.statistics import keep_searches
from sites.enums import PortalState
from tests.search.conftest import put_in_state


@pytest.fixture
def suggested(client, city):
    def get(code, typed):
        response = client.get("/tim-kiem/goi-y/", {"q": typed}, headers={"host": city[code].host})
        assert (response.status_code, dict(response.cookies)) == (200, {})
        assert response["Cache-Control"] == "public, max-age=300"
        return [(one["text"], one["url"]) for one in response.json()["suggestions"]]

    return get


def typed(portal, text, *, days, found=1):
    for before in range(days):
        keep_searches(timezone.localdate() - timedelta(days=before), {(portal.pk, "vi", text): 1}, {})
    QueryCount.objects.filter(text=text).update(found=found)


@pytest.mark.both_engines
def test_titles_of_the_portal_are_suggested_and_on_the_city_portal_those_of_all(suggested, city, article):
    near, far = article(city["bennghe"], "Đăng ký khai sinh"), article(city["quan1"], "Đăng ký khai tử")
    assert suggested("bennghe", "dang ky kh") == [("Đăng ký khai sinh", near.get_url_parts()[2])]
    assert {url for _text, url in suggested("thanhpho", "đăng ký")} == {near.full_url, far.full_url}
    assert suggested("bennghe", "d") == suggested("bennghe", "") == []


@pytest.mark.both_engines
def test_words_of_ten_days_that_find_something_are_suggested(suggested, city, article):
    article(city["quan1"], "Thông báo", lead="Cúp nước đường Lê Lợi")
    typed(city["quan1"], "cúp nước", days=10)
    assert suggested("quan1", "cup n") == [("cúp nước", "/tim-kiem/?q=c%C3%BAp+n%C6%B0%E1%BB%9Bc")]
    assert suggested("bennghe", "cup n") == []
    assert [text for text, _url in suggested("thanhpho", "cup n")] == ["cúp nước"]
    QueryCount.objects.update(found=0)
    assert suggested("quan1", "cup n") == []


def test_words_that_find_pages_of_other_portals_alone_are_not_suggested_on_a_ward(suggested, city, article):
    article(city["bennghe"], "Thông báo", lead="Cúp nước đường Lê Lợi")
    typed(city["quan1"], "cúp nước", days=10)
    assert suggested("quan1", "cup n") == []
    assert [text for text, _url in suggested("thanhpho", "cup n")] == ["cúp nước"]


def test_words_of_nine_days_are_suggested_to_nobody(suggested, city, article):
    article(city["quan1"], "Thông báo", lead="Cúp nước đường Lê Lợi")
    typed(city["quan1"], "cúp nước", days=9)
    assert suggested("quan1", "cup n") == suggested("thanhpho", "cup n") == []


def test_words_never_suggested_and_the_switch(suggested, city, article, settings):
    article(city["bennghe"], "Phòng chống cờ bạc", "Cờ hoa ngày hội", "“Cờ bạc”, số đề là tội")
    settings.SEARCH_NEVER_SUGGESTED = ("cờ bạc",)
    assert [text for text, _url in suggested("bennghe", "cờ")] == ["Cờ hoa ngày hội"]
    settings.SEARCH_SUGGESTIONS = False
    assert suggested("bennghe", "cờ") == []


def test_nothing_of_a_portal_that_is_not_open_is_suggested(client, suggested, city, article):
    article(city["bennghe"], "Bí mật")
    put_in_state(city["bennghe"], PortalState.PREPARING)
    assert suggested("thanhpho", "bí mật") == []
    assert client.get("/tim-kiem/goi-y/", {"q": "bi"}, headers={"host": city["bennghe"].host}).status_code == 404


def test_odd_text_is_no_error(suggested):
    for odd in ("\0", "%00", "a" * 10_000, "\"'<>*:()^~", "🙂🙂"):
        suggested("bennghe", odd)
