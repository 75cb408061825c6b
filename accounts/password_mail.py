"""The mail with the link by which a person chooses a password."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from wagtail.admin.forms.auth import PasswordResetForm

from accounts.addresses import account_at
from accounts.mail import one_line, send
from accounts.models import User
from accounts.tokens import reset_tokens


class LinkForm(PasswordResetForm):
    """Django's, for accounts that have no password yet too: here each has its first by such a link."""

    def get_users(self, email: str) -> Iterator[User]:
        account = account_at(email, among=User.objects.filter(is_active=True))
        return iter([account] if account is not None else [])

    def send_mail(
        self,
        subject_template_name: str,
        email_template_name: str,
        context: dict[str, Any],
        from_email: str | None,
        to_email: str,
        html_email_template_name: str | None = None,
    ) -> None:
        """Send it, or say that it was not sent: Django only logs that, and nobody would try again.

        Raises:
            OSError: the mail server did not take it.
        """
        subject = one_line(render_to_string(subject_template_name, context))
        send(to_email, subject=subject, text=render_to_string(email_template_name, context), from_email=from_email)


def mail_link(email: str, *, subject: str, body: str) -> None:
    """Mail the link to the active account of an address, if there is one.

    Args:
        subject, body: names of templates.

    Raises:
        OSError: see above.
    """
    form = LinkForm({"email": email})
    if not form.is_valid():
        return
    with translation.override(settings.LANGUAGE_CODE):
        form.save(
            domain_override=settings.ADMIN_HOST,
            subject_template_name=subject,
            email_template_name=body,
            use_https=settings.PUBLIC_SCHEME == "https",
            token_generator=reset_tokens,
        )
