"""The task list of live questions: one entry for each event with questions that wait for the board."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Min
from django.urls import reverse

from members.access.permissions import reviewed_portals
from notifications.task_lists import Entry, Worker, one_by_one, register_task_list
from participation.enums.live_questions import LiveTaskList
from participation.models import LiveQuestion
from participation.permissions import archived_portals


def _to_moderate(worker: Worker) -> list[Any]:
    portals = reviewed_portals(worker.user, on=worker.today) - archived_portals()
    if not portals:
        return []
    rows = LiveQuestion.objects.for_portals(portals).waiting().order_by().values("page", "page__title", "portal")
    return list(rows.annotate(count=Count("pk"), since=Min("received_at")).order_by("since"))


def _entry(worker: Worker, row: Any) -> Entry:
    return Entry(
        title=row["page__title"],
        url=reverse("live_questions_desk:event", args=[row["page"]]),
        portal=worker.name_of_key(row["portal"]),
        since=row["since"],
        count=row["count"],
    )


register_task_list(LiveTaskList.TO_MODERATE, order=57, rows=_to_moderate, entries=one_by_one(_entry))
