"""Refusals about roles, invitations, seats, delegations, accounts and sign-in."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from sites.errors.base import PortalRefusal, SealNotOpened


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


class AccessEnded(PortalRefusal):
    """The account was closed, or its sessions ended, while the request was on its way."""

    code = "access_ended"
    message = _("Your access changed at this moment, so nothing was done. Sign in again and try once more.")


class CodeWrong(PortalRefusal):
    """One answer whatever is wrong with a code: of what it is nearly right is told to nobody."""

    code = "code_wrong"
    message = _("This code is wrong, was used already, or its time is over. Wait for the next one and type that.")


class SecondFactorUnreadable(SealNotOpened):
    """What the second factor rests on cannot be read: whoever types a right code is not told that it is wrong."""

    code = "second_factor_unreadable"
    message = _("No code can be checked for your account at the moment. Tell the unit that operates the portals.")


class SecondFactorOn(PortalRefusal):
    code = "second_factor_on"
    message = _("Your account has a second factor already. Switch it off before you choose another telephone.")


class SecondFactorOff(PortalRefusal):
    code = "second_factor_off"
    message = _("This account has no second factor.")


class OwnSecondFactor(PortalRefusal):
    code = "own_second_factor"
    message = _("You switch off your own second factor under “Account”, with a code. Another operator can take it off.")


class AccountClosed(PortalRefusal):
    code = "account_closed"
    message = _("This account is closed.")


class UserNameTaken(PortalRefusal):
    code = "user_name_taken"
    message = _("Another account has this user name.")


class AddressTaken(PortalRefusal):
    code = "address_taken"
    message = _("Another account has this e-mail address.")


class PersonAmbiguous(PortalRefusal):
    """A user name that is the e-mail address of somebody else."""

    code = "person_ambiguous"
    message = _("This is the user name of one account and the e-mail address of another. Name the person by the other.")


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
        since: when the first of those that count was made, where that is said.
    """

    code = "too_many_tries"
    message = _("There were too many tries. Try again after %(time)s.")

    def __init__(self, *, until: datetime, since: datetime | None = None) -> None:
        super().__init__(until)
        self.until, self.since = until, since

    def __str__(self) -> str:
        return str(self.message) % {"time": date_format(timezone.localtime(self.until), "TIME_FORMAT")}
