"""Registration only: background work that a worker gives up."""

from typing import Any

from celery.signals import task_failure
from django.utils import timezone

from audit.enums import TaskLoss
from audit.failed_tasks import record_failed


@task_failure.connect(dispatch_uid="portals.record_failed_task")
def record_failed_task(sender: Any, exception: BaseException, args: Any, kwargs: Any, **unused: Any) -> None:
    """A worker gave a task up; one that is tried again is not told of here."""
    record_failed(sender.name, [*args, kwargs], loss=TaskLoss.FAILED, error=exception, at=timezone.now())
