"""Verbs of the canned responses: kept by those who write with them, the board and the officers of a portal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import chain
from typing import TYPE_CHECKING, Final

from django.utils import timezone
from django.utils.translation import gettext_noop

from audit.events import record_event
from audit.locking import atomic_refusing_deadlocks
from formats.writing.sentences import clauses
from members.access.actor import lock_actor
from qa.core.texts import checked_text
from qa.enums import CannedResponseKind, QuestionEventKind
from qa.errors import DeskForbidden, UnitElsewhere
from qa.models import AnsweringUnit, CannedResponse, FormerText
from qa.models.canned_response import CANNED_RESPONSE_LENGTH
from qa.permissions import kept_texts
from sites.errors import TargetGone
from sites.locking import locked_portal

if TYPE_CHECKING:
    from accounts.models import User
    from sites.models import Portal

TITLE_LENGTH = 150
# A sentence of fewer greets or thanks: it is nobody's words.
FEWEST_WORDS: Final = 6


def keep_text(
    *,
    portal_id: int,
    kind: CannedResponseKind,
    title: str,
    text: str,
    by: User,
    at: datetime,
    unit: AnsweringUnit | None = None,
    instead_of: CannedResponse | None = None,
) -> CannedResponse:
    """Keep a text ready, or change one that is. Writes an event. Whoever changes what it says is one of its writers.

    Raises:
        DeskForbidden: the person neither sits on the board nor answers for a unit of the portal.
        UnitElsewhere: the unit is of another portal, or not in use any more.
        TextMissing, TextTooLong: of title or text.
        TargetGone: the one to change is gone.
    """
    with _held(portal_id, by=by, at=at) as portal:
        if unit is not None and (unit.portal_id != portal.pk or unit.ended_on is not None):
            raise UnitElsewhere
        row = _locked(instead_of, portal) if instead_of is not None else CannedResponse(portal=portal)
        said = checked_text(text, most=CANNED_RESPONSE_LENGTH)
        is_changed = said != row.text
        if is_changed and row.pk is not None:
            _remember_writers(row)
        row.kind, row.unit, row.text = kind, unit, said
        row.title = checked_text(title, most=TITLE_LENGTH)
        row.save()
        if is_changed:
            row.writers.add(by)
        _record(gettext_noop("Text kept ready"), row, portal=portal, by=by, at=at)
    return row


def drop_text(text: CannedResponse, *, by: User, at: datetime) -> None:
    """Keep a text ready no more; what was written with it stays. Writes an event.

    Raises:
        DeskForbidden, TargetGone: as above.
    """
    with _held(text.portal_id, by=by, at=at) as portal:
        row = _locked(text, portal)
        _record(gettext_noop("Canned response deleted"), row, portal=portal, by=by, at=at)
        _remember_writers(row)
        row.delete()


def writers_of_words_in(text: str, *, portal_id: int) -> set[int]:
    """Keys of those who wrote canned responses of a portal of which a text repeats the whole, or a sentence.

    Whole words of thanks are nobody's in a text that says more.

    By the words: whoever puts a canned response in edits it there. It may be changed or deleted before that is saved,
    or afterwards: what texts said before is read as well, and last, so that one that is dropped meanwhile is found.
    """
    whole, said = " ".join(text.split()), set(clauses(text))
    now = CannedResponse.objects.for_portals([portal_id]).prefetch_related("writers")
    before = FormerText.objects.filter(portal=portal_id).prefetch_related("writers")
    rows: Iterable[CannedResponse | FormerText] = chain(now, before)
    return {writer.pk for row in rows if _repeats(row.text, whole=whole, said=said) for writer in row.writers.all()}


def _repeats(ready: str, *, whole: str, said: set[str]) -> bool:
    words = {sentence for sentence in clauses(ready) if len(sentence.split()) >= FEWEST_WORDS}
    bare = " ".join(ready.split())
    return bool(words & said) or bare == whole or (len(bare.split()) >= FEWEST_WORDS and bare in whole)


@contextmanager
def _held(portal_id: int, *, by: User, at: datetime) -> Iterator[Portal]:
    with atomic_refusing_deadlocks():
        portal = locked_portal(portal_id)
        lock_actor(by)
        if portal.pk not in kept_texts(by, on=timezone.localdate(at)):
            raise DeskForbidden
        yield portal


def _remember_writers(row: CannedResponse) -> None:
    """Keep what a canned response says, with its writers, before it says something else or is gone."""
    FormerText.objects.create(portal=row.portal, text=row.text).writers.set(row.writers.all())


def _locked(text: CannedResponse, portal: Portal) -> CannedResponse:
    rows = CannedResponse.objects.select_for_update(of=("self",), no_key=True)
    row = rows.filter(pk=text.pk, portal=portal).first()
    if row is None:
        raise TargetGone
    return row


def _record(act: str, row: CannedResponse, *, portal: Portal, by: User, at: datetime) -> None:
    record_event(QuestionEventKind.QUESTION_DESK_CHANGED, portal=portal, at=at, by=by, act=act, title=row.title)
