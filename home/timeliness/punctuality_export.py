"""Export of the figures of punctuality as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from audit.errors import ReasonMissing
from audit.events import record_on_each
from home.enums import ContentEventKind

if TYPE_CHECKING:
    from accounts.models import User
    from home.timeliness.punctuality import Punctuality


@transaction.atomic
def export_punctuality(
    figures: Mapping[str, Any], *, by: User, at: datetime, reason: str, asked: Mapping[str, str]
) -> None:
    """Record that the figures are taken away, by whom and why: with each portal that a row names, with how many of them
    do, and with the city.

    Args:
        figures: as the screen shows them (`home.views.punctuality`).
        asked: by which filters they were chosen.

    Raises:
        ReasonMissing: no reason given.
    """
    if not reason.strip():
        raise ReasonMissing
    tables = [
        figures["portals"],
        figures["quiet"],
        figures["english"],
        *(one["rows"] for one in figures["further_counts"]),
    ]
    named = Counter(row["portal"] for table in tables for row in table)
    counts: dict[int | None, int] = {**named, None: named.total() + len(figures["categories"])}
    data = {key: {"count": count, "filter": dict(asked)} for key, count in counts.items()}
    record_on_each(ContentEventKind.PUNCTUALITY_EXPORTED, data, at=at, by=by, reason=reason)


def table_of(figures: Mapping[str, Any]) -> Iterator[list[Any]]:
    """Rows of one table after the other, the names of the columns before each."""
    columns = [
        _("In time"), _("Late"), _("Working days late, on average"), _("Most working days late"), _("Overdue"),
        _("Due soon"), _("To look at again"), _("Share in time"),
    ]  # fmt: skip
    yield [_("Portal"), *columns]
    yield from ([row["name"], *_cells(row["row"])] for row in figures["portals"])
    yield [pgettext("of a report", "Together"), *_cells(figures["total"])]
    yield from ([], [pgettext("of information", "Category"), *columns])
    yield from ([str(row["name"]), *_cells(row["row"])] for row in figures["categories"])
    for further in figures["further_counts"]:
        yield from _table([_("Portal"), further["label"]], further["rows"], "count")
    signed_in = [_("Portal"), _("Last sign-in of the staff"), _("Last sign-in of the editorial board")]
    yield from _table(signed_in, figures["quiet"], "staff", "board")
    english = [_("Portal"), _("Behind their Vietnamese page"), _("Chosen for English, no English version yet")]
    yield from _table(english, figures["english"], "behind", "missing")


def _table(columns: list[Any], rows: Sequence[Mapping[str, Any]], *names: str) -> Iterator[list[Any]]:
    yield from ([], columns)
    yield from ([row["name"], *("" if row[name] is None else row[name] for name in names)] for row in rows)


def _cells(row: Punctuality) -> list[Any]:
    late, share = row.average_days_late, row.share_in_time
    return [
        row.in_time, row.late, "" if late is None else round(late, 1), row.most_days_late or "", row.overdue,
        row.due_soon, row.stale, "" if share is None else round(share, 3),
    ]  # fmt: skip
