"""Refusals of contributions."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from audit.errors import PortalRefusal


class ContributionsClosed(PortalRefusal):
    code = "contributions_closed"
    message = _("This portal takes no contributions now. What you wrote is kept here, so that you can copy it.")


class ContributionIncomplete(PortalRefusal):
    """An article without a text, a gallery without a picture, a video without an address."""

    code = "contribution_incomplete"
    message = _("Something is missing: an article needs a text, pictures need a file, a video needs an address.")


class PictureIncomplete(PortalRefusal):
    code = "picture_incomplete"
    message = _("Say of each picture what is seen, who took it and by what right you send it.")


class PeopleDisagree(PortalRefusal):
    code = "people_disagree"
    message = _("A picture on which people are seen who have not agreed cannot be sent.")


class ContributionMoved(PortalRefusal):
    """The state of the contribution does not allow it: somebody was faster, or the screen is old."""

    code = "contribution_moved"
    message = _("The contribution is not in a state that allows this any more. Look at it once more.")


class ContributionPublished(PortalRefusal):
    code = "contribution_published"
    message = _("It is public by now. Ask the editorial board to take the page back, and say why.")


class NotYourContribution(PortalRefusal, PermissionDenied):
    """Who acts is not of the board or the editors that may do this; or has not the link of the sender."""

    code = "not_your_contribution"
    message = _("You may not do this with the contribution.")


class WordsMissing(PortalRefusal):
    code = "words_missing"
    message = _("Write to the sender: nobody is turned down or asked without words.")
