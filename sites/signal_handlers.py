"""Registration only: events of Wagtail that our record must know."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Site

from sites.directory import forget_directory
from sites.models import Hostname, Portal, PortalKind


@receiver([post_save, post_delete], sender=Portal, dispatch_uid="portals.portal_changed")
@receiver([post_save, post_delete], sender=Hostname, dispatch_uid="portals.hostname_changed")
@receiver([post_save, post_delete], sender=PortalKind, dispatch_uid="portals.kind_changed")
@receiver([post_save, post_delete], sender=Site, dispatch_uid="portals.site_changed")
def portals_changed(**kwargs: Any) -> None:
    forget_directory()
