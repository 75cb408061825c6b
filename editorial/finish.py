"""Where Wagtail calls us when a review ends. It imports this while its own models load, so nothing else is here."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wagtail.models import WorkflowState

    from accounts.models import User


def publish_after_review(workflow_state: WorkflowState, user: User | None = None) -> None:
    """Publish what the board approved (WAGTAIL_FINISH_WORKFLOW_ACTION).

    Raises:
        NotApproved: the latest version has no approval.
    """
    from editorial.review.actions import finish_review  # noqa: PLC0415 -- see above

    finish_review(workflow_state, by=user)
