"""Receipt of a contribution: its data, and the verb."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from audit.sealing.seals import hash_of, new_token
from formats.vietnamese.text import clean_text, to_nfc, visible
from participation.codes import new_code
from participation.contribution.errors import (
    ContributionIncomplete,
    ContributionsClosed,
    PeopleDisagree,
    PictureIncomplete,
)
from participation.contribution.files import keep_file
from participation.contribution.mails import may_mail_receipt
from participation.contribution.transitions import record_step
from participation.enums.contributions import ContributionKind, ContributionStepKind, PictureRights
from participation.enums.submissions import ConsentChannel
from participation.models import Contribution
from participation.models.contribution import (
    CAPTION_LENGTH,
    LEAD_LENGTH,
    NAME_LENGTH,
    ORGANISATION_LENGTH,
    TEXT_LENGTH,
    TITLE_LENGTH,
)
from participation.senders import receive_sender
from sites.enums import PortalState
from sites.locking import locked_portal

if TYPE_CHECKING:
    from participation.models import ConsentText, SenderFacts
    from participation.sent_files.checking import SentFile


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
        )
    is_mailed = may_mail_receipt(sender, said.sender.email, at=at)
    record_step(ContributionStepKind.RECEIVED, contribution, portal=portal, by=None, at=at, is_mailed=is_mailed)
    return contribution, token


def _check_picture(picture: SentPicture) -> None:
    """Refuse a picture that is not described.

    Raises:
        PictureIncomplete: what is seen, who took it or the right to send it is not said.
        PeopleDisagree: people are seen who have not agreed.
    """
    if not (picture.caption.strip() and picture.author.strip() and picture.rights):
        raise PictureIncomplete
    if picture.people.strip() and not picture.people_agree:
        raise PeopleDisagree
