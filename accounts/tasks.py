"""Background work of accounts."""

from __future__ import annotations

from celery import shared_task
from wagtail.admin.views.account import PasswordResetView

from accounts.mail import MAIL_RETRIED
from accounts.models import User
from accounts.passwords import mail_link

FIRST_PASSWORD = "email/accounts/first_password"  # noqa: S105 -- the name of a template


@shared_task(ignore_result=True, **MAIL_RETRIED)
def send_password_reset(email: str) -> None:
    """Mail the link for a new password to the active account of an address, if there is one.

    A mail server that does not answer is asked again, within seconds and then less often.
    """
    mail_link(email, subject=PasswordResetView.subject_template_name, body=PasswordResetView.email_template_name)


@shared_task(ignore_result=True, **MAIL_RETRIED)
def send_first_password(account_id: int) -> None:
    """Mail the person of a new account the link to choose a password. Tried again as above."""
    account = User.objects.filter(pk=account_id).first()
    if account is not None:
        mail_link(account.email, subject=f"{FIRST_PASSWORD}_subject.txt", body=f"{FIRST_PASSWORD}.txt")
