"""Refusals about the calendar of working days and the time limits."""

from django.utils.translation import gettext_lazy as _

from audit.errors import PortalRefusal


class CalendarForbidden(PortalRefusal):
    code = "calendar_forbidden"
    message = _("Only operators change the calendar of working days and the time limits.")


class DecisionMissing(PortalRefusal):
    code = "decision_missing"
    message = _("Name the document that decides it.")


class ExchangeUndocumented(PortalRefusal):
    code = "exchange_undocumented"
    message = _(
        "A working day is exchanged for another by a document: give its number and symbol, such as 12/TB-BNV, or mark "
        "the day as provisional."
    )


class HoursBackwards(PortalRefusal):
    code = "hours_backwards"
    message = _("It cannot close before it opens.")


class DayNotSpecial(PortalRefusal):
    code = "day_not_special"
    message = _("Nothing is entered for this day, or no longer.")


class DayNotNumbered(PortalRefusal):
    code = "day_not_numbered"
    message = _("The calendar does not reach this day.")


class KindOfDayWrong(PortalRefusal):
    code = "kind_of_day_wrong"
    message = _("A day of the weekend is worked in exchange; a day of the week is given off.")


class NothingProvisional(PortalRefusal):
    code = "nothing_provisional"
    message = _("Nothing of this year is provisional.")


class RuleOver(PortalRefusal):
    code = "rule_over"
    message = _("This time limit has ended already.")


class RuleBeginsEarlier(PortalRefusal):
    code = "rule_begins_earlier"
    message = _("The new time limit begins after the one that it replaces, and not before 1 January 2024.")


class ProfileHeld(PortalRefusal):
    code = "profile_held"
    message = _("Another set of rules begins on this day.")
