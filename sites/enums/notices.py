"""What persons are told of by mail, how often, and why not."""

from typing import Any

from django.db import models
from django.utils.translation import pgettext_lazy


class NoticeKind(models.TextChoices):
    """What a person is told of by mail, in the order of the mail: what waits for the person comes first."""

    TO_APPROVE = "to_approve", pgettext_lazy("notice", "Waits for your approval")
    TO_CHECK = "to_check", pgettext_lazy("notice", "Waits for your check")
    TO_OPEN = "to_open", pgettext_lazy("notice", "A portal that opens with your approval as the second")
    RETURNED = "returned", pgettext_lazy("notice", "Returned to you with remarks")
    TAKEN_DOWN = "taken_down", pgettext_lazy("notice", "Withdrawn from the public")
    VIOLATION = "violation", pgettext_lazy("notice", "A violation that your board has to answer")
    VIOLATION_ANSWERED = "violation_answered", pgettext_lazy("notice", "A board answered on a violation")
    VIOLATION_CLOSED = "violation_closed", pgettext_lazy("notice", "The managing agency closed a violation")
    APPROVED = "approved", pgettext_lazy("notice", "Your work was approved")
    OVERTAKEN = "overtaken", pgettext_lazy("notice", "Your proposal was closed without a decision")
    ROLE_GIVEN = "role_given", pgettext_lazy("notice", "A role was given to you")
    SEAT_GIVEN = "seat_given", pgettext_lazy("notice", "A seat on the editorial board was given to you")
    DELEGATED = "delegated", pgettext_lazy("notice", "The right to approve was delegated to you")
    COVERAGE_ASSIGNED = "coverage_assigned", pgettext_lazy("notice", "You are sent to cover an event")
    COVERAGE_CANCELLED = (
        "coverage_cancelled",
        pgettext_lazy("notice", "You need not cover this event any more"),
    )
    ROLE_ENDING = "role_ending", pgettext_lazy("notice", "A role of yours ends soon")
    OVERDUE = "overdue", pgettext_lazy("notice", "The time limit has passed, and it is not public yet")
    DUE_SOON = "due_soon", pgettext_lazy("notice", "The time limit ends soon")
    STALE = "stale", pgettext_lazy("notice", "To be looked at again: does it still hold?")
    CALENDAR = "calendar", pgettext_lazy("notice", "The working days of next year are to be confirmed")
    CALENDAR_LATE = (
        "calendar_late",
        pgettext_lazy("notice", "The working days of a year that begins soon, or has begun, are not confirmed"),
    )
    PRESS_CONFERENCE = "press_conference", pgettext_lazy("notice", "No press conference in this quarter yet")
    PRESS_PACK = "press_pack", pgettext_lazy("notice", "No press pack of last month yet")
    QUESTION_SCOPE = (
        "question_scope",
        pgettext_lazy(
            "notice", "Questions not sorted yet: if another body is competent, the sender is told the same day"
        ),
    )
    QUESTION_SORT = "question_sort", pgettext_lazy("notice", "Questions that your board has to sort today")
    QUESTION_SORT_LATE = (
        "question_sort_late",
        pgettext_lazy("notice", "Questions that your board has not sorted yet"),
    )
    QUESTION_SORT_CITY = "question_sort_city", pgettext_lazy("notice", "Questions that a board has not sorted for days")
    QUESTION_SOON = "question_soon", pgettext_lazy("notice", "Questions whose time to answer ends soon")
    QUESTION_TODAY = "question_today", pgettext_lazy("notice", "Questions to be answered today")
    QUESTION_LATE = "question_late", pgettext_lazy("notice", "Questions that are not answered in time")
    QUESTION_LATE_BOARD = (
        "question_late_board",
        pgettext_lazy("notice", "Questions that your units have not answered in time"),
    )
    QUESTION_LATE_CITY = "question_late_city", pgettext_lazy("notice", "Questions that are late by a week or more")


# What somebody must hear of who wants no mail: rights that changed hands, what had to go from the public, and what the
# managing agency found.
NOTICES_FOR_ALL = frozenset(
    {
        NoticeKind.TAKEN_DOWN,
        NoticeKind.VIOLATION,
        NoticeKind.ROLE_GIVEN,
        NoticeKind.SEAT_GIVEN,
        NoticeKind.DELEGATED,
        NoticeKind.ROLE_ENDING,
    }
)


# For the operators of the city, who keep the calendar.
CALENDAR_NOTICES = frozenset({NoticeKind.CALENDAR, NoticeKind.CALENDAR_LATE})
# Of questions whose time runs out: for those of the portal whose turn it is, and for the supervisors of the city.
QUESTION_NOTICES = frozenset(kind for kind in NoticeKind if kind.value.startswith("question_"))


def notice_kinds() -> list[tuple[str, Any]]:
    """Choices of the column of kinds of notices. Migrations name this function, so that a new kind needs none."""
    return NoticeKind.choices


class NoticeDropped(models.TextChoices):
    """Why a notice was not mailed."""

    OVER = "over", pgettext_lazy("notice", "It waits no longer, or was undone")
    NO_RIGHT = "no_right", pgettext_lazy("notice", "The person holds no role or seat there any more")
    CLOSED_ACCOUNT = "closed_account", pgettext_lazy("notice", "The account is closed or has no address")
    ARCHIVED = "archived", pgettext_lazy("notice", "The portal is archived")
    NOT_WANTED = "not_wanted", pgettext_lazy("notice", "The person wants no mail")


class Digest(models.TextChoices):
    """How often a person wants to be told by mail."""

    DAILY = "daily", pgettext_lazy("digest", "One mail a day, when there is something to tell")
    NONE = "none", pgettext_lazy("digest", "Only what concerns my rights, and withdrawals from the public")
