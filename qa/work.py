"""What of questions stands in "My work": to sort, to answer, and to make public, the nearest last day first."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone

from qa.inbox import by_last_day, day_to_keep, desk_of
from qa.models import Question
from sites.my_work import Entry, WorkKind
from sites.work_entries import Worker, register_work_entry
from sites.work_queries import register_work_rows

if TYPE_CHECKING:
    from qa.models.question_lists import QuestionQuerySet


def _to_sort(worker: Worker) -> Any:
    desk = desk_of(worker.user, on=worker.today)
    return _listed(desk.to_sort()) if desk.boards else []


def _to_answer(worker: Worker) -> Any:
    desk = desk_of(worker.user, on=worker.today)
    return _listed(desk.to_answer()) if desk.units else []


def _to_publish(worker: Worker) -> Any:
    desk = desk_of(worker.user, on=worker.today)
    return _listed(desk.to_publish()) if desk.boards else []


def _listed(rows: QuestionQuerySet) -> QuestionQuerySet:
    return by_last_day(rows).defer("text", "asked_back", "public_text")


def _entry(row: Question, name_of: Callable[[int], str]) -> Entry:
    return Entry(
        title=f"{row.code}: {row.title}",
        url=reverse("questions_admin:question", args=[row.pk]),
        portal=name_of(row.responsible_portal_id),
        since=row.received_at,
        until=day_to_keep(row, today=timezone.localdate()),
    )


register_work_entry(Question, _entry)
register_work_rows(WorkKind.QUESTIONS_TO_SORT, _to_sort)
register_work_rows(WorkKind.QUESTIONS_TO_ANSWER, _to_answer)
register_work_rows(WorkKind.QUESTIONS_TO_PUBLISH, _to_publish)
