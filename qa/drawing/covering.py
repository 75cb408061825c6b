"""Covering a chosen copy: what a program proposes and a person ticks, and what a person marks, becomes black in a file
that is chosen instead."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from participation.sent_files.errors import FileLost
from qa.drawing.covers import Place, covered
from qa.file_errors import CopyMissing, CopyNothingCovered
from qa.models import PublicCopy, QuestionAttachment
from qa.publication.copy_files import CopyPiece, WrittenCopy
from qa.publication.public_copies import check_chosen, chosen_file, keep_chosen

if TYPE_CHECKING:
    from accounts.models import User


def places_of_copy(copy: PublicCopy) -> dict[str, list[Place]]:
    """Where pieces of the chosen file are seen, by their keys; those that a program cannot place are not among them."""
    return {key: [Place.of(value) for value in values] for key, values in copy.draft_places.items()}


def cover_copy(
    attachment: QuestionAttachment,
    *,
    chosen: str,
    pieces: Collection[str],
    marks: Collection[Place],
    by: User,
    at: datetime,
) -> PublicCopy:
    """Cover pieces and places in the chosen file, and keep the result as the file that is chosen. Nobody is asked about
    those pieces any more, and no cover is taken off. It may take some seconds, in which nothing is held.

    Args:
        chosen: where the file lies that the person looked at (`PublicCopy.draft`).
        pieces: keys of those to cover (`CopyPiece.key`). One that has no place stays, and is asked about.
        marks: places that the person marked (`qa.drawing.covers.checked_marks`).

    Raises:
        CopyMissing, CopyChosenAnew: as `qa.publication.public_copies.check_chosen` says.
        CopyNothingCovered: nothing is to be covered.
        FileLost, SealNotOpened: as `qa.publication.public_copies.chosen_file` says.
        CopyTooLong, CopyUnreadable, MarksUnreadable: as `qa.drawing.covers.covered` says.
        PortalRefusal: as `qa.publication.public_copies.choose_copy` says.
    """
    copy = PublicCopy.objects.filter(attachment=attachment).first()
    if copy is None:
        raise CopyMissing
    check_chosen(copy, chosen, by=by)
    known = places_of_copy(copy)
    hidden = set(pieces) & set(known)
    places = [*marks, *(place for key in hidden for place in known[key])]
    if not places:
        raise CopyNothingCovered
    try:
        file = covered(chosen_file(copy), places)
    except FileLost:
        # It goes when another one is chosen.
        copy.refresh_from_db()
        check_chosen(copy, chosen, by=by)
        raise
    left = [piece for piece in map(CopyPiece.of, copy.draft_pieces) if piece.key not in hidden]
    written = WrittenCopy(file, left, {key: known[key] for key in known if key not in hidden})
    return keep_chosen(attachment, written, by=by, at=at, instead_of=chosen)
