"""A broker that does not answer costs what its workers would do later, and nothing else."""

import contextlib
import logging
import os
import socket
import subprocess
import sys
from datetime import timedelta
from importlib import import_module
from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from celery import Celery
from celery.app.task import Task
from celery.worker.consumer import Consumer
from django.core.files.storage import FileSystemStorage
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_redis.cache import RedisCache
from kombu.exceptions import OperationalError
from wagtail.models import Page

from audit import on_commit as after_commit_module
from audit.on_commit import enqueue_on_commit, run_on_commit
from cityportal import cache_client
from editorial.enums import TakedownReason
from editorial.withdrawal.actions import take_down
from home.publication.pictures import make_files
from home.tasks import make_page_pictures
from tests.admin import browser
from tests.factories import make_article, make_head, make_member, publish
from tests.fullest import make_image

pytestmark = pytest.mark.django_db


@pytest.fixture
def no_broker(settings, monkeypatch):
    """Workers are configured, and nothing can be sent to them."""

    def refuse(*args, **kwargs):
        raise OperationalError

    settings.TASKS = {"default": {"BACKEND": "cityportal.tasks.CeleryBackend"}}
    monkeypatch.setattr(Task, "apply_async", refuse)


@pytest.mark.slow(reason="makes all files of a picture")
def test_files_of_pictures_are_gone_after_a_takedown(no_broker, district, django_capture_on_commit_callbacks):
    image = make_image(district)
    article = make_article(district, "Tin có ảnh", image=image)
    make_files([image])
    files = [Path(rendition.file.path) for rendition in image.renditions.all()]
    assert files and all(file.exists() for file in files)
    by = make_head(district)
    with django_capture_on_commit_callbacks(execute=True):
        take_down(article, by=by, at=timezone.now(), reason_class=TakedownReason.ERROR, reason="Sai.")
    assert not any(file.exists() for file in files)


@pytest.mark.slow(reason="makes all files of a picture")
def test_storage_that_fails_for_one_file_keeps_no_other(
    no_broker, district, monkeypatch, caplog, django_capture_on_commit_callbacks
):
    image = make_image(district)
    make_files([image])
    first, *others = [rendition.file for rendition in image.renditions.all()]
    delete = FileSystemStorage.delete

    def fail_for_the_first(storage, name):
        if name == first.name:
            raise OSError
        delete(storage, name)

    monkeypatch.setattr(FileSystemStorage, "delete", fail_for_the_first)
    with django_capture_on_commit_callbacks(execute=True):
        image.renditions.all().delete()
    assert others
    assert not any(file.storage.exists(file.name) for file in others)
    assert first.name in caplog.text


@pytest.mark.both_engines
def test_publication_is_done_and_the_log_says_what_is_lost(
    no_broker, district, caplog, django_capture_on_commit_callbacks
):
    article = make_article(district, "Tin mới", published=False)
    with django_capture_on_commit_callbacks(execute=True):
        publish(article, by=make_head(district), author=article.owner)
    assert Page.objects.get(pk=article.pk).live
    lost = [record.getMessage() for record in caplog.records if record.name == "audit.on_commit"]
    for task in ("home.tasks.make_page_pictures", "search.tasks.index_pages", "update_reference_index_task"):
        assert any(task in line and str(article.pk) in line for line in lost), task


def test_pages_after_the_first_are_published_in_time(no_broker, district, monkeypatch):
    # As where no transaction is open: what follows a publication is called while the command goes on.
    monkeypatch.setattr(transaction, "on_commit", lambda call, **kwargs: call())
    later = timezone.now() + timedelta(days=1)
    pages = [make_article(district, f"Tin {number}", published=False, go_live_at=later) for number in range(2)]
    for page in pages:
        publish(page, by=make_head(district), author=page.owner)
    waiting = Page.objects.filter(pk__in=[page.pk for page in pages])
    assert not waiting.live().exists()
    monkeypatch.setattr(timezone, "now", lambda: later + timedelta(minutes=1))
    call_command("publish_scheduled", stdout=StringIO())
    assert waiting.live().count() == 2


def test_picture_is_deleted_with_its_file_and_the_screen_answers_as_ever(
    no_broker, district, django_capture_on_commit_callbacks
):
    image = make_image(district, "Ảnh rời")
    client = browser(make_member(district))
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse("wagtailimages:delete", args=[image.pk]))
    assert answer.status_code == 302
    assert not image.file.storage.exists(image.file.name)


def test_asking_for_a_password_answers_as_ever_and_names_nobody_in_the_log(no_broker, district, settings, caplog):
    member = make_member(district)
    address = reverse("wagtailadmin_password_reset")
    answer = Client(headers={"host": settings.ADMIN_HOST}).post(address, {"email": member.email})
    assert answer.status_code == 302
    assert "send_password_reset" in caplog.text
    assert member.email not in caplog.text


@pytest.mark.both_engines
def test_what_fails_after_a_commit_keeps_nothing_from_following(caplog, django_capture_on_commit_callbacks):
    done = []

    def fail(number):
        raise ValueError

    with django_capture_on_commit_callbacks(execute=True):
        run_on_commit(fail, 7)
        run_on_commit(done.append, 8)
    assert done == [8]
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    assert "fail" in caplog.text
    assert "(7,)" in caplog.text


def test_broker_that_lets_a_process_wait_is_asked_once(monkeypatch, django_capture_on_commit_callbacks):
    asked, clock = [], [1000.0]

    def wait(task, args):
        asked.append(args)
        clock[0] += 1.5
        raise OperationalError

    monkeypatch.setattr(Task, "apply_async", lambda task, args, kwargs: wait(task, args))
    monkeypatch.setattr(after_commit_module, "time", SimpleNamespace(monotonic=lambda: clock[0]))
    # How long the broker is left alone is kept for the process: no public function forgets it.
    monkeypatch.setattr(after_commit_module._Broker, "asked_again_at", 0.0)
    with django_capture_on_commit_callbacks(execute=True):
        for number in range(3):
            enqueue_on_commit(make_page_pictures, number)
    assert asked == [(0,)]
    clock[0] += after_commit_module.LEFT_ALONE
    with django_capture_on_commit_callbacks(execute=True):
        enqueue_on_commit(make_page_pictures, 3)
    assert asked == [(0,), (3,)]


@pytest.fixture
def hung_port():
    """Where somebody takes every call and never answers. Yields what listens there."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(16)
        listening.setblocking(False)
        yield listening


def calls_taken(listening: socket.socket) -> int:
    """How many connections were begun since the last time."""
    count = 0
    with contextlib.suppress(BlockingIOError):
        while True:
            listening.accept()[0].close()
            count += 1
    return count


@pytest.mark.both_engines
def test_cache_that_hangs_lets_a_request_wait_once_and_is_asked_again_later(hung_port, monkeypatch):
    monkeypatch.setattr(cache_client.ImpatientRedis, "asked_again_at", 0.0)
    options = {
        "IGNORE_EXCEPTIONS": True,
        "SOCKET_TIMEOUT": 0.5,
        "REDIS_CLIENT_CLASS": "cityportal.cache_client.ImpatientRedis",
    }
    monkeypatch.setattr(cache_client, "LEFT_ALONE", 3600)
    hung = RedisCache(f"redis://127.0.0.1:{hung_port.getsockname()[1]}/1", {"OPTIONS": options})
    for number in range(30):
        hung.set("name", number)
        assert hung.get("name", "nothing") == "nothing"
        hung.set_many({"name": number})
    assert calls_taken(hung_port) == 1
    monkeypatch.setattr(cache_client.ImpatientRedis, "asked_again_at", 0.0)
    hung.get("name")
    assert calls_taken(hung_port) == 1


@pytest.mark.both_engines
def test_cache_of_redis_is_the_one_that_does_not_wait_twice():
    made = subprocess.run(
        [sys.executable, "-c", "from cityportal.settings.services import CACHES; print(CACHES['default']['OPTIONS'])"],
        env=os.environ | {"CACHE_URL": "redis://127.0.0.1:1/1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "cityportal.cache_client.ImpatientRedis" in made.stdout


def test_worker_that_loses_its_broker_leaves_what_it_holds_there_and_goes_on(settings, monkeypatch):
    module, _colon, name = settings.CELERY_WORKER_CONSUMER.partition(":")
    consumer = getattr(import_module(module), name)
    asked = []
    monkeypatch.setattr(Consumer, "on_connection_error_after_connected", lambda self, exc: asked.append(exc))
    channel = SimpleNamespace(do_restore=True)
    losing = consumer.__new__(consumer)
    losing.connection = SimpleNamespace(transport=SimpleNamespace(channels=[channel]))
    error = OSError()
    losing.on_connection_error_after_connected(error)
    assert (channel.do_restore, asked) == (False, [error])


def test_closed_port_is_given_up_at_once(monkeypatch):
    waits = []
    for where in ("kombu.utils.functional.sleep", "redis.retry.sleep"):
        monkeypatch.setattr(where, waits.append)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    app = Celery("waiting", set_as_current=False)
    app.config_from_object("django.conf:settings", namespace="CELERY")
    app.conf.update(task_always_eager=False, broker_url=f"redis://127.0.0.1:{port}/0")
    with pytest.raises(OperationalError):
        app.send_task("tests.waiting")
    assert sum(waits) < 1
