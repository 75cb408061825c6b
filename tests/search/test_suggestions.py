"""Suggestions while typing: titles and words of many days, of what the public reads, and no others."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit.models import PortalEvent
from members.enums import Role
from search.enums import SearchEventKind
from search.errors import NeverSuggestedForbidden
from search.models import NeverSuggested, QueryCount
from search.offers.never_suggested import change_never_suggested
from search.oversight.statistics import keep_searches
from sites.enums import PortalState
from tests.admin import browser, errors_at, is_shut
from tests.factories import AT, make_head, make_member, make_operator, put_in_state


@pytest.fixture
def suggested(client, city):
    def get(code, typed):
        response = client.get("/tim-kiem/goi-y/", {"q": typed}, headers={"host": city[code].host})
        assert (response.status_code, dict(response.cookies)) == (200, {})
        assert response["Cache-Control"] == "public, max-age=300"
        return [(one["text"], one["url"]) for one in response.json()["suggestions"]]

    return get


def typed(portal, text, *, days, number=3, found=1):
    for before in range(days):
        keep_searches(timezone.localdate() - timedelta(days=before), {(portal.pk, "vi", text): number}, {})
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


def test_one_search_a_day_puts_nothing_before_others(suggested, city, article):
    article(city["quan1"], "Thông báo", lead="Cúp nước đường Lê Lợi")
    typed(city["quan1"], "cúp nước", days=10, number=1)
    assert suggested("quan1", "cup n") == []


def test_queries_with_operators_and_sentences_are_not_suggested(suggested, city, article):
    article(city["quan1"], "Thông báo", lead="Cúp nước đường Lê Lợi từ tám giờ sáng đến mười hai giờ trưa")
    typed(city["quan1"], 'cúp nước -nhận -"hối lộ"', days=10)
    assert QueryCount.objects.filter(text="cúp nước").count() == 10
    QueryCount.objects.update(text="cúp nước -nhận", found=1)
    assert suggested("quan1", "cup n") == []
    typed(city["quan1"], "cúp nước đường lê lợi từ tám giờ sáng", days=10)
    assert suggested("quan1", "cup n") == []


def test_one_switch_ends_suggestions(suggested, city, article, settings):
    article(city["bennghe"], "Cờ hoa ngày hội")
    settings.SEARCH_SUGGESTIONS = False
    assert suggested("bennghe", "cờ") == []


def test_phrases_that_the_city_board_listed_are_never_suggested_whatever_their_marks(suggested, city, article):
    article(city["bennghe"], "Phòng chống “cờ bạc”, cá độ", "Cờ hoa ngày hội")
    typed(city["bennghe"], "co bac", days=10)
    head = make_head(city["thanhpho"])
    change_never_suggested(["Cờ  bạc"], [], by=head, at=AT)
    assert [text for text, _url in suggested("bennghe", "cờ")] == ["Cờ hoa ngày hội"]
    change_never_suggested([], ["CỜ BẠC"], by=head, at=AT)
    assert len(suggested("bennghe", "cờ")) == 3
    events = PortalEvent.objects.filter(kind=SearchEventKind.NEVER_SUGGESTED_CHANGED).order_by("pk")
    assert [event.data for event in events] == [{"never_suggested": "Cờ bạc"}, {"suggested_again": "Cờ bạc"}]
    assert {event.portal for event in events} == {city["thanhpho"]}


def test_city_board_keeps_the_list_on_its_screen_and_takes_out_only_what_it_saw(city):
    client, address = browser(make_head(city["thanhpho"])), reverse("search_admin:never_suggested")
    refused = client.post(address, {"phrases": "cờ bạc\n🙂", "shown": ""})
    assert (refused.status_code, bool(errors_at(refused, "phrases"))) == (422, True)
    assert client.post(address, {"phrases": "cờ bạc\n\ncá độ", "shown": ""}).status_code == 302
    change_never_suggested(["lô đề"], [], by=make_head(city["thanhpho"]), at=AT)
    assert client.post(address, {"phrases": "cá độ", "shown": "cờ bạc\ncá độ"}).status_code == 302
    assert [row.phrase for row in NeverSuggested.objects.all()] == ["cá độ", "lô đề"]
    assert "cá độ\nlô đề" in client.get(address).content.decode()


def test_nobody_else_sees_or_changes_what_is_never_suggested(city):
    for person in (make_head(city["bennghe"]), make_operator(), make_member(city["thanhpho"], Role.EDITOR)):
        client, address = browser(person), reverse("search_admin:never_suggested")
        assert is_shut(client.get(address)), person
        assert is_shut(client.post(address, {"phrases": "cờ bạc"})), person
        with pytest.raises(NeverSuggestedForbidden):
            change_never_suggested(["cờ bạc"], [], by=person, at=AT)
    assert not NeverSuggested.objects.exists()


def test_nothing_of_a_portal_that_is_not_open_is_suggested(client, suggested, city, article):
    article(city["bennghe"], "Bí mật")
    put_in_state(city["bennghe"], PortalState.PREPARING)
    assert suggested("thanhpho", "bí mật") == []
    assert client.get("/tim-kiem/goi-y/", {"q": "bi"}, headers={"host": city["bennghe"].host}).status_code == 404


def test_odd_text_is_no_error(suggested):
    for odd in ("\0", "%00", "a" * 10_000, "\"'<>*:()^~", "🙂🙂"):
        suggested("bennghe", odd)


def hero_links(portal):
    cache.clear()
    page = BeautifulSoup(Client(headers={"host": portal.host}).get("/").content, "html.parser")
    return [(link.get_text().replace("\xa0", " "), link["href"]) for link in page.select(".hero__links a")]


@pytest.mark.slow(reason="counts searches of two portals")
def test_home_shows_what_is_often_searched_for_on_its_portal_and_the_city_that_of_all(city, article):
    article(city["quan1"], "Thông báo", lead="Cúp nước đường Lê Lợi")
    article(city["bennghe"], "Thông báo", lead="Khai sinh")
    often = {(city["quan1"].pk, "vi", "cúp nước"): 4, (city["bennghe"].pk, "vi", "khai sinh"): 3}
    rarely = {(city["quan1"].pk, "vi", "thông báo"): 9}
    for before in range(10):
        day = timezone.localdate() - timedelta(days=before)
        keep_searches(day, often | (rarely if before else {}), {})
    QueryCount.objects.update(found=1)
    water = ("cúp nước", "/tim-kiem/?q=c%C3%BAp+n%C6%B0%E1%BB%9Bc")
    assert hero_links(city["quan1"]) == [water]
    assert [text for text, _url in hero_links(city["thanhpho"])] == ["cúp nước", "khai sinh"]
    change_never_suggested(["cúp nước"], [], by=make_head(city["thanhpho"]), at=AT)
    assert hero_links(city["quan1"]) == []
