"""Refusals about what is public: withdrawals and violations."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sites.errors.base import PortalRefusal


class TakedownForbidden(PortalRefusal):
    code = "takedown_forbidden"
    message = _("Only the head or a deputy of this portal's editorial board withdraws an item from the public.")


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
