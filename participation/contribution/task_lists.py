"""The task list of contributions: those that wait for the board or an editor, those whose draft has to be deleted,
and, for the board alone, those that it declines as their draft was deleted."""

from __future__ import annotations

from typing import Any

from django.db.models import Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from members.access.permissions import reviewed_portals
from notifications.task_lists import Entry, Worker, one_by_one, register_task_list
from participation.enums.contributions import ENDED_CONTRIBUTIONS, ContributionState, ContributionTaskList
from participation.models import Contribution
from participation.models.contribution import drafts_left
from participation.permissions import archived_portals, handling_portals


def _to_decide(worker: Worker) -> list[Any]:
    portals = handling_portals(worker.user, on=worker.today) - archived_portals()
    if not portals:
        return []
    rows = Contribution.objects.for_portals(portals)
    decided = portals & reviewed_portals(worker.user, on=worker.today)
    due = rows.waiting() | rows.without_page().for_portals(decided) | rows.with_draft_left()
    read = due.only("code", "title", "state", "page_id", "portal_id", "received_at")
    draft = Subquery(drafts_left().order_by("pk").values("pk")[:1])
    return list(read.annotate(draft_left=draft).order_by("received_at", "pk"))


def _entry(worker: Worker, row: Any) -> Entry:
    title = row.title or row.written_code
    url = reverse("contributions:contribution", args=[row.pk])
    if row.state in ENDED_CONTRIBUTIONS:
        url = reverse("wagtailadmin_pages:edit", args=[row.draft_left])
    if row.state == ContributionState.WITHDRAWN:
        title = _("%(code)s was taken back: delete the draft") % {"code": row.written_code}
    elif row.state == ContributionState.DECLINED:
        title = _("%(title)s was declined: delete the draft") % {"title": title}
    elif row.state == ContributionState.ACCEPTED:
        title = _("%(title)s: its draft was deleted, decline it") % {"title": title}
    return Entry(
        title=title,
        url=url,
        portal=worker.name_of_key(row.portal_id),
        since=row.received_at,
    )


register_task_list(ContributionTaskList.TO_DECIDE, order=58, rows=_to_decide, entries=one_by_one(_entry))
