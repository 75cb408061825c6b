"""Background work of portals and roles."""

from __future__ import annotations

from celery import shared_task
from django.core.management import call_command
from django.utils import timezone

from sites.address_mail import mail_former_address
from sites.invitation_mail import mail_invitation
from sites.leftover_files import delete_leftover_private_files as delete_all_leftovers
from sites.notice_mail import send_digests as send_all_digests
from sites.reference_repair import repair_references as repair_all_references
from sites.rights import bring_everybody_in_step, repair_groups
from sites.second_factor_mail import mail_second_factor


@shared_task(ignore_result=True, autoretry_for=(OSError,), retry_backoff=60, retry_kwargs={"max_retries": 5})
def send_invitation(invitation_id: int) -> None:
    """Mail an invitation. A mail server that does not answer is asked again, after a minute and then less often."""
    mail_invitation(invitation_id, at=timezone.now())


@shared_task(ignore_result=True, autoretry_for=(OSError,), retry_backoff=60, retry_kwargs={"max_retries": 5})
def tell_former_address(event_id: int) -> None:
    """Mail the former address of an account that it has another one. Tried again as above."""
    mail_former_address(event_id)


@shared_task(ignore_result=True, autoretry_for=(OSError,), retry_backoff=60, retry_kwargs={"max_retries": 5})
def tell_second_factor(event_id: int) -> None:
    """Mail a person that the second factor of the account came or went. Tried again as above."""
    mail_second_factor(event_id)


@shared_task(ignore_result=True)
def publish_scheduled() -> None:
    """Publish what the boards approved for a time that has come, take down what has run out.

    Raises:
        CommandError: after the others, for versions that are no longer as they were approved.
    """
    call_command("publish_scheduled")


@shared_task
def repair_references() -> int:
    """Let the index of references know of public pages whose task was lost. Returns of how many."""
    return repair_all_references()


@shared_task
def delete_leftover_private_files() -> int:
    """Delete files of proposals and questions that lost their row. Returns how many."""
    return delete_all_leftovers(at=timezone.now())


@shared_task
def sync_roles() -> int:
    """Bring groups and accounts in step with the roles and seats of today. Returns how many accounts there are."""
    repair_groups()
    return bring_everybody_in_step(on=timezone.localdate())


@shared_task(autoretry_for=(OSError,), retry_backoff=60, retry_kwargs={"max_retries": 5})
def send_digests() -> int:
    """Mail everybody what is new. What a mail server does not take is tried again. Returns how many mails went."""
    outcome = send_all_digests(at=timezone.now())
    if outcome.refused:
        raise outcome.refused[0]
    return outcome.mailed
