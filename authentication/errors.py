"""Refusals of signing in, accounts and their suspensions."""

from django.utils.translation import gettext_lazy as _

from audit.errors import PortalRefusal, SealNotOpened


class AccountSuspended(PortalRefusal):
    code = "account_suspended"
    message = _("This account is suspended already.")


class NotSuspended(PortalRefusal):
    code = "not_suspended"
    message = _("This account is not suspended.")


class SuspendedStill(PortalRefusal):
    code = "suspended_still"
    message = _("This account is suspended: lift the suspension.")


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


class ProviderSilent(PortalRefusal):
    code = "provider_silent"
    message = _(
        "The sign-in of the city does not answer at the moment. Use your user name and password, or try again later."
    )


class IdentityNotProved(PortalRefusal):
    """One answer whatever is wrong with what the provider sent, or with who brought it."""

    code = "identity_not_proved"
    message = _(
        "The answer of the sign-in of the city was not accepted. Begin again; if that does not help, use your user "
        "name and password, and tell the unit that operates the portals."
    )


class IdentityUnknown(PortalRefusal):
    """One answer whether no account is linked, or the linked one is closed."""

    code = "identity_unknown"
    message = _(
        "This account of the city opens no account here. Sign in with your user name and password, and link it under "
        "“Account”. Who has no account here is invited by a portal."
    )

    def __init__(self, account: str = "") -> None:
        """Of a closed account its name, for the record alone."""
        super().__init__()
        self.account = account


class IdentityTaken(PortalRefusal):
    code = "identity_taken"
    message = _("This account of the city is linked to another account here.")


class IdentityLinked(PortalRefusal):
    code = "identity_linked"
    message = _("An account of the city is linked already. Unlink it before you link another.")


class IdentityMissing(PortalRefusal):
    code = "identity_missing"
    message = _("No account of the city is linked to this account.")


class PasswordMissing(PortalRefusal):
    code = "password_missing"
    message = _("You have no password here yet. Sign out, and ask for one by “Forgotten password?”.")


class OwnIdentity(PortalRefusal):
    code = "own_identity"
    message = _("You unlink your own account of the city under “Account”, with your password.")


class AccountClosed(PortalRefusal):
    code = "account_closed"
    message = _("This account is closed.")


class UserNameTaken(PortalRefusal):
    code = "user_name_taken"
    message = _("Another account has this user name.")


class AddressTaken(PortalRefusal):
    code = "address_taken"
    message = _("Another account has this e-mail address.")


class AccountOpen(PortalRefusal):
    code = "account_open"
    message = _("This account is open.")


class LimitsForbidden(PortalRefusal):
    code = "limits_forbidden"
    message = _("Only operators change the limits of accounts.")


class LimitsOutOfOrder(PortalRefusal):
    code = "limits_out_of_order"
    message = _("Limits begin after those so far; notices come one after the other, ahead of the suspension.")


class ConfirmationForbidden(PortalRefusal):
    code = "confirmation_forbidden"
    message = _("The administrators of the portal confirm its list of accounts; an operator where there are none.")


class ListChanged(PortalRefusal):
    code = "list_changed"
    message = _("Somebody's right began or ended since the list was shown. Look at it again, as it is now.")


class OwnAccount(PortalRefusal):
    code = "own_account"
    message = _("You cannot suspend your own account. Another operator can do it.")
