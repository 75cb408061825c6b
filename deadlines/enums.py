"""Kinds of days that differ from the week; what a time limit is counted from, and in what."""

from django.db import models
from django.utils.translation import pgettext_lazy


class DayKind(models.TextChoices):
    """Why a day is off, or worked (Labour Code 2019, Articles 111 and 112; swaps by yearly decision)."""

    HOLIDAY = "holiday", pgettext_lazy("kind of day", "Public holiday")
    COMPENSATORY = "compensatory", pgettext_lazy("kind of day", "Day off in lieu")
    SWAPPED_OFF = "swapped_off", pgettext_lazy("kind of day", "Day off by swap")
    WORKED = "worked", pgettext_lazy("kind of day", "Working day in exchange")


DAYS_OFF = frozenset({DayKind.HOLIDAY, DayKind.COMPENSATORY, DayKind.SWAPPED_OFF})


class Trigger(models.TextChoices):
    """What a time limit is counted from (Regulation 12.1)."""

    CHANGE = "change", pgettext_lazy("counted from", "Change")
    EVENT = "event", pgettext_lazy("counted from", "Event")
    ISSUE = "issue", pgettext_lazy("counted from", "Issue")
    PROMULGATION = "promulgation", pgettext_lazy("counted from", "Promulgation of the document or policy")
    APPROVAL = "approval", pgettext_lazy("counted from", "Approval")
    ACCEPTANCE = "acceptance", pgettext_lazy("counted from", "Acceptance of the results")
    DECISION = "decision", pgettext_lazy("counted from", "Decision of the head to publish")
    RECEIPT = "receipt", pgettext_lazy("counted from", "Receipt of the question")
    CREATION = "creation", pgettext_lazy("counted from", "Creation of the information")
    POSTING = "posting", pgettext_lazy("counted from", "Posting of the draft")
    PERIOD = "period", pgettext_lazy("counted from", "End of the period")
    INCIDENT = "incident", pgettext_lazy("counted from", "Incident")
    PLANNED_STOP = "planned_stop", pgettext_lazy("counted from", "Planned stop")
    LOOK = "look", pgettext_lazy("counted from", "Last look at the page")
    REQUEST = "request", pgettext_lazy("counted from", "Request")
    CLOSING = "closing", pgettext_lazy("counted from", "Last day for comments on a draft")


class Step(models.TextChoices):
    """What is to be done in time. Questions have three steps, all counted from their receipt (12.1.đ); what is public
    and has to hold is looked at again and again (12.1.a); requests of the press that nobody answered are
    deleted; a draft that people commented on gets its report (4.3.b)."""

    PUBLISH = "publish", pgettext_lazy("step", "Publish")
    CLASSIFY = "classify", pgettext_lazy("step", "Classify and forward")
    DECLINE = "decline", pgettext_lazy("step", "Tell that it is out of scope")
    ANSWER = "answer", pgettext_lazy("step", "Answer, or say when")
    LOOK_AGAIN = "look_again", pgettext_lazy("step", "Look at the public page again")
    FORGET = "forget", pgettext_lazy("step", "Delete what nobody answered")
    REPORT = "report", pgettext_lazy("step", "Publish how comments were taken up")


class LimitUnit(models.TextChoices):
    """In what a time limit is counted."""

    AT_ONCE = "at_once", pgettext_lazy("unit of a time limit", "At once")
    WORKING_DAYS = "working_days", pgettext_lazy("unit of a time limit", "Working days")
    WORKING_DAYS_BEFORE = "working_days_before", pgettext_lazy("unit of a time limit", "Working days before")
    HOURS = "hours", pgettext_lazy("unit of a time limit", "Hours")
    DAYS = "days", pgettext_lazy("unit of a time limit", "Days")
    DAYS_OPEN = "days_open", pgettext_lazy("unit of a time limit", "Days open, at least")
    OTHER_ACT = "other_act", pgettext_lazy("unit of a time limit", "As another act says")


# Those whose last day moves with the calendar; and those that have a number.
COUNTED_IN_WORKING_DAYS = frozenset({LimitUnit.AT_ONCE, LimitUnit.WORKING_DAYS, LimitUnit.WORKING_DAYS_BEFORE})
WITH_A_NUMBER = frozenset(LimitUnit) - {LimitUnit.AT_ONCE, LimitUnit.OTHER_ACT}
# Those that go on through days off.
COUNTED_THROUGH = frozenset({LimitUnit.HOURS, LimitUnit.DAYS})
# Those that say by when something must be public.
WITH_A_LAST_DAY = COUNTED_IN_WORKING_DAYS | COUNTED_THROUGH


class DeadlineEventKind(models.TextChoices):
    """Kinds of events about the calendar, time limits and retention periods."""

    RETENTION_CHANGED = "retention_changed", pgettext_lazy("portal event", "Retention period changed")
    CALENDAR_CHANGED = "calendar_changed", pgettext_lazy("portal event", "Calendar of working days changed")
    RULES_CHANGED = "rules_changed", pgettext_lazy("portal event", "Time limits changed")


class CalendarNoticeKind(models.TextChoices):
    """Kinds of notices about the calendar of working days."""

    CALENDAR = "calendar", pgettext_lazy("notice", "The working days of next year are to be confirmed")
    CALENDAR_LATE = (
        "calendar_late",
        pgettext_lazy("notice", "The working days of a year that begins soon, or has begun, are not confirmed"),
    )
