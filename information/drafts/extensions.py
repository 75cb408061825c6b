"""Verb: a later last day for comments became public, with its reason.

The reason is the note that every change of a public page carries (13.1.c).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.dispatch import receiver
from wagtail.models import Page

from audit.events import record_event
from home.editing.correction_forms import NOTE
from home.models import PublicVersion
from information.enums import DraftNoticeKind, InformationEventKind
from information.models import DraftExtension, DraftPage
from notifications.models import Notice
from sites.signals import version_published
from sites.tree import content_type_of

if TYPE_CHECKING:
    from wagtail.models import Revision

    from accounts.models import User
    from sites.models import Portal


@receiver(version_published, dispatch_uid="information.record_extension")
def follow_publication(
    page: Any, revision: Revision, portal: Portal, by: User | None, at: datetime, **kwargs: Any
) -> None:
    """Whether the version is kept as a public one already (`home.publication.public_versions`) is not asked."""
    # A version in another language is extended with its original.
    if page.specific_class is not DraftPage or page.locale.language_code != settings.LANGUAGE_CODE:
        return
    versions = PublicVersion.objects.filter(page=page.pk).readable().exclude(revision=revision)
    before = versions.select_related("revision").order_by("-number").first()
    if before is not None and (end := _end_of(revision)) > (former := _end_of(before.revision)):
        reason = revision.content[NOTE]
        record_extension(page.pk, former_end=former, new_end=end, reason=reason, portal=portal, by=by, at=at)


@transaction.atomic
def record_extension(
    page_id: int, *, former_end: date, new_end: date, reason: str, portal: Portal, by: User | None, at: datetime
) -> DraftExtension:
    """Keep that comments on a public draft are taken for longer. Writes an event; of the report, whose last day comes
    later by this, those who were told are told again (`information.drafts.awaited_reports`)."""
    extension = DraftExtension.objects.create(
        page_id=page_id, former_end=former_end, new_end=new_end, reason=reason, extended_at=at
    )
    record_event(
        InformationEventKind.CONSULTATION_EXTENDED,
        portal=portal,
        at=at,
        by=by,
        reason=reason,
        page=page_id,
        former_end=former_end.isoformat(),
        new_end=new_end.isoformat(),
    )
    told = Notice.objects.filter(kind__in=DraftNoticeKind.values, content_type=content_type_of(Page))
    told.filter(object_id=str(page_id)).delete()
    return extension


def _end_of(revision: Revision) -> date:
    # A day, in a version that was not read from the database.
    return date.fromisoformat(str(revision.content["closes_on"]))
