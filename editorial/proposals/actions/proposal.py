"""Verbs of proposals: made, taken back, overtaken, emptied with the personal data of who wrote them. The board
decides on them as on pages (`editorial.review.actions`)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from contextlib import nullcontext
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext, gettext_noop
from wagtail.models import Page, Revision

from audit.anonymous import anonymous_actor
from audit.errors import ReasonMissing
from audit.events import lock_chains, record_event
from audit.on_commit import run_on_commit
from editorial.enums import ProposalKind, ProposalState, ReviewEventKind
from editorial.errors import (
    ChangeWaits,
    FixedPage,
    NotApproved,
    NotForCity,
    ProposalOver,
    SectionChosen,
    SectionMissing,
    SuccessorElsewhere,
)
from editorial.integrity.approvals import files_of
from editorial.integrity.portal_files import refuse_files_elsewhere
from editorial.models import ProposedChange
from editorial.notices import tell_of_overtaken, tell_of_submission
from editorial.permissions import can_review
from editorial.proposals.reviewed_models import FILE, city_items, reviewed_model
from editorial.review.locking import (
    lock_chains_of,
    lock_proposals_about,
    locked_public_page,
    locked_row,
    stored_portal_of,
)
from editorial.review.quorum import approvers_in
from editorial.review.reviewable import locked_item, named, record_of, rule_of_change
from editorial.withdrawal.page_groups import (
    PAGES,
    SUCCESSOR,
    WITH_VERSIONS,
    goes_together,
    is_fixed,
    refuse_too_many,
    stands_on,
)
from editorial.withdrawal.redirects import refuse_unfit_successor
from members.access.permissions import can_edit_content
from sites.directory import get_directory
from sites.enums import PortalState
from sites.errors import PortalArchived, TargetGone
from sites.locking import locked_portal
from sites.models import Portal
from sites.tree import content_type_of

if TYPE_CHECKING:
    from django.core.files.base import File

    from accounts.models import User
    from audit.models import PortalEvent


def needs_proposal(row: Model) -> bool:
    """Whether changes of what the public sees of a row wait for the board."""
    rule = reviewed_model(type(row))
    return rule is not None and row.pk is not None and rule.is_public(row)


def open_proposal(row: Model, *, kind: ProposalKind = ProposalKind.CHANGE) -> ProposedChange | None:
    """The proposal about a row that waits for the board or was returned."""
    return ProposedChange.objects.open().of(row).filter(kind=kind).select_related("proposed_by", "origin").first()


@transaction.atomic
def propose_change(
    row: Model, values: dict[str, Any], *, by: User, at: datetime, file: File | None = None, reason: str = ""
) -> ProposedChange | None:
    """Submit other values of a public row to its board. The row itself stays as it is.

    An open proposal of the same person, and one that was returned, is replaced. None where nothing differs.

    Args:
        values: by name of the field, as JSON holds them; a file stands in `file`, its name here.

    Raises:
        TargetGone: the row does not exist, or was moved to another portal just now, or nothing of its kind is public.
        PortalArchived: nothing new becomes public on its portal.
        PermissionDenied: the person does not edit it.
        ChangeWaits: a proposal of somebody else waits.
    """
    portal = locked_portal(stored_portal_of(row))
    rule, stored = locked_row(row)
    if rule.portal_of(stored) != portal.pk:
        raise TargetGone
    before = rule.read(stored, list(values))
    differing = [name for name in values if before[name] != values[name] or (name == FILE and file is not None)]
    _check_not_archived(portal)
    if not by.is_superuser and not rule.may_edit(by, stored, timezone.localdate(at)):
        raise PermissionDenied
    if not differing:
        return None
    change = ProposedChange(
        portal=portal,
        origin=portal,
        kind=ProposalKind.CHANGE,
        title=str(stored)[:255],
        values={name: values[name] for name in differing},
        before={name: before[name] for name in differing},
        reason=reason,
    )
    return _submit(change, stored, by=by, at=at, file=file)


@transaction.atomic
def propose_unpublishing(
    page: Page,
    *,
    by: User,
    at: datetime,
    reason: str,
    with_versions: bool = False,
    successor: Page | None = None,
) -> ProposedChange:
    """Ask the board to take a page off the public, with the public pages below it.

    The proposal names all pages that go.

    Args:
        with_versions: the versions in other languages go as well.
        successor: a public page of the portal to which the addresses lead instead, each in its language.

    Raises:
        ReasonMissing: no reason given.
        FixedPage: a container or a home, without which no portal is read.
        PermissionDenied: the person edits nothing of the page's portal.
        TargetGone: the page is not public.
        PortalArchived: its board decides about nothing any more, but withdraws what must go.
        ChangeWaits: somebody else has asked for it.
        TooManyPages: more would go than one decision can take.
        SuccessorElsewhere: the successor is not public, stands on another portal, or goes as well.
        and what `refuse_unfit_successor` raises.
    """
    if not reason.strip():
        raise ReasonMissing
    portal = _locked_portal_of(page)
    page = locked_public_page(page.pk)
    if is_fixed(page):
        raise FixedPage
    _check_not_archived(portal)
    if not can_edit_content(by, portal.pk, on=timezone.localdate(at)):
        raise PermissionDenied
    going = goes_together(page, with_versions=with_versions)
    refuse_too_many(going)
    keys = [one.pk for one in going]
    values: dict[str, Any] = {WITH_VERSIONS: with_versions, PAGES: keys}
    if successor is not None:
        if not successor.live or successor.pk in keys or not stands_on(successor, portal.pk):
            raise SuccessorElsewhere
        refuse_unfit_successor(successor, going)
        values[SUCCESSOR] = successor.pk
    change = ProposedChange(
        portal=portal,
        origin=portal,
        kind=ProposalKind.UNPUBLISH,
        title=page.title,
        values=values,
        reason=reason,
    )
    return _submit(change, page, by=by, at=at)


@transaction.atomic
def propose_to_city(page: Page, *, by: User, at: datetime, reason: str = "") -> ProposedChange:
    """Offer a public page of a component portal to the board of the city portal (28.6). It keeps its origin.

    Raises:
        PermissionDenied: the person edits nothing of the page's portal.
        NotForCity: the page stands on the city portal, on one that is not live, or is shown there already.
        TargetGone: the page is not public.
        ChangeWaits: somebody else has proposed it.
    """
    origin = _locked_portal_of(page)
    page = locked_public_page(page.pk)
    if not can_edit_content(by, origin.pk, on=timezone.localdate(at)):
        raise PermissionDenied
    city = get_directory().city
    if city is None or origin.is_city or origin.state != PortalState.LIVE or city_items().is_shown(page):
        raise NotForCity
    lock_proposals_about([page])
    lock_chains([origin.pk, city.id])
    change = ProposedChange(
        portal=Portal.objects.get(pk=city.id),
        origin=origin,
        kind=ProposalKind.CITY_ITEM,
        title=page.title,
        values=city_items().read(page),
        reason=reason,
    )
    _submit(change, page, by=by, at=at)
    for portal in (origin, change.portal):
        record_event(ReviewEventKind.PROPOSED_TO_CITY, portal=portal, at=at, by=by, page=page.pk, **named(change))
    return change


@transaction.atomic
def take_back(change: ProposedChange, *, by: User, at: datetime) -> None:
    """Withdraw an open proposal.

    Raises:
        PermissionDenied: somebody else made it.
        ProposalOver: it is decided, taken back or overtaken.
    """
    change = locked_item(change)
    if change.proposed_by_id != by.pk:
        raise PermissionDenied
    drop(change, by=by, at=at)


@transaction.atomic
def take_back_reverted(row: Model, names: Collection[str], *, by: User, at: datetime) -> bool:
    """Take back what a person proposed of a row, where all of it was set back in a form that began with what waits.

    Args:
        names: of the fields of the form, which all have the value that is stored.

    Returns:
        Whether something waited, and waits no more.
    """
    change = open_proposal(row)
    if change is None or change.state != ProposalState.WAITING or change.proposed_by_id != by.pk:
        return False
    if not set(change.values) <= set(names):
        return False
    take_back(change, by=by, at=at)
    return True


@transaction.atomic
def choose_section(change: ProposedChange, section: Page | None, *, by: User, at: datetime) -> None:
    """Say in which section of the city portal an item will stand.

    Where two persons approve, the second approves what the first did.

    Raises:
        PermissionDenied: no approving seat on the city's board.
        ProposalOver: it is decided, taken back or overtaken.
        SectionMissing: none of its sections was chosen.
        SectionChosen: somebody approved it for another section.
    """
    change = locked_item(change)
    if not can_review(by, change, on=timezone.localdate(at)):
        raise PermissionDenied
    if not change.is_open:
        raise ProposalOver
    if section is None or not city_items().sections().filter(pk=section.pk).exists():
        raise SectionMissing
    if is_section_fixed(change, on=timezone.localdate(at)) and change.section_id != section.pk:
        raise SectionChosen
    ProposedChange.objects.filter(pk=change.pk).update(section=section)


def is_section_fixed(change: ProposedChange, *, on: date) -> bool:
    """Whether somebody approved the item in this review, and with it the section it will stand in."""
    review, revision = change.current_workflow_state, change.latest_revision
    return review is not None and revision is not None and bool(approvers_in(review, revision, on=on))


def _locked_portal_of(page: Page) -> Portal:
    record = record_of(page)
    return locked_portal(record.id if record is not None else None)


def _check_not_archived(portal: Portal) -> None:
    if portal.state == PortalState.ARCHIVED:
        raise PortalArchived


def _submit(
    change: ProposedChange, target: Model, *, by: User, at: datetime, file: File | None = None
) -> ProposedChange:
    """Save a proposal with its version and its file, and begin its review.

    Raises:
        ChangeWaits: a proposal of somebody else waits.
        FilesElsewhere: it would show a picture or document of another portal.
    """
    former = (
        ProposedChange.objects.select_for_update(of=("self",), no_key=True).open().of(target).filter(kind=change.kind)
    )
    for row in former.order_by("pk"):
        if row.state == ProposalState.WAITING and row.proposed_by_id != by.pk:
            raise ChangeWaits
        if row.proposed_by_id == by.pk:
            drop(row, by=by, at=at)
        else:
            overtake(row, by=by, at=at, reason=gettext_noop("Somebody else proposed another change."))
    change.content_type, change.object_id = ContentType.objects.get_for_model(target), str(target.pk)
    change.proposed_by, change.proposed_at, change.live = by, at, False
    if file is not None:
        # Only now: a proposal that is refused leaves no file behind, which nobody would erase.
        change.file.save(change.values[FILE], file, save=False)
    change.save()
    change.save_revision(user=by, changed=False, clean=False)
    workflow = change.get_workflow()
    if workflow is None:
        raise NotApproved
    workflow.start(change, by)
    event = record_event(
        ReviewEventKind.CHANGE_PROPOSED, portal=change.portal, at=at, by=by, reason=change.reason, **named(change)
    )
    # With the chain in hand: whoever gives a file to another portal from now on finds this proposal.
    refuse_files_elsewhere(files_of(change), portal_id=change.portal_id)
    tell_of_submission(change, event=event)
    return change


@transaction.atomic
def close_overtaken(page: Page, *, at: datetime) -> int:
    """Close what is proposed of a page that is no longer public: no board can decide on it. Returns how many."""
    rows = ProposedChange.objects.select_for_update(of=("self",), no_key=True).select_related(
        "portal__container", "origin"
    )
    changes = list(rows.open().of(Page(pk=page.pk)).order_by("pk"))
    if changes:
        lock_chains_of([page])
    for change in changes:
        # The city's board decides of items of every portal.
        overtake(change, by=None, at=at, reason=gettext_noop("The page is no longer public."))
    return len(changes)


def close_of_archived(changes: Iterable[ProposedChange], *, by: User | None, at: datetime) -> None:
    """Close proposals, held by the caller, that a portal decides on or made which is archived now."""
    for change in changes:
        overtake(change, by=by, at=at, reason=gettext_noop("The portal is archived."))


def overtake(change: ProposedChange, *, by: User | None, at: datetime, reason: str) -> None:
    """Close a proposal that its proposer did not take back, and tell the proposer. In the caller's transaction.

    Args:
        by: None where it follows from an act on another portal, or of a citizen: record and reports of the portal that
            decides on it then name nobody, whoever is signed in.
        reason: to be translated.
    """
    with translation.override(settings.LANGUAGE_CODE):
        words = gettext(reason)
    with nullcontext() if by is not None else anonymous_actor():
        event = drop(change, by=by, at=at, kind=ReviewEventKind.CHANGE_OVERTAKEN, reason=words)
    tell_of_overtaken(change, event=event)


def drop(
    change: ProposedChange,
    *,
    by: User | None,
    at: datetime,
    kind: str = ReviewEventKind.CHANGE_DROPPED,
    reason: str = "",
) -> PortalEvent:
    """End an open proposal and its review, in the caller's transaction.

    Raises:
        ProposalOver: it is decided, taken back or overtaken.
    """
    if not change.is_open:
        raise ProposalOver
    review = change.current_workflow_state
    if review is not None:
        review.cancel(user=by)
    ProposedChange.objects.filter(pk=change.pk).update(state=ProposalState.DROPPED)
    if (rule := rule_of_change(change)) is not None:
        rule.on_drop(change.target, by, at)
    return record_event(kind, portal=change.portal, at=at, by=by, reason=reason, **named(change))


def erase_proposals(about: Mapping[type[Model], Collection[int]], *, portal: Portal, at: datetime) -> None:
    """Take the words out of all that was proposed about some rows, held by the caller, and out of its versions; files
    that were proposed go as soon as the transaction is committed.

    What still waits for the board, or was returned, ends with an event: nobody approves it any more. Title, people,
    times and the hash of each approval stay. In the caller's transaction.

    Args:
        about: keys of the rows by their model.
        portal: whose chain the caller writes to afterwards.
    """
    rows = _about(about)
    changes = list(rows.select_for_update(of=("self",), no_key=True).select_related("portal").order_by("pk"))
    open_ones = [change for change in changes if change.is_open]
    if open_ones:
        lock_chains({portal.pk, *(change.portal_id for change in open_ones)})
    for change in open_ones:
        # Another portal may decide on it: who erases is named by the event of the erasing.
        overtake(change, by=None, at=at, reason=gettext_noop("The personal data was erased."))
    for change in changes:
        if change.file:
            run_on_commit(change.file.storage.delete, change.file.name)
    _empty([change.pk for change in changes], at=at)


def _about(about: Mapping[type[Model], Collection[int]]) -> QuerySet[ProposedChange]:
    wanted = Q(pk__in=[])
    for model, keys in about.items():
        wanted |= Q(content_type=content_type_of(model), object_id__in=[str(key) for key in keys])
    return ProposedChange.objects.filter(wanted)


def _empty(keys: Collection[int], *, at: datetime) -> None:
    ProposedChange.objects.filter(pk__in=keys).update(values={}, before={}, file="", reason="", erased_at=at)
    named = Revision.objects.filter(
        base_content_type=content_type_of(ProposedChange), object_id__in=[str(key) for key in keys]
    )
    revisions = list(named)
    for revision in revisions:
        revision.content |= {"values": "{}", "before": "{}", "file": "", "reason": ""}
    Revision.objects.bulk_update(revisions, ["content"])
