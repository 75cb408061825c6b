"""Passwords: what they must be, the link by which one is chosen, and the mail that carries it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.admin.forms.auth import PasswordResetForm

from accounts.addresses import account_at
from accounts.mail import one_line, send
from accounts.models import User

# Characters. More than any sentence somebody remembers, and little work to look at.
LONGEST = 256


def check_length(password: str) -> None:
    """Look at the length before any work is done with a password. The browser is not told: it would cut it unseen.

    Raises:
        ValidationError: it is too long.
    """
    if len(password) > LONGEST:
        message = _("A password has at most %(longest)d characters.")
        raise ValidationError(message, code="password_too_long", params={"longest": LONGEST})


class MaximumLengthValidator:
    """Stands among the password validators: every form that sets a password asks them."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Refuse what is too long; see `check_length`."""
        check_length(password)

    def get_help_text(self) -> str:
        return _("At most %(longest)d characters.") % {"longest": LONGEST}


class ResetTokens(PasswordResetTokenGenerator):
    """Django's, which end with a suspension: a link that was asked for before is dead while it holds and after it."""

    key_salt = "accounts.passwords.ResetTokens"

    def check_token(self, user: User | None, token: str | None) -> bool:
        """Whether a token is right; of a closed account none is."""
        return user is not None and user.is_active and super().check_token(user, token)

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        # Django names this method as the one to override, underscore or not.
        return f"{user.session_epoch}:{super()._make_hash_value(user, timestamp)}"


reset_tokens = ResetTokens()


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
