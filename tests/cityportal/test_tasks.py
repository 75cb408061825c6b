"""Wagtail's background work reaches Celery, after the commit and not before."""

import pytest
from wagtail.models import ReferenceIndex
from wagtail.tasks import update_reference_index_task

from cityportal import tasks
from cityportal.celery import app
from tests.factories import CITY, make_article, make_portal
from tests.fullest import make_image

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
    portal = make_portal(CITY)
    article = make_article(portal, published=False, image=make_image(portal))
    references = ReferenceIndex.get_references_for_object(article)
    assert references.exists()
    references.delete()
    tasks.run_task("wagtail.tasks.update_reference_index_task", ["home", "newsarticlepage", str(article.pk)], {})
    assert references.exists()


def test_without_a_named_broker_tasks_stay_in_the_process(caplog):
    """Celery by itself would take RabbitMQ on this machine."""
    assert app.connection_for_write().info()["transport"] == "memory"
    assert caplog.records == []
