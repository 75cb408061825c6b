"""Entries of Wagtail's logs, each with the object that it is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, PageLogEntry, Task


def with_subjects(log: Any, keys: Iterable[int]) -> Iterator[tuple[Any, Any]]:
    """Entries of one log and their subjects; None for what was deleted."""
    entries = log.objects.filter(pk__in=keys).select_related("user__wagtail_userprofile")
    if not issubclass(log, PageLogEntry):
        yield from _with_types(entries.with_instances())
        return
    read = list(entries)
    pages = _pages({entry.page_id for entry in read})
    yield from _with_types((entry, pages.get(entry.page_id)) for entry in read)


def _with_types(rows: Iterable[tuple[Any, Any]]) -> Iterator[tuple[Any, Any]]:
    for entry, subject in rows:
        if entry.content_type_id is not None:
            entry.content_type = ContentType.objects.get_for_id(entry.content_type_id)
        yield entry, subject


def _pages(keys: Iterable[int]) -> dict[int, Page]:
    """Pages of their own types by key, with their reviews and the tasks of these, which say who may edit."""
    pages = list(Page.objects.filter(pk__in=keys).specific(defer=True).prefetch_workflow_states())
    steps = [state.current_task_state for page in pages for state in page._current_workflow_states]
    steps = [step for step in steps if step is not None]
    tasks = Task.objects.filter(pk__in={step.task_id for step in steps}).specific() if steps else []
    by_key = {task.pk: task for task in tasks}
    for step in steps:
        step.task = by_key[step.task_id]
    return {page.pk: page for page in pages}
