"""Task lists of comments on drafts: one entry for each draft, not for each comment. Both lists are one statement."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Min, Q
from django.urls import reverse

from information.enums import DraftState
from members.access.permissions import reviewed_portals
from notifications.task_lists import Entry, Worker, one_by_one, register_task_list
from participation.enums.comments import CommentTaskList
from participation.enums.submissions import READABLE_STATES, ModerationState
from participation.models import Comment
from participation.permissions import archived_portals, handling_portals

_TO_MODERATE = Q(state=ModerationState.RECEIVED)
_TO_ANSWER = Q(state__in=READABLE_STATES)


def _drafts(worker: Worker) -> list[Any]:
    """Drafts of the own portals with comments that wait, and how many wait for what since when."""
    portals = handling_portals(worker.user, on=worker.today) - archived_portals()
    if not portals:
        return []
    rows = (
        Comment.objects.for_portals(portals)
        .unanswered()
        .filter(page__live=True)
        .exclude(page__state=DraftState.ABANDONED)
        .order_by()
        .values("page", "page__title", "portal")
    )
    return list(
        rows.annotate(
            to_moderate=Count("pk", filter=_TO_MODERATE),
            moderate_since=Min("received_at", filter=_TO_MODERATE),
            to_answer=Count("pk", filter=_TO_ANSWER),
            answer_since=Min("received_at", filter=_TO_ANSWER),
        )
    )


def _to_moderate(worker: Worker) -> list[Any]:
    own = reviewed_portals(worker.user, on=worker.today)
    found = [row for row in worker.read_once("comments", _drafts) if row["to_moderate"] and row["portal"] in own]
    return sorted(found, key=lambda row: row["moderate_since"])


def _to_answer(worker: Worker) -> list[Any]:
    found = [row for row in worker.read_once("comments", _drafts) if row["to_answer"]]
    return sorted(found, key=lambda row: row["answer_since"])


def _draft(worker: Worker, row: Any, *, of: str) -> Entry:
    return Entry(
        title=row["page__title"],
        url=reverse("comments:draft", args=[row["page"]]),
        portal=worker.name_of_key(row["portal"]),
        since=row[f"{of}_since"],
        count=row[f"to_{of}"],
    )


register_task_list(
    CommentTaskList.TO_MODERATE,
    order=55,
    rows=_to_moderate,
    entries=one_by_one(lambda worker, row: _draft(worker, row, of="moderate")),
)
register_task_list(
    CommentTaskList.TO_ANSWER,
    order=56,
    rows=_to_answer,
    entries=one_by_one(lambda worker, row: _draft(worker, row, of="answer")),
)
