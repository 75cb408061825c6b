"""The task list of contributions: those that wait for the board, and those whose draft has to be ended."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from notifications.task_lists import Entry, Worker, one_by_one, register_task_list
from participation.consultation.permissions import archived_portals, handling_portals
from participation.enums import ContributionState, ContributionTaskList
from participation.models import Contribution


def _to_decide(worker: Worker) -> list[Any]:
    portals = handling_portals(worker.user, on=worker.today) - archived_portals()
    if not portals:
        return []
    rows = Contribution.objects.for_portals(portals)
    due = rows.waiting() | rows.without_page() | rows.with_draft_left()
    read = due.only("code", "title", "state", "page_id", "portal_id", "received_at")
    return list(read.order_by("received_at", "pk"))


def _entry(worker: Worker, row: Contribution) -> Entry:
    title = row.title or row.written_code
    if row.state == ContributionState.WITHDRAWN:
        title = _("%(code)s was taken back: delete the draft and its pictures") % {"code": row.written_code}
    elif row.state == ContributionState.ACCEPTED:
        title = _("%(title)s: its draft was deleted, decline it") % {"title": title}
    return Entry(
        title=title,
        url=reverse("contributions:contribution", args=[row.pk]),
        portal=worker.name_of_key(row.portal_id),
        since=row.received_at,
    )


register_task_list(ContributionTaskList.TO_DECIDE, order=58, rows=_to_decide, entries=one_by_one(_entry))
