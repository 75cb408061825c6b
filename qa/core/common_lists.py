"""Lists that are common to all portals and the operator's: topics of questions, competent bodies.

No row is deleted: questions have it. One that is not in use any more is not offered. Each change writes an event of the
city.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.utils import timezone

from audit.events import record_event
from members.access.permissions import can_operate
from qa.models import CompetentBody, QuestionTopic
from sites.errors import TargetGone

if TYPE_CHECKING:
    from accounts.models import User
    from audit.errors import PortalRefusal
    from qa.enums import QuestionEventKind

Row = TypeVar("Row", QuestionTopic, CompetentBody)


@dataclass(frozen=True, kw_only=True)
class CommonList(Generic[Row]):
    """A list, and what its events say.

    Attributes:
        forbidden: the refusal of whoever is no operator.
        added, changed, brought_back, taken_out: acts, marked for translation.
    """

    model: type[Row]
    forbidden: type[PortalRefusal]
    kind: QuestionEventKind
    added: str
    changed: str
    brought_back: str
    taken_out: str

    def lock(self, *, by: User, at: datetime) -> list[Row]:
        """All rows, locked, so that of two who change them the second sees what the first did.

        Raises:
            PortalRefusal: the person is no operator.
        """
        if not can_operate(by, on=timezone.localdate(at)):
            raise self.forbidden
        list(self.model.objects.select_for_update(no_key=True).order_by("pk").values_list("pk"))
        return list(self.model.objects.order_by("pk"))

    def add(self, facts: dict[str, Any], *, by: User, at: datetime) -> Row:
        """Add a row."""
        row = self.model.objects.create(**facts)
        self._record(self.added, row, by=by, at=at)
        return row

    def change(
        self, rows: list[Row], changed: Row, facts: dict[str, Any], *, is_in_use: bool, by: User, at: datetime
    ) -> None:
        """Change one of the locked rows, take it out of use or bring it back. No event where nothing differs.

        Raises:
            TargetGone: it is none of them.
        """
        row = next((one for one in rows if one.pk == changed.pk), None)
        if row is None:
            raise TargetGone
        acts = [self.changed] if any(getattr(row, name) != value for name, value in facts.items()) else []
        if is_in_use != (row.ended_on is None):
            facts = facts | {"ended_on": None if is_in_use else timezone.localdate(at)}
            acts.append(self.brought_back if is_in_use else self.taken_out)
        former = row.name_vi
        self.model.objects.filter(pk=row.pk).update(**facts)
        row.refresh_from_db()
        for act in acts:
            self._record(act, row, former=former, by=by, at=at)

    def _record(self, act: str, row: Row, *, by: User, at: datetime, former: str = "") -> None:
        data = {"act": act, "name": row.name_vi}
        if former and former != row.name_vi:
            data["former_name"] = former
        record_event(self.kind, portal=None, at=at, by=by, **data)
