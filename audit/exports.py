"""Record that rows leave the system."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import transaction
from django.db.models import Count, Model, QuerySet

from audit.errors import ReasonMissing
from audit.events import record_on_each
from audit.models import PortalEvent

if TYPE_CHECKING:
    from accounts.models import User


Row = TypeVar("Row", bound=Model)


@transaction.atomic
def record_export(
    kind: str,
    rows: QuerySet[Row],
    *,
    portal: Model | None,
    by: User,
    at: datetime,
    reason: str,
    **asked: Any,
) -> list[PortalEvent]:
    """Record that rows are taken away, by whom, why and how many: in the record of each portal whose rows are among
    them, with their number.

    Args:
        rows: of a model that carries the key of a portal.
        portal: in whose record the export stands even if none are its own; None: in that of the city, with all rows.

    Raises:
        ReasonMissing: no reason given.
    """
    if not reason.strip():
        raise ReasonMissing
    found: dict[int | None, int] = dict(rows.order_by().values_list("portal").annotate(Count("pk")))
    total = sum(found.values())
    counts = found | ({None: total} if portal is None else {portal.pk: found.get(portal.pk, 0)})
    data = {key: {"count": count, **asked} for key, count in counts.items()}
    return record_on_each(kind, data, at=at, by=by, reason=reason)
