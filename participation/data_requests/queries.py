"""Open requests about personal data, with their due dates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from deadlines.queries import office_hours, working_calendar
from participation.data_requests.actions import DueDays, due_days
from participation.enums.submissions import DataRequestKind
from participation.models import DataRequest


@dataclass(frozen=True, slots=True)
class DatedRequest:
    """An open request, with its last days."""

    request: DataRequest
    due: DueDays

    def is_late(self, *, on: date) -> bool:
        """Whether the first response, or the answer, should have been given before a day. On its last day it is not."""
        return self.due.answer < on or (self.request.responded_at is None and self.due.first_response < on)


def open_requests(portals: Iterable[Any]) -> list[DatedRequest]:
    """The open requests of portals, with their last days, what is due first at the head."""
    calendar = working_calendar()
    hours = {}
    dated = []
    for request in DataRequest.objects.for_portals(portals).open().select_related("portal"):
        day = timezone.localdate(request.received_at)
        if day not in hours:
            hours[day] = office_hours(on=day)
        due = due_days(DataRequestKind(request.kind), request.received_at, hours=hours[day], calendar=calendar)
        dated.append(DatedRequest(request, due))
    return sorted(dated, key=lambda item: (item.due.answer, item.request.pk))
