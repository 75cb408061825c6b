"""What a load balancer asks, on whatever host it asks."""

import pytest
from django.core.cache import cache
from django.test import Client

from cityportal import health

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def ask(path):
    return Client(headers={"host": "10.0.0.7"}).get(path)


def test_process_answers_without_a_query(django_assert_max_num_queries):
    with django_assert_max_num_queries(0):
        response = ask("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")


def test_ready_names_all_it_looked_at():
    response = ask("/readyz")
    assert response.status_code == 200
    assert response.json() == {"database": "ok", "cache": "ok", "migrations": "ok", "search": "ok"}


def test_one_probe_that_fails_takes_the_server_out_of_service(monkeypatch):
    monkeypatch.setitem(health.PROBES, "search", lambda: "search: the index does not exist; run migrate")
    response = ask("/readyz")
    assert response.status_code == 503
    assert response.json()["search"] == "search: the index does not exist; run migrate"


def test_cache_that_forgets_is_not_ready(monkeypatch):
    monkeypatch.setattr(cache, "get", lambda *args, **kwargs: None)
    assert health.probe_cache() == "cache: a value written was not read back"


def test_nothing_changes_by_asking():
    assert Client(headers={"host": "10.0.0.7"}).post("/readyz").status_code == 405
