"""The one way an event is written."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sites.enums import PortalEventKind
from sites.models import Portal, PortalEvent

if TYPE_CHECKING:
    from accounts.models import User


def record_event(
    kind: PortalEventKind, *, portal: Portal | None, at: datetime, by: User | None, reason: str = "", **data: Any
) -> PortalEvent:
    """Append an event. `data` must be JSON: names and keys, not objects. One query."""
    return PortalEvent.objects.create(kind=kind, portal=portal, at=at, actor=by, reason=reason, data=data)
