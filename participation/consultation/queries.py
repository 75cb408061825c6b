"""Reads for those who decide on comments: decisions on the same words, and the next comment that waits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import Count, Q

from participation.enums.comments import CommentWithheldBecause
from participation.enums.submissions import READABLE_STATES, ModerationState
from participation.models import Comment

if TYPE_CHECKING:
    from participation.models.comment import CommentQuerySet

# Comments of one decision that are linked one by one.
_LINKED: Final = 3
# The order of the list of comments.
_ORDER: Final = ("place", "anchor", "content_hash", "pk")


@dataclass(frozen=True, slots=True)
class SameDecision:
    """Comments on one draft with the same words on which the board decided the same.

    Attributes:
        decision: in words, with the reason where they are not published.
        comments: the first of them.
    """

    decision: str
    count: int
    comments: Sequence[Comment]

    @property
    def more(self) -> int:
        return self.count - len(self.comments)


def decisions_on_same_words(comment: Comment) -> list[SameDecision]:
    """The decisions on other comments on the draft with the words of one, on whichever part. At most a statement for
    each decision, and one."""
    if not comment.content_hash:
        return []
    rows = Comment.objects.filter(
        portal=comment.portal_id,
        page=comment.page_id,
        content_hash=comment.content_hash,
        state__in=READABLE_STATES | {ModerationState.WITHHELD},
    ).exclude(pk=comment.pk)
    counted = rows.order_by("state", "withheld_because").values_list("state", "withheld_because").annotate(Count("pk"))
    return [
        SameDecision(
            ": ".join(str(choice.label) for choice in (ModerationState(state), *_reason(because))),
            count,
            list(rows.filter(state=state, withheld_because=because).order_by(*_ORDER)[:_LINKED]),
        )
        for state, because, count in counted
    ]


def _reason(because: str) -> list[CommentWithheldBecause]:
    return [CommentWithheldBecause(because)] if because else []


def next_waiting(comment: Comment, *, waiting: CommentQuerySet) -> Comment | None:
    """The comment that follows one in the list of its draft, of those that wait; after the last, the first."""
    rows = waiting.of_draft(comment.page).exclude(pk=comment.pk).order_by(*_ORDER)
    after, same = Q(pk__in=[]), Q()
    for name in _ORDER:
        value = getattr(comment, name)
        after |= same & Q(**{f"{name}__gt": value})
        same &= Q(**{name: value})
    return rows.filter(after).first() or rows.first()
