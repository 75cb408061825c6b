"""Background work of notices."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from accounts.mail import MAIL_RETRIED
from notifications.notice_mail import send_digests as send_all_digests


@shared_task(**MAIL_RETRIED)
def send_digests() -> int:
    """Mail everybody what is new. What a mail server does not take is tried again. Returns how many mails went."""
    outcome = send_all_digests(at=timezone.now())
    if outcome.refused:
        raise outcome.refused[0]
    return outcome.mailed
