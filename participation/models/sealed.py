"""Rows with personal data, which is erased in the end."""

from __future__ import annotations

from typing import Any

from audit.models.sealed import SealedQuerySet, SealedRow
from participation.errors import SenderErased


class SealedModel(SealedRow):
    """A row with personal data in one sealed column, and in no other."""

    class Meta:
        abstract = True

    def empty_content(self) -> None:
        """Take the content out of the row, which is not saved yet."""
        self.sealed = self.sealed_with = ""

    def content(self) -> dict[str, Any]:
        """What is sealed in the row. Whoever asks has the right to read it, and notes that it was read.

        Raises:
            SenderErased: it was erased.
            SealNotOpened: no key opens it.
        """
        if not self.sealed:
            raise SenderErased
        return super().content()


__all__ = ["SealedModel", "SealedQuerySet"]
