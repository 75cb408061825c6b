"""Refusals of this app: typed, coded, with a message for the person who asked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sites.enums import StaysClosed

if TYPE_CHECKING:
    from sites.findings import Finding
    from sites.models import Portal


class PortalRefusal(Exception):
    """A verb refuses. `code` is stable for tests and logs; `message` is shown to the person."""

    code = "refused"
    message = _("This is not possible.")

    def __str__(self) -> str:
        return str(self.message)


class RecordKept(PortalRefusal):
    code = "record_kept"
    message = _("What the record holds is never changed or deleted.")


class NotApproved(PortalRefusal, PermissionDenied):
    """Wagtail's screens, which know nothing of it, answer as to a missing permission."""

    code = "not_approved"
    message = _("The editorial board has not approved this version, so it cannot be published.")


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
    message = _("Only a section editor of this place or the board checks an item, and nobody checks own work.")


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


class UnreadableDecision(PortalRefusal):
    """What the page editor sent beside the decision is not what our form makes."""

    code = "unreadable_decision"
    message = _("Nothing was decided: the answers did not arrive. Decide once more.")


class TargetChanged(PortalRefusal):
    """What a proposal would change was changed since: the values that were compared are no longer the public ones."""

    code = "target_changed"
    message = _("This was changed after the change was proposed. Return the proposal, so that it is made anew.")


class TargetGone(PortalRefusal):
    code = "target_gone"
    message = _("What this proposal is about does not exist any more, or is not public any more. Return the proposal.")


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


class PortalArchived(PortalRefusal):
    code = "portal_archived"
    message = _("This portal is archived: nothing new becomes public on it. Its board can withdraw a page.")


class WrongState(PortalRefusal):
    code = "wrong_state"
    message = _("The portal is not in a state that allows this.")


class FileKindRefused(PortalRefusal):
    code = "file_kind_refused"
    message = _("This is neither a PDF nor a scan as JPEG or PNG, whatever its name says.")


class FileTooLarge(PortalRefusal):
    code = "file_too_large"
    message = _("The file is larger than 20 MB. Scan it with a lower resolution.")


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


class ReasonMissing(PortalRefusal):
    code = "reason_missing"
    message = _("Give a reason.")


class RoleNotGrantable(PortalRefusal):
    code = "role_not_grantable"
    message = _("This role cannot be given here.")


class SectionNotAsked(PortalRefusal):
    code = "section_not_asked"
    message = _("Only a section editor works in one section. Leave the section blank for other roles.")


class SectionElsewhere(PortalRefusal):
    code = "section_elsewhere"
    message = _("This section does not belong to the portal.")


class RoleHeld(PortalRefusal):
    code = "role_held"
    message = _("This person has this role already. To change its period, withdraw it first.")


class InvitationOpen(PortalRefusal):
    code = "invitation_open"
    message = _("This address has an open invitation to this role. Withdraw it before you send another.")


class InvitationGone(PortalRefusal):
    """Accepted, withdrawn, run out or never made: whoever holds the link is not told which."""

    code = "invitation_gone"
    message = _("This invitation is not valid, or no longer.")


class InvitationOfAnother(PortalRefusal):
    code = "invitation_of_another"
    message = _("Sign in with the account of the address to which the invitation was sent.")


class InviterGone(PortalRefusal):
    code = "inviter_gone"
    message = _("Whoever invited you no longer gives roles here. Ask the portal for a new invitation.")


class AlreadyWithdrawn(PortalRefusal):
    code = "already_withdrawn"
    message = _("Somebody has withdrawn this role already.")


class OwnOperatorRole(PortalRefusal):
    code = "own_operator_role"
    message = _("You cannot withdraw your own role as operator. Another operator can do it.")


class LastOperator(PortalRefusal):
    code = "last_operator"
    message = _("This is the last operator. Make somebody else operator first.")


class PeriodBackwards(PortalRefusal):
    """A period that ends before it begins."""

    code = "period_backwards"
    message = _("The last day, %(last)s, is before the first, %(first)s.")

    def __init__(self, *, first: date, last: date) -> None:
        super().__init__(first, last)
        self.first, self.last = first, last

    def __str__(self) -> str:
        days = {"first": self.first, "last": self.last}
        return str(self.message) % {name: date_format(day, "SHORT_DATE_FORMAT") for name, day in days.items()}


class SeatTaken(PortalRefusal):
    code = "seat_taken"
    message = _("This person already sits on the board.")


class SeatEnded(PortalRefusal):
    code = "seat_ended"
    message = _("This seat has ended already.")


class NotDelegable(PortalRefusal):
    code = "not_delegable"
    message = _("The head or a deputy of a board delegates, to a member of the same board.")


class PeriodPassed(PortalRefusal):
    code = "period_passed"
    message = _("The first day has passed already.")


class OutsideTerm(PortalRefusal):
    code = "outside_term"
    message = _("Both seats and the term of the board must hold on every day of this period.")


class DelegationHeld(PortalRefusal):
    code = "delegation_held"
    message = _("This member holds such a delegation in this period already.")


class DelegationOver(PortalRefusal):
    code = "delegation_over"
    message = _("This delegation is over already.")


class AccountSuspended(PortalRefusal):
    code = "account_suspended"
    message = _("This account is suspended already.")


class NotSuspended(PortalRefusal):
    code = "not_suspended"
    message = _("This account is not suspended.")


class SuspendedStill(PortalRefusal):
    code = "suspended_still"
    message = _("This account is suspended: lift the suspension.")


class AccountOpen(PortalRefusal):
    code = "account_open"
    message = _("This account is open.")


class OwnAccount(PortalRefusal):
    code = "own_account"
    message = _("You cannot suspend your own account. Another operator can do it.")


class TooManyTries(PortalRefusal):
    """Somebody tried a password, or a form that anybody reaches, too often.

    Attributes:
        until: when the next try is answered.
    """

    code = "too_many_tries"
    message = _("There were too many tries. Try again after %(time)s.")

    def __init__(self, *, until: datetime) -> None:
        super().__init__(until)
        self.until = until

    def __str__(self) -> str:
        return str(self.message) % {"time": date_format(timezone.localtime(self.until), "TIME_FORMAT")}


class TakedownForbidden(PortalRefusal):
    code = "takedown_forbidden"
    message = _("Only the head or a deputy of this portal's editorial board withdraws an item from the public.")


class MoreWouldGo(PortalRefusal):
    code = "more_would_go"
    message = _(
        "More pages would go with it than the proposal names. Return the proposal, so that it is made anew and names "
        "all."
    )


class NotPublic(PortalRefusal):
    code = "not_public"
    message = _("This page is not public any more.")


class NothingAtAddress(PortalRefusal):
    code = "nothing_at_address"
    message = _("No public page of a portal stands at this address, and none was withdrawn there.")


class ViolationForbidden(PortalRefusal):
    code = "violation_forbidden"
    message = _("The managing agency records violations and closes them; the board of the portal answers.")


class ViolationMoved(PortalRefusal):
    code = "violation_moved"
    message = _("Somebody else answered on this violation or closed it in the meantime.")


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
