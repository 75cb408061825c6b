"""What the opening of a portal makes public, what it leaves closed, and who can approve it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.dateparse import parse_datetime
from wagtail.models import Page, WorkflowState

from audit.errors import PortalRefusal
from audit.models import PortalEvent
from editorial.errors import ContentBlocked
from editorial.integrity.approvals import files_of
from editorial.integrity.content_hash import content_hash_of
from editorial.integrity.shown_files import ShownFiles
from editorial.permissions import is_own_work
from editorial.proposals.authorship import shows_own_file
from editorial.review.findings import Finding, blocking, findings_of
from members.access.authority import approving_authorities
from members.enums import APPROVERS_NEEDED
from members.models import Board
from provisioning.enums import StaysClosed
from provisioning.errors import HomeStaysClosed, OwnHomePage, OwnOpenedRow, PageIncomplete
from sites.enums import PortalEventKind
from sites.errors import WrongState
from sites.models import Portal
from sites.registry import kinds_of_opened_rows, opened_rows

if TYPE_CHECKING:
    from accounts.models import User

# Starter pages that are not public, each with why it stays closed; None: it opens with the portal.
Starters = Sequence[tuple[Page, StaysClosed | None]]


def starter_pages(portal: Portal, *, at: datetime) -> Starters:
    """Pages that provisioning laid out in Vietnamese and that are not public, each with why it stays closed.

    Pages that an editor created, and the English ones, go through review one by one.
    """
    home = portal.vietnamese_home
    if home is None:
        return []
    starters = home.get_descendants(inclusive=True).filter(live=False, owner=None)
    pages = list(starters.select_related("latest_revision").order_by("path"))
    reviews = WorkflowState.objects.active().filter(
        base_content_type__app_label="wagtailcore", base_content_type__model="page"
    )
    in_review = set(reviews.filter(object_id__in=[str(page.pk) for page in pages]).values_list("object_id", flat=True))
    return [(page, _why_closed(page, home=home, in_review=in_review, at=at)) for page in pages]


def _why_closed(page: Page, *, home: Page, in_review: set[str], at: datetime) -> StaysClosed | None:
    if str(page.pk) in in_review:
        return StaysClosed.IN_REVIEW
    begins, ends = _time_of(page, "go_live_at"), _time_of(page, "expire_at")
    # A home with an end would leave the portal without one.
    if (begins and begins > at) or (ends and (ends <= at or page.pk == home.pk)):
        return StaysClosed.SCHEDULED
    return StaysClosed.WAS_PUBLIC if page.first_published_at else None


def _time_of(page: Page, name: str) -> datetime | None:
    revision = page.latest_revision
    time: datetime | None = getattr(page, name) if revision is None else parse_datetime(revision.content[name] or "")
    return time


def pages_to_open(starters: Starters) -> list[Page]:
    """Of the starter pages those that the board approves together."""
    return [page for page, why_closed in starters if why_closed is None]


def what_opens(portal: Portal, *, at: datetime, starters: Starters | None = None) -> str:
    """What would become public now, as one hash: versions of pages, all that opens with them, and the files they show.

    The board approves what it saw: a screen keeps this and gives it to the verb.

    Args:
        starters: the starter pages, where they were read under a lock. None: they are read.
    """
    pages = pages_to_open(starter_pages(portal, at=at) if starters is None else starters)
    rows = _rows_to_open(pages, portal)
    said = [
        *(f"{page.pk}:{page.latest_revision_id}" for page in pages),
        # An editor may save again into the same version.
        *map(content_hash_of, rows),
        *sorted(ShownFiles(_files(rows)).hashes.values()),
    ]
    return sha256(" ".join(said).encode()).hexdigest()


def files_to_open(portal: Portal, pages: Iterable[Page]) -> dict[type[Model], set[int]]:
    """Keys of the pictures and documents that become public with these starter pages."""
    return _files(_rows_to_open(pages, portal))


def _rows_to_open(pages: Iterable[Page], portal: Portal) -> list[Model]:
    """Versions of starter pages that an editor changed, and what opens besides pages."""
    versions = [page.latest_revision.as_object() for page in pages if page.latest_revision is not None]
    return [*versions, *opened_rows(portal)]


def _files(rows: Iterable[Model]) -> dict[type[Model], set[int]]:
    files: dict[type[Model], set[int]] = defaultdict(set)
    for row in rows:
        for model, keys in files_of(row).items():
            files[model] |= keys
    return files


def obstacles(portal: Portal, starters: Starters, *, by: User) -> list[PortalRefusal]:
    """Why this person cannot approve the opening as things stand, each in words; empty where nothing is in the way.

    Nobody approves own work: neither the home page, without which no portal opens, nor what opens besides the pages.
    """
    found = [_obstacle_of_home(portal, starters, by=by)]
    own = [
        kind.name
        for kind in kinds_of_opened_rows()
        if kind.set_by(portal, by) or any(shows_own_file(by, row) for row in kind.rows_of(portal))
    ]
    found.append(OwnOpenedRow(own) if own else None)
    return [refusal for refusal in found if refusal is not None]


def _obstacle_of_home(portal: Portal, starters: Starters, *, by: User) -> PortalRefusal | None:
    if portal.vietnamese_home is None:
        return WrongState()
    # As it is now: the object that the portal holds may be older.
    home = Page.objects.select_related("latest_revision").get(pk=portal.vietnamese_home.pk)
    if home.live:
        return HomeStaysClosed(StaysClosed.SCHEDULED) if home.expire_at is not None else None
    closed = {page.pk: why_closed for page, why_closed in starters}
    why_closed = closed.get(home.pk, StaysClosed.WAS_PUBLIC)
    if why_closed is not None:
        return HomeStaysClosed(why_closed)
    return OwnHomePage() if changed_by(by, home) else None


def persons_asked(portal: Portal) -> int:
    """How many persons of the board open the portal: as many as approve an item in its review."""
    return APPROVERS_NEEDED[Board.objects.get(portal=portal).review_variant]


def first_approval(portal: Portal, *, seen: str, on: date) -> PortalEvent | None:
    """The approval of the opening that counts as the first of two: of exactly what would open now, by a right that the
    person holds without a break since (`members.access.authority`)."""
    given = portal.events.filter(kind=PortalEventKind.OPENING_APPROVED, data__seen=seen, actor__isnull=False)
    events = list(given.select_related("actor").order_by("pk"))
    held = approving_authorities({event.actor_id for event in events if event.actor_id is not None}, on=on)
    marks = (held.get((event.actor_id or 0, portal.pk), frozenset()) for event in events)
    return next((event for event, mine in zip(events, marks, strict=True) if event.data.get("authority") in mine), None)


def findings_to_open(page: Page) -> list[Finding]:
    """What the machine checks find in the changed version of a starter page; nothing in one that nobody changed.

    Raises:
        PageIncomplete: a draft lacks what a public page must have.
        ContentBlocked: they found what must be corrected first.
    """
    if page.latest_revision is None:
        return []
    version = page.latest_revision.as_object()
    try:
        version.full_clean()
    except ValidationError as error:
        raise PageIncomplete(str(version), error.messages) from error
    findings = findings_of(version)
    if blocking(findings):
        raise ContentBlocked(str(version), blocking(findings))
    return findings


def changed_by(user: User, page: Page) -> bool:
    """Whether a starter page holds changes of this person, or a picture of theirs, which the opening may not
    approve."""
    revision = page.latest_revision
    return revision is not None and is_own_work(user, page, revision)


def pages_to_review(portal: Portal) -> int:
    """Pages of the portal that the opening leaves alone, since each needs its own review."""
    home = portal.vietnamese_home
    return home.get_descendants().filter(live=False).exclude(owner=None).count() if home is not None else 0
