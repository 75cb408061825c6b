"""Portals with pages that answer, and pages that must never be seen from elsewhere."""

from collections.abc import Callable
from typing import Any

import pytest

from home.models import NewsArticlePage
from search.indexing import index_pages
from search.service import search_pages
from sites.directory import forget_directory
from sites.models import Portal
from tests.factories import make_article, make_city


@pytest.fixture
def city(db) -> dict[str, Portal]:
    """City, department, district and ward, open; no starter page is in the index, so hits are the test's own."""
    return make_city()


@pytest.fixture
def article() -> Callable[..., NewsArticlePage]:
    """Publish articles and index them, as the signal does after the commit that no test has; returns the first."""

    def publish_and_index(portal: Portal, *titles: str, **values: Any) -> NewsArticlePage:
        given = {"lead": "", "source_agency": "Nguồn", "reviewed": False} | values
        pages = [make_article(portal, title, **given) for title in titles]
        index_pages([page.pk for page in pages])
        return pages[0]

    return publish_and_index


@pytest.fixture
def found() -> Callable[..., list[str]]:
    """Titles of the Vietnamese pages that a question finds, best first."""

    def titles(question: str, *, portal: Portal | None = None, language: str = "vi", limit: int = 20) -> list[str]:
        results = search_pages(question, language=language, portal=portal, limit=limit)
        plain = [hit.title_html.replace("<mark>", "").replace("</mark>", "") for hit in results.hits]
        assert results.total >= sum(not hit.has_other_marks or results.has_other_marks for hit in results.hits)
        return plain

    return titles


def put_in_state(portal: Portal, state: str) -> None:
    """As if a verb had done it, for every process."""
    Portal.objects.filter(pk=portal.pk).update(state=state)
    forget_directory()
