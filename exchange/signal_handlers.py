"""Registration only: what changes for other systems is told in the transaction that changes it."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_unpublished, post_page_move

from exchange.interface.feed_entries import (
    is_home,
    keep_reason_of_withdrawal,
    tell_of_addresses,
    tell_of_branch,
    tell_of_closed_home,
    tell_of_deleted,
    tell_of_home,
    tell_of_pages,
)
from exchange.page_import.publication import keep_day_of_former_portal
from sites.models import Portal
from sites.signals import pages_opened, version_published


@receiver(version_published, dispatch_uid="exchange.published")
def published(page: Page, at: Any, **kwargs: Any) -> None:
    # Public here for the first time: it may have been published on a former portal.
    if page.first_published_at == page.last_published_at:
        keep_day_of_former_portal(page)
    if is_home(page):
        tell_of_home(page, at=at)
    else:
        tell_of_pages([page.pk], at=at)
        # Its own was told just now.
        if not page.is_leaf():
            tell_of_addresses(page, at=at)


@receiver(pages_opened, dispatch_uid="exchange.opened")
def opened(portal: Portal, page_ids: list[int], at: Any, **kwargs: Any) -> None:
    tell_of_pages(page_ids, at=at)
    for home in Page.objects.filter(pk__in=page_ids):
        if is_home(home):
            tell_of_home(home, at=at)


@receiver(page_unpublished, dispatch_uid="exchange.unpublished")
def unpublished(instance: Page, **kwargs: Any) -> None:
    if is_home(instance):
        tell_of_closed_home(instance, at=timezone.now())
    else:
        tell_of_pages([instance.pk], at=timezone.now())


@receiver(pre_delete, sender=Page, dispatch_uid="exchange.about_to_be_deleted")
def about_to_be_deleted(instance: Page, **kwargs: Any) -> None:
    keep_reason_of_withdrawal(instance.pk)


@receiver(post_delete, sender=Page, dispatch_uid="exchange.deleted")
def deleted(instance: Page, **kwargs: Any) -> None:
    tell_of_deleted(instance.pk, at=timezone.now())


@receiver(post_page_move, dispatch_uid="exchange.moved")
def moved(instance: Page, **kwargs: Any) -> None:
    tell_of_addresses(instance, at=timezone.now())


@receiver([post_save, post_delete], sender=PageViewRestriction, dispatch_uid="exchange.restricted")
def restricted(instance: PageViewRestriction, origin: Any = None, **kwargs: Any) -> None:
    # One that goes with its page changes nothing: the page leaves by itself.
    if origin is not None and not issubclass(getattr(origin, "model", type(origin)), PageViewRestriction):
        return
    for page in Page.objects.filter(pk=instance.page_id):
        tell_of_branch(page, at=timezone.now())
