"""Refusals of this app: typed, coded, with a message for the person who asked."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from audit.errors import PortalRefusal, SealNotOpened
from formats.vietnamese.dates import vi_short_datetime


class SenderErased(PortalRefusal):
    code = "sender_erased"
    message = _("The personal data of this sender was erased.")


class SenderIncomplete(PortalRefusal):
    """A name and one contact are what is asked for, and neither may be missing."""

    code = "sender_incomplete"
    message = _("A name, and an e-mail address or a telephone number, are needed to answer.")


class ConsentMissing(PortalRefusal):
    """Silence is no consent (Law 91/2025/QH15, Article 9)."""

    code = "consent_missing"
    message = _("Without your consent to process your data, it can be neither kept nor answered.")


class RulesNotAccepted(PortalRefusal):
    """Who provides information follows Article 13 of the Regulation (29.1)."""

    code = "rules_not_accepted"
    message = _("Accept the rules of contribution: without that, nothing can be sent to the portal.")


class ConsentTextWrong(PortalRefusal):
    """The text is of another purpose."""

    code = "consent_text_wrong"
    message = _("This text asks for another consent.")


class ConsentNotGiven(PortalRefusal):
    code = "consent_not_given"
    message = _("This consent was not given, or is withdrawn already.")


class RulesStay(PortalRefusal):
    """What was sent under the rules stays under them; the question itself can be taken back."""

    code = "rules_stay"
    message = _("The rules of contribution were accepted for what was sent: that is not withdrawn.")


class RequestClosed(PortalRefusal):
    code = "request_closed"
    message = _("This request about personal data was answered or refused already.")


class ResponseGiven(PortalRefusal):
    code = "response_given"
    message = _("The first response to this request was noted already.")


class WrongRequestKind(PortalRefusal):
    """A request is carried out as what it is."""

    code = "not_asked_for"
    message = _("This request asks for something else.")


class NothingCorrected(PortalRefusal):
    code = "nothing_corrected"
    message = _("Nothing of this differs from what is kept. Fill in what is to be put right.")


class InvalidLogLabel(PortalRefusal):
    """What is handled is named by its kind and key, so that no words of a citizen get into the log."""

    code = "label_wrong"
    message = _("Name what is handled by its kind and key, for example qa.question:17.")


class RefusalUntil(PortalRefusal):
    """A refusal whose words name a moment."""

    def __init__(self, moment: datetime) -> None:
        super().__init__(moment)
        self.moment = moment

    def __str__(self) -> str:
        return str(self.message) % {"time": vi_short_datetime(self.moment)}


class SentTooOften(RefusalUntil):
    code = "sent_too_often"
    message = _(
        "Much came from your connection, so this was not taken yet. What you wrote is kept here: send it after "
        "%(time)s."
    )

    def __init__(self, *, until: datetime) -> None:
        super().__init__(until)


class ProofMissing(PortalRefusal):
    code = "proof_missing"
    message = _(
        "Many forms are sent by programs at the moment, so yours was not taken yet. Wait half a minute and send it "
        "once more; what you wrote is kept."
    )


class FollowingClosed(PortalRefusal):
    code = "following_closed"
    message = _("This draft was settled, or is not public any more: nothing more is mailed about it.")


class CommentsClosed(PortalRefusal):
    """Comments are taken on the days that the draft names, while its portal is in service."""

    code = "comments_closed"
    message = _("This draft takes no comments now. What you wrote is kept here, so that you can copy it.")


class ReportDecided(PortalRefusal):
    """What stands beside a report that the board decides on, or decided on, is not written without the board."""

    code = "report_decided"
    message = _(
        "The report on the comments is public, or with the board: only the board changes what belongs to it, and no "
        "comment is added to it."
    )


class PartGone(PortalRefusal):
    code = "part_gone"
    message = _("The draft has no such part any more. Choose the part once more.")


class DraftChanged(PortalRefusal):
    """Another version of the draft became public while somebody filled in the form."""

    code = "draft_changed"
    message = _("The draft was changed since you opened this form: is the part the one you mean?")


class FormUsed(PortalRefusal):
    """The same form gave something that its sender took back: it gives nothing a second time."""

    code = "form_used"
    message = _(
        "You sent this form before, and took it back. Open the form once more to send it again; what you wrote is "
        "kept here, so that you can copy it."
    )


class CommentMissing(PortalRefusal):
    code = "comment_missing"
    message = _("Write the comment.")


class CommentMoved(PortalRefusal):
    """The state of the comment does not allow it: somebody was faster, or the screen is old."""

    code = "comment_moved"
    message = _("The comment is not in a state that allows this any more. Look at it once more.")


class NotYourComment(PortalRefusal, PermissionDenied):
    """Who acts is not of the board or the editors that may do this; or has not the link of the sender."""

    code = "not_your_comment"
    message = _("You may not do this with the comment.")


class EnteredByYou(PortalRefusal):
    """Nobody makes public what they wrote themselves (Regulation 13.1.g)."""

    code = "entered_by_you"
    message = _("You entered this comment yourself: somebody else of the board decides whether it becomes public.")


class RequestWaits(PortalRefusal):
    code = "request_waits"
    message = _("You asked for this already; it waits for an answer.")


class WithoutReason(PortalRefusal):
    code = "without_reason"
    message = _("Say why, in words that the person who commented reads.")


__all__ = [
    "CommentMissing",
    "CommentMoved",
    "CommentsClosed",
    "ConsentMissing",
    "ConsentNotGiven",
    "ConsentTextWrong",
    "DraftChanged",
    "EnteredByYou",
    "FollowingClosed",
    "FormUsed",
    "InvalidLogLabel",
    "NotYourComment",
    "NothingCorrected",
    "PartGone",
    "ProofMissing",
    "RefusalUntil",
    "ReportDecided",
    "RequestClosed",
    "RequestWaits",
    "ResponseGiven",
    "RulesNotAccepted",
    "RulesStay",
    "SealNotOpened",
    "SenderErased",
    "SenderIncomplete",
    "SentTooOften",
    "WithoutReason",
    "WrongRequestKind",
]
