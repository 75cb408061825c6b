"""Drafts as comments see them: whether they take comments, their parts, the version that the public reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import BigIntegerField

from formats.lawtext.citing import citations
from home.models import PublicVersion
from information.drafts.text import parts_of
from information.enums import REPORTED_DRAFTS, DraftState
from information.models import DraftPage
from participation.errors import PartGone
from participation.original_pages import public_original
from sites.tree import in_public_branch

if TYPE_CHECKING:
    from formats.lawtext.parts import Part


@dataclass(frozen=True, slots=True)
class CitedPart:
    """A part on which somebody comments.

    Attributes:
        place: of the part in the draft, from 1; 0: the whole draft.
        label: "điểm đ khoản 1 Điều 12"; empty: the whole draft.
    """

    anchor: str
    label: str
    place: int
    text: str = ""


WHOLE = CitedPart("", "", 0)


def cited_parts(draft: DraftPage) -> list[CitedPart]:
    """The parts of a draft that can be named, in their order."""
    parts: Sequence[Part] = parts_of(draft)
    labels = citations(parts)
    return [
        CitedPart(part.anchor, labels[part.anchor], place, part.text.strip())
        for place, part in enumerate(parts, start=1)
        if labels[part.anchor] and part.text.strip()
    ]


def check_part(draft: DraftPage, anchor: str) -> CitedPart:
    """The part of an anchor; the whole draft for none.

    Raises:
        PartGone: the draft has no such part.
    """
    if not anchor:
        return WHOLE
    found = next((part for part in cited_parts(draft) if part.anchor == anchor), None)
    if found is None:
        raise PartGone
    return found


def takes_comments(draft: DraftPage, *, on: date) -> bool:
    """Whether the public may comment on a day: on those that the public version names."""
    return draft.live and draft.state_on(on) == DraftState.OPEN


def takes_typed_comments(draft: DraftPage, *, on: date) -> bool:
    """Whether comments on paper are typed in: from the first day until the report is public."""
    return draft.live and draft.state_on(on) in {DraftState.OPEN, DraftState.CLOSED}


def shows_responses(draft: DraftPage) -> bool:
    """Whether the public reads what was made of the comments: all at once, with the report."""
    return draft.live and draft.state in REPORTED_DRAFTS


def is_report_with_board(draft: DraftPage) -> bool:
    """Whether the board has a version of a draft before it that comes with the report, or approved one for later."""
    step = draft.current_workflow_task_state
    revision = (step.revision if step else None) or draft.scheduled_revision
    return revision is not None and revision.content.get("state") in REPORTED_DRAFTS


def are_responses_decided(draft: DraftPage) -> bool:
    """Whether responses are public or before the board with the report: from then on the board alone corrects them."""
    return shows_responses(draft) or is_report_with_board(draft)


def extension_reason(draft: DraftPage) -> str:
    """Why the last day for comments of today is later than it was; empty: it never was another."""
    extensions = draft.extensions.filter(new_end=draft.closes_on).order_by("-extended_at", "-pk")
    return extensions.values_list("reason", flat=True).first() or ""


def public_number(draft: DraftPage) -> int:
    """The number of the version that the public reads; 0: none is kept."""
    numbers = PublicVersion.objects.filter(page=draft.pk, ended_at=None).values_list("number", flat=True)
    return numbers.first() or 0


def withdrawn_draft(key: int, container_path: str) -> DraftPage | None:
    """A draft of a portal that everybody could read and that was withdrawn."""
    if not container_path or key > BigIntegerField.MAX_BIGINT:
        return None
    rows = DraftPage.objects.not_live().filter(in_public_branch(), path__startswith=container_path, pk=key)
    page = rows.filter(first_published_at__isnull=False).select_related("locale").first()
    return None if page is None or page.get_view_restrictions().exists() else page


def live_draft(key: int, container_path: str) -> DraftPage | None:
    """A draft of a portal that everybody reads: comments stand with the one in the language in which it will be issued,
    whichever version of it was read."""
    page: DraftPage | None = public_original(DraftPage, key, container_path)
    return page
