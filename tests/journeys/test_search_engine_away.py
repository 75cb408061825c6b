"""A citizen searches while Elasticsearch is stopped, and after it was started again."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from home.models import NewsArticlePage
from search.backends import get_backend
from search.models import PendingWrite
from search.tasks import catch_up_engine
from tests.factories import make_article
from tests.journeys.browser import Web, axe_violations
from tests.search.engine import EngineForTest, forget, needs_own_node, start_node, stop_node

pytestmark = [pytest.mark.elasticsearch, needs_own_node]


@pytest.fixture
def engine(settings) -> Iterator[EngineForTest]:
    with EngineForTest.of_one(settings) as engine:
        yield engine


@pytest.fixture
def asked_of_database(engine, monkeypatch) -> list[str]:
    """Questions that the database answers in place of the engine."""
    asked: list[str] = []
    database = type(get_backend().database)
    find = database.find

    def noted(self, query, *args, **options):
        asked.append(query.text)
        return find(self, query, *args, **options)

    monkeypatch.setattr(database, "find", noted)
    return asked


def search(page: Page, words: str) -> list[str]:
    """Type the words into the field of the open page; return the titles of the hits, which are counted right."""
    field = page.get_by_role("search").last.get_by_role("combobox")
    field.fill(words)
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"\?q="))
    titles = page.locator(".result-list h3").all_inner_texts()
    if titles:
        expect(page.get_by_role("heading", name=f"{len(titles)} kết quả")).to_be_visible()
    assert axe_violations(page) == []
    return titles


def test_citizen_finds_what_is_public_while_the_engine_is_stopped_and_after_it_caught_up(
    web: Web, ward, page, client, engine, asked_of_database
):
    kept, withdrawn = "Sửa đường Nguyễn Huệ", "Cấm đường Nguyễn Huệ"
    for title in (kept, withdrawn):
        make_article(ward, title, reviewed=True)
    engine.follow()
    page.goto(web.url(ward.host))
    assert sorted(search(page, "nguyen hue")) == sorted([kept, withdrawn])
    assert asked_of_database == []

    stop_node()
    NewsArticlePage.objects.get(title=withdrawn).unpublish()
    make_article(ward, "Cầu Thủ Thiêm thông xe", reviewed=True)
    assert search(page, "nguyen hue") == [kept]
    assert search(page, "cau thu thiem") == ["Cầu Thủ Thiêm thông xe"]
    page.get_by_role("link", name="Cầu Thủ Thiêm thông xe").click()
    expect(page.get_by_role("heading", name="Cầu Thủ Thiêm thông xe", level=1)).to_be_visible()
    assert set(asked_of_database) == {"nguyen hue", "cau thu thiem"}
    assert client.get("/readyz").json()["search_engine"] == "away"

    start_node()
    # As if minutes had gone by, of which each has its task.
    forget()
    PendingWrite.objects.update(noted_at=timezone.now() - timedelta(minutes=2))
    catch_up_engine()
    engine.server.client.indices.refresh(index=engine.server.alias)
    asked_of_database.clear()
    page.goto(web.url(ward.host))
    assert search(page, "cau thu thiem") == ["Cầu Thủ Thiêm thông xe"]
    assert search(page, "nguyen hue") == [kept]
    assert asked_of_database == []
    assert client.get("/readyz").json()["search_engine"] == "ok"
