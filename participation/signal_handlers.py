"""Registration only: of pages that became public, comments move to their new parts, and senders are told."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.dispatch import receiver
from wagtail.models import Page

from information.models import DraftPage
from participation.consultation.mails import handle_draft_published
from participation.consultation.reanchoring import reanchor_comments
from participation.contribution.accepting import PAGE_TYPES
from participation.contribution.pages import notify_published
from sites.signals import version_published

if TYPE_CHECKING:
    from wagtail.models import Revision

    from accounts.models import User
    from sites.models import Portal


@receiver(version_published, dispatch_uid="participation.follow_drafts")
def follow_draft(page: Page, revision: Revision, portal: Portal, by: User | None, at: datetime, **kwargs: Any) -> None:
    if issubclass(page.specific_class, DraftPage):
        draft = page.specific
        reanchor_comments(draft, revision, portal=portal, by=by, at=at)
        handle_draft_published(draft, at=at)


@receiver(version_published, dispatch_uid="participation.follow_contributions")
def tell_contributors(page: Page, at: datetime, **kwargs: Any) -> None:
    if issubclass(page.specific_class, tuple(PAGE_TYPES.values())):
        notify_published(page, at=at)
