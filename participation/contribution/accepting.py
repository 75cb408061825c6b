"""The verb that makes a draft of a contribution: a page of the type of its kind, with source, credits and pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _
from wagtail.models import Page

from adminviews.one_at_a_time import one_at_a_time
from audit.errors import refusing_contents
from audit.locking import atomic_refusing_deadlocks
from formats.documents import reading
from home.editing.drafts import DraftForbidden, draft_types, locked_section, new_draft, save_draft
from home.enums import CreditRole
from home.models import ContentPage, GalleryPage, NewsArticlePage, SectionPage
from home.word_import.drafts import add_picture
from home.word_import.stream import body_of
from information.models import RecordingPage
from participation.contribution.files import files_of, read_sent
from participation.contribution.transitions import lock_for, record_step, transition
from participation.enums.contributions import ContributionKind, ContributionStepKind, ContributionVerb
from participation.enums.submissions import ViewReason
from participation.models import Contribution, ContributionFile
from participation.senders import keep_again
from sites.directory import get_directory
from sites.locking import locked_portal

if TYPE_CHECKING:
    from wagtail.models import Page

    from accounts.models import User
    from participation.sent_files.checking import SentFile
    from sites.models import Portal


PAGE_TYPES: Final[dict[str, type[ContentPage]]] = {
    ContributionKind.ARTICLE: NewsArticlePage,
    ContributionKind.PICTURES: GalleryPage,
    ContributionKind.VIDEO: RecordingPage,
}


def sections_for(contribution: Contribution, *, by: User) -> list[SectionPage]:
    """Sections of the portal, in the language of a contribution, in which the person may make the draft."""
    record = get_directory().by_id.get(contribution.portal_id)
    if record is None or not record.container_path:
        return []
    rows = SectionPage.objects.filter(
        path__startswith=record.container_path, locale__language_code=contribution.language
    ).order_by("path")
    return [row for row in rows if PAGE_TYPES[contribution.kind] in draft_types(row, by=by)]


@dataclass(frozen=True, slots=True)
class OpenedFiles:
    """The files of a contribution, read: pictures with their rows, and what the document says as blocks of a body."""

    pictures: list[tuple[ContributionFile, SentFile]]
    blocks: list[dict[str, Any]]


def open_files(contribution: Contribution, *, by: User, at: datetime) -> OpenedFiles:
    """Read the files of a contribution for who makes the draft: before anything is locked, as a hostile document takes
    its time. **Who may is asked by the caller.**

    Raises:
        ContentsRefused: the document cannot be read.
        StillBusy: another one of the account is read at this moment.
        FileErased, FileLost, SealNotOpened: a file is not there any more.
    """
    sent = [(row, read_sent(row, by=by, at=at, why=ViewReason.HANDLING)[0]) for row in files_of(contribution)]
    documents = [file for row, file in sent if not row.is_picture]
    return OpenedFiles([(row, file) for row, file in sent if row.is_picture], _blocks_of(documents, by=by))


def accept(
    contribution: Contribution, opened: OpenedFiles, *, section: SectionPage, title: str, by: User, at: datetime
) -> Page:
    """Make a draft of a contribution in a section of its portal. Nothing is published: the draft goes through the
    review as any other.

    Raises:
        DraftForbidden: the person may not add such a page there, or the section is of another portal.
        PictureRefused: the library does not take a picture.
        NotYourContribution, ContributionMoved, TargetGone, PortalArchived: as `lock_for` says.
    """
    page_type = PAGE_TYPES[contribution.kind]
    with atomic_refusing_deadlocks():
        portal = locked_portal(contribution.portal_id)
        with locked_section(section, page_type=page_type, by=by) as held:
            record = get_directory().for_path(held.path)
            if record is None or record.id != portal.pk:
                raise DraftForbidden
            _portal, row = lock_for(contribution, ContributionVerb.ACCEPT, by=by, at=at)
            page = new_draft(held, page_type, title=title or row.title, by=by, on=timezone.localdate(at))
            pictures = [(one, _add(one, file, row, by=by)) for one, file in opened.pictures]
            _fill_in(page, row, opened.blocks, pictures)
            save_draft(page, held, by=by)
        _record_acceptance(row, page, portal=portal, by=by, at=at)
    return page


@refusing_contents()
def _blocks_of(documents: Sequence[SentFile], *, by: User) -> list[dict[str, Any]]:
    """Blocks of the body that documents say; their pictures are left out, as nobody said what is seen on them."""
    blocks: list[dict[str, Any]] = []
    for file in documents:
        with one_at_a_time("word_import", by, at_most=reading.PATIENCE + 10):
            blocks += body_of(reading.read_document(file.content, file.ending), pictures={}).blocks
    return blocks


def _paragraphs(text: str) -> str:
    """Typed text as rich text: an empty line divides paragraphs."""
    found = [
        "<br/>".join(escape(line) for line in part.strip().split("\n")) for part in text.split("\n\n") if part.strip()
    ]
    return "".join(f"<p>{part}</p>" for part in found)


def _add(row: ContributionFile, file: SentFile, contribution: Contribution, *, by: User) -> int:
    """Put a picture into the library of the portal. Returns its key."""
    note = _("Contribution %(code)s: %(rights)s.") % {
        "code": contribution.written_code, "rights": row.get_rights_display(),
    }  # fmt: skip
    row.image_id = add_picture(
        f"{contribution.code}-{row.pk}.{file.ending}",
        file.content,
        row.caption,
        portal_id=contribution.portal_id,
        by=by,
        credit=row.author,
        rights_note=note,
    )
    row.save(update_fields=["image"])
    return row.image_id


def _fill_in(
    page: Any, row: Contribution, blocks: list[dict[str, Any]], pictures: list[tuple[ContributionFile, int]]
) -> None:
    page.lead = row.lead
    page.source_agency = row.organisation or page.source_agency
    page.author_name = ""
    page.credits = _credits(row, [picture for picture, _key in pictures])
    figures = [_figure(picture, key) for picture, key in pictures]
    text = _paragraphs(row.text)
    if row.kind == ContributionKind.VIDEO:
        # What a video says stands with it, for those who cannot hear.
        page.media = [{"type": "video", "value": {"title": row.title[:150], "url": row.video_url, "transcript": text}}]
    elif text:
        blocks = [{"type": "paragraph", "value": text}, *blocks]
    if row.kind == ContributionKind.PICTURES:
        page.pictures = figures
    elif pictures:
        (first, page.image_id), *_others = pictures
        page.image_caption = first.caption
        blocks = [*blocks, *figures[1:]]
    page.body = blocks


def _credits(row: Contribution, pictures: list[ContributionFile]) -> list[dict[str, Any]]:
    role = CreditRole.CAMERA if row.kind == ContributionKind.VIDEO else CreditRole.AUTHOR
    photographers = list(dict.fromkeys(picture.author for picture in pictures))
    # A gallery has no other author than who took its pictures.
    writers = [] if row.kind == ContributionKind.PICTURES and photographers == [row.author] else [(role, row.author)]
    made = [*writers, *((CreditRole.PHOTOGRAPHER, name) for name in photographers)]
    return [{"type": "credit", "value": {"role": role.value, "name": name, "share": None}} for role, name in made]


def _figure(row: ContributionFile, key: int) -> dict[str, Any]:
    picture = {"image": key, "alt_text": row.caption[:255], "decorative": False}
    return {"type": "figure", "value": {"picture": picture, "caption": row.caption, "credit": row.author}}


def _record_acceptance(row: Contribution, page: Page, *, portal: Portal, by: User, at: datetime) -> None:
    """Write that a contribution, which is locked, became a draft."""
    row.page, row.page_key, row.decided_at, row.decided_by = page, page.translation_key, at, by
    transition(row, ContributionVerb.ACCEPT, "page", "page_key", "decided_at", "decided_by")
    if not row.sender.is_erased:
        keep_again(row.sender, by=by, at=at)
    record_step(ContributionStepKind.ACCEPTED, row, portal=portal, by=by, at=at, page=page.pk)
