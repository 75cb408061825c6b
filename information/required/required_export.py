"""Checklists to be taken away as a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from audit.errors import ReasonMissing
from audit.events import record_on_each
from information.enums import InformationEventKind
from information.required.queries import Checklist, checklists
from sites.directory import PortalRecord

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def export_required(
    portals: Sequence[PortalRecord],
    *,
    over_city: bool,
    by: User,
    at: datetime,
    on: date,
    reason: str,
    asked: Mapping[str, str],
) -> list[Checklist]:
    """Checklists of some portals; that they are taken away, by whom and why is recorded with each of them.

    A bounded number of queries, whatever that of portals.

    Args:
        over_city: whether the export stands in the record of the city too, with all rows.
        asked: by which filters the portals were chosen.

    Raises:
        ReasonMissing: no reason given.
    """
    if not reason.strip():
        raise ReasonMissing
    found = checklists(portals, on=on)
    counts: dict[int | None, int] = {one.portal.id: len(one.findings) for one in found}
    if over_city:
        counts[None] = sum(counts.values())
    data = {key: {"count": count, "filter": dict(asked)} for key, count in counts.items()}
    record_on_each(InformationEventKind.REQUIRED_EXPORTED, data, at=at, by=by, reason=reason)
    return found


def table_of(found: Sequence[Checklist], *, kinds: Mapping[str, str]) -> Iterator[list[Any]]:
    """Rows of a table, the names of the columns first.

    Args:
        kinds: names of the kinds of portals, by their codes.
    """
    yield [
        _("Portal"), _("Kind of portal"), _("Score (%)"), pgettext("required information", "What is required"),
        _("State"), _("Plain pages only"), pgettext("required information", "Newest"), _("Renewed within (days)"),
        _("Legal basis"),
    ]  # fmt: skip
    for one in found:
        score = "" if one.score is None else round(one.score * 100)
        for finding in one.findings:
            yield [
                one.portal.name,
                kinds.get(one.portal.kind, one.portal.kind),
                score,
                finding.requirement.name,
                finding.state.label,
                _("yes") if finding.is_plain else "",
                finding.newest.isoformat() if finding.newest else "",
                finding.requirement.days or "",
                finding.requirement.source,
            ]
