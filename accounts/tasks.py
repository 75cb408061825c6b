"""Background work of accounts."""

from __future__ import annotations

from celery import shared_task
from django.conf import settings
from django.utils import translation
from wagtail.admin.forms.auth import PasswordResetForm
from wagtail.admin.views.account import PasswordResetView

from accounts.tokens import reset_tokens


@shared_task(ignore_result=True, autoretry_for=(OSError,), retry_backoff=60, retry_kwargs={"max_retries": 5})
def send_password_reset(email: str) -> None:
    """Mail the link for a new password to the active account of an address, if there is one.

    A mail server that does not answer is asked again, after a minute and then less often.
    """
    form = PasswordResetForm({"email": email})
    if not form.is_valid():
        return
    with translation.override(settings.LANGUAGE_CODE):
        form.save(
            domain_override=settings.ADMIN_HOST,
            subject_template_name=PasswordResetView.subject_template_name,
            email_template_name=PasswordResetView.email_template_name,
            use_https=settings.PUBLIC_SCHEME == "https",
            token_generator=reset_tokens,
        )
