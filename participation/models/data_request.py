"""What people ask of their own data (Law 91/2025/QH15, Article 4.1)."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from audit.models.portal_scoped import ForPortals
from participation.enums.submissions import OPEN_REQUESTS, DataRequestKind, DataRequestState
from participation.models.sealed import SealedModel, SealedQuerySet


class DataRequestQuerySet(ForPortals, SealedQuerySet):
    """Verbs that chain."""

    def open(self) -> Self:
        """Those that wait for an answer, the oldest first."""
        return self.filter(state__in=OPEN_REQUESTS).order_by("received_at", "pk")


class DataRequest(SealedModel):
    """A request of a sender about the own data. Its words, and those of the answer, are sealed.

    When it is due is computed from its day of receipt (`participation.data_requests.actions`), never stored.
    """

    portal = models.ForeignKey(
        "portals.Portal", on_delete=models.PROTECT, related_name="data_requests", verbose_name=_("portal")
    )
    sender = models.ForeignKey(
        "participation.Sender", on_delete=models.PROTECT, related_name="data_requests", verbose_name=_("sender")
    )
    kind = models.CharField(
        pgettext_lazy("request about personal data", "kind"), max_length=10, choices=DataRequestKind.choices
    )
    state = models.CharField(
        _("state"), max_length=10, choices=DataRequestState.choices, default=DataRequestState.RECEIVED
    )
    received_at = models.DateTimeField(_("received at"))
    responded_at = models.DateTimeField(_("first response at"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("closed by"),
        null=True,
        blank=True,
    )

    objects = DataRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request about personal data")
        verbose_name_plural = _("requests about personal data")
        ordering = ["-received_at", "-pk"]
        indexes = [models.Index(fields=["portal", "state"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=DataRequestState.RECEIVED, closed_at=None)
                | (~models.Q(state=DataRequestState.RECEIVED) & models.Q(closed_at__isnull=False)),
                name="participation_request_closed_with_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_state_display()}"
