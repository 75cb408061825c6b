"""Details of events about roles, seats and invitations, in words."""

from collections.abc import Iterable
from functools import partial

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from audit.formatting import format_choice
from audit.kinds import register_details, register_details_of_accounts
from members.enums import Duty, MemberEventKind, Role, Seat


def _format_duties(duties: Iterable[str]) -> str:
    return "; ".join(format_choice(Duty, duty) for duty in duties)


register_details(
    {
        "delegator": (_("Delegates"), str),
        "user": (_("Account"), str),
        "email": (_("E-mail address"), str),
        "role": (_("Role"), partial(format_choice, Role)),
        "seat": (_("Seat"), partial(format_choice, Seat)),
        "decision": (_("Decision"), str),
        "remit": (_("Supervised portals"), str),
        "section": (pgettext_lazy("of a portal", "Section"), str),
        "followed_by": (pgettext_lazy("person", "Successor"), str),
        "vacant": (_("Nobody is left to"), _format_duties),
        "vacant_units": (_("Units"), "; ".join),
        "vacancy_reason": (_("Why nobody follows"), str),
    }
)
register_details_of_accounts({MemberEventKind.INVITED: ("email",)})
