"""Registration only: events of Wagtail that our record must know."""

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Page, Site, WorkflowState
from wagtail.signals import page_published, workflow_submitted

from sites.directory import forget_directory
from sites.enums import PortalEventKind
from sites.events import record_event
from sites.models import Hostname, Portal, PortalKind
from sites.rights import bring_in_step
from sites.workflow import portal_of, record_scheduled_publication


@receiver(workflow_submitted, sender=WorkflowState, dispatch_uid="portals.record_submission")
def record_submission(instance: WorkflowState, user: Any, **kwargs: Any) -> None:
    page = instance.content_object
    if isinstance(page, Page):
        record_event(PortalEventKind.ITEM_SUBMITTED, portal=portal_of(page), at=timezone.now(), by=user, page=page.pk)


@receiver(page_published, dispatch_uid="portals.record_scheduled_publication")
def record_publication_on_time(instance: Page, revision: Any = None, **kwargs: Any) -> None:
    if revision is not None:
        record_scheduled_publication(instance, revision, at=timezone.now())


@receiver(user_logged_in, dispatch_uid="portals.bring_rights_in_step")
def bring_rights_in_step(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    bring_in_step(user, request.session, on=timezone.localdate())


@receiver([post_save, post_delete], sender=Portal, dispatch_uid="portals.portal_changed")
@receiver([post_save, post_delete], sender=Hostname, dispatch_uid="portals.hostname_changed")
@receiver([post_save, post_delete], sender=PortalKind, dispatch_uid="portals.kind_changed")
@receiver([post_save, post_delete], sender=Site, dispatch_uid="portals.site_changed")
def portals_changed(**kwargs: Any) -> None:
    # At once for this process; after the commit for the others, who until then read the former rows.
    forget_directory()
    transaction.on_commit(forget_directory)
