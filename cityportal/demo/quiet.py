"""Loading hundreds of pages without what is meant for one at a time: mails, and indexes kept in step at each save."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.models.signals import post_save
from django.dispatch import Signal
from wagtail.admin import signal_handlers as mail
from wagtail.models import TaskState, WorkflowState
from wagtail.search import index
from wagtail.search import signal_handlers as search
from wagtail.signal_handlers import (
    connect_reference_index_signal_handlers,
    disconnect_reference_index_signal_handlers,
)
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted

_MAILS: list[tuple[Signal, type, str]] = [
    (task_submitted, TaskState, "group_approval_task_submitted_email_notification"),
    (workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification"),
    (workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification"),
    (workflow_approved, WorkflowState, "workflow_state_approved_email_notification"),
]


@contextmanager
def quiet() -> Iterator[None]:
    """Send no mail, leave the index of references and Wagtail's search index alone.

    The caller brings the indexes up to date afterwards.
    """
    for signal, sender, uid in _MAILS:
        signal.disconnect(sender=sender, dispatch_uid=uid)
    for model in index.get_indexed_models():
        post_save.disconnect(search.post_save_signal_handler, sender=model)
    # Wagtail's context manager for the same would end with the first one inside it, and `insert_page` has one.
    disconnect_reference_index_signal_handlers()
    try:
        yield
    finally:
        connect_reference_index_signal_handlers()
        mail.register_signal_handlers()
        search.register_signal_handlers()
