"""Approvals of what tests write without the verbs."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Model

from accounts.models import User
from editorial.enums import ApprovalKind
from editorial.integrity.content_hash import content_hashes_of
from editorial.models import Approval
from members.enums import Seat
from qa.models import Question
from sites.models import Portal
from sites.tree import content_type_of
from tests.factories import AT, make_head


def write_public(question: Question, **values: Any) -> None:
    """Write values into a question that its board made public: how that came about is tested elsewhere."""
    Question.objects.filter(pk=question.pk).update(**values)
    portal = question.received_portal
    mark_approved([question], portal=portal, by=make_head(portal), hashed=False)


def mark_approved(rows: Sequence[Model], *, portal: Portal, by: User, hashed: bool = True) -> None:
    """Say that a board approved rows of one kind as they stand; without their hashes, whatever they will say."""
    model, content_hashes = type(rows[0]), dict.fromkeys([str(row.pk) for row in rows], "")
    if hashed:
        content_hashes = {
            str(key): content_hash for key, content_hash in content_hashes_of(model, [row.pk for row in rows]).items()
        }
    Approval.objects.bulk_create(
        Approval(
            portal=portal,
            content_type=content_type_of(model),
            object_id=str(row.pk),
            kind=ApprovalKind.OPENING,
            approved_by=by,
            approved_at=AT,
            seat=Seat.HEAD,
            content_hash=content_hashes[str(row.pk)],
        )
        for row in rows
    )
