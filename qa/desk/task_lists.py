"""Task lists of questions: to sort, to answer, and to make public, the nearest last day first."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.urls import reverse

from notifications.task_lists import Entry, Worker, one_by_one, register_task_list
from qa.desk.inbox import Desk, by_last_day, day_to_keep, desk_of
from qa.enums import QuestionTaskList
from qa.models import Question

if TYPE_CHECKING:
    from qa.models.question_lists import QuestionQuerySet


def _rows(chosen: Callable[[Desk], QuestionQuerySet]) -> Callable[[Worker], QuestionQuerySet]:
    """Those that are chosen of the desk of a worker."""
    return lambda worker: by_last_day(chosen(desk_of(worker.user, on=worker.today))).defer(
        "text", "asked_back", "public_text"
    )


def _question(worker: Worker, row: Question) -> Entry:
    return Entry(
        title=f"{row.code}: {row.title}",
        url=reverse("questions_admin:question", args=[row.pk]),
        portal=worker.name_of_key(row.responsible_portal_id),
        since=row.received_at,
        until=day_to_keep(row, today=worker.today),
    )


register_task_list(QuestionTaskList.TO_SORT, order=30, rows=_rows(Desk.to_sort), entries=one_by_one(_question))
register_task_list(QuestionTaskList.TO_ANSWER, order=40, rows=_rows(Desk.to_answer), entries=one_by_one(_question))
register_task_list(QuestionTaskList.TO_PUBLISH, order=50, rows=_rows(Desk.to_publish), entries=one_by_one(_question))
