"""The step before the board (Regulation 28.3): who checks an item, by which right, and what waits for that person."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast
from wagtail.models import Page, Revision, Task, TaskState

from accounts.models import User
from editorial.models import ProposedChange
from editorial.permissions import can_review, is_own_work
from editorial.queries import steps_about
from editorial.review.reviewable import record_of
from editorial.review.submission import Submission
from members.access.authority import checking_authorities
from members.enums import Role
from members.models import BoardSeat, Membership
from sites.directory import CONTAINER_PATH_LENGTH
from sites.tree import below

if TYPE_CHECKING:
    from accounts.models import AnyUser


def section_editors(item: Any, *, on: date) -> QuerySet[User]:
    """Persons who check an item: section editors of the whole portal, or of a section it stands in.

    A section counts in both languages. What is no page stands in no section: every section editor of its portal checks
    it.
    """
    return User.objects.filter(pk__in=checking_roles(item, on=on).values("user"))


def checking_roles(item: Any, *, on: date) -> QuerySet[Membership]:
    """The roles by which they do, of open accounts, on a portal that is open to its staff."""
    rows = Membership.objects.in_force(on=on).filter(role=Role.SECTION_EDITOR, user__is_active=True)
    rows = rows.exclude(portal__access_revoked=True)
    if not isinstance(item, Page):
        return rows.filter(portal=item.portal_id)
    above = list(item.get_ancestors(inclusive=True).values_list("translation_key", flat=True))
    here = rows.filter(portal__container__path=item.path[:CONTAINER_PATH_LENGTH])
    return here.filter(Q(section=None) | Q(section__translation_key__in=above))


def checking_authority(user: User, item: Any, *, on: date) -> str:
    """The mark of a right by which a person checks an item, to be kept with the check."""
    record = record_of(item)
    marks = checking_authorities([user.pk], record.id, checking_roles(item, on=on), on=on) if record is not None else {}
    return min(marks.get(user.pk, frozenset()), default="")


def can_check(user: AnyUser, item: Any, *, on: date) -> bool:
    """Whether the person takes the step before the board: a section editor of the place, or who approves anyway."""
    record = record_of(item)
    if not user.is_active or user.is_anonymous or record is None or record.access_revoked:
        return False
    return section_editors(item, on=on).filter(pk=user.pk).exists() or can_review(user, item, on=on)


def can_check_revision(
    user: AnyUser, item: Any, revision: Revision, *, on: date, submission: Submission | None = None
) -> bool:
    """Whether the person may pass this version on to the board: never own work, own pictures and documents that are
    not approved yet included, and nothing on an archived portal."""
    record = record_of(item)
    if record is None or record.is_archived:
        return False
    return can_check(user, item, on=on) and not is_own_work(user, item, revision, submission=submission)


def has_checker(item: Any, revision: Revision, *, on: date, submission: Submission | None = None) -> bool:
    """Whether some section editor can check this version: else the step is left out."""
    if submission is None or not submission.is_of(revision):
        submission = Submission(revision, item=item)
    return any(not is_own_work(user, item, revision, submission=submission) for user in section_editors(item, on=on))


def states_to_check(task: Task, user: AnyUser, *, on: date) -> QuerySet[TaskState]:
    """Items on this step that the person can check."""
    waiting = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS, task=task.pk)
    if not user.is_active or user.is_anonymous:
        return waiting.none()
    pages = Page.objects.filter(below(_checked_paths(user, on=on)))
    editors = _section_roles(user, on=on)
    seats = BoardSeat.objects.approving(on=on).filter(user=user.pk)
    changes = ProposedChange.objects.filter(
        Q(portal__in=editors.values("portal")) | Q(portal__in=seats.values("board__portal"))
    )
    return waiting.filter(
        steps_about(Page, pages.annotate(key=Cast("pk", CharField())).values("key"))
        | steps_about(ProposedChange, changes.keys())
    )


def _section_roles(user: AnyUser, *, on: date) -> QuerySet[Membership]:
    """Roles by which a person checks; none on a portal whose staff has no access (8.9)."""
    rows = Membership.objects.in_force(on=on).filter(user=user.pk, role=Role.SECTION_EDITOR)
    return rows.exclude(portal__access_revoked=True)


def _checked_paths(user: AnyUser, *, on: date) -> list[str]:
    """Where a person checks: containers of whole portals, and sections in each language."""
    seats = BoardSeat.objects.approving(on=on).filter(user=user.pk)
    rows = _section_roles(user, on=on)
    containers = set(seats.values_list("board__portal__container__path", flat=True))
    containers |= set(rows.filter(section=None).values_list("portal__container__path", flat=True))
    keys = set(rows.exclude(section=None).values_list("portal__container__path", "section__translation_key"))
    sections: list[str] = []
    if keys:
        found = Page.objects.filter(translation_key__in={key for _container, key in keys})
        sections = [
            path
            for path, key in found.values_list("path", "translation_key")
            if (path[:CONTAINER_PATH_LENGTH], key) in keys
        ]
    return sorted({*(path for path in containers if path), *sections})
