"""What a board withdrew from the public at once, and why (Regulation 13.1, 25.1)."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Page

from audit.models.portal_scoped import PortalScopedQuerySet
from editorial.enums import UNTITLED_REASONS, TakedownReason


class TakedownQuerySet(PortalScopedQuerySet["Takedown"]):
    """Verbs that chain."""

    def standing(self) -> Self:
        """Those whose page has not come back by a review."""
        return self.filter(ended_at=None)

    def since(self, moment: datetime) -> Self:
        return self.filter(at__gte=moment)

    def end(self, page: Page, *, at: datetime) -> int:
        """Note that a page is public again."""
        return self.standing().filter(page=page).update(ended_at=at)


class Takedown(models.Model):
    """One page that was withdrawn from the public: what stood there, why, by whom. Never deleted.

    It ends when the page comes back by a review. The title, the address and the language are kept: the page may get
    others, or go.
    """

    portal = models.ForeignKey(
        "portals.Portal", on_delete=models.PROTECT, related_name="takedowns", verbose_name=_("portal")
    )
    page = models.ForeignKey(
        Page, on_delete=models.SET_NULL, related_name="takedowns", verbose_name=_("page"), null=True, blank=True
    )
    title = models.CharField(_("title"), max_length=255)
    address = models.TextField(_("address on the portal"))
    language = models.CharField(_("language"), max_length=10)
    reason_class = models.CharField(_("class of the reason"), max_length=20, choices=TakedownReason.choices)
    reason = models.TextField(_("reason"), blank=True)
    at = models.DateTimeField(pgettext_lazy("of content", "withdrawn at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="takedowns",
        verbose_name=_("by"),
        null=True,
        blank=True,
    )
    # A page that only stands for another goes with it: on its portal nobody decided, and nobody there is named.
    follows = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="followers", verbose_name=_("follows"), null=True, blank=True
    )
    ended_at = models.DateTimeField(_("public again at"), null=True, blank=True)

    objects = TakedownQuerySet.as_manager()

    class Meta:
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["portal", "ended_at"]), models.Index(fields=["-at"])]

    def __str__(self) -> str:
        return f"{self.title} {self.at:%Y-%m-%d %H:%M}"

    @property
    def public_title(self) -> str:
        """The title as the public may read it: empty where the title itself may be what had to go."""
        return "" if self.reason_class in UNTITLED_REASONS else self.title
