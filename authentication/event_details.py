"""Details of events about accounts and sign-in, in words."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from audit.kinds import register_details, register_details_of_accounts
from audit.throttling import Limit
from authentication.enums import AccountEventKind, SignInWay
from authentication.throttled_actions import CITY_SIGN_IN, OWN_PASSWORD, SECOND_FACTOR, SIGN_IN

TRIED = {
    SIGN_IN.code: pgettext_lazy("what was tried", "Sign-in"),
    CITY_SIGN_IN.code: pgettext_lazy("what was tried", "Sign-in with an account of the city"),
    OWN_PASSWORD.code: pgettext_lazy("what was tried", "The own password, to change it"),
    SECOND_FACTOR.code: pgettext_lazy("what was tried", "A code of the second factor"),
}
LOCKED = {
    Limit.OF_NAME: pgettext_lazy("what is locked", "the account, at this address"),
    Limit.OF_ACCOUNT: pgettext_lazy("what is locked", "the codes of the account, from everywhere"),
    Limit.OF_NETWORK: pgettext_lazy("what is locked", "everybody at this address"),
}
WAYS: dict[str, Any] = dict(SignInWay.choices)

register_details(
    {
        "former_email": (_("Former e-mail address"), str),
        "former_user": (_("Former user name"), str),
        "former_name": (_("Former name"), str),
        "name": (_("Name"), str),
        "tried": (pgettext_lazy("sign-in", "What was tried"), lambda value: str(TRIED.get(value, value))),
        "locked": (pgettext_lazy("sign-in", "Locked"), lambda value: str(LOCKED.get(value, value))),
        "way": (pgettext_lazy("sign-in", "Signed in with"), lambda value: str(WAYS.get(value, value))),
        "report": (_("Report number"), str),
        "days_ahead": (_("Days ahead"), str),
        "confirmed": (_("Confirmed accounts"), str),
        "digest": (_("Digest of the list"), str),
    }
)
register_details_of_accounts(
    {
        AccountEventKind.ACCOUNT_CREATED: ("name", "email"),
        AccountEventKind.ACCOUNT_RENAMED: ("name", "former_name"),
        AccountEventKind.ACCOUNT_ADDRESS_CHANGED: ("email", "former_email"),
    }
)
