from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """A person who works in the admin. One person has one account, on however many portals.

    `last_name` holds the family name and middle name ("Nguyễn Thị Mai"), `first_name` the given name ("Lan"):
    Wagtail's account form needs both columns, and the name is always shown in Vietnamese order.
    """

    session_epoch = models.PositiveIntegerField(
        _("session epoch"), default=0, editable=False, help_text=_("One more ends every open session of the account.")
    )

    class Meta(AbstractUser.Meta):
        verbose_name = _("user")  # type: ignore[assignment]  # the stub of AbstractUser.Meta says str
        verbose_name_plural = _("users")  # type: ignore[assignment]  # likewise
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="accounts_user_email_unique",
                condition=~models.Q(email=""),
                violation_error_message=_("Another account has this e-mail address."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.get_username()

    def get_session_auth_hash(self) -> str:
        """What a session must know to stay signed in: it changes with the password, and with the epoch."""
        return self._session_hash(settings.SECRET_KEY)

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """The same with former secret keys."""
        for secret in settings.SECRET_KEY_FALLBACKS:
            yield self._session_hash(secret)

    def _session_hash(self, secret: str | bytes) -> str:
        content = f"{self.session_epoch}:{self.password}"
        return salted_hmac("accounts.User.session", content, secret=secret, algorithm="sha256").hexdigest()

    def get_full_name(self) -> str:
        """Family name, middle name, given name: "Nguyễn Thị Mai Lan"."""
        return f"{self.last_name} {self.first_name}".strip()
