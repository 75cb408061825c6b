"""What follows for others when a question ends: what was joined with it, and what of its public text waits."""

from __future__ import annotations

from datetime import datetime
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_noop

from editorial.proposals.actions.proposal import open_proposal, overtake
from participation.consents import senders_who_agree
from participation.enums.submissions import ConsentPurpose
from qa.core.transitions import transition
from qa.enums import Actor, QuestionState, Verb
from qa.models import PublicCopy, Question, QuestionEvent
from sites.enums import PortalState

if TYPE_CHECKING:
    from accounts.models import User

# What a closed question, and one that is sorted again, keeps of whom it was with.
NOBODY: Final[dict[str, Any]] = {"unit": None, "officer": None}
NEVER_READ: Final = gettext_noop("The question was closed, and the public does not read it.")


def unsorted(question: Question) -> dict[str, Any]:
    """What changes of a question that a board has to sort (again): it is with nobody, and the clock of sorting runs on
    from the first receipt. Of one that was answered before, that clock has stopped for good: a last day for what was
    asked further stands beside it."""
    return NOBODY if question.answered_on is not None else {"sorted_on": None, **NOBODY}


def portals_beside(question: Question) -> set[int]:
    """Portals that are held by whatever ends a question, before it: of the board that says what the public reads of it,
    of those who handle what was joined with it, and of those that received that: several ledgers are written to."""
    joined = question.duplicates.values_list("responsible_portal", "received_portal")
    return {question.received_portal_id, *chain.from_iterable(joined)}


def separate_joined(question: Question, *, at: datetime, since: datetime | None = None) -> None:
    """Let those that were joined with a question which ended without an answer go on by themselves: sorted anew, by the
    last days that follow from their own receipt. Their senders are told. All held by the caller (`with_joined`).

    Nobody is named as who does it: they may be with other portals.

    Args:
        since: those alone that were joined with it from then on: what came before was answered.

    Left as they are: those whose sender's data was erased, words and all, or who agrees to no answer any more, and
    those of an archived portal.
    """
    rows = _joined_with(question, since=since)
    agree = senders_who_agree([joined.sender_id for joined in rows], ConsentPurpose.ANSWER)
    agreed = set(agree.values_list("pk", flat=True)) if rows else set()
    for joined in rows:
        is_left = joined.sender.is_erased or joined.sender_id not in agreed
        if is_left or joined.responsible_portal.state == PortalState.ARCHIVED:
            continue
        transition(
            joined,
            Verb.SEPARATE,
            actor=Actor.SYSTEM,
            by=None,
            at=at,
            data={"was_with": question.code},
            merged_into=None,
            **unsorted(joined),
        )


def pass_joined_on(question: Question, *, into: Question, at: datetime) -> None:
    """Join those that were joined with a question with the one that it was joined with itself, held in the same way.
    Nobody is named here either."""
    for joined in _joined_with(question):
        transition(joined, Verb.MERGE, actor=Actor.SYSTEM, by=None, at=at, data={"into": into.code}, merged_into=into)


def _joined_with(question: Question, *, since: datetime | None = None) -> list[Question]:
    rows = question.duplicates.filter(state=QuestionState.MERGED_DUPLICATE)
    if since is not None:
        joining = QuestionEvent.objects.filter(question=OuterRef("pk"), verb=Verb.MERGE).order_by("-number")
        rows = rows.annotate(joined_at=Subquery(joining.values("at")[:1])).filter(joined_at__gte=since)
    return list(rows.select_related("sender", "responsible_portal").order_by("pk"))


def end_visibility_asked(question: Question, *, by: User | None, at: datetime) -> None:
    """Close what is proposed of whether the public reads a locked question, which is about to end so that it never
    does: no approver could decide on it afterwards. In the caller's transaction, which holds the portal that received
    it, and before the question moves: its event stands where somebody could still have decided."""
    change = question.visibility_changes.open().first()
    if change is None:
        return
    change.overtaken_at = at
    change.save(update_fields=["overtaken_at"])
    transition(question, Verb.KEEP_VISIBILITY, actor=Actor.SYSTEM, by=by, at=at, data=change.told())


def end_public_texts(question: Question, *, by: User | None, at: datetime) -> None:
    """Close what waits to be public of a locked question that the public never reads now, and tell who proposed it. In
    the caller's transaction, which holds the portal that received it.

    Args:
        by: who ended the question, for the portal that handles it; the board of another is told nobody.
    """
    copies = PublicCopy.objects.of_question(question.pk).order_by("pk")
    for row in (question, *question.messages.order_by("pk"), *copies):
        change = open_proposal(row)
        if change is not None:
            named = by if change.portal_id == question.responsible_portal_id else None
            overtake(change, by=named, at=at, reason=NEVER_READ)
