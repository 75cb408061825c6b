"""Pages that stay where they are: a board approves what it reads, in the place where it stands.

The place is no part of the hash that an approval keeps. It decides on whose portal a page becomes public, which steps
its review takes, and which section editor checks it.

No page leaves its portal, neither moved nor copied: its pictures, documents and history with the names in it are that
portal's, and stay behind.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Case, CharField, Q, Value, When
from django.db.models.functions import Cast
from wagtail.models import Page, Revision, WorkflowState

from adminviews.request_cache import cached_for_request
from audit.errors import ChangedMeanwhile
from editorial.enums import NOT_DELETED, LockedReason
from editorial.errors import PageCrosses, PageStays
from editorial.review.locking import lock_page, lock_places
from members.access.scope import scope_of
from sites.directory import CONTAINER_PATH_LENGTH
from sites.tree import below

if TYPE_CHECKING:
    from collections.abc import Iterable

    from accounts.models import AnyUser
    from members.access.scope import Scope

# Of several pages below one, what is told first.
ORDER = (LockedReason.IN_REVIEW, LockedReason.SCHEDULED, LockedReason.RETURNED)


def immovable_pages(among: Q) -> dict[str, LockedReason]:
    """Pages among some that stay in their place, by their path, and why."""
    reviews = WorkflowState.objects.active().filter(base_content_type=ContentType.objects.get_for_model(Page))
    decided_now = reviews.filter(status=WorkflowState.STATUS_IN_PROGRESS).values("object_id")
    scheduled = Revision.page_revisions.filter(approved_go_live_at__isnull=False).values("object_id")
    # Reviews and versions keep the keys of pages as text.
    pages = Page.objects.filter(among).order_by().annotate(key=Cast("pk", CharField()))
    pages = pages.filter(Q(key__in=reviews.values("object_id")) | Q(key__in=scheduled))
    why = Case(
        When(key__in=decided_now, then=Value(LockedReason.IN_REVIEW.value)),
        When(key__in=scheduled, then=Value(LockedReason.SCHEDULED.value)),
        default=Value(LockedReason.RETURNED.value),
        output_field=CharField(),
    )
    return {path: LockedReason(reason) for path, reason in pages.annotate(why=why).values_list("path", "why")}


def why_kept(path: str, kept: dict[str, LockedReason]) -> LockedReason | None:
    """Why a page stays in its place, for itself or for what stands below it."""
    reasons = {reason for place, reason in kept.items() if place.startswith(path)}
    return next((reason for reason in ORDER if reason in reasons), None)


def why_stays(page: Page) -> LockedReason | None:
    """Why a page may not be moved or deleted now; None where it may."""
    return why_kept(page.path, immovable_pages(Q(path__startswith=page.path)))


def why_stays_to(user: AnyUser, page: Page, *, on: date) -> LockedReason | None:
    """Why a page of a list may not be moved or deleted, for the person who looks at the list."""
    scope = scope_of(user, on=on)
    if not scope.has_path(page.path):
        return why_stays(page)
    return why_kept(page.path, cached_for_request(user, "pages that stay", lambda: immovable_pages(scope.pages())))


def crosses_portals(path: str, destination: str) -> bool:
    """Whether two places in the tree are not of one portal."""
    return path[:CONTAINER_PATH_LENGTH] != destination[:CONTAINER_PATH_LENGTH]


def on_portal_of(keys: Iterable[int], scope: Scope) -> Q:
    """A condition on pages: standing on the portal of some pages that a person works with. Of pages of several portals
    there is no such place."""
    paths = Page.objects.filter(scope.pages(), pk__in=keys).values_list("path", flat=True)
    containers = {path[:CONTAINER_PATH_LENGTH] for path in paths}
    return below(containers) if len(containers) == 1 else Q(pk__in=[])


def refuse_copy(page: Page) -> None:
    """Refuse to write the copy of a page on another portal than that of its original, whoever copies it.

    Raises:
        PageCrosses: see above.
    """
    original = getattr(page, "copied_from", None)
    if original is not None and crosses_portals(original, page.path):
        raise PageCrosses(page.get_admin_display_title())


@transaction.atomic
def refuse_move(page: Page, *, before: Page, after: Page) -> None:
    """Refuse to put on another portal any page, and below another page what a board reads or approved where it stands,
    whoever moves it.

    Whoever is submitting it is waited for: screens hold it until it is moved, a program that moves it in no transaction
    until it is asked. Public pages are the permission's to refuse and the invariant's to find.

    Raises:
        PageCrosses: the other page stands on another portal.
        PageStays: it is in review, returned or approved for later, or something below it is.
        ChangedMeanwhile: somebody else moved it, or where it goes, since it was read.
    """
    if crosses_portals(page.path, after.path):
        raise PageCrosses(page.get_admin_display_title())
    if before.pk == after.pk:
        return
    lock_places([page.pk], beside=[after.pk])
    places = dict(Page.objects.filter(pk__in=[page.pk, after.pk]).values_list("pk", "path"))
    if places != {page.pk: page.path, after.pk: after.path}:
        raise ChangedMeanwhile
    if reason := why_stays(page):
        raise PageStays(page.get_admin_display_title(), reason)


def refuse_deletion(page: Page) -> None:
    """Refuse to delete what a board reads or approved for later, whoever does it: each page that goes is asked about.
    In Django's transaction.

    Raises:
        PageStays: see above.
    """
    lock_page(page.pk)
    reason = immovable_pages(Q(pk=page.pk)).get(page.path)
    if reason in NOT_DELETED:
        raise PageStays(page.get_admin_display_title(), reason)
