"""Registration only: events of Wagtail that our record must know."""

from typing import Any

from celery.signals import task_failure
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import ModelLogEntry, Page, PageLogEntry, Revision, Site, TaskState, WorkflowState
from wagtail.signals import (
    page_published,
    page_unpublished,
    pre_page_move,
    task_submitted,
    workflow_approved,
    workflow_rejected,
    workflow_submitted,
)

from accounts.models import User
from sites.directory import forget_directory
from sites.editor_log import record_editor_log
from sites.ended_proposals import close_overtaken
from sites.enums import TaskLoss
from sites.kept_pages import refuse_copy, refuse_deletion, refuse_move
from sites.lost_tasks import record_lost
from sites.models import Hostname, Portal, PortalKind
from sites.overwritten import copy_overwritten, remember_overwritten
from sites.public_guard import refuse_rewriting, refuse_unapproved, refuse_unapproved_schedule
from sites.renames import note_name, record_rename
from sites.rights import bring_in_step
from sites.second_factor_duty import note_duty
from sites.session_time import begin_session
from sites.sign_ins import record_failed_sign_in, record_sign_in
from sites.workflow import record_scheduled_publication
from sites.workflow import record_submission as submitted


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

    Ours are `sites.notices`, mailed once a day.
    """


@receiver(page_published, dispatch_uid="portals.record_scheduled_publication")
def record_publication_on_time(instance: Page, revision: Any = None, **kwargs: Any) -> None:
    if revision is not None:
        record_scheduled_publication(instance, revision, at=timezone.now())


@receiver(page_unpublished, dispatch_uid="portals.close_overtaken")
def close_what_was_proposed(instance: Page, **kwargs: Any) -> None:
    close_overtaken(instance, at=timezone.now())


@receiver(user_logged_in, dispatch_uid="portals.bring_rights_in_step")
def bring_rights_in_step(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    bring_in_step(user, request.session, on=timezone.localdate())


@receiver(user_logged_in, dispatch_uid="portals.begin_session")
def begin_time_of_session(request: HttpRequest, **kwargs: Any) -> None:
    begin_session(request.session, at=timezone.now())


@receiver(user_logged_in, dispatch_uid="portals.note_duty")
def note_duty_of_a_second_factor(user: Any, **kwargs: Any) -> None:
    note_duty(user, at=timezone.now())


@receiver([post_save, post_delete], sender=Portal, dispatch_uid="portals.portal_changed")
@receiver([post_save, post_delete], sender=Hostname, dispatch_uid="portals.hostname_changed")
@receiver([post_save, post_delete], sender=PortalKind, dispatch_uid="portals.kind_changed")
@receiver([post_save, post_delete], sender=Site, dispatch_uid="portals.site_changed")
def portals_changed(**kwargs: Any) -> None:
    forget_directory()


@receiver(post_save, sender=PageLogEntry, dispatch_uid="portals.record_page_log")
@receiver(post_save, sender=ModelLogEntry, dispatch_uid="portals.record_model_log")
def record_work_in_the_editor(instance: Any, created: bool, **kwargs: Any) -> None:
    if created:
        record_editor_log(instance)


@receiver(user_logged_in, dispatch_uid="portals.record_sign_in")
def record_signing_in(user: Any, **kwargs: Any) -> None:
    record_sign_in(user, at=timezone.now())


@receiver(user_login_failed, dispatch_uid="portals.record_failed_sign_in")
def record_failing_to_sign_in(credentials: Any, **kwargs: Any) -> None:
    record_failed_sign_in(str(credentials.get("username", "")), at=timezone.now())


@receiver(pre_save, sender=User, dispatch_uid="portals.note_name")
def note_name_of_account(instance: User, raw: bool = False, update_fields: Any = None, **kwargs: Any) -> None:
    if not raw:
        note_name(instance, written=update_fields)


@receiver(post_save, sender=User, dispatch_uid="portals.record_rename")
def record_renaming(instance: User, **kwargs: Any) -> None:
    record_rename(instance, at=timezone.now())


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
        refuse_rewriting(instance)
        remember_overwritten(instance)


@receiver(pre_page_move, dispatch_uid="portals.refuse_move")
def guard_places(instance: Page, parent_page_before: Page, parent_page_after: Page, **kwargs: Any) -> None:
    refuse_move(instance, before=parent_page_before, after=parent_page_after)


@receiver(pre_delete, sender=Page, dispatch_uid="portals.refuse_deletion")
def guard_deletion(instance: Page, **kwargs: Any) -> None:
    refuse_deletion(instance)


@task_failure.connect(dispatch_uid="portals.record_lost_task")
def record_lost_task(sender: Any, exception: BaseException, args: Any, kwargs: Any, **unused: Any) -> None:
    """A worker gave a task up; one that is tried again is not told of here."""
    record_lost(sender.name, [*args, kwargs], loss=TaskLoss.FAILED, error=exception, at=timezone.now())
