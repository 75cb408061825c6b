"""Registration only: events of Wagtail that reviews must know."""

from typing import Any

from django.db.models.signals import post_save, pre_delete, pre_save
from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import Page, Revision, TaskState, WorkflowState
from wagtail.signals import (
    page_published,
    page_unpublished,
    pre_page_move,
    task_submitted,
    workflow_approved,
    workflow_rejected,
    workflow_submitted,
)

from editorial.integrity.guard import (
    refuse_rewriting,
    refuse_unapproved,
    refuse_unapproved_schedule,
    stored_version,
)
from editorial.proposals.actions.proposal import close_overtaken
from editorial.proposals.authorship import copy_overwritten, remember_overwritten
from editorial.review.actions import record_submission as submitted
from editorial.review.publication import record_scheduled_publication
from editorial.withdrawal.immovable import refuse_copy, refuse_deletion, refuse_move


@receiver(workflow_submitted, sender=WorkflowState, dispatch_uid="portals.record_submission")
def record_submission(instance: WorkflowState, user: Any, **kwargs: Any) -> None:
    submitted(instance.content_object, by=user, at=timezone.now())


@receiver(task_submitted, sender=TaskState, dispatch_uid="portals.record_submission_anew")
def record_submission_anew(instance: TaskState, user: Any, **kwargs: Any) -> None:
    """A returned item that its author submits again keeps its review, and Wagtail tells of the step only."""
    before = instance.workflow_state.task_states.exclude(pk=instance.pk).order_by("-pk").first()
    if before is not None and before.status == TaskState.STATUS_REJECTED:
        submitted(instance.workflow_state.content_object, by=user, at=timezone.now())


@receiver(workflow_submitted, sender=WorkflowState, dispatch_uid="workflow_state_submitted_email_notification")
@receiver(workflow_rejected, sender=WorkflowState, dispatch_uid="workflow_state_rejected_email_notification")
@receiver(workflow_approved, sender=WorkflowState, dispatch_uid="workflow_state_approved_email_notification")
@receiver(task_submitted, sender=TaskState, dispatch_uid="group_approval_task_submitted_email_notification")
def mail_nothing_at_once(**kwargs: Any) -> None:
    """Stands in the place of Wagtail's mails, which go to superusers whatever the portal: under their names, and first.

    Ours are `notifications.notices`, mailed once a day.
    """


@receiver(page_published, dispatch_uid="portals.record_scheduled_publication")
def record_publication_on_time(instance: Page, revision: Any = None, **kwargs: Any) -> None:
    if revision is not None:
        record_scheduled_publication(instance, revision, at=timezone.now())


@receiver(page_unpublished, dispatch_uid="portals.close_overtaken")
def close_what_was_proposed(instance: Page, **kwargs: Any) -> None:
    close_overtaken(instance, at=timezone.now())


@receiver(pre_save, dispatch_uid="portals.refuse_unapproved")
def guard_public_pages(instance: Any, raw: bool = False, update_fields: Any = None, **kwargs: Any) -> None:
    if isinstance(instance, Page) and not raw:
        refuse_unapproved(instance, written=update_fields)


@receiver(pre_save, dispatch_uid="portals.refuse_copy")
def guard_portals_of_copies(instance: Any, raw: bool = False, **kwargs: Any) -> None:
    if isinstance(instance, Page) and not raw and instance._state.adding:
        refuse_copy(instance)


@receiver(post_save, dispatch_uid="portals.copy_overwritten")
def keep_overwritten_of_copy(instance: Any, created: bool = False, raw: bool = False, **kwargs: Any) -> None:
    if isinstance(instance, Page) and created and not raw:
        original = getattr(instance, "copied_page", None)
        if original is not None:
            copy_overwritten(original, to=instance)


@receiver(pre_save, sender=Revision, dispatch_uid="portals.refuse_unapproved_schedule")
def guard_schedule(instance: Revision, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        refuse_unapproved_schedule(instance)


@receiver(pre_save, sender=Revision, dispatch_uid="portals.refuse_rewriting")
def guard_versions(instance: Revision, raw: bool = False, **kwargs: Any) -> None:
    if not raw and instance.pk is not None:
        stored = stored_version(instance.pk)
        if stored is not None:
            refuse_rewriting(instance, stored=stored)
            remember_overwritten(instance, stored=stored.content)


@receiver(pre_page_move, dispatch_uid="portals.refuse_move")
def guard_places(instance: Page, parent_page_before: Page, parent_page_after: Page, **kwargs: Any) -> None:
    refuse_move(instance, before=parent_page_before, after=parent_page_after)


@receiver(pre_delete, sender=Page, dispatch_uid="portals.refuse_deletion")
def guard_deletion(instance: Page, **kwargs: Any) -> None:
    refuse_deletion(instance)
