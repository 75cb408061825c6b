"""Writes that Elasticsearch has yet to confirm, noted in the transaction that makes them due."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class PendingWriteQuerySet(models.QuerySet["PendingWrite"]):
    def noted_before(self, moment: datetime) -> Self:
        return self.filter(noted_at__lt=moment)

    def refused(self) -> Self:
        """Those that the engine does not take, however often they are sent."""
        return self.filter(is_refused=True)


class PendingWrite(models.Model):
    """One change of one row of the index, or its removal; gone once the engine has it.

    The key is the version of the write: whoever writes a row holds it, so a later write of it has a greater key. Of a
    portal it says nothing: the row does, where there still is one.
    """

    entry_id = models.BigIntegerField(_("search entry"), db_index=True)
    noted_at = models.DateTimeField(_("noted at"), auto_now_add=True, db_index=True)
    is_refused = models.BooleanField(_("refused by the search engine"), default=False)

    objects = PendingWriteQuerySet.as_manager()

    class Meta:
        verbose_name = _("write for the search engine")
        verbose_name_plural = _("writes for the search engine")

    def __str__(self) -> str:
        return f"{self.entry_id} ({self.pk})"
