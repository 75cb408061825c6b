"""Parts of the verbs of contributions: the locked row, its next state, the step of which the sender is told, and the
event without words."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from wagtail.models import Page

from audit.events import record_event
from audit.on_commit import enqueue_on_commit
from audit.sealing.seals import hash_of
from editorial.review.reviewable import locked_item
from formats.vietnamese.text import to_nfc, visible
from members.access.actor import lock_actor
from participation.contribution.errors import (
    ContributionMoved,
    ContributionPublished,
    NotYourContribution,
    WordsMissing,
)
from participation.contribution.files import erase_files_of
from participation.contribution.lifecycle import BEFORE_PUBLICATION, may_act, state_after
from participation.contribution.notices import tell_of_waiting
from participation.enums.contributions import (
    MAILED_STEPS,
    ContributionEventKind,
    ContributionState,
    ContributionStepKind,
    ContributionVerb,
)
from participation.models import Contribution, ContributionStep
from participation.models.contribution import WORDS_LENGTH
from participation.permissions import actors_of
from participation.senders import start_keeping
from sites.enums import PortalState
from sites.errors import PortalArchived, TargetGone
from sites.locking import locked_portal

if TYPE_CHECKING:
    from accounts.models import User
    from sites.models import Portal


def record_withdrawal(row: Contribution, *, portal: Portal, at: datetime) -> None:
    """Write that a contribution, which is locked, is withdrawn, and empty it."""
    row.state = ContributionState.WITHDRAWN
    erase_content(row, at=at)
    record_step(ContributionStepKind.WITHDRAWN, row, portal=portal, by=None, at=at)
    enqueue_deletion_of_pictures(row)


def enqueue_deletion_of_pictures(row: Contribution) -> None:
    """Let the pictures of a contribution that ended leave the library, as far as nothing uses them."""
    if row.files.exclude(image=None).exists():
        enqueue_on_commit("participation.tasks.delete_contribution_pictures", row.pk)


def erase_content(row: Contribution, *, at: datetime) -> None:
    """Erase the words and files of a contribution that is locked. What is public of it is the page."""
    row.title = row.lead = row.text = row.video_url = row.author = row.organisation = ""
    row.save()
    row.steps.exclude(words="").update(words="")
    erase_files_of(row, at=at)


def lock_for(
    contribution: Contribution, verb: ContributionVerb, *, by: User | None, at: datetime, token: str = ""
) -> tuple[Portal, Contribution]:
    """Lock a contribution in a state for the verb, after its portal and the account of who acts.

    Raises:
        NotYourContribution: the person may not, or the secret is another.
        ContributionPublished: its page is public, and the verb would end that.
        ContributionMoved: it is in no state for the verb.
        TargetGone: there is none.
        PortalArchived: nothing is done any more on its portal.
        AccessEnded: as `members.access.actor.lock_actor` says.
    """
    portal = locked_portal(contribution.portal_id)
    lock_actor(by)
    if portal.state == PortalState.ARCHIVED:
        raise PortalArchived
    if verb in BEFORE_PUBLICATION:
        # Pages come before contributions, as where one is published.
        made_of = Contribution.objects.filter(pk=contribution.pk).values("page_key")
        for page in Page.objects.filter(translation_key__in=made_of).order_by("pk"):
            locked_item(page)
    rows = Contribution.objects.select_for_update(of=("self",), no_key=True).select_related("sender", "page")
    row = rows.filter(pk=contribution.pk).first()
    if row is None:
        raise TargetGone
    if by is None:
        if row.token_hash != hash_of(token):
            raise NotYourContribution
    elif not may_act(actors_of(by, portal.pk, on=day_of(at)), verb):
        raise NotYourContribution
    if state_after(ContributionState(row.state), verb) is None:
        raise ContributionMoved
    if state_after(ContributionState(row.state), verb, is_published=row.is_published) is None:
        raise ContributionPublished
    return portal, row


def transition(row: Contribution, verb: ContributionVerb, *columns: str) -> None:
    """Save the state that follows a verb, and the columns that were changed with it."""
    row.state = state_after(ContributionState(row.state), verb) or row.state
    row.save(update_fields=["state", *columns])


def end_handling(row: Contribution, *, by: User | None, at: datetime) -> None:
    """Let the period begin after which the data of the sender is erased."""
    if not row.sender.is_erased:
        start_keeping(row.sender, ended_on=day_of(at), by=by, at=at)


def checked_words(words: str) -> str:
    """Words to or of the sender, in NFC, without invisible characters.

    Raises:
        WordsMissing: there are none, or more than `WORDS_LENGTH` letters.
    """
    said = to_nfc(visible(words)).strip()
    if not said or len(said) > WORDS_LENGTH:
        raise WordsMissing
    return said


def day_of(at: datetime) -> date:
    return timezone.localdate(at)


def record_step(
    kind: ContributionStepKind,
    row: Contribution,
    *,
    portal: Portal,
    by: User | None,
    at: datetime,
    words: str = "",
    is_mailed: bool = True,
    **details: Any,
) -> None:
    """Write a step and its event, and tell the sender, or those who handle it once it waits for them.

    Args:
        is_mailed: False: no mail on this step is to go, now or later.
    """
    mailed_at = None if is_mailed else at
    step = ContributionStep.objects.create(contribution=row, kind=kind, words=words, at=at, by=by, mailed_at=mailed_at)
    if kind in MAILED_STEPS and is_mailed:
        enqueue_on_commit("participation.tasks.mail_contribution", step.pk)
    event = ContributionEventKind(f"contribution_{kind.value}")
    recorded = record_event(event, portal=portal, at=at, by=by, contribution=row.code, **details)
    if kind in {ContributionStepKind.RECEIVED, ContributionStepKind.REPLIED}:
        tell_of_waiting(row, event=recorded)
