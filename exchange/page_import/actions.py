"""Verb of pages of a former portal: each becomes a draft of a section once, with its pictures, files and old address.

Nothing becomes public by it: drafts go through the board like any other. What was written before an interruption is
known by its key, and not written again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from django.utils.html import escape
from django.utils.translation import gettext as _

from audit.events import record_event
from editorial.review.reviewable import portal_of
from editorial.withdrawal.redirects import LONGEST_ADDRESS, keep_addresses
from exchange.enums import ExchangeEventKind
from exchange.models import IncomingItem
from exchange.page_import.files import ImportedFiles
from exchange.page_import.rows import Mistake, PageRow
from formats.batches import batched
from formats.documents.reading import read_web_pages
from formats.documents.tree import Document, Picture, paragraphs_of
from home.editing.drafts import DraftWriter, locked_section
from home.models import ContentPage, SectionPage
from home.word_import.stream import PagePicture, body_of
from sites.directory import PortalRecord, get_directory
from sites.models import Portal

if TYPE_CHECKING:
    from accounts.models import User

# Pages that are written in one transaction, and bodies that one process reads.
TOGETHER: Final = 20
READ_TOGETHER: Final = 50


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A row whose body was read."""

    row: PageRow
    document: Document


@dataclass(frozen=True, slots=True)
class WrittenPage:
    """A draft that was made.

    Attributes:
        lost: how many of its pictures and files are not in the folder, or are not taken by the library.
        keeps_address: whether the old address will lead to it.
    """

    row: PageRow
    page: ContentPage
    lost: int
    keeps_address: bool


def without_known(rows: Sequence[PageRow], *, source: str, section: SectionPage) -> list[PageRow]:
    """Rows of which the portal has no draft yet."""
    here = IncomingItem.objects.for_portal(portal_of(section)).filter(source=source)
    known = set(here.values_list("external_id", flat=True))
    return [row for row in rows if row.key not in known]


def read_bodies(rows: Sequence[PageRow], section: SectionPage) -> tuple[list[ReadPage], list[Mistake]]:
    """Read the HTML of each row. Links to the former portal lead to this one, where old addresses lead on."""
    record = get_directory().for_path(section.path)
    root_url = record.root_url if record else ""
    hosts = {re.escape(urlsplit(row.url).netloc) for row in rows if row.url}
    former = re.compile(rf"https?://(?:{'|'.join(sorted(hosts))})(?=[/\"'?#])", re.IGNORECASE) if hosts else None
    read, mistakes = [], []
    for together in batched(rows, READ_TOGETHER):
        bodies = [former.sub(root_url, row.body) if former else row.body for row in together]
        bases = [f"{root_url}{urlsplit(row.url).path or '/'}" for row in together]
        for row, document in zip(together, read_web_pages(list(zip(bodies, bases, strict=True))), strict=True):
            if not isinstance(document, Document):
                mistakes.append(Mistake(row.number, str(document)))
            elif not document.blocks:
                mistakes.append(Mistake(row.number, _("Nothing of its body can be read.")))
            else:
                read.append(ReadPage(row, document))
    return read, mistakes


def write_drafts(
    section: SectionPage,
    pages: Sequence[ReadPage],
    *,
    page_type: type[ContentPage],
    source: str,
    folder: Path | None,
    by: User,
    at: datetime,
) -> Iterator[list[WrittenPage]]:
    """Make drafts, some in each transaction; gives those that are written.

    Args:
        source: code of the former portal, kept with each page.
        folder: where pictures and files lie, at the paths of their addresses.

    Raises:
        DraftForbidden: the person may not add such pages there.
        PageDeleted: somebody deleted the section meanwhile.
        AccessEnded: the person's access was taken away meanwhile.
    """
    portal = portal_of(section)
    files = ImportedFiles(folder, portal, by=by)
    for together in batched(pages, TOGETHER):
        with locked_section(section, page_type=page_type, by=by) as held:
            written = list(_write(held, together, page_type=page_type, files=files, by=by, at=at))
            IncomingItem.objects.bulk_create(_item(one, portal=portal, source=source, by=by, at=at) for one in written)
            kept = {one.row.address: one.page.pk for one in written if one.row.address}
            keep_addresses(portal, kept, at=at, by=by, automatically_created=False)
            record_event(ExchangeEventKind.ITEMS_IMPORTED, portal=portal, at=at, by=by, source=source, new=len(written))
        yield written


def _item(one: WrittenPage, *, portal: Portal, source: str, by: User, at: datetime) -> IncomingItem:
    row = one.row
    return IncomingItem(
        portal=portal,
        source=source,
        external_id=row.key,
        page=one.page,
        title=row.title,
        url=row.url,
        content_hash=sha256(row.body.encode()).hexdigest(),
        published_at=row.published_at,
        received_at=at,
        received_by=by,
    )


def _write(
    section: SectionPage,
    pages: Sequence[ReadPage],
    *,
    page_type: type[ContentPage],
    files: ImportedFiles,
    by: User,
    at: datetime,
) -> Iterator[WrittenPage]:
    record = get_directory().for_path(section.path)
    drafts = DraftWriter(section, page_type, otherwise="trang", by=by, log_as=by, at=at)
    for one in pages:
        row = one.row
        pictures = _pictures(one, files)
        body = body_of(one.document, pictures=pictures, leave_out=())
        blocks, lost_files = _with_documents(body.blocks, one.document, files, record)
        page = drafts.write(
            title=row.title,
            lead=row.lead,
            source_agency=row.source or (record.governing_body if record else ""),
            image_id=files.picture(row.picture, row.title) if row.picture else None,
            body=blocks,
        )
        named = {block.name for block in one.document.blocks if isinstance(block, Picture)}
        lost = len(named - set(pictures)) + lost_files + bool(row.picture and page.image_id is None)
        yield WrittenPage(row, page, lost, 0 < len(row.address) <= LONGEST_ADDRESS)


def _pictures(one: ReadPage, files: ImportedFiles) -> dict[str, PagePicture]:
    """Pictures of a body that are in the folder, by their addresses. Where the former portal did not say what is seen,
    the editor is reminded of it."""
    found = {}
    for block in one.document.blocks:
        if isinstance(block, Picture):
            said = block.alt or _("Picture in “%(title)s”") % {"title": one.row.title}
            if (key := files.picture(block.name, said[:255])) is not None:
                found[block.name] = PagePicture(key, block.alt)
    return found


def _with_documents(
    blocks: list[dict[str, Any]], document: Document, files: ImportedFiles, record: PortalRecord | None
) -> tuple[list[dict[str, Any]], int]:
    """Blocks whose links to files of the folder are links to documents of the library; how many are not taken."""
    links = {run.link: run.text for one in paragraphs_of(document.blocks) for run in one.runs if run.link}
    tags: dict[str, str] = {}
    lost = 0
    for link, text in links.items():
        if record is None or not link.startswith(f"{record.root_url}/") or files.find(link) is None:
            continue
        key = files.document(link, text.strip()[:255] or link.rpartition("/")[2])
        lost += key is None
        if key is not None:
            tags[f'<a href="{escape(link)}">'] = f'<a linktype="document" id="{key}">'
    for block in blocks if tags else ():
        if block["type"] == "paragraph":
            for before, after in tags.items():
                block["value"] = block["value"].replace(before, after)
    return blocks, lost
