"""Public comments on a draft: their counts, and their words in the order of the parts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q

from participation.consultation.drafts import shows_responses
from participation.enums.comments import CommentResponse, CommentWithheldBecause
from participation.enums.submissions import READABLE_STATES, ModerationState
from participation.models import Comment

if TYPE_CHECKING:
    from information.models import DraftPage
    from participation.models.comment import CommentQuerySet

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


class Response(NamedTuple):
    """The response of the agency to a comment, in words."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class CommentGroup:
    """The same words on the same part: the first comment stands for all.

    Attributes:
        files: how many came with all of them.
        responses: what was made of them, once that is public; most often one.
    """

    comment: Comment
    count: int
    files: int = 0
    responses: Sequence[Response] = ()

    @property
    def others(self) -> int:
        return self.count - 1


def counts_of(draft: DraftPage) -> CommentCounts:
    """Count the comments on a draft, in one statement."""
    by_anchor: Counter[str] = Counter()
    withheld: Counter[str] = Counter()
    rows = Comment.objects.of_draft(draft).filter(state__in=READABLE_STATES | {ModerationState.WITHHELD}).order_by()
    for state, anchor, because, count in rows.values_list("state", "anchor", "withheld_because").annotate(Count("pk")):
        if state in READABLE_STATES:
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
    sizes = (
        rows.order_by("place", "anchor").values_list("place", "anchor").annotate(Count("public_hash", distinct=True))
    )
    parts = list(sizes)
    page: Page[Any] = Paginator(range(sum(size for _place, _anchor, size in parts)), GROUPS_ON_A_PAGE).get_page(number)
    page.object_list = _groups_between(rows, parts, page.start_index() - 1, page.end_index(), draft=draft)
    return page


def _groups_between(
    rows: CommentQuerySet, parts: Sequence[tuple[int, str, int]], first: int, last: int, *, draft: DraftPage
) -> list[CommentGroup]:
    """Groups of a page. Reads the parts alone that stand on it, however many comments there are.

    Args:
        parts: place, anchor and number of groups of each part, in their order.
        first, last: as a slice of all groups.
    """
    wanted, start, skipped = Q(pk__in=[]), 0, 0
    for place, anchor, size in parts:
        if start < last and first < start + size:
            wanted |= Q(place=place, anchor=anchor)
        elif start + size <= first:
            skipped = start + size
        start += size
    found = list(rows.filter(wanted).grouped()[first - skipped : last - skipped]) if last > 0 else []
    comments = Comment.objects.in_bulk([row["first"] for row in found])
    responses = _responses(rows.filter(wanted), found) if shows_responses(draft) else {}
    return [
        CommentGroup(
            comments[row["first"]],
            row["count"],
            row["sent_files"],
            responses.get((row["anchor"], row["public_hash"]), []),
        )
        for row in found
        if row["first"] in comments
    ]


def _responses(rows: CommentQuerySet, found: Sequence[Mapping[str, Any]]) -> dict[tuple[str, str], list[Response]]:
    """The responses to the same words, those of most comments first."""
    same = rows.filter(public_hash__in={row["public_hash"] for row in found}).exclude(response=CommentResponse.NONE)
    counted = same.order_by().values_list("anchor", "public_hash", "response", "response_text").annotate(Count("pk"))
    responses = defaultdict[tuple[str, str], list[Response]](list)
    for anchor, public_hash, response, text, _count in sorted(counted, key=lambda row: (-row[-1], row)):
        responses[anchor, public_hash].append(Response(str(CommentResponse(response).label), text))
    return responses


def by_part(groups: Sequence[CommentGroup]) -> list[tuple[Comment, list[CommentGroup]]]:
    """Groups by the part that they are about: a comment on each part, which says how it was called, and the groups."""
    return [
        (together[0].comment, together)
        for _part, found in groupby(groups, key=lambda group: (group.comment.place, group.comment.anchor))
        if (together := list(found))
    ]
