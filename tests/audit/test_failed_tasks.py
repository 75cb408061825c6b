"""Background work that is lost is kept for the operator: its name and numbers, and no word of what it was about."""

from datetime import timedelta

import pytest
from celery import Celery
from celery.app.task import Task
from django.db import Error, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.tasks import send_password_reset
from audit import on_commit as after_commit_module
from audit.enums import TaskLoss
from audit.failed_tasks import KEPT_FOR, MANY, RECENT, record_failed
from audit.models import FailedTask
from audit.on_commit import enqueue_on_commit, run_on_commit
from cityportal.doctor.services import check_failed_tasks
from cityportal.task_portals import PORTALS
from cityportal.tasks import run_task
from home.tasks import make_page_pictures
from members.enums import Role
from tests.admin import browser, is_refused, url
from tests.factories import make_article, make_head, make_member, make_operator, make_supervisor

pytestmark = pytest.mark.django_db
ADDRESS = "nguyen.van.a@example.test"


def lost(*, days=0, task="home.tasks.make_page_pictures", given=(7,), at=None):
    at = at or timezone.now() - timedelta(days=days)
    record_failed(task, given, loss=TaskLoss.FAILED, error=ValueError(ADDRESS), at=at)


def stored():
    return list(FailedTask.objects.order_by("pk").values_list("task", "portal", "numbers", "loss", "error"))


@pytest.fixture
def no_broker(monkeypatch):
    def refuse(*args, **kwargs):
        raise after_commit_module.OperationalError(ADDRESS)

    monkeypatch.setattr(Task, "apply_async", refuse)
    # How long the broker is left alone is kept for the process: no public function forgets it.
    monkeypatch.setattr(after_commit_module._Broker, "asked_again_at", 0.0)


def test_what_the_queue_does_not_take_is_kept_with_its_portal(no_broker, district, django_capture_on_commit_callbacks):
    article = make_article(district, published=False)
    FailedTask.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        enqueue_on_commit(make_page_pictures, article.pk)
        enqueue_on_commit(send_password_reset, ADDRESS)
        enqueue_on_commit(run_task, "wagtail.tasks.update_reference_index_task", ["home", 9], {})
    assert stored() == [
        ("home.tasks.make_page_pictures", district.pk, [article.pk], "not_sent", "OperationalError"),
        ("accounts.tasks.send_password_reset", None, [], "not_sent", "OperationalError"),
        ("wagtail.tasks.update_reference_index_task", None, [9], "not_sent", "OperationalError"),
    ]


def test_what_a_process_was_to_do_itself_is_kept_too(django_capture_on_commit_callbacks):
    def fail(number, words):
        raise ValueError(words)

    with django_capture_on_commit_callbacks(execute=True):
        run_on_commit(fail, 7, ADDRESS)
    [(task, *others)] = stored()
    assert task.endswith("fail")
    assert others == [None, [7], "failed", "ValueError"]


def test_database_that_keeps_nothing_keeps_nothing_from_following(monkeypatch, caplog):
    def refuse(**values):
        raise Error

    monkeypatch.setattr(FailedTask.objects, "create", refuse)
    lost()
    assert "home.tasks.make_page_pictures" in caplog.text


def test_what_a_worker_gives_up_is_kept_and_what_it_tries_again_is_not():
    app = Celery("working", set_as_current=False)
    app.conf.update(task_always_eager=True, task_eager_propagates=False)

    @app.task(name="tests.fails")
    def fails(number, words, at):
        raise ValueError(words)

    @app.task(name="tests.retries", bind=True, max_retries=3, retry_backoff=False)
    def retries(task, number):
        if task.request.retries < 2:
            raise task.retry(countdown=0)

    fails.delay(3, ADDRESS, at={"row": 4, "is_new": True})
    retries.delay(5)
    assert stored() == [("tests.fails", None, [3, 4], "failed", "ValueError")]


def test_old_ones_are_forgotten_and_of_many_rows_the_first_are_kept():
    lost(at=timezone.now() - KEPT_FOR - timedelta(days=1))
    lost(given=[list(range(1000))])
    [kept] = FailedTask.objects.all()
    assert kept.numbers == list(range(MANY))


def test_every_task_whose_portal_is_asked_for_is_one():
    from cityportal.celery import app  # noqa: PLC0415 -- settings first

    app.loader.import_default_modules()
    assert set(PORTALS) <= set(app.tasks)


def test_portal_of_a_row_that_is_gone_is_none():
    for task in PORTALS:
        lost(task=task, given=[999_999])
    assert set(FailedTask.objects.values_list("portal", flat=True)) == {None}


def test_doctor_tells_of_recent_ones_by_name():
    lost(days=RECENT.days + 1)
    assert list(check_failed_tasks()) == []
    lost()
    lost(task="notifications.tasks.send_digests")
    [finding] = check_failed_tasks()
    assert finding.code == "failed_tasks"
    assert "home.tasks.make_page_pictures, notifications.tasks.send_digests" in finding.problem


def test_operator_reads_the_list_and_nobody_else(city, district):
    lost(given=[make_article(district, published=False).pk])
    page = browser(make_operator()).get(url("failed_tasks")).content.decode()
    assert "home.tasks.make_page_pictures" in page
    assert "Quận 1" in page
    assert ADDRESS not in page
    for user in (make_member(district, Role.PORTAL_ADMIN), make_head(district), make_supervisor()):
        for name in ("failed_tasks", "failed_tasks_results"):
            assert is_refused(browser(user).get(url(name)))


def test_list_costs_the_same_with_many(district):
    client = browser(make_operator())
    client.get(url("failed_tasks"))
    lost()

    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url("failed_tasks")).status_code == 200
        return len(asked)

    before = queries()
    rows = [FailedTask(task="x", portal=district, at=timezone.now(), loss=TaskLoss.FAILED) for _number in range(40)]
    FailedTask.objects.bulk_create(rows)
    assert queries() <= before < 25
