"""What changed for other systems since a place in time: items that became public, were changed or are gone.

Each item stands in the list once, where it last changed; so does each change of state of a portal. The list is read
from what is kept anyway, the versions that were public and the record, so that it invents none. A restriction and a
section's new slug are no versions: what stands below is told with its next change.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Greatest, Substr
from wagtail.models import Page

from exchange.enums import ChangeKind, GoneBecause
from exchange.items import Item, public_items, read_items
from exchange.kinds import kinds_by_type
from exchange.tokens import About, Token, token_at
from home.models import PublicVersion
from sites.directory import PortalRecord, get_directory
from sites.enums import PortalEventKind, PortalState
from sites.models import PortalEvent
from sites.tree import HOME_PATH_LENGTH, below

# What others write at this moment carries a time that has passed already: it is told once all of it is there.
SETTLING: Final = timedelta(seconds=60)
# After these, what was read of a portal is read anew, or is gone as a whole.
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
    """What changed after a place, up to a moment. Queries: two, and those of `read_items`."""
    places = _item_places(portal, since=since, until=until, limit=limit + 1)
    places += _portal_places(portal, since=since, until=until, limit=limit + 1)
    places.sort(key=lambda place: place[0])
    told = places[:limit]
    following = told[-1][0] if told else since
    return Changes(tuple(_read(portal, told)), next=following, more=len(places) > limit)


_Place = tuple[Token, Any]


def _versions(portal: PortalRecord) -> Any:
    """The newest version of each item that was ever public, with the moment of its last change.

    What was approved before the home of its language opened became public with it: until then it is told to nobody.
    """
    newer = PublicVersion.objects.filter(page=OuterRef("page"), number__gt=OuterRef("number"))
    pages = Page.objects.filter(
        below(one.container_path for one in portals_of(portal)), content_type__in=list(kinds_by_type())
    )
    rows = PublicVersion.objects.filter(~Exists(newer), page__in=pages.order_by().values("pk"))
    homes = Page.objects.filter(path=Substr(OuterRef("page__path"), 1, HOME_PATH_LENGTH))
    rows = rows.annotate(home_at=Subquery(homes.values("first_published_at")[:1])).filter(home_at__isnull=False)
    return rows.annotate(at=Greatest(Coalesce("ended_at", "published_at"), "home_at")).order_by()


def _events(portal: PortalRecord) -> Any:
    keys = [one.id for one in portals_of(portal)]
    return PortalEvent.objects.filter(portal__in=keys, kind__in=STATE_CHANGES).order_by()


def _item_places(portal: PortalRecord, *, since: Token, until: datetime, limit: int) -> list[_Place]:
    rows = _versions(portal).filter(_after(since, About.ITEM, "page"), at__lte=until)
    rows = rows.select_related("takedown", "page").order_by("at", "page")[:limit]
    return [(token_at(row.at, About.ITEM, row.page_id), row) for row in rows]


def _portal_places(portal: PortalRecord, *, since: Token, until: datetime, limit: int) -> list[_Place]:
    rows = _events(portal).filter(_after(since, About.PORTAL, "pk"), at__lte=until).order_by("at", "pk")[:limit]
    return [(token_at(row.at, About.PORTAL, row.pk), row) for row in rows]


def _after(since: Token, about: About, key: str) -> Q:
    """Condition on rows of one sort: their place comes after a token."""
    later = Q(at__gt=since.moment)
    if about == since.about:
        return later | Q(at=since.moment, **{f"{key}__gt": since.key})
    return later if about < since.about else later | Q(at=since.moment)


def _read(portal: PortalRecord, places: Sequence[_Place]) -> Iterable[Change]:
    """The entries at some places, with the items that are public now."""
    directory = get_directory()
    keys = [row.page_id for token, row in places if token.about == About.ITEM]
    pages = public_items(portal).filter(pk__in=keys).specific() if keys else []
    items = {item.page.pk: item for item in read_items(list(pages))}
    for token, row in places:
        if token.about == About.PORTAL:
            yield Change(token, row.at, directory.by_id[row.portal_id])
            continue
        record = directory.for_path(row.page.path)
        if record is not None:
            item = items.get(row.page_id)
            reason = "" if item is not None else reason_of(row, record)
            yield Change(token, row.at, record, key=row.page_id, item=item, reason=reason)


def reason_of(version: PublicVersion, portal: PortalRecord) -> str:
    """Why an item is not public, as far as the public is told: by its last version. No query."""
    if not portal.is_readable:
        return GoneBecause.PORTAL_CLOSED.value
    if version.takedown is not None:
        return version.takedown.reason_class
    return (GoneBecause.EXPIRED if version.page.expired else GoneBecause.NO_LONGER_PUBLIC).value
