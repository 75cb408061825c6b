"""Refusals of violations, of assignments to cover an event, of incidents and of maintenance."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from audit.errors import PortalRefusal


class NothingAtAddress(PortalRefusal):
    code = "nothing_at_address"
    message = _("No public page of a portal stands at this address, and none was withdrawn there.")


class ViolationForbidden(PortalRefusal):
    code = "violation_forbidden"
    message = _("The managing agency records violations and closes them; the board of the portal answers.")


class ViolationMoved(PortalRefusal):
    code = "violation_moved"
    message = _("Somebody else answered on this violation or closed it in the meantime.")


class CoverageForbidden(PortalRefusal):
    code = "coverage_forbidden"
    message = _(
        "Whoever approves on the editorial board sends people to events; the one who was sent hands the item in."
    )


class PersonElsewhere(PortalRefusal):
    code = "person_elsewhere"
    message = _("This person does not write for this portal, or not any more. Choose somebody else.")


class DueUnknown(PortalRefusal):
    code = "due_unknown"
    message = _("No time limit for news is in force on the day of the event. Say until when.")


class DueBeforeEvent(PortalRefusal):
    code = "due_before_event"
    message = _("The item cannot be due before the event begins.")


class DuePassed(PortalRefusal):
    code = "due_passed"
    message = _("The item would be due at a time that has passed. Say until when.")


class CoverageMoved(PortalRefusal):
    code = "coverage_moved"
    message = _("This assignment was cancelled, or its item became public, in the meantime.")


class ItemElsewhere(PortalRefusal):
    code = "item_elsewhere"
    message = _("Choose a page of this portal, below its home page.")


class ItemBefore(PortalRefusal):
    """It would stand there as in time."""

    code = "item_before"
    message = _("This page was public before the event and before you were sent. Choose the one that reports on it.")


class OperatorsAlone(PortalRefusal):
    code = "operators_alone"
    message = _("Operators record incidents and announce maintenance.")


class IncidentClosed(PortalRefusal):
    code = "incident_closed"
    message = _("This incident was closed in the meantime.")


class IncidentTimeWrong(PortalRefusal):
    code = "incident_time_wrong"
    message = _("An incident begins before it ends, and neither lies ahead.")


class WindowTimeWrong(PortalRefusal):
    code = "window_time_wrong"
    message = _("Maintenance begins before it ends, and ends after now.")


class AnnouncedTooLate(PortalRefusal):
    code = "announced_too_late"
    message = _(
        "Planned maintenance is announced %(days)d working days ahead: it can begin on %(first)s at the earliest. "
        "Where it cannot wait, announce it as urgent and say why."
    )

    def __init__(self, *, days: int, first: date) -> None:
        super().__init__()
        self.days, self.first = days, first

    def __str__(self) -> str:
        return str(self.message) % {"days": self.days, "first": date_format(self.first, "SHORT_DATE_FORMAT")}


class WindowOver(PortalRefusal):
    code = "window_over"
    message = _("This maintenance is over, or was cancelled in the meantime.")
