"""Receive a comment from the public form, or type one in that was given on paper or in a meeting."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from audit.sealing.seals import hash_of, new_token
from formats.vietnamese.text import clean_text
from information.models import DraftPage
from members.access.actor import lock_actor
from participation.codes import new_code
from participation.consultation.actions.locking import record_comment_event
from participation.consultation.actions.wording import checked_text, content_hash_of
from participation.consultation.drafts import (
    check_part,
    is_report_with_board,
    live_draft,
    public_number,
    takes_comments,
    takes_typed_comments,
)
from participation.consultation.files import store_comment_files
from participation.enums.comments import CommentChannel, CommentEventKind, CommentStake
from participation.enums.submissions import ConsentChannel, SubmissionActor
from participation.errors import CommentsClosed, DraftChanged, NotYourComment, ReportDecided
from participation.models import Comment
from participation.models.comment import ORGANISATION_LENGTH, TEXT_LENGTH
from participation.permissions import actors_of
from participation.senders import receive_sender
from sites.directory import get_directory
from sites.enums import PortalState
from sites.errors import PortalArchived
from sites.locking import locked_portal

if TYPE_CHECKING:
    from accounts.models import User
    from participation.models import ConsentText, SenderFacts
    from participation.sent_files.checking import SentFile
    from participation.sent_forms.form_tokens import FormToken
    from sites.models import Portal


@dataclass(frozen=True, slots=True)
class CommentData:
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


@transaction.atomic
def receive_comment(draft: DraftPage, data: CommentData, *, at: datetime, token: str = "") -> tuple[Comment, str]:
    """Take in a comment from the form. Returns it with the secret of the sender's link, which is kept nowhere.

    Args:
        token: the secret, where the caller has one that nobody guesses.

    Raises:
        CommentsClosed: the draft takes none on this day.
        PartGone, CommentMissing, ConsentMissing: as `_create` says.
    """
    portal, draft = _lock_draft(draft)
    if portal.state != PortalState.LIVE or not takes_comments(draft, on=timezone.localdate(at)):
        raise CommentsClosed
    token = token or new_token()
    comment = _create(draft, portal, data, channel=CommentChannel.WEB, token=token, by=None, at=at)
    files = {"files": comment.file_count} if comment.file_count else {}
    record_comment_event(CommentEventKind.COMMENT_RECEIVED, comment, portal=portal, by=None, at=at, **files)
    return comment, token


@transaction.atomic
def enter_comment(
    draft: DraftPage,
    data: CommentData,
    *,
    channel: CommentChannel,
    by: User,
    at: datetime,
    form_token: FormToken | None = None,
) -> Comment:
    """Type in a comment that was given on paper or in a meeting: also after the last day, until the report is public,
    since letters arrive later than they were posted.

    A form that is sent once more gives the comment that it gave before.

    Args:
        form_token: the copy of the form; None: there is no form.

    Raises:
        CommentsClosed: the draft takes none yet, or its report is public.
        ReportDecided: the report is with the board.
        NotYourComment: the person does not work on the content of the portal.
        PartGone, CommentMissing, ConsentMissing: as `_create` says.
    """
    portal, draft = _lock_draft(draft)
    lock_actor(by)
    if SubmissionActor.EDITOR not in actors_of(by, portal.pk, on=timezone.localdate(at)):
        raise NotYourComment
    if portal.state == PortalState.ARCHIVED:
        raise PortalArchived
    if not takes_typed_comments(draft, on=timezone.localdate(at)):
        raise CommentsClosed
    if is_report_with_board(draft):
        raise ReportDecided
    # Nobody is given the link.
    token = link_secret(draft, portal.pk, data, form_token=form_token, by=by) if form_token else new_token()
    known = Comment.objects.for_portal(portal).filter(token_hash=hash_of(token)).first()
    if known is not None:
        return known
    comment = _create(draft, portal, data, channel=channel, token=token, by=by, at=at)
    files = {"files": comment.file_count} if comment.file_count else {}
    record_comment_event(CommentEventKind.COMMENT_ENTERED, comment, portal=portal, by=by, at=at, **files)
    return comment


def link_secret(
    draft: DraftPage, portal_id: int, data: CommentData, *, form_token: FormToken, by: User | None = None
) -> str:
    """Return the secret of the sender's link, which is the same where the same form is sent with the same content."""
    facts = data.sender.as_content() if data.sender else {}
    about: list[Any] = [draft.pk, data.anchor, data.stake, data.organisation]
    about += [file.content_hash for file in data.files]
    about += [] if by is None else [by.pk]
    return form_token.token_for(portal_id, title=json.dumps(about), text=data.text, sender=facts)


def _lock_draft(draft: DraftPage) -> tuple[Portal, DraftPage]:
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
    data: CommentData,
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
    text = checked_text(data.text, most=TEXT_LENGTH)
    version = public_number(draft)
    # Another version may call another part by the same number.
    if data.anchor and data.version not in {None, version}:
        raise DraftChanged
    part = check_part(draft, data.anchor)
    sender = None
    if data.sender is not None:
        consent = ConsentChannel.FORM if by is None else ConsentChannel.OFFICE
        sender = receive_sender(
            portal, data.sender, agreed=data.agreed, channel=consent, by=by, at=at, needs_name_and_contact=False
        )
    comment = Comment.objects.create(
        portal=portal,
        page=draft,
        code=new_code(),
        token_hash=hash_of(token),
        sender=sender,
        version=min(version, data.version) if data.version else version,
        anchor=data.anchor,
        label=part.label,
        place=part.place,
        stake=data.stake,
        organisation=clean_text(data.organisation)[:ORGANISATION_LENGTH],
        channel=channel,
        language=data.language,
        text=text,
        content_hash=content_hash_of(text),
        received_at=at,
        received_on=timezone.localdate(at),
        known_until=draft.closes_on,
        entered_by=by,
        file_count=len(data.files),
    )
    store_comment_files(comment, data.files)
    return comment
