"""What changed for other systems since a place in time: items that became public, were changed or are gone.

Each item stands in the list once, where it last changed (`exchange.interface.feed_entries`); each change of state of a
portal, where the record has it. Both are read along an index from the place that is asked for, whatever stands
before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import OuterRef, Q, QuerySet, Subquery
from wagtail.models import Page

from audit.models import PortalEvent
from editorial.models import Takedown
from exchange.enums import ChangeKind, GoneBecause
from exchange.interface.items import Item, public_items, read_items
from exchange.interface.tokens import About, Token, token_at
from exchange.models import FeedEntry
from sites.directory import PortalRecord, get_directory
from sites.enums import PortalEventKind, PortalState

# What others write at this moment carries a time that has passed already: it is told once all of it is there.
SETTLING: Final = timedelta(seconds=60)
# After these, what was read of a portal is read again, or is gone as a whole.
STATE_CHANGES: Final = (
    PortalEventKind.OPENED,
    PortalEventKind.SUSPENDED,
    PortalEventKind.RESUMED,
    PortalEventKind.ARCHIVED,
    PortalEventKind.HOST_CHANGED,
)


@dataclass(frozen=True)
class Change:
    """One entry of the list.

    Attributes:
        key: of the item; None: the change is of the portal as a whole.
        item: None where it is gone, or the change is of the portal.
        reason: why it is gone: a reason of withdrawals, or one of `GoneBecause`.
    """

    token: Token
    at: datetime
    portal: PortalRecord
    key: int | None = None
    item: Item | None = None
    reason: str = ""

    @property
    def kind(self) -> ChangeKind:
        if self.key is not None:
            return ChangeKind.REMOVED if self.item is None else ChangeKind.PUBLIC
        return ChangeKind.PORTAL_OPEN if self.portal.is_readable else ChangeKind.PORTAL_CLOSED


@dataclass(frozen=True)
class Changes:
    """Some entries of the list, in its order; the place after them, and whether others follow already."""

    entries: tuple[Change, ...]
    next: Token
    more: bool


def portals_of(portal: PortalRecord) -> list[PortalRecord]:
    """Portals of which a portal's host tells: itself, the city's of all that ever opened."""
    if not portal.is_city:
        return [portal]
    return [one for one in get_directory().records if one.state != PortalState.PREPARING and one.container_path]


def changes_since(portal: PortalRecord, *, since: Token, until: datetime, limit: int) -> Changes:
    """What changed after a place, up to a moment. Queries: two, those of `read_items`, and one for what is gone."""
    places = _item_places(portal, since=since, until=until, limit=limit + 1)
    places += _portal_places(portal, since=since, until=until, limit=limit + 1)
    places.sort(key=lambda place: place[0])
    told = places[:limit]
    return Changes(tuple(_read(portal, told)), next=told[-1][0] if told else since, more=len(places) > limit)


_Place = tuple[Token, Any]


def _items(portal: PortalRecord) -> QuerySet[FeedEntry]:
    """Where the items stand of which a portal's host tells. Of a portal in preparation nobody is told, though its board
    may have approved its home and pages by review: what stands there is read again with its opening."""
    items = FeedEntry.objects.order_by("changed_at", "page_id")
    if not portal.is_city:
        return items.filter(portal=portal.id)
    unopened = [one.id for one in get_directory().records if one.state == PortalState.PREPARING]
    return items.exclude(portal__in=unopened) if unopened else items


def _item_places(portal: PortalRecord, *, since: Token, until: datetime, limit: int) -> list[_Place]:
    rows = _items(portal).filter(_after(since, About.ITEM, "changed_at", "page"), changed_at__lte=until)
    # By a subquery: a join would leave out those whose page was deleted.
    expired = Page.objects.filter(pk=OuterRef("page_id")).values("expired")
    rows = rows.annotate(has_expired=Subquery(expired))[:limit]
    return [(token_at(row.changed_at, About.ITEM, row.page_id), row) for row in rows]


def _portal_places(portal: PortalRecord, *, since: Token, until: datetime, limit: int) -> list[_Place]:
    rows = PortalEvent.objects.filter(
        _after(since, About.PORTAL, "at", "pk"),
        portal__in=[one.id for one in portals_of(portal)],
        kind__in=STATE_CHANGES,
        at__lte=until,
    )
    return [(token_at(row.at, About.PORTAL, row.pk), row) for row in rows.order_by("at", "pk")[:limit]]


def _after(since: Token, about: About, moment: str, key: str) -> Q:
    """Condition on rows of one sort: their place comes after a token."""
    later = Q(**{f"{moment}__gt": since.moment})
    if about < since.about:
        return later
    # Alone it lets the database begin in its index.
    begun = Q(**{f"{moment}__gte": since.moment})
    return begun & (later | Q(**{f"{key}__gt": since.key})) if about == since.about else begun


def _read(portal: PortalRecord, places: Sequence[_Place]) -> Iterable[Change]:
    """The entries at some places, with the items that are public now."""
    directory = get_directory()
    keys = [row.page_id for token, row in places if token.about == About.ITEM]
    pages = public_items(portal).filter(pk__in=keys).specific() if keys else []
    items = {item.page.pk: item for item in read_items(list(pages))}
    gone = Takedown.objects.standing().filter(page__in=[key for key in keys if key not in items])
    reasons = dict(gone.values_list("page", "reason_class"))
    for token, row in places:
        record = directory.by_id[row.portal_id]
        if token.about == About.PORTAL:
            yield Change(token, row.at, record)
            continue
        item = items.get(row.page_id)
        reason = (
            "" if item is not None else _reason(row, record, withdrawn=reasons.get(row.page_id) or row.withdrawn_as)
        )
        yield Change(token, row.changed_at, record, key=row.page_id, item=item, reason=reason)


def _reason(told: Any, portal: PortalRecord, *, withdrawn: str) -> str:
    """Why an item is not public, as far as the public is told."""
    if not portal.is_readable:
        return GoneBecause.PORTAL_CLOSED.value
    return withdrawn or (GoneBecause.EXPIRED if told.has_expired else GoneBecause.NO_LONGER_PUBLIC).value
