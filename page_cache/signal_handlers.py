"""Changes that invalidate copies: events of the record, and signals of Wagtail for changes that write none."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from audit.kinds import is_unseen
from audit.signals import events_recorded
from page_cache.purging import purge_on_commit
from sites.directory import get_directory
from sites.enums import PortalEventKind


@receiver(events_recorded, dispatch_uid="page_cache.end_copies_of_portals")
def end_copies_of_portals(*, kind: str, portal_ids: Iterable[int | None], **_kwargs: Any) -> None:
    if not is_unseen(kind):
        # Every page names its portal and those above it, and counts all.
        purge_on_commit([*portal_ids, None] if kind in PortalEventKind.values else portal_ids)


@receiver(
    [page_published, page_unpublished, page_slug_changed, post_page_move], dispatch_uid="page_cache.end_copies_of_page"
)
def end_copies_of_page(*, instance: Page, **_kwargs: Any) -> None:
    _end_copies_at(instance.path)


@receiver([post_save, post_delete], sender=PageViewRestriction, dispatch_uid="page_cache.end_copies_of_restricted")
def end_copies_of_restricted(instance: PageViewRestriction, **_kwargs: Any) -> None:
    # The page may be deleted in the same transaction.
    for path in Page.objects.filter(pk=instance.page_id).values_list("path", flat=True):
        _end_copies_at(path)


def _end_copies_at(path: str) -> None:
    portal = get_directory().for_path(path)
    purge_on_commit([portal.id if portal is not None else None])
