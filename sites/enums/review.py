"""Words of the review: its steps, what is approved, proposed, withdrawn and found wrong."""

from enum import StrEnum

from django.db import models
from django.utils.translation import pgettext_lazy


class ReviewVariant(models.TextChoices):
    """How a portal's board reviews, inside the common rule (Regulation 28.3)."""

    ONE_APPROVAL = "one", pgettext_lazy("review variant", "One approval")
    TWO_APPROVALS = "two", pgettext_lazy("review variant", "Two approvals by two persons")
    SECTION_EDITORS_FIRST = "sections", pgettext_lazy("review variant", "Section editors first, then one approval")


class ApprovalKind(models.TextChoices):
    """What was approved."""

    REVIEW = "review", pgettext_lazy("approval", "Review of one item")
    OPENING = "opening", pgettext_lazy("approval", "Opening of the portal")


class StaysClosed(models.TextChoices):
    """Why the opening of a portal leaves a page of its starter tree to a review of its own."""

    IN_REVIEW = "in_review", pgettext_lazy("starter page", "It is in review: it becomes public when its review ends")
    SCHEDULED = (
        "scheduled",
        pgettext_lazy("starter page", "It has a time to become public, or its time has run out: submit it for review"),
    )
    WAS_PUBLIC = "was_public", pgettext_lazy("starter page", "It was public before: submit it for review")


class StaysInPlace(StrEnum):
    """Why a page is moved nowhere else: a board approves it where it stands. `PageStays` says it in words."""

    IN_REVIEW = "in_review"
    SCHEDULED = "scheduled"
    RETURNED = "returned"


# These are not deleted either; what was returned is its author's again.
NOT_DELETED = frozenset({StaysInPlace.IN_REVIEW, StaysInPlace.SCHEDULED})


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


class ViolationState(models.TextChoices):
    """Where a violation that the managing agency found stands (Regulation 25.1)."""

    OPEN = "open", pgettext_lazy("violation", "The board has to answer")
    ANSWERED = "answered", pgettext_lazy("violation", "Answered by the board")
    CLOSED = "closed", pgettext_lazy("violation", "Closed")


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
