"""A person's browser: Chromium in front of the whole application, on the hostnames of the portals.

Tests ask for `web` (addresses) or `world` (a city to look at), and for `page` (a window) or `new_page` (windows with
other settings). Every window refuses to reach another machine, and a test fails that tried, or whose scripts failed.
"""

from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, Route, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests.journeys.browser import VIEWPORTS, Web, axe_violations, find_chromium, running_chromium, sideways_scroll
from tests.journeys.desk import Desk
from tests.journeys.words import IndexedWords
from tests.journeys.world import World, build_world
from tests.row_changes import Change, all_tables, change_between

NewPage = Callable[..., Page]
DESK = 1440
# Milliseconds that a step may take: two browsers and two servers share the machine.
PATIENCE = 30_000
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
            item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True))
    # Last: from the first of them on, the event loop of the browser runs in the process.
    items.sort(key=lambda item: here in item.path.parents)


@pytest.fixture(scope="session")
def browser(django_db_setup: None) -> Iterator[Browser]:
    with running_chromium(find_chromium()) as chromium:
        yield chromium


@pytest.fixture(scope="session")
def live_server(django_db_setup: None, live_server: LiveServer) -> LiveServer:
    """Pytest-django's server, started once the database has its test name.

    Started earlier, it takes the database for one in memory and lets all its threads share (and close) one connection.
    """
    return live_server


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
def _built() -> list[tuple[World, Change, IndexedWords]]:
    """The city of `world`, its rows and what search knows of it, once they were made."""
    return []


@pytest.fixture
def world(web: Web, _built: list[tuple[World, Change, IndexedWords]]) -> World:
    """A whole city at its fullest. Made in some ten seconds; after that its rows are written as they were."""
    if _built:
        known, change, words = _built[0]
        change.happen()
        words.write()
        return deepcopy(known)
    before = all_tables()
    known = build_world(web)
    _built.append((known, change_between(before, all_tables()), IndexedWords.read()))
    return deepcopy(known)


@pytest.fixture
def new_page(browser: Browser) -> Iterator[NewPage]:
    """Open a window of its own cookies; the arguments are those of a Playwright context.

    For example `new_page(java_script_enabled=False)` or `new_page(viewport={"width": 360, "height": 740})`.
    """
    contexts, elsewhere, failures = [], [], []

    def keep_at_home(route: Route, request: Request) -> None:
        address = urlsplit(request.url)
        host = address.hostname or ""
        if address.scheme in {"data", "blob"} or host in {"localhost", "127.0.0.1"} or host.endswith(".localhost"):
            route.continue_()
        else:
            elsewhere.append(request.url)
            route.abort()

    def open_page(**options) -> Page:
        options = {
            "locale": "vi-VN",
            "timezone_id": "Asia/Ho_Chi_Minh",
            "viewport": {"width": DESK, "height": VIEWPORTS[DESK]},
            "reduced_motion": "reduce",
        } | options
        context = browser.new_context(**options)
        context.set_default_timeout(PATIENCE)
        context.route("**/*", keep_at_home)
        context.on("weberror", lambda error: failures.append(str(error.error)))
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
    assert elsewhere == [], "pages asked other machines"
    assert failures == [], "scripts of the pages failed"


@pytest.fixture
def page(new_page: NewPage) -> Page:
    return new_page()


@pytest.fixture
def desk_of(new_page: NewPage, web: Web) -> Callable[[User], Desk]:
    """Sign a person in, in a window of their own."""

    def sit_down(user: User) -> Desk:
        desk = Desk(new_page(), web)
        desk.sign_in(user)
        return desk

    return sit_down


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """`assert axe(page) == []`: no rule is switched off."""
    return axe_violations


@pytest.fixture
def sideways() -> Callable[[Page], dict]:
    """`assert sideways(page) == {}` at each width of VIEWPORTS."""
    return sideways_scroll
