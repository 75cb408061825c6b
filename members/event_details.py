"""Details of events about roles, seats and invitations, in words."""

from functools import partial

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from audit.formatting import format_choice
from audit.kinds import register_details, register_details_of_accounts
from members.enums import MemberEventKind, Role, Seat

register_details(
    {
        "delegator": (_("Delegates"), str),
        "user": (_("Account"), str),
        "email": (_("E-mail address"), str),
        "role": (_("Role"), partial(format_choice, Role)),
        "seat": (_("Seat"), partial(format_choice, Seat)),
        "decision": (_("Decision"), str),
        "section": (pgettext_lazy("of a portal", "Section"), str),
    }
)
register_details_of_accounts({MemberEventKind.INVITED: ("email",)})
