"""Verbs of comments on drafts. Each is atomic and writes one event, which holds codes and no words of the sender."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from audit.events import record_event
from audit.sealing.seals import hash_of, new_token
from formats.vietnamese.text import clean_text, to_nfc, visible
from information.enums import SETTLED_DRAFTS
from information.models import DraftPage
from members.access.actor import lock_actor
from participation.codes import new_code
from participation.consultation.drafts import (
    are_responses_decided,
    check_part,
    is_report_with_board,
    live_draft,
    public_number,
    takes_comments,
    takes_typed_comments,
)
from participation.consultation.files import erase_comment_files, store_comment_files
from participation.consultation.lifecycle import may_act, state_after
from participation.consultation.permissions import actors_of
from participation.enums import (
    READABLE_COMMENTS,
    CommentActor,
    CommentChannel,
    CommentEventKind,
    CommentResponse,
    CommentStake,
    CommentState,
    CommentVerb,
    CommentWithheldBecause,
    ConsentChannel,
)
from participation.errors import (
    CommentMissing,
    CommentMoved,
    CommentsClosed,
    DraftChanged,
    EnteredByYou,
    NotYourComment,
    ReportDecided,
    WithoutReason,
)
from participation.models import Comment
from participation.models.comment import ORGANISATION_LENGTH, RESPONSE_LENGTH, TEXT_LENGTH
from participation.senders import keep_again, name_to_publish, receive_sender, start_keeping
from sites.directory import get_directory
from sites.enums import PortalState
from sites.errors import PortalArchived, TargetGone
from sites.locking import locked_portal

if TYPE_CHECKING:
    from accounts.models import User
    from participation.models import ConsentText, SenderFacts
    from participation.sent_files.checking import SentFile
    from sites.models import Portal


# By key of a comment: which wording of the sender's name the board saw (`Sender.name_wording`), None: no name.
Wordings = Mapping[int, int | None]


@dataclass(frozen=True, slots=True)
class Commented:
    """A comment on a draft as it was filled in.

    Attributes:
        anchor: of the part; empty: the whole draft.
        sender: None: neither a name nor a contact was left.
        agreed: the texts of consents that were ticked.
        files: that were looked at (`participation.sent_files.checking`).
        version: the public one that the form showed, whose part it names; None: it is not known.
    """

    text: str
    language: str
    stake: CommentStake
    anchor: str = ""
    organisation: str = ""
    sender: SenderFacts | None = None
    agreed: Collection[ConsentText] = ()
    files: Sequence[SentFile] = ()
    version: int | None = None


def content_hash_of(text: str) -> str:
    """Hash the words of a comment, ignoring case and white space. Marks count: words differ by them."""
    folded = " ".join(to_nfc(to_nfc(visible(text)).casefold()).split())
    return hashlib.sha256(folded.encode()).hexdigest()


@transaction.atomic
def receive_comment(draft: DraftPage, said: Commented, *, at: datetime, token: str = "") -> tuple[Comment, str]:
    """Take in a comment from the form. Returns it with the secret of the sender's link, which is kept nowhere.

    Args:
        token: the secret, where the caller has one that nobody guesses.

    Raises:
        CommentsClosed: the draft takes none on this day.
        PartGone, CommentMissing, ConsentMissing: as `_create` says.
    """
    portal, draft = _held_draft(draft)
    if portal.state != PortalState.LIVE or not takes_comments(draft, on=timezone.localdate(at)):
        raise CommentsClosed
    token = token or new_token()
    comment = _create(draft, portal, said, channel=CommentChannel.WEB, token=token, by=None, at=at)
    files = {"files": comment.file_count} if comment.file_count else {}
    record_comment_event(CommentEventKind.COMMENT_RECEIVED, comment, portal=portal, by=None, at=at, **files)
    return comment, token


@transaction.atomic
def enter_comment(draft: DraftPage, said: Commented, *, channel: CommentChannel, by: User, at: datetime) -> Comment:
    """Type in a comment that was given on paper or in a meeting: also after the last day, until the report is public,
    since letters arrive later than they were posted.

    Raises:
        CommentsClosed: the draft takes none yet, or its report is public.
        ReportDecided: the report is with the board.
        NotYourComment: the person does not work on the content of the portal.
        PartGone, CommentMissing, ConsentMissing: as `_create` says.
    """
    portal, draft = _held_draft(draft)
    lock_actor(by)
    if CommentActor.EDITOR not in actors_of(by, portal.pk, on=timezone.localdate(at)):
        raise NotYourComment
    if portal.state == PortalState.ARCHIVED:
        raise PortalArchived
    if not takes_typed_comments(draft, on=timezone.localdate(at)):
        raise CommentsClosed
    if is_report_with_board(draft):
        raise ReportDecided
    # Nobody is given the link.
    comment = _create(draft, portal, said, channel=channel, token=new_token(), by=by, at=at)
    record_comment_event(CommentEventKind.COMMENT_ENTERED, comment, portal=portal, by=by, at=at)
    return comment


def publish_comment(
    comment: Comment,
    *,
    by: User,
    at: datetime,
    together: bool = False,
    shown: Wordings | None = None,
    opened_at: datetime | None = None,
) -> int:
    """Let the public read a comment as it was sent. Returns how many became public.

    Args:
        together: likewise the others with its words on the same part, except those that the person typed in.
        shown: by key of each comment whose sender was shown, the wording of the name, None: initials; others do not go
            with it. Without it all go, under initials.
        opened_at: when the form was shown; refused where somebody decided since.

    Raises:
        EnteredByYou: the person typed it in.
        NotYourComment, CommentMoved, PortalArchived: as `_held` says.
    """
    return _decide(
        comment, CommentVerb.PUBLISH, CommentEventKind.COMMENT_PUBLISHED, by=by, at=at, together=together, shown=shown,
        opened_at=opened_at,
    )  # fmt: skip


def redact_comment(
    comment: Comment,
    *,
    public_text: str,
    by: User,
    at: datetime,
    together: bool = False,
    shown: Wordings | None = None,
    hides_organisation: bool = False,
    opened_at: datetime | None = None,
) -> int:
    """Let the public read a part of a comment: what must not be public is taken out of the words.

    Args:
        hides_organisation: nor does the public read for which organisation it was said.
        together, shown, opened_at: as `publish_comment` says.

    Raises:
        CommentMissing: nothing is left.
        EnteredByYou, NotYourComment, CommentMoved, PortalArchived: as `publish_comment` says.
    """
    text = checked_words(public_text, most=TEXT_LENGTH)
    return _decide(
        comment, CommentVerb.REDACT, CommentEventKind.COMMENT_REDACTED, by=by, at=at, together=together, text=text,
        shown=shown, hides_organisation=hides_organisation, opened_at=opened_at,
    )  # fmt: skip


def withhold_comment(
    comment: Comment,
    *,
    because: CommentWithheldBecause,
    by: User,
    at: datetime,
    together: bool = False,
    opened_at: datetime | None = None,
) -> int:
    """Keep a comment from the public, which reads how many there are of each class of reasons.

    Raises:
        EnteredByYou, NotYourComment, CommentMoved, PortalArchived: as `publish_comment` says.
    """
    return _decide(
        comment, CommentVerb.WITHHOLD, CommentEventKind.COMMENT_WITHHELD, by=by, at=at, together=together,
        because=because, opened_at=opened_at,
    )  # fmt: skip


@transaction.atomic
def _decide(
    comment: Comment,
    verb: CommentVerb,
    kind: CommentEventKind,
    *,
    by: User,
    at: datetime,
    together: bool,
    opened_at: datetime | None,
    text: str = "",
    because: CommentWithheldBecause | None = None,
    shown: Wordings | None = None,
    hides_organisation: bool = False,
) -> int:
    portal, (stored, *others) = _held(comment, verb, by=by, at=at, together=together, opened_at=opened_at)
    if stored.entered_by_id == by.pk:
        raise EnteredByYou
    seen = [row for row in others if row.entered_by_id != by.pk and (shown is None or row.pk in shown)]
    rows = [stored, *seen]
    for row in rows:
        is_opened = row.state == CommentState.WITHHELD and row.page.state not in SETTLED_DRAFTS
        row.state = state_after(CommentState(row.state), verb) or row.state
        row.public_text = "" if because else text or row.text
        approved = shown.get(row.pk) if shown else None
        row.public_name = "" if because or row.sender is None else name_to_publish(row.sender, approved=approved)
        row.hides_organisation = hides_organisation
        row.withheld_because = because or ""
        row.moderated_at, row.moderated_by = at, by
        if because:
            _keep_sender(row, by=by, at=at)
        elif is_opened and row.sender is not None and not row.sender.is_erased:
            keep_again(row.sender, by=by, at=at)
    decided = ("state", "public_text", "public_name", "hides_organisation", "withheld_because")
    Comment.objects.bulk_update(rows, [*decided, "moderated_at", "moderated_by"])
    details = _counted(rows) | ({"because": str(because)} if because else {})
    record_comment_event(kind, stored, portal=portal, by=by, at=at, **details)
    return len(rows)


@transaction.atomic
def answer_comment(
    comment: Comment,
    *,
    response: CommentResponse,
    text: str,
    by: User,
    at: datetime,
    together: bool = False,
    opened_at: datetime | None = None,
) -> int:
    """Say what the agency makes of a comment, with the reason; the public reads it with the report. Returns how many
    were answered.

    Args:
        together: likewise the others with its words on the same part, if their response is the same so far.
        opened_at: when the form was shown; refused where somebody responded since.

    Raises:
        WithoutReason: there are no words.
        ReportDecided: the report is public or with the board, and the person is not of the board.
        NotYourComment, CommentMoved, PortalArchived: as `_held` says.
    """
    words = to_nfc(visible(text)).strip()[:RESPONSE_LENGTH]
    if not words or response == CommentResponse.NONE:
        raise WithoutReason
    portal, rows = _held(comment, CommentVerb.ANSWER, by=by, at=at, together=together, opened_at=opened_at)
    draft = rows[0].page
    is_of_board = CommentActor.BOARD in actors_of(by, portal.pk, on=_day(at))
    # Beside a public report a response is public at once, and beside one that the board has read it soon will be.
    if not is_of_board and are_responses_decided(draft):
        raise ReportDecided
    for row in rows:
        row.response, row.response_text = response, words
        row.answered_at, row.answered_by = at, by
    Comment.objects.bulk_update(rows, ["response", "response_text", "answered_at", "answered_by"])
    record_comment_event(CommentEventKind.COMMENT_ANSWERED, rows[0], portal=portal, by=by, at=at, **_counted(rows))
    return len(rows)


@transaction.atomic
def withdraw_comment(comment: Comment, *, token: str, at: datetime) -> None:
    """Let the sender take a comment back, by the secret of the link. Nothing stays of it but that there was one.

    Raises:
        NotYourComment: the secret is another.
        CommentMoved: it was taken back before.
        TargetGone, PortalArchived: as `_held` says.
    """
    portal, (row,) = _held(comment, CommentVerb.WITHDRAW, by=None, at=at, token=token)
    empty_comment(row, at=at)
    row.save()
    _keep_sender(row, by=None, at=at)
    record_comment_event(CommentEventKind.COMMENT_WITHDRAWN, row, portal=portal, by=None, at=at)


def empty_comment(row: Comment, *, at: datetime) -> None:
    """Take back a comment that is locked and not saved yet: its words, what they are known by, its files, its response
    and who it is of."""
    erase_comment_files(row, at=at)
    row.file_count = 0
    row.state = CommentState.WITHDRAWN
    row.text = row.public_text = row.public_name = row.organisation = row.withheld_because = row.response_text = ""
    row.content_hash = ""
    row.response, row.answered_at, row.answered_by = CommentResponse.NONE, None, None


def checked_words(text: str, *, most: int) -> str:
    """A text in NFC, without invisible characters, and without space around it.

    Raises:
        CommentMissing: there is none, or more letters than `most`.
    """
    text = to_nfc(visible(text)).strip()
    if not text or len(text) > most:
        raise CommentMissing
    return text


def _held_draft(draft: DraftPage) -> tuple[Portal, DraftPage]:
    """The portal of a draft, locked, and the draft with which comments stand, as the database has it after that.

    Raises:
        CommentsClosed: the draft stands on no portal, or is not public any more.
    """
    record = get_directory().for_path(draft.path)
    if record is None:
        raise CommentsClosed
    portal = locked_portal(record.id)
    stored = live_draft(draft.pk, record.container_path)
    if stored is None:
        raise CommentsClosed
    return portal, stored


def _create(
    draft: DraftPage,
    portal: Portal,
    said: Commented,
    *,
    channel: CommentChannel,
    token: str,
    by: User | None,
    at: datetime,
) -> Comment:
    """Write a comment.

    Raises:
        CommentMissing: there is no text, or too much.
        DraftChanged: another version is public than the one that was read.
        PartGone: the draft has no such part.
        ConsentMissing: a name or a contact was left, and no consent to use it.
    """
    text = checked_words(said.text, most=TEXT_LENGTH)
    version = public_number(draft)
    # Another version may call another part by the same number.
    if said.anchor and said.version not in {None, version}:
        raise DraftChanged
    part = check_part(draft, said.anchor)
    sender = None
    if said.sender is not None:
        consent = ConsentChannel.FORM if by is None else ConsentChannel.OFFICE
        sender = receive_sender(portal, said.sender, agreed=said.agreed, channel=consent, by=by, at=at, is_whole=False)
    comment = Comment.objects.create(
        portal=portal,
        page=draft,
        code=new_code(),
        token_hash=hash_of(token),
        sender=sender,
        version=version,
        anchor=said.anchor,
        label=part.label,
        place=part.place,
        stake=said.stake,
        organisation=clean_text(said.organisation)[:ORGANISATION_LENGTH],
        channel=channel,
        language=said.language,
        text=text,
        content_hash=content_hash_of(text),
        received_at=at,
        known_until=draft.closes_on,
        entered_by=by,
        file_count=len(said.files),
    )
    store_comment_files(comment, said.files)
    return comment


def _held(
    comment: Comment,
    verb: CommentVerb,
    *,
    by: User | None,
    at: datetime,
    token: str = "",
    together: bool = False,
    opened_at: datetime | None = None,
) -> tuple[Portal, list[Comment]]:
    """A comment, first of the rows, and with `together` those with its words on the same part in a state for the verb:
    locked after their portal and the account of who acts.

    Raises:
        NotYourComment: the person may not, or the secret is another.
        CommentMoved: the comment is in no state for it, or somebody did the same after the form was opened.
        TargetGone: there is none.
        PortalArchived: nothing is done any more on its portal.
        AccessEnded: as `members.access.actor.lock_actor` says.
    """
    portal = locked_portal(comment.portal_id)
    lock_actor(by)
    if portal.state == PortalState.ARCHIVED:
        raise PortalArchived
    found = Comment.objects.same_as(comment) if together else Comment.objects.filter(pk=comment.pk)
    rows = list(found.select_for_update(of=("self",), no_key=True).select_related("sender", "page").order_by("pk"))
    stored = next((row for row in rows if row.pk == comment.pk), None)
    if stored is None:
        raise TargetGone
    if by is None:
        if stored.token_hash != hash_of(token):
            raise NotYourComment
    elif not may_act(actors_of(by, portal.pk, on=_day(at)), verb):
        raise NotYourComment
    if not takes(stored, verb):
        raise CommentMoved
    found_rows = [stored, *(row for row in rows if row.pk != stored.pk and _goes_with(row, stored, verb))]
    if opened_at is not None and any(_changed_since(opened_at, row, verb) for row in found_rows):
        raise CommentMoved
    return portal, found_rows


def _changed_since(moment: datetime, row: Comment, verb: CommentVerb) -> bool:
    """Whether somebody decided on a comment, or responded to it, since a form was opened for the same."""
    last = row.answered_at if verb == CommentVerb.ANSWER else row.moderated_at
    return last is not None and last > moment


def takes(row: Comment, verb: CommentVerb) -> bool:
    """Whether a verb has a place: nothing is published that is erased."""
    return state_after(CommentState(row.state), verb) is not None and (
        verb not in {CommentVerb.PUBLISH, CommentVerb.REDACT} or bool(row.text)
    )


def _goes_with(row: Comment, stored: Comment, verb: CommentVerb) -> bool:
    """Whether a comment with the same words goes with another, whose state and response it has."""
    if verb == CommentVerb.ANSWER and (row.response, row.response_text) != (stored.response, stored.response_text):
        return False
    return takes(row, verb) and (row.state == stored.state or {row.state, stored.state} <= READABLE_COMMENTS)


def _keep_sender(row: Comment, *, by: User | None, at: datetime) -> None:
    """Let the period begin after which the data of the sender is erased: the matter has ended."""
    if row.sender is not None and not row.sender.is_erased:
        start_keeping(row.sender, ended_on=_day(at), by=by, at=at)


def _day(at: datetime) -> date:
    return timezone.localdate(at)


def _counted(rows: Collection[Comment]) -> dict[str, Any]:
    """How many comments an event is about, and which."""
    return {"count": len(rows), "comments": [row.code for row in rows]}


def record_comment_event(
    kind: CommentEventKind, comment: Comment, *, portal: Portal, by: User | None, at: datetime, **details: Any
) -> None:
    record_event(
        kind, portal=portal, at=at, by=by, title=comment.page.title, page=comment.page_id, comment=comment.code,
        **details,
    )  # fmt: skip
