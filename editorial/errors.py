"""Refusals of the review: who approves, how, and what."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audit.errors import PortalRefusal
from audit.formatting import format_day
from editorial.enums import LockedReason

if TYPE_CHECKING:
    from editorial.review.findings import Finding


class NotApproved(PortalRefusal, PermissionDenied):
    """Wagtail's screens, which know nothing of it, answer as to a missing permission."""

    code = "not_approved"
    message = _("The editorial board has not approved this version, so it cannot be published.")


class PageStays(PortalRefusal, PermissionDenied):
    """What was submitted or approved stays in its place, or something below it does."""

    code = "page_stays"
    message = _("This page stays where it is.")
    messages: ClassVar[dict[str, Promise]] = {
        LockedReason.IN_REVIEW: _(
            "“%(title)s”, or a page below it, is in review, so it cannot be moved or deleted. Cancel the review first."
        ),
        LockedReason.SCHEDULED: _(
            "“%(title)s”, or a page below it, is approved for later, so it cannot be moved or deleted. Let the "
            "editorial board take it out of the schedule first."
        ),
        LockedReason.RETURNED: _(
            "“%(title)s”, or a page below it, was returned and its review is not over, so it cannot be moved. Cancel "
            "the review first."
        ),
    }

    def __init__(self, title: str, reason: LockedReason) -> None:
        self.title, self.reason = title, reason
        super().__init__(title, reason)

    def __str__(self) -> str:
        return str(self.messages[self.reason]) % {"title": self.title}


class PageCrosses(PortalRefusal, PermissionDenied):
    """Pages are neither moved nor copied from one portal to another, whoever tries."""

    code = "page_crosses"
    message = _(
        "“%(title)s” stays on its portal: its pictures, documents and history belong there, and its editorial board "
        "answers for them. To show it on another portal, make a linked item there, or propose it to the city portal."
    )

    def __init__(self, title: str) -> None:
        self.title = title
        super().__init__(title)

    def __str__(self) -> str:
        return str(self.message) % {"title": self.title}


class PageDeleted(PortalRefusal):
    code = "page_deleted"
    message = _("Somebody else deleted this page just now.")


class ApprovalForbidden(PortalRefusal):
    code = "approval_forbidden"
    message = _("Only the head or a deputy of this portal's editorial board approves, and nobody approves own work.")


class ApprovedAlready(PortalRefusal):
    code = "approved_already"
    message = _("You approved this version already. Somebody else on the board gives the other approval.")


class DecidedAlready(PortalRefusal):
    code = "decided_already"
    message = _("Somebody else decided on this in the meantime.")


class CheckForbidden(PortalRefusal):
    code = "check_forbidden"
    message = _(
        "Only a section editor of this place or the board checks an item, and nobody checks own work or own pictures "
        "and documents."
    )


class ReviewChangeForbidden(PortalRefusal):
    code = "review_change_forbidden"
    message = _("The head of the board or the operator decides on the steps of the review.")


class VariantHeld(PortalRefusal):
    code = "variant_held"
    message = _("The review takes these steps already.")


class TooFewApprovers(PortalRefusal):
    code = "too_few_approvers"
    message = _("Two persons must approve, and fewer than two on this board can. Give the seats first.")


class VersionChanged(PortalRefusal):
    code = "version_changed"
    message = _("The item was changed after it was submitted. Open it, read it as it stands now, and approve it there.")


class NotWaiting(PortalRefusal):
    code = "not_waiting"
    message = _(
        "This page does not wait for its time of publication: it is public, or its latest version is not approved."
    )


class EarlierThanApproved(PortalRefusal):
    """The time is part of what two persons decided on."""

    code = "earlier_than_approved"
    message = _("Two persons approved this page for %(time)s. Choose that time or a later one.")

    def __init__(self, time: datetime) -> None:
        super().__init__(time)
        self.time = time

    def __str__(self) -> str:
        return str(self.message) % {"time": format_day(self.time.isoformat())}


class PlanForbidden(PortalRefusal):
    code = "plan_forbidden"
    message = _("You cannot edit this page, so you cannot plan when it becomes public.")


class EditForbidden(PortalRefusal):
    code = "edit_forbidden"
    message = _("You may not edit this page.")


class PageHeld(PortalRefusal):
    code = "page_held"
    message = _("The page is locked, in review, or approved for a later time: you cannot change it now.")


class BoardDecidesTime(PortalRefusal):
    code = "board_decides_time"
    message = _(
        "The page is in review or approved for a later time: the board chooses when it becomes public, as it decides. "
        "Another day now would make another version than the one that the board was asked about."
    )


class PlannedInThePast(PortalRefusal):
    code = "planned_in_the_past"
    message = _("This time has passed. Choose a later one.")


class EndsBeforeItBegins(PortalRefusal):
    """A page would become public after the time at which it stops being so."""

    code = "ends_before_it_begins"
    message = _("The page expires before that time. Choose an earlier time, or change when it expires.")


class ChecklistIncomplete(PortalRefusal):
    """The board approves only what it has looked at: questions of the checklist lack an answer (6.6, 13.1)."""

    code = "checklist_incomplete"
    message = _("Nothing was approved: the checklist lacks an answer to “%(questions)s”.")

    def __init__(self, missing: Iterable[Promise]) -> None:
        self.missing = list(missing)
        super().__init__(self.missing)

    def __str__(self) -> str:
        return str(self.message) % {"questions": "”, “".join(map(str, self.missing))}


class ContentBlocked(PortalRefusal):
    """The machine checks found what must be corrected first."""

    code = "content_blocked"
    message = _("“%(title)s” cannot be approved before this is corrected: %(findings)s")

    def __init__(self, title: str, findings: Iterable[Finding]) -> None:
        self.title, self.findings = title, list(findings)
        super().__init__(title, self.findings)

    def __str__(self) -> str:
        found = " ".join(f"{finding.place}: {finding.message}" for finding in self.findings)
        return str(self.message) % {"title": self.title, "findings": found}


class SubmissionForbidden(PortalRefusal):
    code = "submission_forbidden"
    message = _("You cannot submit this page: it is not yours to edit, or it is locked.")


class InReviewAlready(PortalRefusal):
    code = "in_review_already"
    message = _("The page is in review already.")


class NothingToSubmit(PortalRefusal):
    code = "nothing_to_submit"
    message = _("There is no change that the public does not read yet.")


class DraftIncomplete(PortalRefusal):
    """A draft lacks what a page must have, or holds what the form of the page refuses."""

    code = "draft_incomplete"
    message = _("Something is missing or wrong: %(fields)s")

    def __init__(self, fields: Iterable[str]) -> None:
        self.fields = list(fields)
        super().__init__(self.fields)

    def __str__(self) -> str:
        return str(self.message) % {"fields": "; ".join(self.fields)}


class UnreadableDecision(PortalRefusal):
    """What the page editor sent beside the decision is not what our form makes."""

    code = "unreadable_decision"
    message = _("Nothing was decided: the answers did not arrive. Decide once more.")


class TakedownForbidden(PortalRefusal):
    code = "takedown_forbidden"
    message = _("Only the head or a deputy of this portal's editorial board withdraws an item from the public.")


class SuccessorRefused(PortalRefusal):
    code = "successor_refused"
    message = _("Paste the address of a public page of a portal of the city, and of none that goes with this one.")


class SuccessorElsewhere(PortalRefusal):
    code = "successor_elsewhere"
    message = _("Paste the address of a public page of this portal, and of none that goes with this one.")


class SuccessorIsHome(PortalRefusal):
    code = "successor_is_home"
    message = _("A home page takes the place of no page: readers would have to look again. Paste the page they need.")


class SuccessorUntranslated(PortalRefusal):
    code = "successor_untranslated"
    message = _("This page is not public in Vietnamese, as the one is that goes. Paste a page that is.")


class RedirectsForbidden(PortalRefusal):
    code = "redirects_forbidden"
    message = _("Only those who approve on the board of the portal take back where its addresses lead.")


class NotPublic(PortalRefusal):
    code = "not_public"
    message = _("This page is not public any more.")


class FixedPage(PortalRefusal):
    code = "fixed_page"
    message = _("A home page cannot be withdrawn. Change it, or ask the operator to suspend the portal.")


class TooManyPages(PortalRefusal):
    """More pages would go with one than anybody has looked at."""

    code = "too_many_pages"
    message = _(
        "%(count)d pages would go at once; at most %(limit)d can. Withdraw those below first, or ask the operator to "
        "suspend the portal."
    )

    def __init__(self, *, count: int, limit: int) -> None:
        super().__init__(count, limit)
        self.count, self.limit = count, limit

    def __str__(self) -> str:
        return str(self.message) % {"count": self.count, "limit": self.limit}


class TargetChanged(PortalRefusal):
    """What a proposal would change was changed since: the values that were compared are no longer the public ones."""

    code = "target_changed"
    message = _("This was changed after the change was proposed. Return the proposal, so that it is made anew.")


class ChangeWaits(PortalRefusal):
    code = "change_waits"
    message = _("A change of this that somebody else proposed waits for the board. Wait until it is decided.")


class ProposalOver(PortalRefusal):
    code = "proposal_over"
    message = _("This proposal is closed: it was decided, taken back or overtaken.")


class SectionMissing(PortalRefusal):
    code = "section_missing"
    message = _("Choose the section of the city portal.")


class SectionChosen(PortalRefusal):
    """Two persons approve the same item in the same place."""

    code = "section_chosen"
    message = _("The first approval was given for another section. Approve for that one, or return the proposal.")


class NotForCity(PortalRefusal):
    code = "not_for_city"
    message = _("Only a public page of another portal that is live is proposed to the city portal, and only once.")


class MoreWouldGo(PortalRefusal):
    code = "more_would_go"
    message = _(
        "More pages would go with it than the proposal names. Return the proposal, so that it is made anew and names "
        "all."
    )


class FilesElsewhere(NotApproved):
    """A version shows what lies in the library of another portal, whose board and editors change it."""

    code = "files_elsewhere"
    message = _(
        "A picture or document here lies in the library of another portal. Upload it to the library of this portal and "
        "choose it there."
    )
