"""Registration only: what follows a submission and a publication."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.dispatch import receiver
from wagtail.models import WorkflowState
from wagtail.signals import page_published, workflow_submitted

from home.models import BasePage
from home.tasks import follow_links, make_page_pictures


@receiver(page_published, dispatch_uid="home.make_page_pictures")
def make_pictures(instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, BasePage):
        transaction.on_commit(partial(make_page_pictures.delay, instance.pk))


@receiver(workflow_submitted, sender=WorkflowState, dispatch_uid="home.follow_links")
def follow_links_of_submitted(instance: WorkflowState, **kwargs: Any) -> None:
    page = instance.content_object
    if settings.CHECK_EXTERNAL_LINKS and isinstance(page, BasePage) and page.latest_revision_id:
        transaction.on_commit(partial(follow_links.delay, page.latest_revision_id))
