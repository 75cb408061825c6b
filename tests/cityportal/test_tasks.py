"""Wagtail's background work reaches Celery, after the commit and not before."""

import pytest
from wagtail.tasks import update_reference_index_task

from cityportal import tasks
from cityportal.celery import app
from tests.factories import CITY, make_article, make_portal

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(settings, monkeypatch):
    settings.TASKS = {"default": {"BACKEND": "cityportal.tasks.CeleryBackend"}}
    calls = []
    monkeypatch.setattr(tasks.run_task, "delay", lambda *arguments: calls.append(arguments))
    return calls


def test_task_of_wagtail_waits_for_the_commit(sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        update_reference_index_task.enqueue("home", "newsarticlepage", "7")
        assert sent == []
    for callback in callbacks:
        callback()
    assert sent == [("wagtail.tasks.update_reference_index_task", ["home", "newsarticlepage", "7"], {})]


def test_worker_runs_what_the_path_names():
    article = make_article(make_portal(CITY), published=False)
    tasks.run_task("wagtail.tasks.update_reference_index_task", ["home", "newsarticlepage", str(article.pk)], {})


def test_no_broker_of_its_own_is_warned_of_where_none_is_named(caplog):
    assert app.connection_for_write().info()["hostname"] == "localhost"
    assert caplog.records == []
