"""Task lists of operators: portals that are not open."""

from __future__ import annotations

from django.urls import reverse

from members.access.permissions import can_operate
from notifications.task_lists import Entry, Worker, oldest_first, register_task_list
from provisioning.enums import PortalTaskList
from sites.directory import get_directory
from sites.enums import PortalState


def _portals_in(worker: Worker, state: PortalState) -> list[Entry]:
    """Portals of one state, for operators."""
    if not can_operate(worker.user, on=worker.today):
        return []
    return [
        Entry(
            title=record.name,
            url=reverse("portals_admin:detail", args=[record.id]),
            since=record.suspended_at,
            remark=record.suspended_reason,
        )
        for record in get_directory().records
        if record.state == state
    ]


register_task_list(
    PortalTaskList.PREPARING,
    order=160,
    rows=lambda worker: _portals_in(worker, PortalState.PREPARING),
    entries=lambda worker, rows: rows,
)
register_task_list(
    PortalTaskList.SUSPENDED,
    order=170,
    rows=lambda worker: oldest_first(_portals_in(worker, PortalState.SUSPENDED)),
    entries=lambda worker, rows: rows,
    is_dated=True,
)
