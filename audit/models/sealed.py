"""Rows whose content only the application can read."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.sealing.ciphers import mark_of_newest_key, marks_of_keys, seal, unseal


class SealedQuerySet(models.QuerySet[Any]):
    """Verbs that chain."""

    def to_reseal(self) -> Self:
        """Those that another key than the newest sealed; what was erased has no key."""
        return self.exclude(sealed_with__in=["", mark_of_newest_key()])

    def without_key(self) -> Self:
        """Those that no key opens that there is."""
        return self.exclude(sealed_with__in=["", *marks_of_keys()])


class SealedRow(models.Model):
    """A row with a secret in one sealed column, and in no other; `reseal_personal_data` brings it to a new key.

    It stays out of the search, of the index of references and of all choosers (`participation.checks`).
    """

    # What changes when the content does.
    SEALED_FIELDS: ClassVar[tuple[str, ...]] = ("sealed", "sealed_with")

    sealed = models.TextField(_("sealed content"), blank=True, editable=False)
    sealed_with = models.CharField(_("mark of the key"), max_length=16, blank=True, editable=False, db_index=True)

    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True

    def seal_content(self, content: dict[str, Any]) -> None:
        """Put content into the row, which is not saved yet."""
        self.sealed, self.sealed_with = seal(content), mark_of_newest_key()

    def content(self) -> dict[str, Any]:
        """What is sealed in the row.

        Raises:
            SealNotOpened: no key opens it, or there is nothing.
        """
        return unseal(self.sealed)

    def resealed(self) -> None:
        """Seal the content with the newest key, in the row, which is not saved yet.

        Raises:
            SealNotOpened: no key opens it.
        """
        self.seal_content(unseal(self.sealed))
