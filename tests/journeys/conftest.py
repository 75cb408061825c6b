"""A person's browser: Chromium in front of the whole application, on the hostnames of the portals.

Tests ask for `web` (addresses) or `world` (a city to look at), and for `page` (a window) or `new_page` (windows with
other settings). Every window refuses to reach another machine, and a test fails that tried, or whose scripts failed.
"""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from sites.models import Portal
from tests.exhaustive_state import WHOLE
from tests.factories import CITY, DISTRICT, WARD, make_city, make_portal
from tests.journeys.browser import VIEWPORTS, Web, find_chromium, running_chromium
from tests.journeys.desk import Desk
from tests.journeys.server import JourneyHandler
from tests.journeys.windows import Persons
from tests.journeys.world import World, build_world
from tests.journeys.worlds import Worlds

NewPage = Callable[..., Page]
BeginWith = Callable[[str, Callable[[], Any]], Any]
DESK = 1440
OPTIONS: dict[str, Any] = {
    "locale": "vi-VN",
    "timezone_id": "Asia/Ho_Chi_Minh",
    "viewport": {"width": DESK, "height": VIEWPORTS[DESK]},
    "reduced_motion": "reduce",
}
# Milliseconds that a step may take: two browsers and two servers share the machine.
PATIENCE = 30_000
# Journeys that are made in each run: writing, review, what citizens do, and each thing that only a browser does. The
# others, over screens that their own tests open as well, are made where anything of the product differs from the last
# exhaustive run.
MADE_ALWAYS = {
    "test_asking", "test_citizen", "test_desk_of_questions", "test_editor", "test_following",
    "test_portals_from_a_file", "test_print_and_preferences", "test_publishing", "test_search_engine_away",
    "test_second_factor",
}  # fmt: skip
WHEN_CHANGED = pytest.mark.when_changed(*WHOLE, "tests/journeys/*", "tests/*.py")
expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests in this folder are journeys: each sees a database that others commit to, as it stands after migration."""
    here = Path(__file__).parent
    no_chromium = pytest.mark.skipif(
        find_chromium() is None, reason="no Chromium found; on Debian and Ubuntu: apt-get install chromium"
    )
    for item in items:
        if here in item.path.parents:
            item.add_marker(no_chromium)
            item.add_marker(pytest.mark.journey)
            if item.path.stem not in MADE_ALWAYS and item.get_closest_marker("when_changed") is None:
                item.add_marker(WHEN_CHANGED)
            item.add_marker(pytest.mark.slow(reason="a browser in front of the whole application", in_each_run=True))
            item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True))
    # Last: from the first of them on, the event loop of the browser runs in the process.
    items.sort(key=lambda item: here in item.path.parents)


@pytest.fixture(scope="session")
def browser(django_db_setup: None) -> Iterator[Browser]:
    with running_chromium(find_chromium()) as chromium:
        yield chromium


@pytest.fixture(scope="session")
def live_server(django_db_setup: None) -> Iterator[LiveServer]:
    """One server for the process, started once the database has its test name.

    Started earlier, it takes the database for one in memory and lets all its threads share (and close) one connection.
    """
    server = LiveServer("localhost", start=False)
    server.thread.static_handler = JourneyHandler
    server.start()
    yield server
    server.stop()


@pytest.fixture
def web(live_server: LiveServer, settings) -> Web:
    """The application on a free port; portals made in the test get addresses with this port."""
    port = urlsplit(live_server.url).port
    settings.PUBLIC_PORT = port
    settings.ADMIN_BASE_URL = settings.WAGTAILADMIN_BASE_URL = f"http://{settings.ADMIN_HOST}:{port}"
    # On a busy machine, an answer to this question that overtakes the one to an autosave warns of oneself.
    settings.WAGTAIL_EDITING_SESSION_PING_INTERVAL = 60_000
    return Web(port)


@pytest.fixture(scope="session")
def _worlds() -> Worlds:
    return Worlds()


@pytest.fixture
def begin_with(web: Web, _worlds: Worlds) -> BeginWith:
    """Build the world of a test, or write it back as it was built for another test: `begin_with("city", make_city)`."""
    return _worlds.begin_with


@pytest.fixture
def portal(begin_with: BeginWith) -> Portal:
    """One portal, the city's."""
    return begin_with("city", partial(make_portal, CITY))


@pytest.fixture
def district(begin_with: BeginWith) -> Portal:
    """The second of two portals."""
    return begin_with("city and district", lambda: [make_portal(spec) for spec in (CITY, DISTRICT)])[-1]


@pytest.fixture
def ward(begin_with: BeginWith) -> Portal:
    """The last of three portals."""
    return begin_with("city, district and ward", lambda: [make_portal(spec) for spec in (CITY, DISTRICT, WARD)])[-1]


@pytest.fixture
def portals(begin_with: BeginWith) -> dict[str, Portal]:
    """A city, a department, a district and its ward, by their code."""
    return begin_with("portals", make_city)


@pytest.fixture
def world(begin_with: BeginWith, web: Web) -> World:
    """A whole city at its fullest, for a look at all of it. Made in some ten seconds."""
    return begin_with("world", partial(build_world, web))


@pytest.fixture(scope="session")
def _persons(browser: Browser) -> Persons:
    return Persons(browser, PATIENCE)


@pytest.fixture
def new_page(request: pytest.FixtureRequest, _persons: Persons) -> Iterator[NewPage]:
    """Open a window of its own cookies; the arguments are those of a Playwright context.

    For example `new_page(java_script_enabled=False)` or `new_page(viewport={"width": 360, "height": 740})`.
    """

    def open_page(*, viewport: ViewportSize | None = None, **options: Any) -> Page:
        page = _persons.take(OPTIONS | options).open_page()
        if viewport:
            page.set_viewport_size(viewport)
        return page

    yield open_page
    elsewhere, failures = _persons.give_back(request.node.name)
    assert elsewhere == [], "pages asked other machines"
    assert failures == [], "scripts of the pages failed"


@pytest.fixture
def page(new_page: NewPage) -> Page:
    return new_page()


@pytest.fixture
def desk_of(new_page: NewPage, web: Web) -> Callable[..., Desk]:
    """The admin in a window of a person who is signed in, without a form. No screen is open yet.

    The options are those of `new_page`.
    """

    def sit_down(user: User, **options: Any) -> Desk:
        desk = Desk(new_page(**options), web)
        desk.let_in(user)
        return desk

    return sit_down
