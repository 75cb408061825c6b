"""Content reports to be taken away as a table."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from audit.errors import ReasonMissing
from audit.events import record_on_each
from home.enums import ContentEventKind
from home.reports.content_report import ContentReport, Line

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def export_content_report(report: ContentReport, *, over_city: bool, by: User, at: datetime, reason: str) -> None:
    """Record with each portal of a report that it is taken away, by whom, why, and how many items it counts.

    Args:
        over_city: whether the export stands in the record of the city too, with all items.

    Raises:
        ReasonMissing: no reason given.
    """
    if not reason.strip():
        raise ReasonMissing
    counts: dict[int | None, int] = {record.id: line.items for record, line in report.by_portal()}
    if over_city:
        counts[None] = sum(counts.values())
    asked = {"since": report.period.first, "until": report.period.last}
    data = {key: {"count": count, "filter": asked} for key, count in counts.items()}
    record_on_each(ContentEventKind.CONTENT_REPORT_EXPORTED, data, at=at, by=by, reason=reason)


def table_of(report: ContentReport) -> Iterator[list[Any]]:
    """Rows of one table after the other, the names of the columns before each: items, writers, what else is counted."""
    yield [_("Period"), report.period.first.isoformat(), report.period.last.isoformat()]
    yield []
    yield [
        _("Portal"), pgettext("of information", "Category"), _("Items published"), _("Of them in other languages"),
        _("In time"), _("Late"), _("Working days late, on average"), _("Most working days late"),
        _("Without a time limit"), _("Overdue, not public yet"), _("Items withdrawn by the board"),
    ]  # fmt: skip
    for record, whole in report.by_portal():
        for name, line in report.by_category(record.id):
            yield [record.listed_name, name, *_cells(line)]
        yield [record.listed_name, pgettext("of a report", "Together"), *_cells(whole)]
    if report.writers:
        yield from ([], [_("Who wrote"), _("Items published")])
        yield from ([writer.name, writer.items] for writer in report.writers)
    for figures in report.parts:
        yield from ([], [figures.part.heading], [_("Portal"), *figures.part.columns])
        yield from ([record.listed_name, *figures.of(record.id)] for record in report.portals)


def _cells(line: Line) -> list[Any]:
    late = "" if line.average_days_late is None else round(line.average_days_late, 1)
    return [
        line.items, line.translated, line.in_time, line.late, late, line.most_days_late or "", line.without_limit,
        line.overdue, line.withdrawn,
    ]  # fmt: skip
