"""Items of the interface: what is public on a portal, nothing of others, no personal data, in few queries."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, get_page_models

from exchange.interface.kinds import BY_MODEL, KINDS
from home.models import BasePage, ClockedPage, ContentPage
from information.models import DirectionPage
from provisioning.portal_states import suspend_portal
from tests.each import each_case
from tests.exchange.asking import ask, titles, told
from tests.factories import make_article, section_of
from tests.information.factories import make_item, make_plain

pytestmark = pytest.mark.django_db

# Persons and schedules of leaders, and what only orders or repeats others.
NOT_TOLD = {
    "linkeditempage",
    "page",
    "personpage",
    "portalcontainerpage",
    "portalhomepage",
    "sectionpage",
    "workschedulepage",
}


def names_of(model):
    return {field.name for field in model._meta.get_fields() if not field.auto_created}


def test_every_kind_of_page_and_every_field_of_it_is_given_or_kept_on_purpose():
    assert {model._meta.model_name for model in get_page_models() if model not in BY_MODEL} == NOT_TOLD
    common = set().union(*map(names_of, (Page, BasePage, ContentPage, ClockedPage)))
    for kind in KINDS:
        assert {*kind.facts, *kind.excluded} == names_of(kind.model) - common - {"page_ptr"}, kind.code


def test_portal_tells_its_own_items_and_the_city_those_of_all(city, district):
    make_article(city, "Tin của Thành phố")
    make_article(district, "Tin của Quận")
    make_article(district, "Bản nháp", published=False)
    assert titles(district) == ["Tin của Quận"]
    assert titles(city) == ["Tin của Quận", "Tin của Thành phố"]
    assert titles(city, f"items/?kind=news&portal={district.host}") == ["Tin của Quận"]
    assert titles(city, f"items/?kind=news&portal={city.host}") == ["Tin của Thành phố"]
    assert ask(district, f"items/?portal={city.host}").json()["error"]["parameter"] == "portal"
    (foreign,) = told(city, f"items/?kind=news&portal={city.host}")["items"]
    assert ask(district, f"items/{foreign['id']}/").status_code == 404
    assert told(city, f"items/{foreign['id']}/")["title"] == "Tin của Thành phố"


def test_suspended_portal_and_restricted_section_are_told_nowhere(city, district):
    make_article(city, "Tin của Thành phố")
    make_article(district, "Tin của Quận")
    PageViewRestriction.objects.create(page=section_of(city), restriction_type="login")
    assert titles(city) == ["Tin của Quận"]
    suspend_portal(district, by=None, at=timezone.now(), reason="Sự cố", expected_return=None)
    assert titles(city) == []
    assert ask(district, "items/").status_code == 503
    assert ask(city, f"items/?portal={district.host}").status_code == 400


@pytest.mark.both_engines
@each_case(
    ("asked", "found"),
    [
        ("kind=document", ["Quyết định"]),
        ("category=van-ban", ["Quyết định"]),
        ("category=tin-tuc&kind=document", []),
        ("category=thue-phi", []),
        ("field=xa-hoi", ["Quyết định", "Tin mới"]),
        ("field=kinh-te", []),
        ("language=en", []),
        ("since=2999-01-01", []),
        ("since=2026-11-01T00:00:00+07:00&kind=news", ["Tin mới"]),
    ],
)
def test_what_is_asked_for_is_told(district, asked, found):
    make_article(district)
    make_item(district, "document", "Quyết định", published=True)
    assert titles(district, f"items/?{asked}") == found


@pytest.mark.both_engines
def test_category_of_a_plain_page_is_that_of_the_section_above_it(district):
    page = make_plain(district, section_of(district, "van-ban"))
    (item,) = told(district, "items/?kind=information&category=van-ban")["items"]
    assert (item["id"], item["category"]) == (page.pk, "van-ban")
    assert page.pk not in [item["id"] for item in told(district, "items/?category=tin-tuc")["items"]]


@each_case(
    "asked",
    ["kind=x", "category=x", "field=%00", "language=fr", "since=hôm-qua", "since=2026-02-30",
     "since=0001-01-01", "since=9999-12-31",
     "since=2026-11-01T10:00:00", "after=x", "limit=0", "limit=101", "limit=1e9", "portal=khac.example", "fields=*",
     "search=a", "limit=5&limit=6", "kind=news&kind=news"],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused_in_words(district, asked):
    response = ask(district, f"items/?{asked}")
    error = response.json()["error"]
    assert (response.status_code, error["parameter"]) == (400, asked.split("=")[0])
    assert error["message"]
    assert response["Cache-Control"] == "no-store"


@pytest.mark.both_engines
def test_pages_of_a_list_have_each_item_once(district):
    for number in range(3):
        make_article(district, f"Tin {number}")
    path, seen = "items/?kind=news&limit=2", []
    while path:
        answer = told(district, path)
        seen += [item["title"] for item in answer["items"]]
        path = answer["next"] and answer["next"].split("/api/v1/")[1]
    assert seen == ["Tin 2", "Tin 1", "Tin 0"]


def test_answers_are_kept_by_caches_and_set_no_cookie(district):
    article = make_article(district)
    for path in ("items/", f"items/{article.pk}/"):
        first = ask(district, path)
        assert first["Cache-Control"] == "public, max-age=60"
        assert not first.cookies
        assert "Vary" not in first
        assert ask(district, path, if_none_match=first["ETag"]).status_code == 304
        # What leaves a list has no time: the hash alone tells.
        assert "Last-Modified" not in first


@each_case("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_interface_is_read_and_nothing_else(district, method):
    client = Client(headers={"host": district.host})
    for path in (
        "",
        "items/",
        "items/1/",
        "changes/",
        "portals/",
        "categories/",
        "fields/",
        "dictionary/",
        "openapi.json",
    ):
        assert client.generic(method, f"/api/v1/{path}").status_code == 405, path
    assert client.head("/api/v1/items/").status_code == 200


def test_names_and_contacts_of_persons_are_not_told(district):
    make_article(district, author_name="Nguyễn Văn Tác Giả")
    page = make_item(district, "direction", issued_by="Chủ tịch Trần Thị Chỉ Đạo", published=True)
    assert DirectionPage.objects.get(pk=page.pk).issued_by
    text = ask(district, "items/").content.decode() + ask(district, f"items/{page.pk}/").content.decode()
    assert ("Tác Giả" in text, "Chỉ Đạo" in text) == (False, False)


def test_words_of_one_item_are_running_text(district):
    body = [
        {"type": "heading", "value": {"text": "Thời gian", "level": "2"}},
        {
            "type": "paragraph",
            "value": "<p>Từ <b>7 gi</b>ờ.<br/>A&amp;B</p><ul><li>Sáng<ul><li>sớm</li></ul></li></ul>",
        },
        {"type": "quote", "value": {"text": "Lời nói", "speaker": "Ông A", "role": "", "occasion": ""}},
    ]
    article = make_article(district, body=body)
    assert told(district, f"items/{article.pk}/")["text"] == ["Thời gian", "Từ 7 giờ. A&B", "Sáng sớm"]


@pytest.mark.both_engines
def test_as_many_queries_for_many_items_as_for_few(district):
    make_article(district, "Tin 0")
    ask(district, "items/?kind=news")
    with CaptureQueriesContext(connection) as few:
        ask(district, "items/?kind=news")
    for number in range(1, 4):
        make_article(district, f"Tin {number}")
    with CaptureQueriesContext(connection) as many:
        assert len(titles(district)) == 4
    assert len(many) <= len(few) <= 8


@pytest.mark.both_engines
def test_moment_after_the_last_publication_finds_nothing(district):
    make_article(district)
    later = (timezone.now() + timedelta(hours=1)).isoformat().replace("+", "%2B")
    assert titles(district, f"items/?since={later}") == []
