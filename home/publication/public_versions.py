"""Keeping what was public: one row for each version, written with the publication itself (Regulation 13.1.c)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.db.models import Max
from wagtail.models import Page, Revision

from audit.events import record_event
from editorial.enums import ReviewEventKind
from editorial.models import Takedown
from home.editing.correction_forms import NOTE, says_the_same
from home.models import BasePage, PublicVersion
from home.serving.preloading import pictures_of
from sites.models import Portal

if TYPE_CHECKING:
    from accounts.models import User
    from library.models import PortalImage

# Versions that are read at once.
CHUNK = 500


def content_in_public(page: Page) -> dict[str, Any] | None:
    """What the version of a page says that is kept as the public one; None: none is."""
    current = PublicVersion.objects.filter(page=page, ended_at=None).select_related("revision").first()
    return current.revision.content if current is not None else None


def record_version(
    page: Page, revision: Revision, *, portal: Portal, by: User | None, at: datetime
) -> PublicVersion | None:
    """Write that a version is what the public reads now, and that the one before it is not any more.

    A version that says the same as the one before takes its place, without a number of its own. A note makes it a
    correction, with an event. None for pages that keep no versions.
    """
    model = page.specific_class
    if model is None or not issubclass(model, BasePage) or not model.keeps_versions:
        return None
    note = revision.content.get(NOTE, "")
    versions = PublicVersion.objects.filter(page=page)
    current = versions.filter(ended_at=None).select_related("revision").first()
    if current is not None and not note and says_the_same(current.revision.content, revision.content, of=model):
        current.revision, current.content_hash = revision, _hash_of(revision)
        current.save(update_fields=["revision", "content_hash"])
        return current
    if current is not None:
        versions.filter(ended_at=None).update(ended_at=at)
    number = (versions.aggregate(last=Max("number"))["last"] or 0) + 1
    version = PublicVersion.objects.create(
        page=page,
        revision=revision,
        content_hash=_hash_of(revision),
        number=number,
        language=page.locale.language_code,
        published_at=at,
        note=note,
    )
    if note:
        record_event(
            ReviewEventKind.ITEM_CORRECTED,
            portal=portal,
            at=at,
            by=by,
            reason=note,
            page=page.pk,
            revision=revision.pk,
            version=number,
        )
    return version


def is_as_published(version: PublicVersion) -> bool:
    """Whether a version says what it said when it was published, so that it may be shown as that."""
    return not version.content_hash or content_hash(version.revision.content) == version.content_hash


def versions_that_differ() -> Iterator[PublicVersion]:
    """Versions that were rewritten since they were public: none on a sound installation. Reads all of them in turn."""
    versions = PublicVersion.objects.exclude(content_hash="").select_related("revision").order_by("pk")
    return (version for version in versions.iterator(chunk_size=CHUNK) if not is_as_published(version))


def content_hash(content: Mapping[str, Any]) -> str:
    """SHA-256 of the content of a revision, as the database gives it back. Pure."""
    return sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _hash_of(revision: Revision) -> str:
    return content_hash(Revision.objects.values_list("content", flat=True).get(pk=revision.pk))


def end_version(page: Page, *, at: datetime) -> None:
    """Write that the public reads no version of a page any more."""
    PublicVersion.objects.filter(page=page, ended_at=None).update(ended_at=at)


def withhold_versions(page: Page, takedown: Takedown) -> None:
    """Keep from the public, for good, all that stood on a page before it was withdrawn."""
    PublicVersion.objects.filter(page=page, takedown=None).update(takedown=takedown)


def pictures_once_shown(page: BasePage) -> set[PortalImage]:
    """Pictures of a page and of all its versions that were public."""
    versions = PublicVersion.objects.filter(page=page.pk).select_related("revision")
    shown = [page, *(version.revision.as_object() for version in versions)]
    return {image for one in shown for image in pictures_of(one)}
