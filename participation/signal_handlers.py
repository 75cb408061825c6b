"""Registration only: drafts that became public, whose commenters are told."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.dispatch import receiver
from wagtail.models import Page

from information.models import DraftPage
from participation.consultation.mails import follow_published
from sites.signals import version_published


@receiver(version_published, dispatch_uid="participation.follow_drafts")
def tell_commenters(page: Page, at: datetime, **kwargs: Any) -> None:
    if issubclass(page.specific_class, DraftPage):
        follow_published(page.specific, at=at)
