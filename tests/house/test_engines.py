"""The suite runs where it says it runs."""

import os

import pytest
from django.core.cache import caches
from django.db import connection

from tests import engines
from tests.database_template import begin_with_template

EXPECTED = os.environ.get("EXPECT_ENGINE")
CACHES = {
    "sqlite": "django.core.cache.backends.locmem.LocMemCache",
    "postgresql": "django_redis.cache.RedisCache",
}


@pytest.mark.both_engines
@pytest.mark.skipif(EXPECTED is None, reason="EXPECT_ENGINE is not set (make test sets it)")
@pytest.mark.django_db
def test_suite_runs_on_the_engine_it_names():
    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()" if EXPECTED == "sqlite" else "SHOW server_version")
        assert cursor.fetchone()[0]
    assert connection.vendor == EXPECTED


@pytest.mark.both_engines
@pytest.mark.skipif(EXPECTED is None, reason="EXPECT_ENGINE is not set (make test sets it)")
def test_suite_caches_where_it_says():
    cache = caches["default"]
    assert f"{type(cache).__module__}.{type(cache).__qualname__}" == CACHES[EXPECTED]
    cache.set("where", "there")
    assert cache.get("where") == "there"


def test_template_that_could_not_be_made_ends_the_run_with_what_was_said(monkeypatch, tmp_path):
    (tmp_path / engines.TEMPLATE_LOCK).touch()
    (tmp_path / engines.TEMPLATE_LOG).write_text("no such column")
    monkeypatch.setenv(engines.TEMPLATES, str(tmp_path))
    with pytest.raises(RuntimeError, match="no such column"):
        begin_with_template()
