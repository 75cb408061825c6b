"""Refusals of the verbs of questions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from audit.errors import PortalRefusal
from participation.errors import RefusalUntil, SentTooOften


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


class StillPublic(PortalRefusal):
    """What citizens read is taken away by two approvers, with a marker in its place, never by whoever sorts."""

    code = "still_public"
    message = _("The public reads this question: two approvers withhold it first.")


class CorrectionStays(PortalRefusal):
    """Whoever asked has nothing there to take back, and would keep a wrong answer public."""

    code = "correction_stays"
    message = _("The agency is correcting its answer: that cannot be taken back.")


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


class DocumentNotPublic(PortalRefusal):
    """Not there, a draft, or not public any more: told alike, so that nobody learns which keys are taken."""

    code = "document_not_public"
    message = _("A legal document that you chose is not public. Choose one that everybody reads.")


class LinkNotPublic(PortalRefusal):
    """To a page of another portal that is not public or does not exist, told alike; or to a file."""

    code = "link_not_public"
    message = _(
        "A link in the text leads to a page that is not public, or does not exist any more. Choose another page."
    )


class DocumentsTooMany(PortalRefusal):
    code = "documents_too_many"
    message = _("A reply names 5 legal documents at most.")


class TopicsForbidden(PortalRefusal, PermissionDenied):
    code = "topics_forbidden"
    message = _("Topics of questions are common to all portals: operators alone change them.")


class TopicNamed(PortalRefusal):
    code = "topic_named"
    message = _("There is a topic of this name.")


class TopicEnded(PortalRefusal):
    code = "topic_ended"
    message = _("This topic is not in use any more. Choose another one.")


class BodiesForbidden(PortalRefusal, PermissionDenied):
    code = "bodies_forbidden"
    message = _("The bodies that boards name to senders are common to all portals: operators alone change them.")


class BodyNamed(PortalRefusal):
    code = "body_named"
    message = _("There is a body of this name.")


class BodyEnded(PortalRefusal):
    code = "body_ended"
    message = _("This body is not in use any more. Choose another one.")


class NothingToSubmit(PortalRefusal):
    code = "nothing_to_submit"
    message = _("Write the answer first.")


class ColleagueElsewhere(PortalRefusal):
    code = "colleague_elsewhere"
    message = _("Choose another officer who answers for the same unit today.")


class DeskForbidden(PortalRefusal, PermissionDenied):
    """Who acts does not look after the units, or the canned responses, of this portal."""

    code = "desk_forbidden"
    message = _("You may not change this for the portal.")


class UnitNamed(PortalRefusal):
    code = "unit_named"
    message = _("The portal has a unit of this name already.")


class UnitBusy(PortalRefusal):
    """Open questions are with a unit that is to end; the codes of some are named, which are no secret."""

    code = "unit_busy"
    message = ngettext_lazy(
        "%(count)d open question is with this unit: %(codes)s. First it answers it, or the board forwards it to "
        "another unit.",
        "%(count)d open questions are with this unit: %(codes)s. First it answers them, or the board forwards them to "
        "another unit.",
        "count",
    )

    def __init__(self, codes: Sequence[str], *, count: int) -> None:
        super().__init__(codes)
        self.codes, self.count = codes, count

    def __str__(self) -> str:
        more = "…" if self.count > len(self.codes) else ""
        return str(self.message % {"count": self.count, "codes": ", ".join(self.codes) + more})


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


class LimitsNeeded(PortalRefusal):
    """Of whoever changes the rules: the days of questions that were received would follow nothing."""

    code = "limits_needed"
    message = _(
        "Questions were received on a day for which no time limits would be in force then. Let the rules for questions "
        "apply from an earlier day."
    )


class AnchorMeanwhile(PortalRefusal):
    code = "anchor_meanwhile"
    message = _("Another process anchored the histories at the same moment.")


class NotOpenToAll(PortalRefusal):
    code = "not_open_to_all"
    message = _("Only a question that everybody can read is followed.")


class MailNotFailed(PortalRefusal):
    code = "mail_not_failed"
    message = _("This mail has gone, or is not needed any more.")


class SecondPersonMissing(PortalRefusal, PermissionDenied):
    """Who asked for it cannot confirm it (lifecycles.md: two people)."""

    code = "second_person_missing"
    message = _("You proposed this yourself: another approver of the board has to confirm it.")


class VisibilityAsked(PortalRefusal):
    code = "visibility_asked"
    message = _("Something is proposed for this question already: that has to be decided first.")


class NothingAsked(PortalRefusal):
    code = "nothing_asked"
    message = _("Nothing is proposed for this question any more.")


class VisibleAlready(PortalRefusal):
    code = "visible_already"
    message = _("The public sees the question like this already.")


class AskedTooOften(SentTooOften):
    code = "asked_too_often"
    message = _(
        "Many questions came from you or from your connection, so this one was not taken yet. What you wrote is kept "
        "here: send it after %(time)s."
    )


class AskedBefore(RefusalUntil):
    code = "asked_before"
    message = _(
        "This question was received from you at %(time)s already, and its tracking code was given then. Use the link "
        "of that receipt; to ask something else, change the text."
    )

    def __init__(self, *, since: datetime) -> None:
        super().__init__(since)


class RequestOpen(PortalRefusal):
    code = "request_open"
    message = _("You asked for this already; it waits for an answer, with the last day that is shown here.")
