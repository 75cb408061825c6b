"""Pages of a starter tree: published with the approval of everybody who opens the portal, and indexed together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_save
from modelsearch import index
from modelsearch.backends import get_search_backends_with_name
from modelsearch.signal_handlers import post_save_signal_handler
from wagtail.models import Page

from accounts.models import User
from audit.models import PortalEvent
from editorial.enums import ApprovalKind
from editorial.integrity.approvals import approve_row, approve_starters
from editorial.review.checklist import Answers
from provisioning.opening import findings_to_open
from sites.models import Portal
from sites.registry import opened_rows
from sites.signals import pages_opened, version_published


@dataclass(frozen=True, slots=True)
class Signature:
    """The word of one person who opens a portal: who, when, by which seat, with which answers to the checklist."""

    by: User
    at: datetime
    seat: str
    checklist: Answers

    @classmethod
    def of(cls, first: PortalEvent) -> Signature:
        """That of the first of two, as the record keeps it."""
        person = User.objects.get(portal_events=first)
        return cls(by=person, at=first.at, seat=first.data["seat"], checklist=first.data["checklist"])


@transaction.atomic
def open_pages(pages: list[Page], *, portal: Portal, signatures: list[Signature]) -> None:
    """Approve and publish a starter tree: pages without a version in one statement, changed ones by their version.

    The last signature is that of the person by whom they become public.

    Raises:
        PageIncomplete, ContentBlocked: a changed page cannot become public as it is.
    """
    by, at = signatures[-1].by, signatures[-1].at
    untouched = [page for page in pages if page.latest_revision is None]
    changed = [page for page in pages if page.latest_revision is not None]
    for signature in signatures:
        _approve(untouched, changed, portal=portal, signature=signature)
    Page.objects.filter(pk__in=[page.pk for page in untouched]).update(
        live=True, has_unpublished_changes=False, first_published_at=at, last_published_at=at
    )
    for page in changed:
        page.latest_revision.publish(user=by, skip_permission_checks=True)
        version_published.send(sender=Page, page=page, revision=page.latest_revision, portal=portal, by=by, at=at)
    pages_opened.send(sender=Portal, portal=portal, page_ids=[page.pk for page in untouched], at=at)


def _approve(untouched: Iterable[Page], changed: Iterable[Page], *, portal: Portal, signature: Signature) -> None:
    made_by: dict[str, Any] = {
        "portal": portal,
        "kind": ApprovalKind.OPENING,
        "by": signature.by,
        "at": signature.at,
        "seat": signature.seat,
        "checklist": signature.checklist,
    }
    approve_starters(untouched, **made_by)
    for page in changed:
        findings = [finding.as_data() for finding in findings_to_open(page)]
        approve_row(page.latest_revision.as_object(), revision=page.latest_revision, findings=findings, **made_by)
    for row in opened_rows(portal):
        approve_row(row, revision=None, **made_by)


@contextmanager
def pages_indexed_together() -> Iterator[None]:
    """Index the pages that are saved within the block at its end, type by type.

    For commands only: it replaces signal handlers of the whole process. Within a transaction, index and pages stand or
    fall together where the index is in the database.
    """
    types = [model for model in index.get_indexed_models() if issubclass(model, Page)]
    saved: dict[int, Page] = {}

    def remember(sender: type[Page], instance: Page, raw: bool = False, **kwargs: Any) -> None:
        # A row that is loaded as it stands is indexed by what loads it, as with Wagtail's own handler.
        if not raw:
            saved[instance.pk] = instance

    for model in types:
        post_save.disconnect(post_save_signal_handler, sender=model)
        post_save.connect(remember, sender=model, weak=False)
    try:
        yield
    finally:
        for model in types:
            post_save.disconnect(remember, sender=model)
            post_save.connect(post_save_signal_handler, sender=model)
    index_for_admin(saved.values())


def index_for_admin(rows: Iterable[Model]) -> None:
    """Let the admin's search find rows, such as pages of specific types and files: type by type."""
    by_type: dict[type[Model], list[Model]] = defaultdict(list)
    for row in rows:
        by_type[type(row)].append(row)
    for _name, backend in get_search_backends_with_name(with_auto_update=True):
        for model, of_type in by_type.items():
            backend.add_bulk(model, of_type)
