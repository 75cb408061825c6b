"""Background work of this app. Wagtail and modelsearch enqueue through django-tasks: we hand it on to Celery."""

from __future__ import annotations

from typing import Any, Final

from celery import shared_task
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskResult, TaskResultStatus
from django_tasks.utils import get_random_id

from audit.on_commit import enqueue_on_commit, run_on_commit

# What nobody may read any more goes without a broker, too: a task that is lost would leave it at its address for good.
WITHOUT_BROKER: Final = frozenset({"wagtail.tasks.delete_file_from_storage_task"})


class CeleryBackend(BaseTaskBackend):
    """Sends a task to the Celery workers once the transaction it belongs to is committed. Keeps no results.

    Files are deleted by the process itself. A task that the broker does not take is lost, and logged. Used where a
    broker is configured; without one, django-tasks runs its work at once.
    """

    supports_priority = True

    def enqueue(self, task: Task, args: Any, kwargs: Any) -> TaskResult:
        self.validate_task(task)
        if task.module_path in WITHOUT_BROKER:
            # Of its arguments the file's name alone is logged: a storage may know a password.
            *storage, name = args
            run_on_commit(lambda name: task.call(*storage, name), name)
        else:
            enqueue_on_commit(run_task, task.module_path, list(args), dict(kwargs))
        return TaskResult(
            task=task,
            id=get_random_id(),
            status=TaskResultStatus.READY,
            enqueued_at=None,
            started_at=None,
            last_attempted_at=None,
            finished_at=None,
            args=list(args),
            kwargs=dict(kwargs),
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )


@shared_task(ignore_result=True)
def run_task(path: str, args: list[Any], kwargs: dict[str, Any]) -> None:
    """Run the task that a dotted path names."""
    import_string(path).call(*args, **kwargs)


@shared_task
def examine_installation(key: int) -> int:
    """Make an examination that an operator asked for. Returns how many things are wrong."""
    from cityportal.examinations import make_examination  # noqa: PLC0415 -- Wagtail loads this module before models

    return make_examination(key)


@shared_task
def examine_at_night() -> int:
    """Examine the installation without being asked. Returns how many things are wrong."""
    from cityportal.examinations import begin_nightly, make_examination  # noqa: PLC0415 -- see above

    return make_examination(begin_nightly(at=timezone.now()).pk)


@shared_task
def back_up() -> None:
    """Make the backup of the day, where targets are set."""
    if settings.BACKUP_TARGETS:
        call_command("backup")


@shared_task
def export_mirror() -> None:
    """Bring the mirror up to date, where one is wanted."""
    if settings.MIRROR_TARGET:
        call_command("export_mirror")


@shared_task
def drill_restore() -> None:
    """Prove that the newest backup can be restored, where this machine has a private key."""
    if settings.BACKUP_TARGETS and settings.BACKUP_KEY_FILE:
        call_command("drill_restore")


@shared_task
def check_conformance() -> None:
    """Check the conformance of every portal that is open."""
    call_command("check_conformance")
