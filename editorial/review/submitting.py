"""Submission of drafts as they were saved, without the page editor: several at once from a list."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.text import capfirst
from wagtail.fields import StreamField
from wagtail.models import Page, WorkflowState

from editorial.errors import (
    ContentBlocked,
    DraftIncomplete,
    InReviewAlready,
    NothingToSubmit,
    SubmissionForbidden,
)
from editorial.integrity.approvals import files_of
from editorial.review.findings import blocking, findings_of
from editorial.review.locking import edited_page, lock_files

if TYPE_CHECKING:
    from accounts.models import User
    from audit.errors import PortalRefusal

# Checks that forms of pages make when a page is submitted, and never of a draft: messages by field.
SubmissionCheck = Callable[[Any], dict[str, list[str]]]
_checks: list[SubmissionCheck] = []


def register_submission_check(check: SubmissionCheck) -> SubmissionCheck:
    """Register a check of the form of pages, for drafts that are submitted without it."""
    _checks.append(check)
    return check


def why_not_submitted(page: Page, *, by: User) -> PortalRefusal | None:
    """Return the refusal of a submission by the person, whatever the page says; None where it is open."""
    permissions = page.permissions_for_user(by)
    if page.workflow_in_progress:
        return InReviewAlready()
    if not (permissions.can_edit() and permissions.can_submit_for_moderation()):
        return SubmissionForbidden()
    if page.latest_revision_id is None or not page.has_unpublished_changes:
        return NothingToSubmit()
    return None


def submit_draft(page: Page, *, by: User) -> None:
    """Submit the latest version of a page as it was saved. The checks of the page editor are made here too.

    Raises:
        SubmissionForbidden, InReviewAlready, NothingToSubmit: see `why_not_submitted`.
        DraftIncomplete: a field is empty that must not be, or is wrong.
        ContentBlocked: the checks found what must be corrected first.
        FilesElsewhere: it shows a picture or document of another portal.
        PortalArchived: its portal was archived just now.
        ChangedMeanwhile, PageDeleted: somebody else went first.
        AccessEnded: the person's access was taken away meanwhile.
    """
    with edited_page(page, by=by) as page:
        if refusal := why_not_submitted(page, by=by):
            raise refusal
        draft = page.get_latest_revision_as_object()
        if wrong := _wrong_fields(draft):
            raise DraftIncomplete(wrong)
        if found := blocking(findings_of(draft)):
            raise ContentBlocked(page.get_admin_display_title(), found)
        lock_files(files_of(draft))
        review = page.current_workflow_state
        if review is not None and review.status == WorkflowState.STATUS_NEEDS_CHANGES:
            review.resume(by)
        else:
            page.get_workflow().start(page, by)


def _wrong_fields(draft: Any) -> list[str]:
    """List what the form of the page would refuse, field by field, in words."""
    wrong: dict[str, list[str]] = {}
    try:
        draft.full_clean()
    except ValidationError as error:
        wrong |= error.message_dict
    for column in draft._meta.concrete_fields:
        if isinstance(column, StreamField) and column.name not in wrong:
            try:
                column.stream_block.clean(getattr(draft, column.name))
            except ValidationError as error:
                wrong[column.name] = [str(message) for message in error.messages if message] or [""]
    for check in _checks:
        wrong |= check(draft)
    return [_in_words(draft, name, messages) for name, messages in wrong.items()]


def _in_words(draft: Any, name: str, messages: list[str]) -> str:
    if name == NON_FIELD_ERRORS:
        return " ".join(messages)
    label = capfirst(str(draft._meta.get_field(name).verbose_name))
    return f"{label}: {' '.join(messages)}".removesuffix(": ")
