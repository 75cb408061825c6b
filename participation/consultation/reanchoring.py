"""Move comments to the parts of a draft's next public version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Case, CharField, F, PositiveIntegerField, Value, When

from audit.events import record_event
from formats.lawtext.citing import citations
from formats.lawtext.comparison import Change, compare
from formats.lawtext.parsing import parse
from home.models import PublicVersion
from participation.consultation.drafts import CitedPart
from participation.enums.comments import CommentEventKind
from participation.models import Comment
from participation.models.comment import GONE
from sites.locking import locked_portal

if TYPE_CHECKING:
    from wagtail.models import Revision

    from accounts.models import User
    from formats.lawtext.parts import Part
    from information.models import DraftPage
    from sites.models import Portal


def new_places(before: Sequence[Part], after: Sequence[Part], *, version: int) -> dict[str, CitedPart]:
    """Return where the comments on each part of the former version stand now, by its former anchor. Pure.

    A part that stands under another number takes its comments along. One that was left out keeps its label and gets an
    anchor that no part has, so that its comments are not read beside another part with its number.
    """
    labels, former_labels = citations(after), citations(before)
    places = {part.anchor: place for place, part in enumerate(after, start=1)}
    found, last = {}, 0
    for pair in compare(before, after):
        if pair.after is not None:
            last = places[pair.after.anchor]
        if pair.before is None:
            continue
        anchor = pair.before.anchor
        if pair.change == Change.GONE or pair.after is None:
            found[anchor] = CitedPart(f"{anchor}{GONE}{version}", former_labels[anchor], last)
        else:
            found[anchor] = CitedPart(pair.after.anchor, labels[pair.after.anchor], last)
    return found


@transaction.atomic
def reanchor_comments(draft: DraftPage, revision: Revision, *, portal: Portal, by: User | None, at: datetime) -> int:
    """Move the comments on a draft to the parts of the version that became public. Writes an event where one moved.
    Returns how many did.

    Comments on a part that an earlier version left out, by mistake perhaps, return to it with the version that has it
    again. Versions that were withdrawn count: comments stand on their parts.
    """
    former = _version_before(draft, revision=revision)
    if former is None:
        return 0
    before, after = _text_of(former), draft.text
    if before == after:
        return 0
    locked_portal(portal.pk)
    comments = Comment.objects.of_draft(draft).exclude(anchor="").order_by()
    stood = {(anchor, label, place) for anchor, label, place in comments.values_list("anchor", "label", "place")}
    former_parts, parts = parse(before), parse(after)
    places = new_places(former_parts, parts, version=former.number + 1)
    gone = {(anchor, label, place) for anchor, label, place in stood if GONE in anchor}
    places |= _places_of_gone(gone, [places[part.anchor].place for part in former_parts])
    places |= _places_of_restored(draft, {anchor for anchor, *_rest in gone}, parts, former_parts)
    moved = {anchor: places[anchor] for anchor, *at_former in stood if _moves(anchor, at_former, places)}
    if not moved:
        return 0
    count = comments.filter(anchor__in=moved).update(
        place=_by_anchor(moved, "place"), label=_by_anchor(moved, "label"), anchor=_by_anchor(moved, "anchor")
    )
    record_event(
        CommentEventKind.COMMENTS_REANCHORED,
        portal=portal,
        at=at,
        by=by,
        title=draft.title,
        page=draft.pk,
        comments=count,
    )
    return count


def count_left_out(draft: DraftPage) -> int:
    """Count the comments on parts of the public version that the text of a draft leaves out."""
    former = _version_before(draft)
    comments = Comment.objects.of_draft(draft).exclude(anchor="").exclude(anchor__contains=GONE).order_by()
    if former is None or _text_of(former) == draft.text or not comments.exists():
        return 0
    places = new_places(parse(_text_of(former)), parse(draft.text), version=former.number + 1)
    return comments.filter(anchor__in=[anchor for anchor, place in places.items() if GONE in place.anchor]).count()


def _version_before(
    draft: DraftPage, *, revision: Revision | None = None, number: int | None = None
) -> PublicVersion | None:
    """The newest public version of a draft but that of a revision, or the newest before a number."""
    versions = PublicVersion.objects.filter(page=draft.pk).select_related("revision").order_by("-number")
    if revision is not None:
        versions = versions.exclude(revision=revision)
    if number is not None:
        versions = versions.filter(number__lt=number)
    return versions.first()


def _text_of(version: PublicVersion) -> str:
    return str(version.revision.content.get("text", ""))


def _places_of_gone(gone: Iterable[tuple[str, str, int]], places: Sequence[int]) -> dict[str, CitedPart]:
    """Where comments on parts that are gone stand now: behind the part that preceded them.

    Args:
        places: of each part of the former version, in the later one.
    """
    return {
        anchor: CitedPart(anchor, label, places[place - 1] if 0 < place <= len(places) else 0)
        for anchor, label, place in gone
    }


def _places_of_restored(
    draft: DraftPage, gone: Iterable[str], parts: Sequence[Part], former_parts: Sequence[Part]
) -> dict[str, CitedPart]:
    """Where comments on parts that are gone stand, of those parts that the text has again, by their anchors as gone."""
    found: dict[str, CitedPart] = {}
    since = {int(anchor.partition(GONE)[2]) for anchor in gone}
    if not since:
        return found
    new = {pair.after.anchor for pair in compare(former_parts, parts) if pair.after and pair.change == Change.NEW}
    for number in since if new else ():
        if version := _version_before(draft, number=number):
            places = new_places(parse(_text_of(version)), parts, version=number)
            found |= {f"{anchor}{GONE}{number}": place for anchor, place in places.items() if place.anchor in new}
    return found


def _moves(anchor: str, former: Sequence[object], places: Mapping[str, CitedPart]) -> bool:
    now = places.get(anchor)
    return now is not None and [now.anchor, now.label, now.place] != [anchor, *former]


def _by_anchor(moved: Mapping[str, CitedPart], name: str) -> Case:
    field = PositiveIntegerField() if name == "place" else CharField()
    whens = [When(anchor=anchor, then=Value(getattr(part, name), output_field=field)) for anchor, part in moved.items()]
    return Case(*whens, default=F(name), output_field=field)
