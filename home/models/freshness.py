"""Whether what is public still holds (13.1.đ, 12.1.a): by when somebody must look at it again."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from audit.models.portal_scoped import PortalScopedQuerySet


class StaleBecause(models.TextChoices):
    """Why a page is to be looked at again."""

    REVIEW_DATE = "review_date", pgettext_lazy("why a page is stale", "Its review date has passed")
    CONTACT = "contact", pgettext_lazy("why a page is stale", "Its contacts were not confirmed for too long")
    RHYTHM = "rhythm", pgettext_lazy("why a page is stale", "Nobody looked at it for longer than its category allows")
    PERSONNEL = "personnel", pgettext_lazy("why a page is stale", "A person of the portal left or changed position")


class PageFreshnessQuerySet(PortalScopedQuerySet["PageFreshness"]):
    """Verbs that chain and take the day."""

    def stale(self, *, on: date) -> Self:
        """Those of pages that somebody must look at again."""
        return self.filter(stale_from__lte=on)


class PageFreshness(models.Model):
    """By when a public page must be looked at again; a page that nobody has to look at has none.

    Kept by `home.timeliness.freshness`: begun and moved by publications, moved by whoever confirms that the page still
    holds. It is no part of the page, so that a confirmation needs no review. Days are those of the city.
    """

    page = models.OneToOneField(
        "wagtailcore.Page",
        on_delete=models.CASCADE,
        related_name="freshness",
        verbose_name=_("page"),
        primary_key=True,
    )
    portal = models.ForeignKey(
        "portals.Portal", on_delete=models.PROTECT, related_name="page_freshness", verbose_name=_("portal")
    )
    category = models.ForeignKey(
        "deadlines.InformationCategory",
        on_delete=models.PROTECT,
        related_name="page_freshness",
        verbose_name=_("category"),
        null=True,
        blank=True,
    )
    because = models.CharField(_("why"), max_length=20, choices=StaleBecause.choices)
    confirmed_on = models.DateField(
        _("confirmed on"), help_text=_("The day of the last publication, or of the last confirmation after it.")
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("confirmed by"),
        null=True,
        blank=True,
    )
    stale_from = models.DateField(_("to be looked at from"), db_index=True)

    objects = PageFreshnessQuerySet.as_manager()

    # It names a page without using it.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("freshness of a page")
        verbose_name_plural = _("freshness of pages")
        indexes = [models.Index(fields=["portal", "stale_from"], name="home_freshness_place")]

    def __str__(self) -> str:
        return f"{self.page_id}: {self.stale_from}"
