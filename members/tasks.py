"""Background work of members."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from members.groups import bring_everybody_in_step, repair_groups
from members.invitations.mail import mail_invitation


@shared_task(ignore_result=True, autoretry_for=(OSError,), retry_backoff=60, retry_kwargs={"max_retries": 5})
def send_invitation(invitation_id: int) -> None:
    """Mail an invitation. A mail server that does not answer is asked again, after a minute and then less often."""
    mail_invitation(invitation_id, at=timezone.now())


@shared_task
def sync_roles() -> int:
    """Bring groups and accounts in step with the roles and seats of today. Returns how many accounts there are."""
    repair_groups()
    return bring_everybody_in_step(on=timezone.localdate())
