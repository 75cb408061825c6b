"""Verbs by which those who handle a contribution ask its sender, or decline it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from participation.contribution.errors import ContributionMoved
from participation.contribution.pages import take_off_schedule
from participation.contribution.transitions import (
    checked_words,
    end_handling,
    enqueue_deletion_of_pictures,
    lock_for,
    record_step,
    transition,
)
from participation.enums.contributions import ContributionDeclinedBecause, ContributionStepKind, ContributionVerb
from participation.models import Contribution

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def ask_back(
    contribution: Contribution, *, words: str, by: User, at: datetime, opened_at: datetime | None = None
) -> None:
    """Ask the sender for something. Without an answer the data is erased when the period of keeping is over.

    Args:
        opened_at: when the form was shown; refused where a colleague or the sender made a step since.

    Raises:
        WordsMissing: nothing is asked.
        NotYourContribution, ContributionMoved, TargetGone, PortalArchived: as `lock_for` says.
    """
    said = checked_words(words)
    portal, row = lock_for(contribution, ContributionVerb.ASK_BACK, by=by, at=at)
    _refuse_if_moved(row, since=opened_at)
    transition(row, ContributionVerb.ASK_BACK)
    end_handling(row, by=by, at=at)
    record_step(ContributionStepKind.ASKED_BACK, row, portal=portal, by=by, at=at, words=said)


@transaction.atomic
def decline(
    contribution: Contribution,
    *,
    because: ContributionDeclinedBecause,
    words: str,
    by: User,
    at: datetime,
    opened_at: datetime | None = None,
) -> None:
    """Tell the sender that the portal does not use a contribution, and why. A draft that was made of it stays for the
    editors to delete.

    Args:
        opened_at: when the form was shown; refused where a colleague or the sender made a step since.

    Raises:
        WordsMissing: it is not said why.
        ContributionPublished: its page is public.
        NotYourContribution, ContributionMoved, TargetGone, PortalArchived: as `lock_for` says.
    """
    said = checked_words(words)
    portal, row = lock_for(contribution, ContributionVerb.DECLINE, by=by, at=at)
    _refuse_if_moved(row, since=opened_at)
    take_off_schedule(row, by=by, at=at)
    row.declined_because, row.decided_at, row.decided_by = because, at, by
    transition(row, ContributionVerb.DECLINE, "declined_because", "decided_at", "decided_by")
    end_handling(row, by=by, at=at)
    record_step(ContributionStepKind.DECLINED, row, portal=portal, by=by, at=at, words=said, because=str(because))
    enqueue_deletion_of_pictures(row)


def _refuse_if_moved(row: Contribution, *, since: datetime | None) -> None:
    """Refuse what was written before a step that its author has not seen."""
    if since is not None and row.steps.filter(at__gt=since).exists():
        raise ContributionMoved
