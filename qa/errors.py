"""Refusals of the verbs of questions."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from sites.errors import PortalRefusal


class VerbOutOfPlace(PortalRefusal):
    """The state of the question does not allow it: somebody was faster, or the screen is old."""

    code = "verb_out_of_place"
    message = _("The question is not in a state that allows this any more. Look at it once more.")


class NotYourQuestion(PortalRefusal, PermissionDenied):
    """Who acts is neither on the board, nor of the unit, that may do this; or has not the link of the sender."""

    code = "not_your_question"
    message = _("You may not do this with the question.")


class UnitElsewhere(PortalRefusal):
    code = "unit_elsewhere"
    message = _("Choose a unit in use of the portal that handles the question.")


class PortalNotServing(PortalRefusal):
    code = "portal_not_serving"
    message = _("This portal takes no questions now.")


class ForwardedToItself(PortalRefusal):
    code = "forwarded_to_itself"
    message = _("Choose another portal than the one that handles the question.")


class NotForwarded(PortalRefusal):
    code = "not_forwarded"
    message = _("The question did not come from another portal.")


class MergedBadly(PortalRefusal):
    code = "merged_badly"
    message = _("Choose another question that your portal handles and that is not joined with one itself.")


class TextMissing(PortalRefusal):
    code = "text_missing"
    message = _("Write the text.")


class TextTooLong(PortalRefusal):
    code = "text_too_long"
    message = _("The text is too long.")


class PromiseWrong(PortalRefusal):
    code = "promise_wrong"
    message = _("A notice of progress names the day of the answer: a working day after today (Regulation 12.1.đ).")


class NothingToSubmit(PortalRefusal):
    code = "nothing_to_submit"
    message = _("Write the answer first.")


class ColleagueElsewhere(PortalRefusal):
    code = "colleague_elsewhere"
    message = _("Choose another officer who answers for the same unit today.")


class DeskForbidden(PortalRefusal, PermissionDenied):
    """Who acts does not look after the units, or the texts that stand ready, of this portal."""

    code = "desk_forbidden"
    message = _("You may not change this for the portal.")


class UnitNamed(PortalRefusal):
    code = "unit_named"
    message = _("The portal has a unit of this name already.")


class UnitBusy(PortalRefusal):
    code = "unit_busy"
    message = _("Questions are with this unit: it answers them, or the board forwards them to another one, first.")


class UnitEnded(PortalRefusal):
    code = "unit_ended"
    message = _("This unit is not in use any more.")


class OfficerNamed(PortalRefusal):
    code = "officer_named"
    message = _("The person answers for this unit already.")


class OfficerWithoutRole(PortalRefusal):
    code = "officer_without_role"
    message = _("The person needs the role of an answering officer on the portal first.")


class PeriodWrong(PortalRefusal):
    code = "period_wrong"
    message = _("The last day comes before the first, or is past.")


class ClocksUnknown(PortalRefusal):
    code = "clocks_unknown"
    message = _("No time limits for questions are in force on this day: tell the operator.")
