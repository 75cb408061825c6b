"""What follows a change once it is committed: it cannot fail the change any more, nor keep the rest from following."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from kombu.exceptions import OperationalError

from audit.enums import TaskLoss
from audit.failed_tasks import record_failed

logger = logging.getLogger(__name__)

# Seconds. A broker that let a process wait is left alone by it for a while: a request with ten tasks waits once.
PATIENCE: Final = 1
LEFT_ALONE: Final = 10


class _Broker:
    """What a process knows of its broker."""

    asked_again_at = 0.0


def run_on_commit(call: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
    """Call it once the transaction is committed, at once where there is none.

    What it raises, such as a broker of tasks that does not answer, is logged with what was to be done, kept for the
    operator, and lost.
    """

    # Django's own `robust` calls a partial an error of its own, and says nothing of the arguments.
    def start() -> None:
        try:
            call(*args, **kwargs)
        except Exception as error:
            logger.exception("Lost after the commit: %r with %r %r", call, args, kwargs)
            _keep(call, args, error)

    transaction.on_commit(start)


def _keep(call: Callable[..., Any], args: tuple[Any, ...], error: Exception) -> None:
    """Keep what was lost: a task, or what the process was to do by itself."""
    if call is _send:
        task, *args_of_task = args
        loss = TaskLoss.NOT_SENT if isinstance(error, OperationalError) else TaskLoss.FAILED
        record_failed(task.name, args_of_task, loss=loss, error=error, at=timezone.now())
    else:
        name = f"{call.__module__}.{getattr(call, '__qualname__', type(call).__qualname__)}"
        record_failed(name, args, loss=TaskLoss.FAILED, error=error, at=timezone.now())


def enqueue_on_commit(task: Any, *args: Any, seconds: int = 0) -> None:
    """Send a task to the workers once the transaction is committed, to be begun some seconds later. One that the broker
    does not take is lost. Without workers it runs at once.

    Args:
        task: a task, or its dotted path where its module imports the module of the caller.
    """
    run_on_commit(_send, import_string(task) if isinstance(task, str) else task, *args, seconds=seconds)


def _send(task: Any, *args: Any, seconds: int) -> None:
    begun = time.monotonic()
    if begun < _Broker.asked_again_at:
        raise OperationalError("The broker did not answer a moment ago.")
    try:
        if seconds:
            task.apply_async(args, countdown=seconds)
        else:
            task.delay(*args)
    except OperationalError:
        if time.monotonic() - begun > PATIENCE:
            _Broker.asked_again_at = time.monotonic() + LEFT_ALONE
        raise
