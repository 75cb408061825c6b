"""Words of the review: its steps, what is approved, proposed, withdrawn and found wrong."""

from enum import StrEnum
from typing import Final

from django.db import models
from django.utils.translation import pgettext_lazy


class ApprovalKind(models.TextChoices):
    """What was approved."""

    REVIEW = "review", pgettext_lazy("approval", "Review of one item")
    OPENING = "opening", pgettext_lazy("approval", "Opening of the portal")
    CLEANED = "cleaned", pgettext_lazy("approval", "Carried over to a file without data about its maker")


class LockedReason(StrEnum):
    """Why a page is moved nowhere else: a board approves it where it stands. `PageStays` says it in words."""

    IN_REVIEW = "in_review"
    SCHEDULED = "scheduled"
    RETURNED = "returned"


# These are not deleted either; what was returned is its author's again.
NOT_DELETED = frozenset({LockedReason.IN_REVIEW, LockedReason.SCHEDULED})


class TakedownReason(models.TextChoices):
    """Why a board withdraws an item at once. The public reads the class, never the reason in words."""

    ERROR = "error", pgettext_lazy("reason to withdraw", "Error in fact")
    PERSONAL_DATA = "personal_data", pgettext_lazy("reason to withdraw", "Personal data")
    STATE_SECRET = "state_secret", pgettext_lazy("reason to withdraw", "State secret")
    COPYRIGHT = "copyright", pgettext_lazy("reason to withdraw", "Copyright")
    LAW = "law", pgettext_lazy("reason to withdraw", "Against the law")
    SUPERSEDED = "superseded", pgettext_lazy("reason to withdraw", "No longer valid")
    OTHER = "other", pgettext_lazy("reason to withdraw", "Other reason")


# The title itself may be what had to go.
UNTITLED_REASONS = frozenset({TakedownReason.PERSONAL_DATA, TakedownReason.STATE_SECRET})


class ProposalKind(models.TextChoices):
    """What is proposed of a thing that is public already."""

    CHANGE = "change", pgettext_lazy("proposal", "Change of what is public")
    UNPUBLISH = "unpublish", pgettext_lazy("proposal", "Taking a page off the public")
    CITY_ITEM = "city_item", pgettext_lazy("proposal", "Item for the city portal")


class ProposalState(models.TextChoices):
    """Where a proposal stands."""

    WAITING = "waiting", pgettext_lazy("proposal", "Waits for the board")
    RETURNED = "returned", pgettext_lazy("proposal", "Returned with remarks")
    MADE = "made", pgettext_lazy("proposal", "Approved and made")
    DROPPED = "dropped", pgettext_lazy("proposal", "Taken back, replaced or overtaken")


# A thing has at most one such proposal of each kind.
OPEN_PROPOSALS = frozenset({ProposalState.WAITING, ProposalState.RETURNED})


class ReviewEventKind(models.TextChoices):
    """Kinds of events about items in review, proposals and withdrawals."""

    ITEM_SUBMITTED = "item_submitted", pgettext_lazy("portal event", "Item submitted to the board")
    ITEM_APPROVED = "item_approved", pgettext_lazy("portal event", "Item approved")
    ITEM_RETURNED = "item_returned", pgettext_lazy("portal event", "Item returned")
    ITEM_SCHEDULED = "item_scheduled", pgettext_lazy("portal event", "Item waits for its time")
    ITEM_TIMED = "item_timed", pgettext_lazy("portal event", "Time of publication changed")
    ITEM_PLANNED = "item_planned", pgettext_lazy("portal event", "Time of publication planned")
    ITEM_UNSCHEDULED = "item_unscheduled", pgettext_lazy("portal event", "Schedule of an item cancelled")
    ITEM_PUBLISHED = "item_published", pgettext_lazy("portal event", "Item published")
    ITEM_CHECKED = "item_checked", pgettext_lazy("portal event", "Item checked by a section editor")
    ITEM_CORRECTED = "item_corrected", pgettext_lazy("portal event", "Published item corrected")
    ITEM_TAKEN_DOWN = "item_taken_down", pgettext_lazy("portal event", "Item withdrawn from the public at once")
    ITEM_UNPUBLISHED = "item_unpublished", pgettext_lazy("portal event", "Item no longer public")
    ADDRESS_KEPT = "address_kept", pgettext_lazy("portal event", "Former address leads to a page")
    ADDRESS_LEFT_OUT = "address_left_out", pgettext_lazy("portal event", "Former address is too long to lead on")
    ADDRESS_TAKEN_BACK = "address_taken_back", pgettext_lazy("portal event", "Former address leads on no more")
    CHANGE_PROPOSED = "change_proposed", pgettext_lazy("portal event", "Change submitted to the board")
    CHANGE_APPROVED = "change_approved", pgettext_lazy("portal event", "Change approved")
    CHANGE_RETURNED = "change_returned", pgettext_lazy("portal event", "Change returned")
    CHANGE_DROPPED = "change_dropped", pgettext_lazy("portal event", "Proposed change taken back")
    CHANGE_OVERTAKEN = (
        "change_overtaken",
        pgettext_lazy("portal event", "Proposal closed without a decision"),
    )
    CHANGE_MADE = "change_made", pgettext_lazy("portal event", "Approved change made public")
    PROPOSED_TO_CITY = "proposed_to_city", pgettext_lazy("portal event", "Item proposed to the city portal")
    REVIEW_VARIANT_CHANGED = "review_variant", pgettext_lazy("portal event", "Steps of the review changed")
    APPROVALS_EXPORTED = "approvals_exported", pgettext_lazy("portal event", "List of approvals exported")


# Until they are followed by one of publication, the public sees nothing of them.
UNSEEN_EVENTS: Final = frozenset(
    {
        ReviewEventKind.ITEM_SUBMITTED, ReviewEventKind.ITEM_RETURNED, ReviewEventKind.ITEM_SCHEDULED,
        ReviewEventKind.ITEM_TIMED, ReviewEventKind.ITEM_PLANNED, ReviewEventKind.ITEM_UNSCHEDULED,
        ReviewEventKind.ITEM_CHECKED, ReviewEventKind.CHANGE_PROPOSED, ReviewEventKind.CHANGE_RETURNED,
        ReviewEventKind.CHANGE_DROPPED, ReviewEventKind.PROPOSED_TO_CITY, ReviewEventKind.REVIEW_VARIANT_CHANGED,
        ReviewEventKind.APPROVALS_EXPORTED,
    }
)  # fmt: skip


# After which citizens read something else than before.
PUBLIC_CHANGES = frozenset(
    {
        ReviewEventKind.ITEM_PUBLISHED,
        ReviewEventKind.ITEM_CORRECTED,
        ReviewEventKind.ITEM_TAKEN_DOWN,
        ReviewEventKind.ITEM_UNPUBLISHED,
        ReviewEventKind.CHANGE_MADE,
    }
)


class ReviewNoticeKind(models.TextChoices):
    """Kinds of notices about items in review, proposals and withdrawals."""

    TO_APPROVE = "to_approve", pgettext_lazy("notice", "Waits for your approval")
    TO_CHECK = "to_check", pgettext_lazy("notice", "Waits for your check")
    RETURNED = "returned", pgettext_lazy("notice", "Returned to you with remarks")
    TAKEN_DOWN = "taken_down", pgettext_lazy("notice", "Withdrawn from the public")
    APPROVED = "approved", pgettext_lazy("notice", "Your work was approved")
    OVERTAKEN = "overtaken", pgettext_lazy("notice", "Your proposal was closed without a decision")


class ReviewTaskList(models.TextChoices):
    """Task lists of reviews."""

    TO_APPROVE = "to_approve", pgettext_lazy("my work", "To approve")
    TO_CHECK = "to_check", pgettext_lazy("my work", "To check")
    WITHOUT_TIME = "without_time", pgettext_lazy("my work", "Approved, waits for a time of publication")
    RETURNED = "returned", pgettext_lazy("my work", "Returned to you with remarks")
    DRAFTS = "drafts", pgettext_lazy("my work", "Your drafts that you have not submitted")
    SUBMITTED = "submitted", pgettext_lazy("my work", "Your work that waits for others")
    WAITING_PORTALS = "waiting_portals", pgettext_lazy("my work", "Portals where items wait, the longest first")
