"""Refusals of this app: typed, coded, with a message for the person who asked."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


class PortalRefusal(Exception):
    """A verb refuses. `code` is stable for tests and logs; `message` is shown to the person."""

    code = "refused"
    message = _("This is not possible.")

    def __str__(self) -> str:
        return str(self.message)


class NotApproved(PortalRefusal):
    code = "not_approved"
    message = _("The editorial board has not approved this version, so it cannot be published.")


class ApprovalForbidden(PortalRefusal):
    code = "approval_forbidden"
    message = _("Only the head or a deputy of this portal's editorial board approves, and nobody approves own work.")


class WrongState(PortalRefusal):
    code = "wrong_state"
    message = _("The portal is not in a state that allows this.")


class ReasonMissing(PortalRefusal):
    code = "reason_missing"
    message = _("Give a reason.")


class RoleNotGrantable(PortalRefusal):
    code = "role_not_grantable"
    message = _("This role cannot be given here.")


class SeatTaken(PortalRefusal):
    code = "seat_taken"
    message = _("This person already sits on the board.")
