"""States and kinds of accounts and their suspensions."""

from django.db import models
from django.utils.translation import pgettext_lazy


class SuspensionAct(models.TextChoices):
    """What a report to the managing agency tells of (Regulation 8.9)."""

    ACCOUNT_SUSPENDED = "account_suspended", pgettext_lazy("suspension", "Account suspended")
    ACCOUNT_RESUMED = "account_resumed", pgettext_lazy("suspension", "Suspension of an account lifted")
    PORTAL_SUSPENDED = "portal_suspended", pgettext_lazy("suspension", "Portal suspended")
    PORTAL_RESUMED = "portal_resumed", pgettext_lazy("suspension", "Portal brought back")


class SignInWay(models.TextChoices):
    """How a session began, where it was not by the password."""

    CITY = "city", pgettext_lazy("way of signing in", "account of the city")
    CITY_SECOND_FACTOR = (
        "city_second_factor",
        pgettext_lazy("way of signing in", "account of the city, with the second factor of the city"),
    )


class AccountEventKind(models.TextChoices):
    """Kinds of events about accounts, sign-in and the second factor."""

    ACCOUNT_CREATED = "account_created", pgettext_lazy("portal event", "Account created")
    ACCOUNT_SUSPENDED = "account_suspended", pgettext_lazy("portal event", "Account suspended")
    ACCOUNT_RESUMED = "account_resumed", pgettext_lazy("portal event", "Suspension of an account lifted")
    ACCOUNT_OPENED = "account_opened", pgettext_lazy("portal event", "Closed account opened")
    ACCOUNT_RENAMED = "account_renamed", pgettext_lazy("portal event", "Account renamed")
    ACCOUNT_ADDRESS_CHANGED = (
        "account_address_changed",
        pgettext_lazy("portal event", "E-mail address of an account changed"),
    )
    SIGNED_IN = "signed_in", pgettext_lazy("portal event", "Signed in")
    SIGN_IN_FAILED = "sign_in_failed", pgettext_lazy("portal event", "Sign-in failed")
    SIGN_IN_LOCKED = "sign_in_locked", pgettext_lazy("portal event", "Sign-in locked after too many tries")
    PASSWORD_MAIL_SENT = "password_mail_sent", pgettext_lazy("portal event", "Link for a new password sent")
    SECOND_FACTOR_ON = "second_factor_on", pgettext_lazy("portal event", "Second factor switched on")
    SECOND_FACTOR_OFF = "second_factor_off", pgettext_lazy("portal event", "Second factor switched off")
    SECOND_FACTOR_TAKEN_OFF = (
        "second_factor_taken_off",
        pgettext_lazy("portal event", "Second factor taken off by an operator"),
    )
    BACKUP_CODE_USED = "backup_code_used", pgettext_lazy("portal event", "Backup code used")
    BACKUP_CODES_RENEWED = "backup_codes_renewed", pgettext_lazy("portal event", "Backup codes renewed")
    CITY_IDENTITY_LINKED = "city_identity_linked", pgettext_lazy("portal event", "Account of the city linked")
    CITY_IDENTITY_UNLINKED = "city_identity_unlinked", pgettext_lazy("portal event", "Account of the city unlinked")
    CITY_IDENTITY_REVOKED = (
        "city_identity_revoked",
        pgettext_lazy("portal event", "Account of the city unlinked by an operator"),
    )
    PASSWORD_CHANGED = "password_changed", pgettext_lazy("portal event", "Password changed")
    UNUSED_TOLD = "account_unused_told", pgettext_lazy("portal event", "Told that the account is suspended unless used")
    LIMITS_CHANGED = "account_limits_changed", pgettext_lazy("portal event", "Limits of accounts changed")
    LIST_CONFIRMED = "account_list_confirmed", pgettext_lazy("portal event", "List of accounts confirmed")
    LIST_REMINDED = "account_list_reminded", pgettext_lazy("portal event", "Reminded to confirm the list of accounts")


class AccountNoticeKind(models.TextChoices):
    """Kinds of notices about accounts that nobody uses, and about lists of accounts."""

    UNUSED = "account_unused", pgettext_lazy("notice", "Your account is suspended soon, because nobody uses it")
    SUSPENDED = "unused_suspended", pgettext_lazy("notice", "An account was suspended because nobody used it")
    LIST_DUE = "account_list_due", pgettext_lazy("notice", "The list of accounts of a portal is to be confirmed")


class AccountTaskList(models.TextChoices):
    """Task lists of lists of accounts."""

    TO_CONFIRM = "account_lists", pgettext_lazy("my work", "Lists of accounts to confirm")
    LATE = "account_lists_late", pgettext_lazy("my work", "Portals that have not confirmed their list of accounts")
