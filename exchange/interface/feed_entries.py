"""Verbs of what others are told: an item of which they are told something else now goes to the end of the changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Substr
from wagtail.models import Page

from editorial.models import Takedown
from exchange.interface.kinds import kinds_by_type
from exchange.models import FeedEntry
from sites.directory import HOME_DEPTH, get_directory
from sites.tree import HOME_PATH_LENGTH

BATCH: Final = 500


def tell_of_pages(keys: Iterable[int], *, at: datetime) -> None:
    """Others are told of these pages again, as far as they are items."""
    _move(Page.objects.filter(pk__in=list(keys)), at=at)


def tell_of_branch(page: Page, *, at: datetime) -> None:
    """Move the public pages of a branch to the top of the change feed: who may read them has changed."""
    _move(_below(page).filter(live=True), at=at)


def tell_of_addresses(page: Page, *, at: datetime) -> None:
    """Move pages to the top of the change feed that have another address since a page got another slug or place.

    Asked with each publication: Wagtail tells of a new slug after the commit, when it may be told to nobody any more.
    """
    told = FeedEntry.objects.filter(is_public=True, page__path__startswith=page.path)
    keys = list(told.exclude(url_path=F("page__url_path")).values_list("page", flat=True))
    if keys:
        tell_of_pages(keys, at=at)


def tell_of_home(home: Page, *, at: datetime) -> None:
    """A home became public: what stands below it and was not public for others until now, is. One that was public
    before and says something else moves nothing."""
    _move(_below(home).filter(live=True).exclude(feed_entry__is_public=True), at=at)


def tell_of_closed_home(home: Page, *, at: datetime) -> None:
    """A home is not public any more: nothing below it is."""
    _move(_below(home).filter(feed_entry__is_public=True), at=at)


def tell_of_deleted(key: int, *, at: datetime) -> None:
    """A page is deleted: its place in the list stays, and says so. What was gone before stays where it was told."""
    FeedEntry.objects.filter(page=key, is_public=True).update(is_public=False, changed_at=at)


def keep_reason_of_withdrawal(key: int) -> None:
    """A page is about to be deleted: where it was withdrawn, its place in the list goes on to say why."""
    withdrawn = Takedown.objects.standing().filter(page=key).order_by("-at").values("reason_class")[:1]
    FeedEntry.objects.filter(page=key).update(withdrawn_as=Coalesce(Subquery(withdrawn), Value("")))


def is_home(page: Page) -> bool:
    """Whether all pages of a language on its portal stand below it."""
    return page.depth == HOME_DEPTH


def _below(page: Page) -> QuerySet[Page]:
    return Page.objects.filter(path__startswith=page.path)


def _move(pages: QuerySet[Page], *, at: datetime) -> None:
    """Write where pages stand in the list; those that others were never told of and cannot read have no place.

    What was approved before the home of its language opened becomes public with that: until then nobody is told.
    """
    homes = Page.objects.filter(path=Substr(OuterRef("path"), 1, HOME_PATH_LENGTH))
    opened = Q(first_published_at__isnull=False, home_opened__isnull=False)
    found = pages.order_by("pk").annotate(
        home_opened=Subquery(homes.values("first_published_at")[:1]), home_live=Subquery(homes.values("live")[:1])
    )
    FeedEntry.objects.bulk_create(
        _rows(found.filter(opened, content_type__in=list(kinds_by_type())), at=at),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["page"],
        update_fields=["published_at", "changed_at", "is_public", "url_path"],
    )


def _rows(found: QuerySet[Page], *, at: datetime) -> Iterator[FeedEntry]:
    directory, kinds = get_directory(), kinds_by_type()
    columns = ("pk", "path", "content_type", "first_published_at", "live", "home_live", "url_path")
    for key, path, content_type, published_at, live, home_live, url_path in found.values_list(*columns):
        record = directory.for_path(path)
        if record is not None:
            yield FeedEntry(
                page_id=key,
                portal_id=record.id,
                kind=kinds[content_type].code,
                published_at=published_at,
                changed_at=at,
                is_public=live and home_live,
                url_path=url_path,
            )
