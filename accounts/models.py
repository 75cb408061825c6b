from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

from django.conf import settings
from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.errors import SavedWhole
from accounts.names import told_instead

# What decides who may sign in, and as what. Whoever loaded a row before a suspension would write its end.
WRITTEN_BY_NAME = frozenset(
    {
        "is_active",
        "is_superuser",
        "password",
        "session_epoch",
        "access_epoch",
        "second_factor_since",
        "second_factor_asked_at",
        "rules_accepted_at",
        "rules_version",
    }
)


class User(AbstractUser):
    """A person who works in the admin. One person has one account, on however many portals.

    `last_name` holds the family name and middle name ("Nguyễn Thị Mai"), `first_name` the given name ("Lan"):
    Wagtail's account form needs both columns, and the name is always shown in Vietnamese order.
    """

    session_epoch = models.PositiveIntegerField(
        _("session epoch"), default=0, editable=False, help_text=_("One more ends every open session of the account.")
    )

    access_epoch = models.PositiveIntegerField(
        _("access epoch"),
        default=0,
        editable=False,
        help_text=_("One more with each time that access was taken away, and given back."),
    )

    second_factor_since = models.DateTimeField(
        _("second factor since"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("Since when a code is asked for beside the password; empty: none is."),
    )

    second_factor_asked_at = models.DateTimeField(
        _("second factor asked for at"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("First sign-in since a role of the person demands one: from there the time of grace is counted."),
    )

    rules_accepted_at = models.DateTimeField(
        _("rules accepted at"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("When the person accepted the rules of contribution last; empty: never, and nothing else opens."),
    )

    rules_version = models.PositiveSmallIntegerField(
        _("version of the rules"), null=True, blank=True, editable=False, help_text=_("In which version.")
    )

    # Django's: the password that was set and is not saved yet.
    _password: str | None

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
        """As who reads now is told; what is kept or sent is written by `name`."""
        return told_instead(self) or self.name

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Save a new row whole; of one that is there what is named, and `WRITTEN_BY_NAME` never otherwise.

        Django's commands and forms set a password and save the whole row: its other columns are written but these.

        Raises:
            SavedWhole: nothing is named.
        """
        if update_fields is None and not self._state.adding:
            if self._password is None:
                raise SavedWhole
            names = {field.name for field in self._meta.concrete_fields if not field.primary_key}
            update_fields = names - WRITTEN_BY_NAME | {"password"}
        super().save(*args, update_fields=update_fields, **kwargs)

    def get_session_auth_hash(self) -> str:
        """What a session must know to stay signed in: it changes with the password, and with the epoch."""
        return self._session_hash(settings.SECRET_KEY)

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """Session hashes made with former secret keys."""
        for secret in settings.SECRET_KEY_FALLBACKS:
            yield self._session_hash(secret)

    def _session_hash(self, secret: str | bytes) -> str:
        content = f"{self.session_epoch}:{self.password}"
        return salted_hmac("accounts.User.session", content, secret=secret, algorithm="sha256").hexdigest()

    @property
    def full_name(self) -> str:
        """Family name, middle name, given name: "Nguyễn Thị Mai Lan"; empty where the account has none."""
        return f"{self.last_name} {self.first_name}".strip()

    @property
    def name(self) -> str:
        """The full name, or the user name, whoever reads."""
        return self.full_name or self.get_username()

    def get_full_name(self) -> str:
        """As who reads now is told: Wagtail's screens name people by it."""
        return told_instead(self) or self.full_name


# Whoever asks: somebody who signed in, or nobody.
AnyUser: TypeAlias = User | AnonymousUser
