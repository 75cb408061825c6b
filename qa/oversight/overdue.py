"""Questions whose last day is past, over all portals: for who supervises them (Regulation 7.5, 12.1.đ)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Case, Count, DateField, F, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from audit.exports import record_export
from home.timeliness.further_counts import FurtherCount, register_further_count
from qa.enums import QuestionEventKind
from qa.mail.queue import is_open_to_all
from qa.models import Question
from qa.models.question_lists import QuestionQuerySet, behind_on
from qa.oversight.passed_on import passed_with

if TYPE_CHECKING:
    from accounts.models import User
    from sites.models import Portal

# What a row says; nothing of the sender, and no words but the public title.
NARROW = (
    "code", "state", "sorted_on", "unit", "received_portal", "responsible_portal", "public_title", "published_at",
    "withheld_on",
)  # fmt: skip


def overdue_questions(*, on: date) -> QuestionQuerySet:
    """Open questions that are not sorted, or not answered, in time; with the day that was not kept as `due` and the
    portal that had them then as `late_with`, the oldest first."""
    due = Case(
        # To sort comes before to answer, and was not kept first.
        When(sorted_on=None, then=F("classify_due")),
        When(broken_due__isnull=False, broken_until=None, then=F("broken_due")),
        default=Coalesce("promised_for", "again_due", "answer_due"),
        output_field=DateField(),
    )
    return (
        _overdue(on)
        .annotate(due=due)
        .annotate(late_with=passed_with("due"))
        .order_by("due", "pk")
        .select_related("unit")
        .only(*NARROW, "unit__name_vi", "unit__name_en")
    )


def count_overdue(on: date) -> dict[int, int]:
    """How many they are, by the portal that has to act."""
    return dict(_overdue(on).order_by().values_list("responsible_portal").annotate(Count("pk")))


def _overdue(on: date) -> QuestionQuerySet:
    # The states are named beside the rest, and so found in the index.
    return Question.objects.open().filter(behind_on(on))


def title_to_tell(question: Question) -> str:
    """The title where citizens read it; empty elsewhere."""
    return question.public_title if is_open_to_all(question) else ""


@transaction.atomic
def export_overdue(
    rows: QuestionQuerySet,
    *,
    portal: Portal | None,
    by: User,
    at: datetime,
    reason: str,
    asked: Mapping[str, str],
) -> QuestionQuerySet:
    """Overdue questions to be taken away as a table; that they are is recorded with the portals that have to act, as
    `audit.exports.record_export` says.

    Args:
        asked: by which filters they were chosen.

    Raises:
        ReasonMissing: no reason given.
    """
    of_portals = rows.annotate(portal=F("responsible_portal"))
    record_export(
        QuestionEventKind.OVERDUE_EXPORTED, of_portals, portal=portal, by=by, at=at, reason=reason, filter=dict(asked)
    )
    return rows


register_further_count(
    "overdue_questions",
    FurtherCount(
        heading=_("Overdue questions, by portal"),
        label=_("Overdue questions"),
        list_name="questions_admin:overdue",
        count=count_overdue,
    ),
)
