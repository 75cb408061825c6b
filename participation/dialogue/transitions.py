"""Parts of the verbs of live questions: the locked row, its place in the order, and the event, which holds codes and no
words of the sender."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Max
from django.utils import timezone

from audit.events import record_event
from audit.sealing.seals import hash_of
from formats.vietnamese.text import to_nfc, visible
from members.access.actor import lock_actor
from participation.dialogue.errors import LiveQuestionMoved, LiveWordsMissing, NotYourLiveQuestion
from participation.dialogue.lifecycle import may_act, state_after
from participation.enums.live_questions import LiveQuestionEventKind, LiveVerb
from participation.enums.submissions import ModerationState
from participation.models import LiveQuestion
from participation.permissions import actors_of
from sites.enums import PortalState
from sites.errors import PortalArchived, TargetGone
from sites.locking import locked_portal

if TYPE_CHECKING:
    from accounts.models import User
    from audit.models import PortalEvent

# A question that was passed on is answered where it went.
_NOT_AFTER_PASSING_ON = frozenset({LiveVerb.MOVE, LiveVerb.MARK, LiveVerb.ANSWER})


def erase_content(row: LiveQuestion) -> None:
    """Take back a question that is locked and not saved yet: its words, its written answer and who it is of."""
    row.state, row.pass_on = ModerationState.WITHDRAWN, False
    row.text = row.public_text = row.public_name = row.withheld_because = row.answer = ""
    row.answered_at, row.answered_by = None, None


def next_place(row: LiveQuestion) -> int:
    """The end of the order of an event, whose portal is locked."""
    last = LiveQuestion.objects.filter(page=row.page_id).aggregate(last=Max("place"))["last"]
    return (last or 0) + 1


def takes(row: LiveQuestion, verb: LiveVerb) -> bool:
    """Whether a verb has a place: nothing is published that is erased, nor answered that was passed on."""
    if row.passed_on_code and verb in _NOT_AFTER_PASSING_ON:
        return False
    is_published = verb in {LiveVerb.PUBLISH, LiveVerb.REDACT}
    return state_after(ModerationState(row.state), verb) is not None and (not is_published or bool(row.text))


def lock_for(
    question: LiveQuestion,
    verb: LiveVerb,
    *,
    by: User | None,
    at: datetime,
    token: str = "",
    opened_at: datetime | None = None,
) -> LiveQuestion:
    """Lock a question in a state for the verb, after its portal and the account of who acts.

    Raises:
        NotYourLiveQuestion: the person may not, or the secret is another.
        LiveQuestionMoved: the question is in no state for it, or somebody did the same after the form was opened.
        TargetGone: there is none.
        PortalArchived: nothing is done any more on its portal.
        AccessEnded: as `members.access.actor.lock_actor` says.
    """
    portal = locked_portal(question.portal_id)
    lock_actor(by)
    if portal.state == PortalState.ARCHIVED:
        raise PortalArchived
    rows = LiveQuestion.objects.select_for_update(of=("self",), no_key=True).filter(pk=question.pk)
    row = rows.select_related("sender", "page").first()
    if row is None:
        raise TargetGone
    row.portal = portal
    if by is not None:
        if not may_act(actors_of(by, portal.pk, on=timezone.localdate(at)), verb):
            raise NotYourLiveQuestion
    elif verb != LiveVerb.PASS_ON and row.token_hash != hash_of(token):
        raise NotYourLiveQuestion
    last = row.answered_at if verb == LiveVerb.ANSWER else row.moderated_at
    if not takes(row, verb) or (opened_at is not None and last is not None and last > opened_at):
        raise LiveQuestionMoved
    return row


def checked_words(text: str, *, most: int) -> str:
    """A text in NFC, without invisible characters, and without space around it.

    Raises:
        LiveWordsMissing: there is none, or more letters than `most`.
    """
    text = to_nfc(visible(text)).strip()
    if not text or len(text) > most:
        raise LiveWordsMissing
    return text


def record_live_question_event(
    kind: LiveQuestionEventKind, question: LiveQuestion, *, by: User | None, at: datetime, **details: Any
) -> PortalEvent:
    return record_event(
        kind, portal=question.portal, at=at, by=by, title=question.page.title, page=question.page_id,
        live_question=question.code, **details,
    )  # fmt: skip
