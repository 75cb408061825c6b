"""Reads that Wagtail's screens make row by row, made for all rows of a screen at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from copy import copy
from datetime import datetime
from typing import Final

from django.utils.translation import gettext
from wagtail.models import Task, TaskState, WorkflowState, WorkflowTask

# Of Wagtail, which translates it.
NOT_STARTED: Final = "Not started"


def tasks_with_status(reviews: Sequence[WorkflowState]) -> dict[int, list[Task]]:
    """What `WorkflowState.all_tasks_with_status` says of each of several reviews, by their keys."""
    found = _statuses(reviews)
    labels = dict(TaskState.STATUS_CHOICES)
    tasks: dict[int, list[Task]] = defaultdict(list)
    workflows = {review.workflow_id for review in reviews}
    for row in WorkflowTask.objects.filter(workflow__in=workflows).select_related("task").order_by("sort_order"):
        tasks[row.workflow_id].append(row.task)
    of_each: dict[int, list[Task]] = {}
    for review in reviews:
        of_each[review.pk] = [copy(task) for task in tasks[review.workflow_id]]
        for task in of_each[review.pk]:
            task.status = found.get((review.pk, task.pk))
            task.status_display = labels.get(task.status) or gettext(NOT_STARTED)
    return of_each


def _statuses(reviews: Sequence[WorkflowState]) -> dict[tuple[int, int], str]:
    """The last status of each task of each review. A new version is reviewed again: what was said of former ones does
    not count (`WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT`)."""
    states = TaskState.objects.filter(workflow_state__in=reviews).select_related("revision").defer("revision__content")
    by_version: dict[int, dict[tuple[datetime, int], dict[int, str]]] = defaultdict(lambda: defaultdict(dict))
    for state in states.order_by("started_at", "pk"):
        version = state.revision.created_at, state.revision.pk
        by_version[state.workflow_state_id][version][state.task_id] = state.status
    return {
        (review, task): status
        for review, versions in by_version.items()
        for task, status in versions[max(versions)].items()
    }
