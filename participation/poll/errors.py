"""Refusals of votes."""

from django.utils.translation import gettext_lazy as _

from audit.errors import PortalRefusal


class PollClosed(PortalRefusal):
    code = "poll_closed"
    message = _("This poll takes no votes any more.")


class ChoiceMissing(PortalRefusal):
    code = "choice_missing"
    message = _("Choose one of the choices, then vote.")
