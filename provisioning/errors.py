"""Refusals of verbs on portals: their files, places, openings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audit.errors import PortalRefusal
from provisioning.enums import StaysClosed

if TYPE_CHECKING:
    from sites.models import Portal
    from sites.registry import OpeningRequirement


class PlaceFixed(PortalRefusal):
    """A description gives a registered portal another kind, or another portal above it."""

    code = "place_fixed"
    message = _("The kind of “%(name)s” and the portal above it are fixed; a description cannot change them.")

    def __init__(self, portal: Portal) -> None:
        super().__init__(portal)
        self.portal = portal

    def __str__(self) -> str:
        return str(self.message) % {"name": self.portal.name}


class OwnHomePage(PortalRefusal):
    code = "own_home_page"
    message = _("You changed the home page, so somebody else on the board has to open the portal.")


class OwnOpenedRow(PortalRefusal):
    """What opens with the portal besides its pages was set by the person who would approve it."""

    code = "own_opened_row"
    message = _("You set this, so somebody else on the board has to open the portal: %(what)s.")

    def __init__(self, what: Iterable[Promise]) -> None:
        self.what = list(what)
        super().__init__(self.what)

    def __str__(self) -> str:
        return str(self.message) % {"what": ", ".join(map(str, self.what))}


class HomeStaysClosed(PortalRefusal):
    """The home page cannot become public with the opening, and no portal opens without it."""

    code = "home_stays_closed"
    message = _("The home page cannot open with the portal.")
    messages: ClassVar[dict[str, Promise]] = {
        StaysClosed.IN_REVIEW: _(
            "The home page is in review. Approve it there, or let its author take it back; then open the portal."
        ),
        StaysClosed.SCHEDULED: _(
            "The home page has a time to become public or to go. Take that out of its schedule, then open the portal."
        ),
        StaysClosed.WAS_PUBLIC: _(
            "The home page was public before. Submit it for review and approve it there; then open the portal."
        ),
    }

    def __init__(self, reason: StaysClosed) -> None:
        self.reason = reason
        super().__init__(reason)

    def __str__(self) -> str:
        return str(self.messages[self.reason])


class SecondApprovalMissing(PortalRefusal):
    code = "second_approval_missing"
    message = _("Two persons open this portal: nobody else has approved the opening yet, as it stands now.")


class FirstApprovalGiven(PortalRefusal):
    code = "first_approval_given"
    message = _("Somebody else approved the opening in the meantime: with your approval the portal opens. Look again.")


class OpeningIncomplete(PortalRefusal):
    """The portal lacks something without which none opens. `missing` are the codes."""

    code = "opening_incomplete"
    message = _("No portal opens without this: %(what)s.")

    def __init__(self, missing: Iterable[OpeningRequirement]) -> None:
        self.requirements = list(missing)
        self.missing = [one.code for one in self.requirements]
        super().__init__(self.missing)

    def __str__(self) -> str:
        return str(self.message) % {"what": ", ".join(str(one.name) for one in self.requirements)}


class OpeningChanged(PortalRefusal):
    """What would become public is not what the board looked at."""

    code = "opening_changed"
    message = _("This changed after you opened the screen. Look through the pages below again, then approve.")


class PageIncomplete(PortalRefusal):
    """A draft lacks what a public page must have."""

    code = "page_incomplete"
    message = _("“%(title)s” cannot become public before this is corrected: %(problems)s")

    def __init__(self, title: str, problems: Iterable[str]) -> None:
        self.title, self.problems = title, list(problems)
        super().__init__(title, self.problems)

    def __str__(self) -> str:
        return str(self.message) % {"title": self.title, "problems": " ".join(self.problems)}


class OwnSuccessor(PortalRefusal):
    code = "own_successor"
    message = _("A portal cannot be its own successor.")


class SuccessorNotOpen(PortalRefusal):
    """Citizens would be led to a portal that they cannot read."""

    code = "successor_not_open"
    message = _("“%(name)s” is not open. Open it first, then archive this portal.")

    def __init__(self, portal: Portal) -> None:
        super().__init__(portal)
        self.portal = portal

    def __str__(self) -> str:
        return str(self.message) % {"name": self.portal.name}
