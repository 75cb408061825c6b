"""Task lists of comments on drafts: one entry for each draft, not for each comment."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Count, Min, Q
from django.urls import reverse

from information.models import DraftPage
from members.access.permissions import reviewed_portals
from notifications.task_lists import Entry, Worker, one_by_one, register_task_list
from participation.consultation.permissions import handling_portals
from participation.enums import READABLE_COMMENTS, CommentResponse, CommentState, CommentTaskList

TO_MODERATE = Q(consultation_comments__state=CommentState.RECEIVED)
TO_ANSWER = Q(consultation_comments__state__in=READABLE_COMMENTS, consultation_comments__response=CommentResponse.NONE)


def _rows(waiting: Q, portals: Callable[..., Any]) -> Callable[[Worker], list[Any]]:
    """Drafts of some portals with comments that wait."""

    def rows(worker: Worker) -> list[Any]:
        own = portals(worker.user, on=worker.today)
        found = DraftPage.objects.filter(waiting, consultation_comments__portal__in=own)
        # One row for each draft: the comments are counted within it.
        counted = found.values("pk").annotate(
            waiting=Count("consultation_comments"), since=Min("consultation_comments__received_at")
        )
        names = ("pk", "title", "waiting", "since", "consultation_comments__portal")
        return list(counted.values(*names).order_by("since"))

    return rows


def _draft(worker: Worker, row: Any) -> Entry:
    return Entry(
        title=row["title"],
        url=reverse("comments:draft", args=[row["pk"]]),
        portal=worker.name_of_key(row["consultation_comments__portal"]),
        since=row["since"],
        count=row["waiting"],
    )


register_task_list(
    CommentTaskList.TO_MODERATE, order=55, rows=_rows(TO_MODERATE, reviewed_portals), entries=one_by_one(_draft)
)
register_task_list(
    CommentTaskList.TO_ANSWER, order=56, rows=_rows(TO_ANSWER, handling_portals), entries=one_by_one(_draft)
)
