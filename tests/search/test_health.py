"""What readiness says of the index."""

import pytest
from django.db import DatabaseError
from wagtail.models import Page

from search import health
from search.backends import get_backend
from search.health import missing_pages, probe_index
from search.indexing import reindex
from search.models import SearchEntry

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def test_empty_installation_is_ready():
    assert probe_index() == "ok"


def test_full_index_is_ready(city):
    reindex()
    assert probe_index() == "ok"
    assert missing_pages() == 0


def test_empty_index_takes_no_server_out_of_service_and_is_told_to_operators(city):
    public = Page.objects.live().filter(depth__gte=3).count()
    assert probe_index() == "ok"
    assert missing_pages() == public


def test_single_missing_page_takes_no_server_out_of_service(city):
    reindex()
    SearchEntry.objects.order_by("pk").first().delete()
    assert probe_index() == "ok"
    assert missing_pages() == 1


def test_page_just_published_may_wait_for_its_worker(city, settings):
    from django.utils import timezone  # noqa: PLC0415 -- the clock that the probe reads

    Page.objects.live().update(last_published_at=timezone.now())
    assert missing_pages() == 0


def test_missing_table_is_said(monkeypatch):
    monkeypatch.setattr(type(get_backend()), "is_built", lambda self: False)
    assert probe_index() == "search: the index does not exist; run migrate"


def test_database_that_fails_is_said(monkeypatch):
    def fail():
        raise DatabaseError("gone")

    monkeypatch.setattr(health, "get_backend", fail)
    assert probe_index() == "search: DatabaseError"


def test_probe_takes_one_query(city, django_assert_max_num_queries):
    with django_assert_max_num_queries(1):
        probe_index()
