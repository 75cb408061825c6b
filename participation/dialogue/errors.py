"""Refusals of live questions: coded, with a message for the person who asked."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from audit.errors import PortalRefusal


class LiveQuestionsClosed(PortalRefusal):
    """Questions are taken from the time that the event names until it ends, while its portal is in service."""

    code = "live_questions_closed"
    message = _("This event takes no questions now. What you wrote is kept here, so that you can copy it.")


class LiveQuestionMoved(PortalRefusal):
    """The state of the question does not allow it: somebody was faster, or the screen is old."""

    code = "live_question_moved"
    message = _("The question is not in a state that allows this any more. Look at it once more.")


class NotYourLiveQuestion(PortalRefusal, PermissionDenied):
    """Who acts is not of the board or the editors that may do this; or has not the link of the sender."""

    code = "not_your_live_question"
    message = _("You may not do this with the question.")


class LiveWordsMissing(PortalRefusal):
    code = "live_words_missing"
    message = _("Write the words.")


class NotDuringEvent(PortalRefusal):
    """A question is answered live while the event is on, or soon after."""

    code = "not_during_event"
    message = _("It was answered live after the event began, and not later than now.")


class EventNotOver(PortalRefusal):
    """Until the event ends each question may still be answered live."""

    code = "event_not_over"
    message = _("Questions are passed on after the end of the event.")
