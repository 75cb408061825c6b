"""What ends with a right that it came from: invitations, which would be good again with the right."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from audit.events import record_event
from members.enums import MemberEventKind
from members.models import Invitation

if TYPE_CHECKING:
    from django.db.models import Q

    from accounts.models import User


def hold_invitations(which: Q) -> list[Invitation]:
    """Some of the invitations that are not answered, locked."""
    rows = Invitation.objects.unanswered().filter(which).select_related("portal")
    return list(rows.select_for_update(of=("self",), no_key=True).order_by("pk"))


def withdraw_held_invitations(invitations: Iterable[Invitation], *, by: User | None, at: datetime, reason: str) -> None:
    """End the links of invitations that are held. An event for each; the caller holds the chains of their portals."""
    for row in invitations:
        row.withdrawn_at, row.withdrawn_reason = at, reason
        row.save(update_fields=["withdrawn_at", "withdrawn_reason"])
        record_event(
            MemberEventKind.INVITATION_WITHDRAWN,
            portal=row.portal,
            at=at,
            by=by,
            reason=reason,
            email=row.email,
            **offer_details(row),
        )


def offer_details(invitation: Invitation) -> dict[str, str]:
    """What an event says of what an invitation offers: the role, or the seat with its decision."""
    if invitation.seat:
        return {"seat": invitation.seat, "decision": invitation.decision_ref}
    remit = invitation.remit
    return {"role": invitation.role} | ({"remit": remit.label} if remit is not None else {})
