"""Background work that was not done, and that nobody will do by itself."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from audit.enums import TaskLoss
from audit.models.portal_scoped import PortalScopedQuerySet


class FailedTaskQuerySet(PortalScopedQuerySet["FailedTask"]):
    """Verbs that chain."""

    def since(self, moment: datetime) -> Self:
        return self.filter(at__gte=moment)


class FailedTask(models.Model):
    """One piece of background work that was lost: its name, and the numbers of the rows that it was about.

    No words: what a task is given and what it says of its failure may hold personal data.
    """

    task = models.CharField(pgettext_lazy("in the background", "task"), max_length=200)
    portal = models.ForeignKey(
        "portals.Portal",
        on_delete=models.PROTECT,
        related_name="failed_tasks",
        verbose_name=_("portal"),
        null=True,
        blank=True,
    )
    at = models.DateTimeField(_("lost at"), db_index=True)
    loss = models.CharField(_("how it was lost"), max_length=10, choices=TaskLoss.choices)
    error = models.CharField(_("kind of error"), max_length=100)
    numbers = models.JSONField(_("numbers of rows"), default=list)

    objects = FailedTaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("lost task")
        verbose_name_plural = _("lost tasks")

    def __str__(self) -> str:
        return f"{self.task} {self.at:%Y-%m-%d %H:%M}"
