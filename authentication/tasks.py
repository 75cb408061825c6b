"""Background work of accounts."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from authentication.mail import mail_former_address, mail_sign_in_change
from authentication.suspension.unused import suspend_unused


@shared_task(ignore_result=True, autoretry_for=(OSError,), retry_backoff=60, retry_kwargs={"max_retries": 5})
def tell_former_address(event_id: int) -> None:
    """Mail the former address of an account that it has another one. Tried again as above."""
    mail_former_address(event_id)


@shared_task(ignore_result=True, autoretry_for=(OSError,), retry_backoff=60, retry_kwargs={"max_retries": 5})
def tell_of_sign_in_change(event_id: int) -> None:
    """Mail a person what changed about signing in to the account. Tried again as above."""
    mail_sign_in_change(event_id)


@shared_task
def suspend_unused_accounts() -> int:
    """Tell persons of accounts that nobody uses, and suspend those of which they were told. Returns how many accounts
    were suspended."""
    return len(suspend_unused(at=timezone.now()).suspended)
