"""Registration only: what follows a publication."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from home.city_items import take_down_links_to
from home.models import BasePage
from home.tasks import make_page_pictures


@receiver(page_published, dispatch_uid="home.make_page_pictures")
def make_pictures(instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, BasePage):
        transaction.on_commit(partial(make_page_pictures.delay, instance.pk))


@receiver(page_unpublished, dispatch_uid="home.take_down_links")
def take_down_links(instance: Page, **kwargs: Any) -> None:
    take_down_links_to(instance, at=timezone.now())
