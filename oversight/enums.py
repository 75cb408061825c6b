"""States of violations and of assignments to cover an event; kinds of incidents."""

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


class IncidentKind(models.TextChoices):
    """What an incident is about (Regulation 24.7)."""

    CONNECTION = "connection", pgettext_lazy("incident", "Connection of a component portal, integration")
    OUTAGE = "outage", pgettext_lazy("incident", "The portal cannot be reached, or is slow")
    DATA = "data", pgettext_lazy("incident", "Data lost, wrong or not updated")
    SECURITY = "security", pgettext_lazy("incident", "Security of information")
    OTHER = "other", pgettext_lazy("incident", "Other")


class IncidentSource(models.TextChoices):
    """Who found an incident; no person is named."""

    OPERATOR = "operator", pgettext_lazy("incident", "The operating unit")
    MONITORING = "monitoring", pgettext_lazy("incident", "Monitoring")
    PORTAL = "portal", pgettext_lazy("incident", "The agency of the portal")
    CITIZEN = "citizen", pgettext_lazy("incident", "A citizen or an organisation")
    AGENCY = "agency", pgettext_lazy("incident", "Another agency")


class OversightEventKind(models.TextChoices):
    """Kinds of events about violations, coverage assignments, incidents and maintenance."""

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
    INCIDENT_RECORDED = "incident_recorded", pgettext_lazy("portal event", "Incident recorded")
    INCIDENT_STEP = "incident_step", pgettext_lazy("portal event", "Step against an incident recorded")
    INCIDENT_CLOSED = "incident_closed", pgettext_lazy("portal event", "Incident closed")
    MAINTENANCE_ANNOUNCED = "maintenance_announced", pgettext_lazy("portal event", "Maintenance announced")
    MAINTENANCE_CANCELLED = "maintenance_cancelled", pgettext_lazy("portal event", "Maintenance cancelled")


# Told on public pages.
PUBLIC_EVENTS = frozenset({OversightEventKind.MAINTENANCE_ANNOUNCED, OversightEventKind.MAINTENANCE_CANCELLED})


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
