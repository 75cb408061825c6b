"""Messages on top of the page editor: why a page came back, why it cannot be approved, what was decided."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.core.exceptions import FieldDoesNotExist
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html, format_html_join, linebreaks
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.utils import get_latest_str
from wagtail.models import Comment, Page, TaskState, WorkflowState

from accounts.models import User
from editorial.errors import ApprovedAlready
from editorial.integrity.approvals import files_of
from editorial.permissions import can_review, is_author_of
from editorial.proposals.authorship import brought_file_of
from editorial.review.quorum import approvers_in, overtaken_approvals, who_can_approve
from editorial.review.submission import Submission, submission_for
from editorial.wagtail_tasks import SectionReviewTask
from formats.vietnamese.dates import vi_datetime


def explain_return(request: HttpRequest, page: Page) -> None:
    """Say why a page came back to its author, and which fields the remarks in its margin are about."""
    review = page.current_workflow_state if request.method == "GET" else None
    if review is None or review.status != WorkflowState.STATUS_NEEDS_CHANGES:
        return
    step = review.current_task_state
    by = step.finished_by.get_full_name() if step.finished_by else ""
    returned = _("Returned by %(person)s, %(time)s.") % {"person": by, "time": vi_datetime(step.finished_at)}
    remarks = Comment.objects.filter(page=page.pk, resolved_at=None, created_at__gte=review.created_at)
    messages.warning(
        request,
        format_html(
            "<strong>{}</strong>{}{}",
            returned,
            SafeString(linebreaks(step.get_comment(), autoescape=True)),
            _remarks_at_fields(page, remarks.exclude(user=review.requested_by_id).order_by("pk")),
        ),
    )


def _remarks_at_fields(page: Page, remarks: Iterable[Comment]) -> str:
    """Remarks as links that open them at their fields; empty where there are none."""
    rows = format_html_join(
        "",
        '<li><a href="?comment={}">{}</a>: {}</li>',
        ((row.pk, _field_label(page, row), row.text) for row in remarks),
    )
    return format_html("<ul>{}</ul>", rows) if rows else ""


def _field_label(page: Page, remark: Comment) -> str:
    """Name of the field that a remark is about, which is the first part of its path."""
    name = remark.contentpath.partition(".")[0]
    try:
        return capfirst(str(page._meta.get_field(name).verbose_name))
    except FieldDoesNotExist:
        return name


def say_decision(request: HttpRequest, page: Page, step: TaskState) -> bool:
    """Say what became of a page by a decision, with its address where it is public.

    Args:
        page, step: as they are after the decision.

    Returns:
        False: nothing was decided.
    """
    title = get_latest_str(page)
    if step.status == TaskState.STATUS_REJECTED:
        author = step.workflow_state.requested_by
        person = author.get_full_name() if author else _("its author")
        messages.success(
            request, _("“%(title)s” went back to %(person)s with your remarks.") % {"title": title, "person": person}
        )
    elif step.status == TaskState.STATUS_APPROVED:
        is_public = page.live and page.live_revision_id == step.revision_id
        # Our page types find their address without asking for every site.
        address = page.specific_deferred.full_url if is_public else None
        buttons = [messages.button(address, _("View the public page"))] if address else []
        messages.success(request, _what_approval_did(page, step, address=address, title=title), buttons=buttons)
    else:
        return False
    return True


def _what_approval_did(page: Page, step: TaskState, *, address: str | None, title: str) -> str:
    if isinstance(step.task.specific, SectionReviewTask):
        return _("“%(title)s” is checked and waits for the editorial board.") % {"title": title}
    if address:
        return _("“%(title)s” is approved and public since %(time)s: %(address)s") % {
            "title": title,
            "time": vi_datetime(page.last_published_at),
            "address": address,
        }
    if page.workflow_in_progress:
        return _("“%(title)s” is approved once. Another person on the board has to approve it too.") % {"title": title}
    return _("“%(title)s” is approved and becomes public at its time.") % {"title": title}


def explain_missing_approval(request: HttpRequest, page: Page) -> None:
    """Say in the page editor why the button to approve is not there: the board member worked on the version,
    or gave the first of two approvals. And that nobody else can approve it, where that is so."""
    if request.method != "GET" or not page.workflow_in_progress or page.latest_revision is None:
        return
    today = timezone.localdate()
    if not can_review(request.user, page, on=today):
        return
    submission = submission_for(request.user, page, page.latest_revision)
    if page.has_unpublished_changes:
        # The editor is given the latest version as an object.
        submission.files = files_of(page)
    given = approvers_in(page.current_workflow_state, page.latest_revision, on=today, submission=submission)
    why = _why_no_approval(request, page, submission=submission, given=given)
    note = _note_on_approvals(page, submission=submission, given=given)
    if note:
        messages.warning(request, format_html("<span data-given-approvals>{}</span>", note))
    if why:
        messages.info(request, why)
        if not who_can_approve(page, page.latest_revision, on=today, submission=submission):
            messages.warning(
                request,
                _(
                    "Nobody else on the board can approve this version today: it is their own work, or they approved it"
                    " already. Return it, or let another member of the board approve by delegation."
                ),
            )


def approvals_note(request: HttpRequest, page: Page) -> str:
    """What a change of a page in review means for the approvals that were given, or did to them; empty where there are
    none, or the reader does not decide."""
    if not page.workflow_in_progress or page.latest_revision is None:
        return ""
    today = timezone.localdate()
    if not can_review(request.user, page, on=today):
        return ""
    submission = submission_for(request.user, page, page.latest_revision)
    given = approvers_in(page.current_workflow_state, page.latest_revision, on=today, submission=submission)
    return _note_on_approvals(page, submission=submission, given=given)


def _note_on_approvals(page: Page, *, submission: Submission, given: Collection[int]) -> str:
    if given:
        return _(
            "%(person)s approved this version. A change of its words ends that approval, also one that the page saves"
            " by itself, and the approvals begin anew; a comment does not."
        ) % {"person": _names(given)}
    overtaken = overtaken_approvals(page.current_workflow_state, submission)
    if overtaken:
        return _(
            "%(person)s approved an earlier version. The page was changed since, so that approval has ended, and the"
            " approvals begin anew."
        ) % {"person": _names({row.approved_by_id for row in overtaken})}
    return ""


def _names(keys: Collection[int]) -> str:
    return ", ".join(person.get_full_name() for person in User.objects.filter(pk__in=keys).order_by("pk"))


def _why_no_approval(request: HttpRequest, page: Page, *, submission: Submission, given: Collection[int]) -> str:
    """Empty where the person can approve."""
    if is_author_of(request.user, page, page.latest_revision, submission=submission):
        return _(
            "You worked on this version, or it takes up again what you wrote in an earlier one, so somebody else on the"
            " board approves it. You can return it."
        )
    if brought_file_of(request.user, page, page.latest_revision, submission=submission):
        return _(
            "A picture or document of this version is yours and not approved yet, so somebody else on the board"
            " approves it. You can return it."
        )
    if request.user.pk in given:
        return str(ApprovedAlready.message)
    return ""
