"""What the managing agency found against the rules on a portal, and what its board did about it (Regulation 25.1)."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from audit.models.portal_scoped import PortalScopedQuerySet
from editorial.enums import TakedownReason
from oversight.enums import ViolationState


class ViolationQuerySet(PortalScopedQuerySet["Violation"]):
    """Verbs that chain."""

    def to_answer(self) -> Self:
        """Those on which a board has to answer, what waits longest first."""
        return self.filter(state=ViolationState.OPEN).order_by("recorded_at", "pk")

    def answered(self) -> Self:
        """Those whose answer the managing agency has not looked at, what waits longest first."""
        return self.filter(state=ViolationState.ANSWERED).order_by("answered_at", "pk")


class Violation(models.Model):
    """A violation found in one public item. Recorded and closed by the managing agency, answered by the board.

    Never deleted. Title, address and language are kept: the page may get others, or go. What was said before an answer
    was sent back stands in the record of events.
    """

    portal = models.ForeignKey(
        "portals.Portal", on_delete=models.PROTECT, related_name="violations", verbose_name=_("portal")
    )
    page = models.ForeignKey(
        Page, on_delete=models.SET_NULL, related_name="violations", verbose_name=_("page"), null=True, blank=True
    )
    title = models.CharField(_("title"), max_length=255)
    address = models.TextField(_("address on the portal"))
    language = models.CharField(_("language"), max_length=10)
    kind = models.CharField(_("class of the violation"), max_length=20, choices=TakedownReason.choices)
    finding = models.TextField(_("finding"))
    document = models.CharField(_("document"), max_length=250, blank=True)
    due = models.DateField(_("answer due"), null=True, blank=True, help_text=_("Last day."))
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="violations_recorded",
        verbose_name=_("recorded by"),
    )
    state = models.CharField(_("state"), max_length=10, choices=ViolationState.choices, default=ViolationState.OPEN)
    answer = models.TextField(_("answer of the board"), blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="violations_answered",
        verbose_name=_("answered by"),
        null=True,
        blank=True,
    )
    remark = models.TextField(_("remark of the managing agency"), blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="violations_closed",
        verbose_name=_("closed by"),
        null=True,
        blank=True,
    )

    objects = ViolationQuerySet.as_manager()

    # It names a page without using it.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("violation")
        verbose_name_plural = _("violations")
        ordering = ["-recorded_at", "-pk"]
        indexes = [models.Index(fields=["portal", "state"]), models.Index(fields=["-recorded_at"])]

    def __str__(self) -> str:
        return self.title
