"""Copies in proxies before the application: which pages they may keep, and what a change purges from them."""

from collections.abc import Iterator
from datetime import timedelta
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.db import DatabaseError
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from cityportal.doctor.services import check_page_cache
from page_cache.generations import end_generations
from page_cache.models import CachedAddress, PendingPurge
from page_cache.proxies import FORGOTTEN_AFTER
from page_cache.purging import AGAIN_AFTER, purge_pending
from page_cache.tasks import forget_cached_addresses
from provisioning.portal_states import suspend_portal
from sites.models import Portal
from tests.factories import make_article, make_operator, section_of

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


class Proxy(HTTPServer):
    """Notes what it is to purge, and answers that it had none of it."""

    answer, other = HTTPStatus.NOT_FOUND, HTTPStatus.MISDIRECTED_REQUEST

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.purged: list[str] = []


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Proxy

    def do_GET(self) -> None:
        is_purge = self.path == "/purge"
        if is_purge:
            self.server.purged.append(self.headers["X-Purge-Key"])
        self.send_response(self.server.answer if is_purge else self.server.other)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def proxy(settings) -> Iterator[Proxy]:
    settings.PAGE_CACHE_SECONDS = 600
    end_generations([None])
    with Proxy() as server:
        settings.PAGE_PROXIES = [f"http://127.0.0.1:{server.server_port}"]
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def ask(portal: Portal, path: str = "/", *, written: str = "") -> HttpResponse:
    return Client(headers={"host": portal.host}).get(path, RAW_URI=written or path)


def publish_later(portal: Portal, callbacks) -> None:
    """Publish, some time before now: the second purge is due."""
    with callbacks(execute=True):
        make_article(portal)
    PendingPurge.objects.update(noted_at=timezone.now() - timedelta(seconds=AGAIN_AFTER))


def test_proxy_may_keep_a_page_for_as_long_as_its_copy_is_fresh(proxy, city):
    for _time in range(2):
        assert 0 < int(ask(city)["X-Accel-Expires"]) <= 600
    assert CachedAddress.objects.for_portal(city).get().address == f"{city.host}/"
    assert not ask(city, "/hoi-dap/gui-cau-hoi/").has_header("X-Accel-Expires")


def test_proxy_keeps_no_page_that_a_change_would_not_find(proxy, city, settings, monkeypatch):
    section = urlsplit(section_of(city).full_url).path
    for path, written in (("/", "/?"), ("/", "/%2F"), (f"{section}?trang=2", "")):
        assert not ask(city, path, written=written).has_header("X-Accel-Expires")
    settings.READ_ONLY = True
    assert not ask(city).has_header("X-Accel-Expires")
    assert not CachedAddress.objects.exists()
    settings.READ_ONLY = False
    end_generations([None])

    def refuse(*args: object, **kwargs: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(CachedAddress.objects, "bulk_create", refuse)
    answer = ask(city)
    assert (answer.status_code, answer.has_header("X-Accel-Expires")) == (HTTPStatus.OK, False)


def test_proxy_keeps_no_copy_that_another_process_has_just_invalidated(proxy, city):
    assert ask(city).has_header("X-Accel-Expires")
    # This process has read the tokens a moment ago, and gives its copy once more.
    cache.set("pages.generation.any", "another", timeout=None)
    cache.set(f"pages.generation.{city.pk}", "another", timeout=None)
    answer = ask(city)
    assert (answer.status_code, answer.has_header("X-Accel-Expires")) == (HTTPStatus.OK, False)


def test_change_purges_its_portal_and_what_shows_other_portals(
    proxy, city, district, django_capture_on_commit_callbacks
):
    path = urlsplit(section_of(district).full_url).path
    for portal, place in ((city, "/"), (district, path), (city, path)):
        assert ask(portal, place).status_code == HTTPStatus.OK
    with django_capture_on_commit_callbacks(execute=True):
        make_article(district)
    assert {f"{district.host}{path}", f"{city.host}/"} <= set(proxy.purged)
    assert f"{city.host}{path}" not in proxy.purged


def test_change_is_done_once_what_was_on_its_way_to_the_proxy_is_purged_too(
    proxy, city, django_capture_on_commit_callbacks
):
    ask(city)
    with django_capture_on_commit_callbacks(execute=True):
        make_article(city)
    assert PendingPurge.objects.exists()
    proxy.purged.clear()
    PendingPurge.objects.update(noted_at=timezone.now() - timedelta(seconds=AGAIN_AFTER))
    assert purge_pending() > 0
    assert f"{city.host}/" in proxy.purged
    assert not PendingPurge.objects.exists()


def test_change_purges_at_once_what_was_read_last_of_its_portal_and_leaves_the_rest_to_a_worker(
    proxy, city, district, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr("page_cache.proxies.AT_ONCE", 1)
    monkeypatch.setattr("page_cache.purging.ONCE_IN", 0)
    monkeypatch.setattr("page_cache.tasks.purge_pending", lambda: 0)
    for portal in (district, city):
        ask(portal)
    with django_capture_on_commit_callbacks(execute=True):
        make_article(district)
    assert set(proxy.purged) == {f"{district.host}/"}
    assert not PendingPurge.objects.filter(is_proxy_confirmed=True).exists()
    monkeypatch.setattr("page_cache.proxies.AT_ONCE", 2)
    with django_capture_on_commit_callbacks(execute=True):
        make_article(district)
    assert f"{city.host}/" in proxy.purged
    assert PendingPurge.objects.filter(is_proxy_confirmed=True).exists()


@pytest.mark.parametrize("answer", [HTTPStatus.FORBIDDEN, HTTPStatus.BAD_GATEWAY])
def test_purge_that_a_proxy_refuses_waits_and_the_operator_is_told(
    proxy, city, answer, monkeypatch, django_capture_on_commit_callbacks
):
    ask(city)
    proxy.answer = answer
    publish_later(city, django_capture_on_commit_callbacks)
    monkeypatch.setattr("page_cache.purging.LATE", timedelta(0))
    assert purge_pending() == 0
    assert [finding.code for finding in check_page_cache()] == ["page_cache", "page_proxy"]
    proxy.answer = HTTPStatus.OK
    assert purge_pending() > 0
    assert list(check_page_cache()) == []
    proxy.other = HTTPStatus.NOT_FOUND
    assert [finding.code for finding in check_page_cache()] == ["page_proxy"]


def test_second_purge_is_counted_from_the_commit_and_a_purge_that_is_done_is_not_repeated_at_once(
    proxy, city, django_capture_on_commit_callbacks
):
    ask(city)
    with django_capture_on_commit_callbacks(execute=True):
        make_article(city)
        # As in a transaction that takes long.
        PendingPurge.objects.update(noted_at=timezone.now() - timedelta(minutes=1))
    asked = len(proxy.purged)
    assert (asked > 0, PendingPurge.objects.exists(), purge_pending()) == (True, True, 0)
    assert len(proxy.purged) == asked


def test_suspension_purges_whatever_proxies_keep_of_the_portal(
    proxy, city, district, django_capture_on_commit_callbacks
):
    ask(district)
    with django_capture_on_commit_callbacks(execute=True):
        suspend_portal(district, by=make_operator(), at=timezone.now(), reason="Thử", expected_return=None)
    assert f"{district.host}/" in proxy.purged


def test_address_is_forgotten_once_no_proxy_can_have_a_copy(proxy, city, district):
    ask(city)
    ask(district)
    CachedAddress.objects.for_portal(city).update(stored_at=timezone.now() - FORGOTTEN_AFTER - timedelta(seconds=1))
    forget_cached_addresses()
    assert [row.portal for row in CachedAddress.objects.all()] == [district]
