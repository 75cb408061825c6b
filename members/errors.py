"""Refusals about roles, invitations, seats, delegations, accounts and sign-in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from audit.errors import PortalRefusal


def _written(days: Mapping[str, date]) -> dict[str, str]:
    return {name: date_format(day, "SHORT_DATE_FORMAT") for name, day in days.items()}


class RoleNotGrantable(PortalRefusal):
    code = "role_not_grantable"
    message = _("This role cannot be given here.")


class SectionNotAsked(PortalRefusal):
    code = "section_not_asked"
    message = _("Only a section editor works in one section. Leave the section blank for other roles.")


class SectionElsewhere(PortalRefusal):
    code = "section_elsewhere"
    message = _("This section does not belong to the portal.")


class RemitNotAsked(PortalRefusal):
    code = "remit_not_asked"
    message = _("Only a supervisor reads part of the portals. Choose all portals for other roles.")


class RoleHeld(PortalRefusal):
    code = "role_held"
    message = _("This person has this role already. To change its period, withdraw it first.")


class InvitationOpen(PortalRefusal):
    code = "invitation_open"
    message = _("This address has an open invitation to this role or board. Withdraw it before you send another.")


class InvitationGone(PortalRefusal):
    """Accepted, withdrawn, run out or never made: whoever holds the link is not told which."""

    code = "invitation_gone"
    message = _("This invitation is not valid, or no longer.")


class InvitationOfAnother(PortalRefusal):
    code = "invitation_of_another"
    message = _("Sign in with the account of the address to which the invitation was sent.")


class InvitationToArchived(PortalRefusal):
    code = "invitation_to_archived"
    message = _("This portal is archived: nobody is invited to it any more.")


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


class LastHolder(PortalRefusal):
    """A right ends that nobody else holds, and nothing is said of who follows."""

    code = "last_holder"
    message = _("Nobody would be left to %(duties)s. Name a successor, or write why nobody follows yet.")

    def __init__(self, duties: Sequence[str]) -> None:
        super().__init__(duties)
        self.duties = duties

    def __str__(self) -> str:
        return str(self.message) % {"duties": "; ".join(self.duties)}


class SuccessorElsewhere(PortalRefusal):
    code = "successor_elsewhere"
    message = _("The successor is somebody else who has a role or a seat on this portal, with an open account.")


class PeriodBackwards(PortalRefusal):
    """A period that ends before it begins."""

    code = "period_backwards"
    message = _("The last day, %(last)s, is before the first, %(first)s.")

    def __init__(self, *, first: date, last: date) -> None:
        super().__init__(first, last)
        self.first, self.last = first, last

    def __str__(self) -> str:
        return str(self.message) % _written({"first": self.first, "last": self.last})


class SeatTaken(PortalRefusal):
    code = "seat_taken"
    message = _("This person already sits on the board.")


class HeadSeated(PortalRefusal):
    """A board has one head at a time."""

    code = "head_seated"
    message = _("The board has a head on that day. End that seat first, or choose a later first day.")


class DecisionMissing(PortalRefusal):
    """A seat on a board is given by decision (Regulation 15.1)."""

    code = "decision_missing"
    message = _("Give the number and date of the decision that names the person to the board.")


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
    """A delegation from the same seat to the same member that holds on a day of the period.

    Attributes:
        first, last: its days, the first and the last included.
    """

    code = "delegation_held"
    message = _(
        "This member holds such a delegation from %(first)s to %(last)s already. Choose days before or after it, or "
        "take it back first."
    )

    def __init__(self, *, first: date, last: date) -> None:
        super().__init__(first, last)
        self.first, self.last = first, last

    def __str__(self) -> str:
        return str(self.message) % _written({"first": self.first, "last": self.last})


class DelegationOver(PortalRefusal):
    code = "delegation_over"
    message = _("This delegation is over already.")


class AccessEnded(PortalRefusal):
    """The account was closed, or its sessions ended, while the request was on its way."""

    code = "access_ended"
    message = _("Your access changed at this moment, so nothing was done. Sign in again and try once more.")


class PersonAmbiguous(PortalRefusal):
    """A user name that is the e-mail address of somebody else."""

    code = "person_ambiguous"
    message = _("This is the user name of one account and the e-mail address of another. Name the person by the other.")


class FileKindRefused(PortalRefusal):
    code = "file_kind_refused"
    message = _("This is neither a PDF nor a scan as JPEG or PNG, whatever its name says.")


class FileTooLarge(PortalRefusal):
    code = "file_too_large"
    message = _("The file is larger than 20 MB. Scan it with a lower resolution.")
