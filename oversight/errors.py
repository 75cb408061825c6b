"""Refusals of violations and of assignments to cover an event."""

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
