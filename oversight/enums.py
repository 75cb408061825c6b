"""States of violations and of assignments to cover an event."""

from django.db import models
from django.utils.translation import pgettext_lazy


class ViolationState(models.TextChoices):
    """Where a violation that the managing agency found stands (Regulation 25.1)."""

    OPEN = "open", pgettext_lazy("violation", "The board has to answer")
    ANSWERED = "answered", pgettext_lazy("violation", "Answered by the board")
    CLOSED = "closed", pgettext_lazy("violation", "Closed")


class CoverageState(models.TextChoices):
    """Where an assignment stands."""

    ASSIGNED = "assigned", pgettext_lazy("coverage", "Assigned")
    DELIVERED = "delivered", pgettext_lazy("coverage", "Item handed in")
    CANCELLED = "cancelled", pgettext_lazy("coverage", "Cancelled")


class OversightEventKind(models.TextChoices):
    """Kinds of events about violations and coverage assignments."""

    VIOLATION_RECORDED = "violation_recorded", pgettext_lazy("portal event", "Violation recorded")
    VIOLATION_ANSWERED = "violation_answered", pgettext_lazy("portal event", "Violation answered by the board")
    VIOLATION_SENT_BACK = "violation_sent_back", pgettext_lazy("portal event", "Answer on a violation sent back")
    VIOLATION_CLOSED = "violation_closed", pgettext_lazy("portal event", "Violation closed")
    COVERAGE_ASSIGNED = "coverage_assigned", pgettext_lazy("portal event", "Person sent to cover an event")
    COVERAGE_DELIVERED = "coverage_delivered", pgettext_lazy("portal event", "Item on a covered event handed in")
    COVERAGE_CANCELLED = (
        "coverage_cancelled",
        pgettext_lazy("portal event", "Assignment to cover an event cancelled"),
    )


class OversightNoticeKind(models.TextChoices):
    """Kinds of notices about violations and coverage assignments."""

    VIOLATION = "violation", pgettext_lazy("notice", "A violation that your board has to answer")
    VIOLATION_ANSWERED = "violation_answered", pgettext_lazy("notice", "A board answered on a violation")
    VIOLATION_CLOSED = "violation_closed", pgettext_lazy("notice", "The managing agency closed a violation")
    COVERAGE_ASSIGNED = "coverage_assigned", pgettext_lazy("notice", "You are sent to cover an event")
    COVERAGE_CANCELLED = (
        "coverage_cancelled",
        pgettext_lazy("notice", "You need not cover this event any more"),
    )


class OversightTaskList(models.TextChoices):
    """Task lists of violations and coverage assignments."""

    COVERAGE = "coverage", pgettext_lazy("my work", "Events that you cover")
    COVERAGE_TO_CHASE = (
        "coverage_to_chase",
        pgettext_lazy("my work", "Covered events whose item is overdue, or that nobody covers any more"),
    )
    VIOLATIONS = "violations", pgettext_lazy("my work", "Violations that your board has to answer")
    ANSWERS = "answers", pgettext_lazy("my work", "Answers of boards on violations")
