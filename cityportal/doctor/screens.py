"""On which screen of the admin a finding is mended, where there is one; the rest is done on the server."""

from __future__ import annotations

from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# The name of an address, and what the screen is called.
Screen = tuple[str, Promise]

_PORTALS: Final[Screen] = ("portals_admin:index", pgettext_lazy("admin menu", "Portals"))
_ACCOUNTS: Final[Screen] = ("portals_admin:accounts", _("Accounts"))
_BOARDS: Final[Screen] = ("portals_admin:boards_to_warn_of", _("Editorial boards to look after"))
_MAILS: Final[Screen] = ("question_mails_failed", pgettext_lazy("admin menu", "Mails on questions"))
_AUDIT: Final[Screen] = ("portals_admin:audit", pgettext_lazy("admin menu", "Audit"))
_APPROVALS: Final[Screen] = ("portals_admin:approvals", pgettext_lazy("admin menu", "Approvals"))

SCREENS: Final[dict[str, Screen]] = {
    "no_city": ("portals_admin:create", _("New portal")),
    "no_operator": ("portals_admin:city_roles", _("Roles over the city")),
    "incomplete": ("portals_admin:import_portals", _("Portals from a file")),
    "site_host": _PORTALS,
    "site_without_portal": _PORTALS,
    "hosts": _PORTALS,
    "review_variant": _PORTALS,
    "nobody_approves": _BOARDS,
    "no_head": _BOARDS,
    "public_without_approval": _APPROVALS,
    "public_differs": _APPROVALS,
    "files_elsewhere": _APPROVALS,
    "administration_permission": _ACCOUNTS,
    "superusers": _ACCOUNTS,
    "second_factor_missing": _ACCOUNTS,
    "last_operator_unused": _ACCOUNTS,
    "groups_out_of_step": _ACCOUNTS,
    "suspended_but_open": ("portals_admin:suspensions", pgettext_lazy("admin menu", "Suspended accounts")),
    "question_mails_failed": _MAILS,
    "question_mails_waiting": _MAILS,
    "working_days": ("portals_admin:calendar", pgettext_lazy("admin menu", "Working days")),
    "failed_tasks": ("portals_admin:failed_tasks", pgettext_lazy("admin menu", "Lost background work")),
    "record": _AUDIT,
}


def screen_of(code: str) -> tuple[str, str]:
    """Address and name of the screen of a finding; empty where there is none."""
    if code not in SCREENS:
        return "", ""
    name, label = SCREENS[code]
    return reverse(name), str(label)
