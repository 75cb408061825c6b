"""Verbs of contributions. Each is atomic, writes a step of which the sender is told, and an event without words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from audit.events import record_event
from audit.on_commit import enqueue_on_commit
from audit.sealing.seals import hash_of, new_token
from editorial.review.reviewable import locked_item
from formats.vietnamese.text import clean_text, to_nfc, visible
from members.access.actor import lock_actor
from participation.codes import new_code
from participation.contribution.errors import (
    ContributionIncomplete,
    ContributionMoved,
    ContributionPublished,
    ContributionsClosed,
    NotYourContribution,
    PeopleDisagree,
    PictureIncomplete,
    WordsMissing,
)
from participation.contribution.files import erase_files_of, keep_file
from participation.contribution.lifecycle import BEFORE_PUBLICATION, may_act, state_after
from participation.contribution.permissions import actors_of
from participation.contribution.unscheduling import take_off_schedule
from participation.enums import (
    MAILED_STEPS,
    ConsentChannel,
    ContributionDeclinedBecause,
    ContributionEventKind,
    ContributionKind,
    ContributionState,
    ContributionStepKind,
    ContributionVerb,
    PictureRights,
)
from participation.models import Contribution, ContributionStep
from participation.models.contribution import (
    CAPTION_LENGTH,
    LEAD_LENGTH,
    NAME_LENGTH,
    ORGANISATION_LENGTH,
    TEXT_LENGTH,
    TITLE_LENGTH,
    WORDS_LENGTH,
)
from participation.senders import keep_again, receive_sender, start_keeping
from sites.enums import PortalState
from sites.errors import PortalArchived, TargetGone
from sites.locking import locked_portal

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import User
    from participation.models import ConsentText, SenderFacts
    from participation.sent_files.checking import SentFile
    from sites.models import Portal


@dataclass(frozen=True, slots=True)
class SentPicture:
    """A picture, and what the sender says of it.

    Attributes:
        people: who is seen, as far as they could be recognised; empty: nobody.
    """

    file: SentFile
    caption: str
    author: str
    rights: PictureRights
    people: str = ""
    people_agree: bool = False


@dataclass(frozen=True, slots=True)
class ContributionData:
    """A contribution as it was filled in.

    Attributes:
        author: who is named with the page.
        document: the text as a file, in place of typed text.
        agreed: the texts of consents that were ticked.
    """

    kind: ContributionKind
    title: str
    author: str
    language: str
    sender: SenderFacts
    agreed: Collection[ConsentText]
    lead: str = ""
    text: str = ""
    video_url: str = ""
    organisation: str = ""
    document: SentFile | None = None
    pictures: Sequence[SentPicture] = field(default=())

    @property
    def is_whole(self) -> bool:
        """Whether what its kind consists of is there."""
        needed = {
            ContributionKind.ARTICLE: bool(self.text.strip() or self.document),
            ContributionKind.PICTURES: bool(self.pictures),
            ContributionKind.VIDEO: bool(self.video_url),
        }
        return bool(self.title.strip() and self.author.strip()) and needed[self.kind]


@transaction.atomic
def receive_contribution(
    portal_id: int, said: ContributionData, *, at: datetime, token: str = ""
) -> tuple[Contribution, str]:
    """Take in a contribution from the form. Returns it with the secret of the sender's link, which is kept nowhere.

    Raises:
        ContributionsClosed: the portal is not in service.
        ContributionIncomplete, PictureIncomplete, PeopleDisagree: as they say.
        SenderIncomplete, ConsentMissing: as `participation.senders.receive_sender` says.
    """
    portal = locked_portal(portal_id)
    if portal.state != PortalState.LIVE:
        raise ContributionsClosed
    if not said.is_whole or len(said.text) > TEXT_LENGTH:
        raise ContributionIncomplete
    for picture in said.pictures:
        _check_picture(picture)
    sender = receive_sender(portal, said.sender, agreed=said.agreed, channel=ConsentChannel.FORM, by=None, at=at)
    token = token or new_token()
    contribution = Contribution.objects.create(
        portal=portal,
        code=new_code(),
        token_hash=hash_of(token),
        sender=sender,
        kind=said.kind,
        language=said.language,
        title=clean_text(said.title)[:TITLE_LENGTH],
        lead=clean_text(said.lead)[:LEAD_LENGTH],
        text=to_nfc(visible(said.text)).strip(),
        video_url=said.video_url,
        author=clean_text(said.author)[:NAME_LENGTH],
        organisation=clean_text(said.organisation)[:ORGANISATION_LENGTH],
        received_at=at,
    )
    if said.document is not None:
        keep_file(contribution, said.document)
    for picture in said.pictures:
        keep_file(
            contribution,
            picture.file,
            caption=clean_text(picture.caption)[:CAPTION_LENGTH],
            author=clean_text(picture.author)[:NAME_LENGTH],
            rights=picture.rights,
            people=clean_text(picture.people)[:CAPTION_LENGTH],
            people_agree=picture.people_agree,
        )
    _record(ContributionStepKind.RECEIVED, contribution, portal=portal, by=None, at=at)
    return contribution, token


def _check_picture(picture: SentPicture) -> None:
    """Raises:
    PictureIncomplete: what is seen, who took it or the right to send it is not said.
    PeopleDisagree: people are seen who have not agreed.
    """
    if not (picture.caption.strip() and picture.author.strip() and picture.rights):
        raise PictureIncomplete
    if picture.people.strip() and not picture.people_agree:
        raise PeopleDisagree


@transaction.atomic
def ask_back(contribution: Contribution, *, words: str, by: User, at: datetime) -> None:
    """Ask the sender for something. Without an answer the data is erased when the period of keeping is over.

    Raises:
        WordsMissing: nothing is asked.
        NotYourContribution, ContributionMoved, TargetGone, PortalArchived: as `locked` says.
    """
    said = _checked_words(words)
    portal, row = locked(contribution, ContributionVerb.ASK_BACK, by=by, at=at)
    _move(row, ContributionVerb.ASK_BACK)
    _end(row, by=by, at=at)
    _record(ContributionStepKind.ASKED_BACK, row, portal=portal, by=by, at=at, words=said)


@transaction.atomic
def reply(contribution: Contribution, *, words: str, token: str, at: datetime) -> None:
    """Let the sender answer what the board asked, by the secret of the link.

    Raises:
        WordsMissing: there is no answer.
        NotYourContribution, ContributionMoved, TargetGone, PortalArchived: as `locked` says.
        SenderErased: the data was erased.
    """
    said = _checked_words(words)
    portal, row = locked(contribution, ContributionVerb.REPLY, by=None, at=at, token=token)
    _move(row, ContributionVerb.REPLY)
    keep_again(row.sender, by=None, at=at)
    _record(ContributionStepKind.REPLIED, row, portal=portal, by=None, at=at, words=said)


@transaction.atomic
def decline(
    contribution: Contribution,
    *,
    because: ContributionDeclinedBecause,
    words: str,
    by: User,
    at: datetime,
    opened_at: datetime | None = None,
) -> None:
    """Tell the sender that the portal does not use a contribution, and why. A draft that was made of it stays for the
    editors to delete.

    Args:
        opened_at: when the form was shown; refused where a draft was made of it since.

    Raises:
        WordsMissing: it is not said why.
        ContributionPublished: its page is public.
        NotYourContribution, ContributionMoved, TargetGone, PortalArchived: as `locked` says.
    """
    said = _checked_words(words)
    portal, row = locked(contribution, ContributionVerb.DECLINE, by=by, at=at)
    if opened_at is not None and row.decided_at is not None and row.decided_at > opened_at:
        raise ContributionMoved
    take_off_schedule(row.page, by=by, at=at)
    row.declined_because, row.decided_at, row.decided_by = because, at, by
    _move(row, ContributionVerb.DECLINE, "declined_because", "decided_at", "decided_by")
    _end(row, by=by, at=at)
    _record(ContributionStepKind.DECLINED, row, portal=portal, by=by, at=at, words=said, because=str(because))


@transaction.atomic
def withdraw_contribution(contribution: Contribution, *, token: str, at: datetime) -> None:
    """Let the sender take a contribution back, by the secret of the link. What was sent is erased. A draft that was
    made of it loses its time of publication, passes no board (`participation.contribution.checks`), and stands in the
    task list until it is deleted.

    Raises:
        ContributionPublished: its page is public.
        NotYourContribution, ContributionMoved, TargetGone, PortalArchived: as `locked` says.
    """
    portal, row = locked(contribution, ContributionVerb.WITHDRAW, by=None, at=at, token=token)
    take_off_schedule(row.page, by=None, at=at)
    record_withdrawal(row, portal=portal, at=at)
    _end(row, by=None, at=at)


def record_withdrawal(row: Contribution, *, portal: Portal, at: datetime) -> None:
    """Write that a contribution, which is locked, is withdrawn, and empty it."""
    row.state = ContributionState.WITHDRAWN
    empty(row, at=at)
    _record(ContributionStepKind.WITHDRAWN, row, portal=portal, by=None, at=at)


def empty(row: Contribution, *, at: datetime) -> None:
    """Erase the words and files of a contribution that is locked. What is public of it is the page."""
    row.title = row.lead = row.text = row.video_url = row.author = row.organisation = ""
    row.save()
    row.steps.exclude(words="").update(words="")
    erase_files_of(row, at=at)


def notify_published(page: Page, *, at: datetime) -> None:
    """Tell senders that the page made of their contribution is public, once for each."""
    for row in _untold(page):
        _tell_published(row, at=at)


def _untold(page: Page) -> QuerySet[Contribution]:
    rows = Contribution.objects.filter(page=page.pk, state=ContributionState.ACCEPTED)
    return rows.exclude(steps__kind=ContributionStepKind.PUBLISHED).order_by("pk")


@transaction.atomic
def _tell_published(contribution: Contribution, *, at: datetime) -> None:
    rows = Contribution.objects.select_for_update(of=("self",), no_key=True).select_related("portal", "sender")
    row = rows.get(pk=contribution.pk)
    if row.state != ContributionState.ACCEPTED or row.steps.filter(kind=ContributionStepKind.PUBLISHED).exists():
        return
    if not row.sender.is_erased:
        _end(row, by=None, at=at)
    _record(ContributionStepKind.PUBLISHED, row, portal=row.portal, by=None, at=at)


def locked(
    contribution: Contribution, verb: ContributionVerb, *, by: User | None, at: datetime, token: str = ""
) -> tuple[Portal, Contribution]:
    """A contribution, locked after its portal and the account of who acts.

    Raises:
        NotYourContribution: the person may not, or the secret is another.
        ContributionPublished: its page is public, and the verb would end that.
        ContributionMoved: it is in no state for the verb.
        TargetGone: there is none.
        PortalArchived: nothing is done any more on its portal.
        AccessEnded: as `members.access.actor.lock_actor` says.
    """
    portal = locked_portal(contribution.portal_id)
    lock_actor(by)
    if portal.state == PortalState.ARCHIVED:
        raise PortalArchived
    if verb in BEFORE_PUBLICATION:
        # Pages come before contributions, as where one is published.
        for page in Page.objects.filter(contributions=contribution.pk):
            locked_item(page)
    rows = Contribution.objects.select_for_update(of=("self",), no_key=True).select_related("sender", "page")
    row = rows.filter(pk=contribution.pk).first()
    if row is None:
        raise TargetGone
    if by is None:
        if row.token_hash != hash_of(token):
            raise NotYourContribution
    elif not may_act(actors_of(by, portal.pk, on=_day(at)), verb):
        raise NotYourContribution
    if state_after(ContributionState(row.state), verb) is None:
        raise ContributionMoved
    if state_after(ContributionState(row.state), verb, is_published=row.is_published) is None:
        raise ContributionPublished
    return portal, row


def accepted_as(row: Contribution, page: Page, *, portal: Portal, by: User, at: datetime) -> None:
    """Write that a contribution, which is locked, became a draft."""
    row.page, row.decided_at, row.decided_by = page, at, by
    _move(row, ContributionVerb.ACCEPT, "page", "decided_at", "decided_by")
    if not row.sender.is_erased:
        keep_again(row.sender, by=by, at=at)
    _record(ContributionStepKind.ACCEPTED, row, portal=portal, by=by, at=at, page=page.pk)


def _move(row: Contribution, verb: ContributionVerb, *columns: str) -> None:
    row.state = state_after(ContributionState(row.state), verb) or row.state
    row.save(update_fields=["state", *columns])


def _end(row: Contribution, *, by: User | None, at: datetime) -> None:
    """Let the period begin after which the data of the sender is erased."""
    if not row.sender.is_erased:
        start_keeping(row.sender, ended_on=_day(at), by=by, at=at)


def _checked_words(words: str) -> str:
    said = to_nfc(visible(words)).strip()[:WORDS_LENGTH]
    if not said:
        raise WordsMissing
    return said


def _day(at: datetime) -> date:
    return timezone.localdate(at)


def _record(
    kind: ContributionStepKind,
    row: Contribution,
    *,
    portal: Portal,
    by: User | None,
    at: datetime,
    words: str = "",
    **details: Any,
) -> None:
    """Write a step and its event, and let the sender be told of it."""
    step = ContributionStep.objects.create(contribution=row, kind=kind, words=words, at=at, by=by)
    if kind in MAILED_STEPS:
        enqueue_on_commit("participation.tasks.mail_contribution", step.pk)
    event = ContributionEventKind(f"contribution_{kind.value}")
    record_event(event, portal=portal, at=at, by=by, contribution=row.code, **details)
