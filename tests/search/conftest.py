"""Portals with pages that answer, and pages that must never be seen from elsewhere."""

from collections.abc import Callable, Iterator
from typing import Any
from unittest.mock import patch

import pytest
from django.conf import settings as configured

from home.models import NewsArticlePage
from search.backends import get_backend
from search.index.indexing import index_pages
from search.service import search_pages
from sites.models import Portal
from tests.factories import make_article, make_city
from tests.search.engine_rows import TITLES, key_of


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
    """Titles of the Vietnamese pages that a question finds with all its words, best first."""

    def titles(question: str, *, portal: Portal | None = None, language: str = "vi", limit: int = 20) -> list[str]:
        results = search_pages(question, language=language, portal=portal, limit=limit)
        hits = [hit for hit in results.hits if not hit.lacks_words]
        assert results.total >= sum(not hit.has_other_marks or results.has_other_marks for hit in hits)
        return [hit.title_html.replace("<mark>", "").replace("</mark>", "") for hit in hits]

    return titles


@pytest.fixture
def engine(settings: Any) -> Iterator[Any]:
    """Elasticsearch with an alias of the test's own and no index yet."""
    from tests.search.engine import EngineForTest  # noqa: PLC0415 -- its client takes half a second to import

    with EngineForTest.of_one(settings) as engine:
        yield engine


@pytest.fixture
def answered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the database was asked, which Elasticsearch should have answered."""
    asked: list[str] = []
    database = type(get_backend().database)
    find = database.find

    def noted(self: Any, query: Any, *args: Any, **options: Any) -> Any:
        asked.append(query.text)
        return find(self, query, *args, **options)

    monkeypatch.setattr(database, "find", noted)
    return asked


@pytest.fixture
def ward(engine: Any, city: dict[str, Portal], article: Callable[..., NewsArticlePage]) -> Portal:
    """A portal with articles that the engine has."""
    article(city["bennghe"], *TITLES)
    engine.follow()
    return city["bennghe"]


@pytest.fixture
def misfit(monkeypatch: pytest.MonkeyPatch) -> int:
    """Key of a row that does not fit the index, as it is written."""
    from search.backends import elastic_rebuild, elastic_writes  # noqa: PLC0415 -- see above

    key, action_of = key_of(TITLES[0]), elastic_writes.action_of

    def misfitting(entry_id: int, *args: Any) -> dict[str, Any]:
        action = action_of(entry_id, *args)
        return {**action, "year": "no number"} if entry_id == key and action["_op_type"] == "index" else action

    for module in (elastic_writes, elastic_rebuild):
        monkeypatch.setattr(module, "action_of", misfitting)
    return key


@pytest.fixture(scope="session")
def shared_engine() -> Iterator[Any]:
    """Elasticsearch with one index for all tests that only ask: to make one takes ten times what some rows take."""
    from tests.search.engine import EngineForTest  # noqa: PLC0415 -- see above

    with EngineForTest.at(EngineForTest.new_address()) as engine:
        yield engine


@pytest.fixture(autouse=True)
def _engine_answers(request: pytest.FixtureRequest) -> Iterator[None]:
    """With SEARCH_URL, Elasticsearch alone answers: it has all that the test wrote, and the database stands aside."""
    if not configured.SEARCH_URL or request.node.get_closest_marker("elasticsearch"):
        yield
        return
    from search.backends import EngineAway, elastic_state, elasticsearch  # noqa: PLC0415 -- see above
    from tests.search.engine import forget  # noqa: PLC0415 -- see above

    engine = request.getfixturevalue("shared_engine")
    request.getfixturevalue("settings").SEARCH_URL, engine.rows = engine.address, None
    forget()

    ask = elasticsearch.ask

    def ask_one_that_follows(*args: Any, **options: Any) -> Any:
        engine.copy_rows()
        try:
            return ask(*args, **options)
        except EngineAway as error:
            raise AssertionError("The database would have answered.") from error

    # No patches of pytest's: what factories remember is code as it is.
    is_current = patch.object(elastic_state, "was_behind", lambda generation: False)
    with patch.object(elasticsearch, "ask", ask_one_that_follows), is_current:
        yield
