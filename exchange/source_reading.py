"""Verbs of sources of items: setting one, and reading it regularly (Regulation 4.2.a, 14.1).

What is new becomes a linked item, as a draft for the board; nothing becomes public by it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.anonymous import anonymous_actor
from audit.events import record_event
from audit.locking import atomic_refusing_deadlocks
from editorial.errors import PageDeleted
from exchange.enums import ExchangeEventKind
from exchange.errors import SourceDoubled, SourceEnded, SourceNowhere, SourcesForbidden, TooManySources
from exchange.feeds import read_source
from exchange.item_import import Imported, compare, remember
from exchange.models import IncomingItem, ItemSource
from exchange.sources import IncomingEntry, SourceWrong
from home.editing.drafts import DraftWriter
from home.models import LinkedItemPage, SectionPage
from home.outbound.client import FetchFailed, fetch
from information.held_sections import held_section
from members.access.permissions import can_operate, reviewed_portals
from sites.directory import get_directory
from sites.locking import locked_portal
from sites.models import Portal
from sites.registry import public_page_of

if TYPE_CHECKING:
    from accounts.models import AnyUser, User

MOST_BYTES: Final = 4 * 1024 * 1024
MOST_SOURCES: Final = 20
LONGEST_PROBLEM: Final = 1000
# Of the column that holds the address of an item.
LONGEST_URL: Final[int] = LinkedItemPage._meta.get_field("target_url").max_length

# Reads an address; gives its content.
Read = Callable[[str], bytes]


def read_web(url: str) -> bytes:
    """Read an address of another site, whatever it gives, within bounds."""
    return fetch(url, max_bytes=MOST_BYTES)


def portals_of_sources(user: AnyUser, *, on: date) -> frozenset[int]:
    """Keys of the portals whose sources the person sets: approving on their boards, or as an operator on all."""
    return frozenset(get_directory().by_id) if can_operate(user, on=on) else reviewed_portals(user, on=on)


@transaction.atomic
def set_source(
    *, name: str, url: str, section: str, by: User, at: datetime, instead_of: ItemSource | None = None
) -> ItemSource:
    """Set a source, or change one. Who gave its address counts as the author of what it brings.

    Args:
        section: address of a public section, which says on which portal items become drafts.

    Raises:
        SourceNowhere: the address is of no public section that takes linked items, or of another portal's than before.
        SourcesForbidden: the person neither approves on the board of that portal nor operates.
        SourceDoubled: the portal has it already.
        SourceEnded: somebody ended meanwhile the source that is changed.
        TooManySources: it has as many as one may have.
    """
    place = _section(section)
    record = get_directory().for_path(place.path)
    if record is None or (instead_of is not None and instead_of.portal_id != record.id):
        raise SourceNowhere
    portal = locked_portal(record.id)
    _refuse_strangers(portal, by=by, at=at)
    sources = ItemSource.objects.for_portal(portal)
    if instead_of is None and sources.count() >= MOST_SOURCES:
        raise TooManySources(MOST_SOURCES)
    source = (
        ItemSource(portal=portal)
        if instead_of is None
        else sources.select_for_update(no_key=True).filter(pk=instead_of.pk).first()
    )
    if source is None:
        raise SourceEnded
    if source.url != url:
        source.url, source.set_by = url, by
    source.name, source.section = name, place.page_ptr
    try:
        with transaction.atomic():
            # Not when it was read last, which the task writes meanwhile.
            source.save(update_fields=None if instead_of is None else ["name", "url", "section", "set_by"])
    except IntegrityError as error:
        raise SourceDoubled from error
    record_event(ExchangeEventKind.SOURCE_SET, portal=portal, at=at, by=by, source=name, source_address=url)
    return source


def _section(address: str) -> SectionPage:
    try:
        page = public_page_of(address)
    except ValueError:
        page = None
    section = page.specific if page is not None else None
    if not isinstance(section, SectionPage) or not LinkedItemPage.can_create_at(section):
        raise SourceNowhere
    return section


@transaction.atomic
def end_source(source: ItemSource, *, by: User, at: datetime) -> None:
    """Read a source no more. What it brought stays.

    Raises:
        SourcesForbidden: the person neither approves on the board of its portal nor operates.
    """
    portal = locked_portal(source.portal_id)
    _refuse_strangers(portal, by=by, at=at)
    ended, _rows = ItemSource.objects.for_portal(portal).filter(pk=source.pk).delete()
    if ended:
        record_event(
            ExchangeEventKind.SOURCE_ENDED, portal=portal, at=at, by=by, source=source.name, source_address=source.url
        )


def _refuse_strangers(portal: Portal, *, by: User, at: datetime) -> None:
    if portal.pk not in portals_of_sources(by, on=timezone.localdate(at)):
        raise SourcesForbidden


def read_items(source: ItemSource, *, at: datetime, read: Read = read_web) -> Imported:
    """Read a source, and make drafts of what is new. What is wrong with it is kept on its row, and raises nothing."""
    done = Imported()
    try:
        entries = read_source(read(source.url), agency=source.name)
        done = take_entries(source, entries, at=at)
        problem = ""
    except (FetchFailed, SourceWrong) as error:
        problem = str(error)
    except PageDeleted as refusal:
        problem = str(refusal)
    ItemSource.objects.filter(pk=source.pk).update(read_at=at, problem=problem[:LONGEST_PROBLEM])
    return done


def take_entries(source: ItemSource, entries: Sequence[IncomingEntry], *, at: datetime) -> Imported:
    """Make linked items of entries that are new. They are the work of who set the source, who may write what stands
    there: another person approves them (13.1.g).

    Raises:
        PageDeleted: its section is gone.
    """
    with atomic_refusing_deadlocks(), anonymous_actor():
        section = held_section(source.section_id)
        portal = source.portal
        here = IncomingItem.objects.for_portal(portal).filter(
            source=source.code, external_id__in=[entry.external_id for entry in entries]
        )
        known = {item.external_id: item for item in here}
        done = Imported()
        drafts = DraftWriter(section, LinkedItemPage, otherwise="tin", by=source.set_by, log_as=None, at=at)
        for entry in entries:
            item = known.get(entry.external_id)
            if item is not None:
                compare(item, entry, done, at=at)
            elif not entry.is_removed and entry.url and len(entry.url) <= LONGEST_URL:
                page = drafts.write(
                    title=entry.title,
                    lead=entry.lead,
                    target_url=entry.url,
                    source_agency=entry.source_agency,
                    origin_published_at=entry.published_at,
                )
                done.new.append(page)
                remember(portal, source.code, entry, page, by=source.set_by, at=at)
        if done.new or done.changed or done.gone:
            record_event(
                ExchangeEventKind.ITEMS_IMPORTED,
                portal=portal,
                at=at,
                by=None,
                source=source.name,
                new=len(done.new),
                changed=len(done.changed),
                gone=len(done.gone),
            )
    return done
