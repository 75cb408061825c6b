"""Verb: a later last day for comments became public, with its reason.

The reason is the note that every change of a public page carries (13.1.c).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.dispatch import Signal, receiver

from audit.events import record_event
from home.editing.correction_forms import NOTE
from home.models import PublicVersion
from information.enums import InformationEventKind
from information.models import DraftExtension, DraftPage
from sites.signals import version_published

if TYPE_CHECKING:
    from wagtail.models import Revision

    from accounts.models import User
    from sites.models import Portal

# The time for comments on a public draft was extended. Arguments: extension, portal, at.
time_extended = Signal()


@receiver(version_published, dispatch_uid="information.record_extension")
def follow_publication(
    page: Any, revision: Revision, portal: Portal, by: User | None, at: datetime, **kwargs: Any
) -> None:
    """Whether the version is kept as a public one already (`home.publication.public_versions`) is not asked."""
    if page.specific_class is not DraftPage:
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
    """Keep that comments on a public draft are taken for longer, and tell the rooms above."""
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
    time_extended.send(DraftExtension, extension=extension, portal=portal, at=at)
    return extension


def _end_of(revision: Revision) -> date:
    # A day, in a version that was not read from the database.
    return date.fromisoformat(str(revision.content["closes_on"]))
