"""What the second factor of an account rests on."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.errors import SealNotOpened
from audit.models.sealed import SealedQuerySet, SealedRow
from authentication.errors import SecondFactorUnreadable
from authentication.totp import backup_digest


class SecondFactor(SealedRow):
    """The key that an app on a person's telephone has too, and what is left of the backup codes. No screen, export or
    log shows it; whether an account has one stands at the account."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="second_factor", verbose_name=_("account")
    )
    last_step = models.BigIntegerField(
        _("last step"),
        default=0,
        editable=False,
        help_text=_("Step of time, of 30 seconds since 1970, whose code was used last: none up to it is taken again."),
    )

    objects = SealedQuerySet.as_manager()

    class Meta:
        verbose_name = _("second factor")
        verbose_name_plural = _("second factors")

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    def put(self, key: str, *, digests: Sequence[str]) -> None:
        """Seal the key and the digests of backup codes into the row, which is not saved yet."""
        self.seal_content({"user": self.user_id, "key": key, "backup": list(digests)})

    def put_codes(self, key: str, codes: Sequence[str]) -> None:
        """Seal the key and the digests of new backup codes into the row, which is not saved yet."""
        self.put(key, digests=[backup_digest(key, code) for code in codes])

    def opened(self) -> tuple[str, list[str]]:
        """The key, and the digests of backup codes that are left.

        Raises:
            SecondFactorUnreadable: no key of the installation opens it, or it is another account's, or something else.
        """
        try:
            content = self.content()
        except SealNotOpened as refusal:
            raise SecondFactorUnreadable from refusal
        if content.get("user") != self.user_id or not {"key", "backup"} <= content.keys():
            raise SecondFactorUnreadable
        return content["key"], content["backup"]
