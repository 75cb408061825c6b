"""The Celery application: eager without a broker, workers with CELERY_BROKER_URL."""

import logging
import os
import time
from typing import Any, Final

from celery import Celery, Task
from celery.signals import before_task_publish
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cityportal.settings.production")

logger = logging.getLogger(__name__)
# Seconds after which a worker looks again whether the installation is still read-only.
WAIT: Final = 60
# A header of each message.
SENT_AT: Final = "sent_at"
# What was withdrawn before the mode began goes from nginx all the same.
GOES_ON: Final = frozenset({"page_cache.tasks.tell_page_cache"})


class ReadOnlyAwareTask(Task):
    """Background work that rests in read-only mode: a task of the schedule ends, any other waits in the queue."""

    abstract = True

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if not settings.READ_ONLY or self.name in GOES_ON:
            # `Task.__call__` makes a request of its own, in the place of what the worker told of this one.
            return super().__call__(*args, **kwargs) if self.request.called_directly else self.run(*args, **kwargs)
        logger.warning("Read-only: %s does not run.", self.name)
        is_scheduled = any(entry["task"] == self.name for entry in settings.CELERY_BEAT_SCHEDULE.values())
        if not (is_scheduled or self.request.called_directly or self.request.is_eager):
            # No retry: the task may have few of these, which it needs later.
            self.apply_async(args, kwargs, countdown=WAIT)
        return None


@before_task_publish.connect(dispatch_uid="cityportal.celery.note_time_of_sending")
def note_time_of_sending(headers: dict[str, Any], **_kwargs: Any) -> None:
    """Say in a message since when it waits, in seconds since 1970: monitoring reads it (`cityportal.monitoring`)."""
    headers[SENT_AT] = time.time()


app = Celery("cityportal", task_cls=ReadOnlyAwareTask)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
