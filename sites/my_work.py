"""What waits for a person: lists of entries with their age. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import pgettext_lazy

# Entries of each list that the dashboard shows, and days before its last one from which the end of a role is shown.
SHOWN = 10
ENDING_DAYS = 30


class WorkKind(TextChoices):
    """The lists, in the order in which they are shown: what others wait for comes first."""

    TO_APPROVE = "to_approve", pgettext_lazy("my work", "To approve")
    TO_CHECK = "to_check", pgettext_lazy("my work", "To check")
    QUESTIONS_TO_SORT = "questions_to_sort", pgettext_lazy("my work", "Questions to sort")
    QUESTIONS_TO_ANSWER = "questions_to_answer", pgettext_lazy("my work", "Questions to answer")
    QUESTIONS_TO_PUBLISH = "questions_to_publish", pgettext_lazy("my work", "Questions that are not public yet")
    COVERAGE = "coverage", pgettext_lazy("my work", "Events that you cover")
    COVERAGE_TO_CHASE = (
        "coverage_to_chase",
        pgettext_lazy("my work", "Covered events whose item is overdue, or that nobody covers any more"),
    )
    VIOLATIONS = "violations", pgettext_lazy("my work", "Violations that your board has to answer")
    ANSWERS = "answers", pgettext_lazy("my work", "Answers of boards on violations")
    RETURNED = "returned", pgettext_lazy("my work", "Returned to you with remarks")
    DRAFTS = "drafts", pgettext_lazy("my work", "Your drafts that you have not submitted")
    SUBMITTED = "submitted", pgettext_lazy("my work", "Your work that waits for others")
    INVITATIONS = "invitations", pgettext_lazy("my work", "Invitations without an answer")
    ENDING_ROLES = "ending_roles", pgettext_lazy("my work", "Roles that end within 30 days")
    WAITING_PORTALS = "waiting_portals", pgettext_lazy("my work", "Portals where items wait, the longest first")
    PREPARING = "preparing", pgettext_lazy("my work", "Portals in preparation")
    SUSPENDED = "suspended", pgettext_lazy("my work", "Suspended portals")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list. What does not fit its kind stays empty."""

    title: str
    url: str
    portal: str = ""
    person: str = ""
    # Since when it waits; of a role, its last day.
    since: datetime | None = None
    until: date | None = None
    # The moment at which it is due, and whether that has passed.
    due: datetime | None = None
    is_late: bool = False
    # Whoever it waits for has no role there any more.
    is_left: bool = False
    remark: str = ""
    count: int = 0
    # Own work, which somebody else decides on (13.1.g).
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class WorkList:
    """One kind of work: its first entries, or one page of them, and how many there are."""

    kind: WorkKind
    entries: tuple[Entry, ...]
    count: int


def days_waiting(since: datetime, *, on: date) -> int:
    """Days since a moment, by the calendar of the city; the day itself is day zero. Never below zero."""
    return max((on - timezone.localdate(since)).days, 0)


def oldest_first(entries: list[Entry]) -> list[Entry]:
    """Those that wait longest come first; those without a time last, by their title."""
    return sorted(entries, key=lambda entry: (entry.since.timestamp() if entry.since else float("inf"), entry.title))


__all__ = ["ENDING_DAYS", "SHOWN", "Entry", "WorkKind", "WorkList", "days_waiting", "oldest_first"]
