"""Approvals of what tests write without the verbs."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Model

from accounts.models import User
from sites.approvals import content_type_of
from sites.digests import digests_of
from sites.enums import ApprovalKind, Seat
from sites.models import Approval, Portal
from tests.factories import AT


def mark_approved(rows: Sequence[Model], *, portal: Portal, by: User) -> None:
    """Say that a board approved rows of one kind as they stand."""
    model = type(rows[0])
    digests = {str(key): digest for key, digest in digests_of(model, [row.pk for row in rows]).items()}
    Approval.objects.bulk_create(
        Approval(
            portal=portal,
            content_type=content_type_of(model),
            object_id=str(row.pk),
            kind=ApprovalKind.OPENING,
            approved_by=by,
            approved_at=AT,
            seat=Seat.HEAD,
            digest=digests[str(row.pk)],
        )
        for row in rows
    )
