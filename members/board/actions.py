"""Verbs of boards: the founding decision, its file, and the term."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.core.files import File
from django.db import transaction
from django.db.models import F, Q
from django.db.models.fields.files import FieldFile
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.changes import save_changes
from audit.errors import refusing_contents
from audit.events import record_event
from formats.files import check_contents
from formats.files.formats import check_picture
from members.board.delegations import end_held_delegations, hold_delegations
from members.duties import check_left, posts_of, told_of_succession
from members.errors import FileKindRefused, FileTooLarge, PeriodBackwards
from members.models import Board
from members.signals import duty_vacated
from sites.enums import PortalEventKind
from sites.locking import locked_portal

if TYPE_CHECKING:
    from accounts.models import User


MAX_FILE_MB = 20
# First bytes, ending of the name, media type.
KINDS = (
    (b"%PDF-", "pdf", "application/pdf"),
    (b"\xff\xd8\xff", "jpg", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png", "image/png"),
)
MEDIA_TYPES = {ending: media_type for _start, ending, media_type in KINDS}


@refusing_contents()
def ending_of(file: File) -> str:
    """How the name of a file ends that may be kept: a PDF, or a scan as JPEG or PNG.

    Raises:
        FileTooLarge, FileKindRefused: it may not.
        ContentsRefused: it runs something, or breaks off.
    """
    if file.size > MAX_FILE_MB * 1024 * 1024:
        raise FileTooLarge
    file.seek(0)
    start = file.read(16)
    file.seek(0)
    for beginning, ending, _media_type in KINDS:
        if start.startswith(beginning):
            if ending == "pdf":
                check_contents(file, ending)
            else:
                check_picture(file, "JPEG" if ending == "jpg" else "PNG")
            return ending
    raise FileKindRefused


BOARD_FACTS = ("founding_number", "founding_date", "signatory", "term_from", "term_until")


@transaction.atomic
def change_board_facts(
    board: Board, facts: dict[str, Any], *, by: User | None, at: datetime, vacancy_reason: str = ""
) -> list[str]:
    """Write the founding decision, its file and the term of a board. Returns the names of the facts that changed.

    What was lent of the right to approve ends where today lies outside the former term, or outside the new one.
    A new file replaces none: the former one stays in the store, and the record says where.

    Args:
        vacancy_reason: why nobody approves from now on, where today lies outside the new term alone.

    Raises:
        FileTooLarge, FileKindRefused: the file is not one that may be kept.
        PeriodBackwards: the term would end before it begins.
        LastHolder: nobody would be left to approve, and no reason for it is given.
    """
    locked_portal(board.portal_id)
    board = Board.objects.select_for_update(of=("self",), no_key=True).select_related("portal").get(pk=board.pk)
    first, last = (facts.get(name, getattr(board, name)) for name in ("term_from", "term_until"))
    if first and last and last < first:
        raise PeriodBackwards(first=first, last=last)
    file = facts.get("founding_file")
    if isinstance(file, File) and not isinstance(file, FieldFile):
        ending = ending_of(file)
    else:
        file, ending = None, ""
    changes, today = (board.term_from, board.term_until) != (first, last), timezone.localdate(at)
    breaks = changes and not (_holds(board.term_from, board.term_until, on=today) and _holds(first, last, on=today))
    lent = hold_delegations(Q(from_seat__board=board), at=at) if breaks else []
    held = posts_of([board.portal_id], on=today) if breaks else []
    if changes:
        Board.objects.filter(pk=board.pk).update(term_epoch=F("term_epoch") + 1)
    before = save_changes(board, facts, allowed=BOARD_FACTS)
    if file is not None:
        before["founding_file"] = board.founding_file.name
        board.founding_file.save(f"{board.portal.code}.{ending}", file)
    vacant = check_left(held, on=today, vacancy_reason=vacancy_reason)
    if before:
        event = record_event(
            PortalEventKind.CHANGED,
            portal=board.portal,
            at=at,
            by=by,
            fields=[f"board.{name}" for name in sorted(before)],
            before=before,
            **told_of_succession(vacant, successor=None, vacancy_reason=vacancy_reason),
        )
        if vacant:
            duty_vacated.send(Board, portal=board.portal, event=event)
        end_held_delegations(lent, by=by, at=at, reason=_("The board has another term."))
    return sorted(before)


def _holds(first: date | None, last: date | None, *, on: date) -> bool:
    """Whether a day lies in a term."""
    return not ((first and first > on) or (last and last < on))
