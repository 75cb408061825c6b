"""Verb of incoming items: each becomes a draft of the city portal once, with its origin (Regulation 4.2.a, 25.3).

Nothing becomes public by it: a draft goes through the board like any other. What changed there, or is gone there, is
told; what editors here have in hand is never overwritten.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.models import Page

from audit.events import record_event
from audit.locking import atomic_refusing_deadlocks
from editorial.review.reviewable import portal_of
from exchange.enums import ExchangeEventKind
from exchange.errors import ItemsImportForbidden
from exchange.models import IncomingItem
from home.contentcheck.conversion import encodings_of
from home.contentcheck.old_texts import old_texts
from home.editing.drafts import DraftWriter
from home.models import NewsArticlePage, SectionPage, SubjectField
from home.serving.addresses import language_of
from information.held_sections import held_section
from members.access.actor import lock_actor
from members.access.permissions import can_operate
from sites.directory import get_directory
from sites.models import Portal

if TYPE_CHECKING:
    from accounts.models import User
    from exchange.sources import IncomingEntry


@dataclass
class Imported:
    """What an import did.

    Attributes:
        new: drafts that were made; known: how many were here already and say the same.
        changed: items here already that say something else there now; gone: those that are public there no more.
        old: drafts with text in an old encoding, and its name: whoever edits them is offered the conversion.
    """

    new: list[Page] = field(default_factory=list)
    known: int = 0
    changed: list[IncomingItem] = field(default_factory=list)
    gone: list[IncomingItem] = field(default_factory=list)
    old: list[tuple[NewsArticlePage, str]] = field(default_factory=list)


def can_import_items(user: User, section: SectionPage, *, at: datetime) -> bool:
    """Whether the person may import into a section: an operator, into Vietnamese news of the city portal."""
    record = get_directory().for_path(section.path)
    is_news = section.provides_id == NewsArticlePage.category and language_of(section.url_path) == "vi"
    return is_news and record is not None and record.is_city and can_operate(user, on=timezone.localdate(at))


def import_items(
    section: SectionPage, entries: Sequence[IncomingEntry], *, source: str, by: User, at: datetime
) -> Imported:
    """Make drafts of the items that are new; all or nothing.

    Args:
        source: code of the system that gives them.

    Raises:
        ItemsImportForbidden: see `can_import_items`.
        PageDeleted: somebody deleted the section meanwhile.
        AccessEnded: the person's access was taken away meanwhile.
    """
    with atomic_refusing_deadlocks():
        lock_actor(by)
        section = held_section(section.pk)
        if not can_import_items(by, section, at=at):
            raise ItemsImportForbidden
        portal = portal_of(section)
        here = IncomingItem.objects.filter(
            portal=portal, source=source, external_id__in=[e.external_id for e in entries]
        )
        known = {item.external_id: item for item in here}
        done = Imported()
        drafts = DraftWriter(section, NewsArticlePage, otherwise="tin", by=by, log_as=by, at=at)
        fields = {row.slug: row for row in SubjectField.objects.all()}
        for entry in entries:
            item = known.get(entry.external_id)
            if item is not None:
                compare(item, entry, done, at=at)
            elif not entry.is_removed:
                page = drafts.write(
                    title=entry.title,
                    lead=entry.lead,
                    source_agency=entry.source_agency,
                    body=[{"type": "paragraph", "value": html} for html in _paragraphs(entry)],
                    subject_fields=[fields[name] for name in entry.fields if name in fields],
                )
                done.new.append(page)
                if names := encodings_of(old_texts(page)):
                    done.old.append((page, ", ".join(names)))
                remember(portal, source, entry, page, by=by, at=at)
        if done.new or done.changed or done.gone:
            record_event(
                ExchangeEventKind.ITEMS_IMPORTED,
                portal=portal,
                at=at,
                by=by,
                source=source,
                new=len(done.new),
                changed=len(done.changed),
                gone=len(done.gone),
            )
    return done


def compare(item: IncomingItem, entry: IncomingEntry, done: Imported, *, at: datetime) -> None:
    """Note that an item that is here says something else there, or is gone there."""
    if item.content_hash == entry.content_hash:
        done.known += 1
        return
    item.content_hash, item.changed_at = entry.content_hash, at
    item.save(update_fields=["content_hash", "changed_at"])
    (done.gone if entry.is_removed else done.changed).append(item)


def remember(portal: Portal, source: str, entry: IncomingEntry, page: Page, *, by: User, at: datetime) -> None:
    """Keep what became a draft, so that it does not come again."""
    IncomingItem.objects.create(
        portal=portal,
        source=source,
        external_id=entry.external_id,
        page=page,
        title=entry.title,
        url=entry.url,
        content_hash=entry.content_hash,
        received_at=at,
        received_by=by,
    )


def _paragraphs(entry: IncomingEntry) -> Iterable[str]:
    for text in entry.texts:
        yield format_html("<p>{}</p>", text)
    if entry.url:
        yield format_html('<p>{}: <a href="{}">{}</a></p>', _("Source"), entry.url, entry.source_agency)
