"""Refusals of this app: typed, coded, with a message for the person who asked."""

from django.utils.translation import gettext_lazy as _

from audit.errors import PortalRefusal, SealNotOpened


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


class NotAskedFor(PortalRefusal):
    """A request is carried out as what it is."""

    code = "not_asked_for"
    message = _("This request asks for something else.")


class NothingCorrected(PortalRefusal):
    code = "nothing_corrected"
    message = _("Nothing of this differs from what is kept. Fill in what is to be put right.")


class LabelWrong(PortalRefusal):
    """What is handled is named by its kind and key, so that no words of a citizen get into the log."""

    code = "label_wrong"
    message = _("Name what is handled by its kind and key, for example qa.question:17.")


__all__ = [
    "ConsentMissing",
    "ConsentNotGiven",
    "ConsentTextWrong",
    "LabelWrong",
    "NotAskedFor",
    "NothingCorrected",
    "RequestClosed",
    "ResponseGiven",
    "SealNotOpened",
    "SenderErased",
    "SenderIncomplete",
]
