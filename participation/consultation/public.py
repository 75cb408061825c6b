"""Public comments on a draft: their counts, and their words in the order of the parts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from django.core.paginator import Page, Paginator
from django.db.models import Count

from participation.enums import READABLE_COMMENTS, CommentState, CommentWithheldBecause
from participation.models import Comment

if TYPE_CHECKING:
    from information.models import DraftPage

GROUPS_ON_A_PAGE: Final = 20


@dataclass(frozen=True, slots=True)
class CommentCounts:
    """How many comments on a draft the board decided on. What waits is no figure for the public: anybody adds to it.

    Attributes:
        by_anchor: public ones of each part, by its anchor.
        withheld: those that are not published, by the words of their reason.
    """

    by_anchor: Mapping[str, int]
    withheld: Sequence[tuple[str, int]]

    @property
    def public(self) -> int:
        return sum(self.by_anchor.values())


@dataclass(frozen=True, slots=True)
class CommentGroup:
    """The same words on the same part: the first comment stands for all.

    Attributes:
        files: how many came with all of them.
    """

    comment: Comment
    count: int
    files: int = 0

    @property
    def others(self) -> int:
        return self.count - 1


def counts_of(draft: DraftPage) -> CommentCounts:
    """Count the comments on a draft, in one statement."""
    by_anchor: Counter[str] = Counter()
    withheld: Counter[str] = Counter()
    rows = Comment.objects.of_draft(draft).filter(state__in=READABLE_COMMENTS | {CommentState.WITHHELD}).order_by()
    for state, anchor, because, count in rows.values_list("state", "anchor", "withheld_because").annotate(Count("pk")):
        if state in READABLE_COMMENTS:
            by_anchor[anchor] += count
        else:
            withheld[because] += count
    classes = [(str(one.label), withheld[one]) for one in CommentWithheldBecause if withheld[one]]
    return CommentCounts(by_anchor, classes)


def page_of_groups(draft: DraftPage, *, anchor: str | None, number: Any) -> Page[Any]:
    """One page of the public comments on a draft, or on one part of it; its objects are groups."""
    rows = Comment.objects.of_draft(draft).readable()
    if anchor is not None:
        rows = rows.filter(anchor=anchor)
    page = Paginator(rows.grouped(), GROUPS_ON_A_PAGE).get_page(number)
    page.object_list = groups_of(page.object_list)
    return page


def groups_of(rows: Any) -> list[CommentGroup]:
    """Groups with their first comments, in the order of what `CommentQuerySet.grouped` found."""
    found = list(rows)
    comments = Comment.objects.in_bulk([row["first"] for row in found])
    return [
        CommentGroup(comments[row["first"]], row["count"], row["sent_files"])
        for row in found
        if row["first"] in comments
    ]


def by_part(groups: Sequence[CommentGroup]) -> list[tuple[Comment, list[CommentGroup]]]:
    """Groups by the part that they are about: a comment on each part, which says how it was called, and the groups."""
    return [
        (together[0].comment, together)
        for _part, found in groupby(groups, key=lambda group: (group.comment.place, group.comment.anchor))
        if (together := list(found))
    ]
