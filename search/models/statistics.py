"""Counts of searches and clicks by day, and rebuildings of the index that were begun on a screen."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final, Self

from django.conf import settings
from django.db import models
from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from audit.models.portal_scoped import PortalScopedQuerySet

QUERY_LENGTH: Final = 100
# Days that are looked back on: what was typed on few of them is shown to nobody.
LOOKED_BACK: Final = timedelta(days=90)


class QueryCountQuerySet(PortalScopedQuerySet["QueryCount"]):
    """Counted searches by day."""

    def looked_back_on(self, *, on: date) -> Self:
        return self.filter(day__gt=on - LOOKED_BACK, day__lte=on)

    def typed_on_days(self, fewest: int) -> models.QuerySet:
        """Words that were typed on so many days at least, marks and case aside: values of `folded`."""
        grouped = self.order_by().values("folded").annotate(days=Count("day", distinct=True))
        return grouped.filter(days__gte=fewest).values("folded")


class QueryCount(models.Model):
    """Number of searches for some words on a portal on a day. Nobody who typed them is in it."""

    portal = models.ForeignKey(
        "portals.Portal", on_delete=models.CASCADE, related_name="counted_queries", verbose_name=_("portal")
    )
    day = models.DateField(pgettext_lazy("search", "day"), db_index=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    text = models.CharField(_("words"), max_length=QUERY_LENGTH)
    folded = models.CharField(_("words without marks"), max_length=QUERY_LENGTH, db_index=True)
    number = models.PositiveIntegerField(_("number"))
    found = models.PositiveIntegerField(
        _("results"), null=True, blank=True, help_text=_("On all portals when it was last looked; empty: not yet.")
    )

    objects = QueryCountQuerySet.as_manager()

    class Meta:
        verbose_name = _("words that were searched for")
        verbose_name_plural = _("words that were searched for")
        constraints = [
            models.UniqueConstraint(fields=["portal", "day", "language", "text"], name="search_query_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.number}"


class ClickCount(models.Model):
    """Number of openings of the result in some place of the list, on a portal on a day, whatever was searched for."""

    portal = models.ForeignKey(
        "portals.Portal", on_delete=models.CASCADE, related_name="counted_clicks", verbose_name=_("portal")
    )
    day = models.DateField(pgettext_lazy("search", "day"), db_index=True)
    position = models.PositiveSmallIntegerField(_("place in the list"))
    number = models.PositiveIntegerField(_("number"))

    objects = PortalScopedQuerySet["ClickCount"].as_manager()

    class Meta:
        verbose_name = _("results that were opened")
        verbose_name_plural = _("results that were opened")
        constraints = [models.UniqueConstraint(fields=["portal", "day", "position"], name="search_click_once_a_day")]

    def __str__(self) -> str:
        return f"{self.day}: {self.position}: {self.number}"


class Reindexing(models.Model):
    """One making of the index again, of a portal or of all, that an operator began."""

    portal = models.ForeignKey(
        "portals.Portal",
        on_delete=models.CASCADE,
        related_name="reindexings",
        verbose_name=_("portal"),
        null=True,
        blank=True,
        help_text=_("Empty: all portals of the city."),
    )
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("started by")
    )
    started_at = models.DateTimeField(_("began at"))
    moved_at = models.DateTimeField(_("last step at"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    done = models.PositiveIntegerField(_("done"), default=0)
    total = models.PositiveIntegerField(_("of"), default=0)
    failed = models.PositiveIntegerField(_("could not be read"), default=0)
    error = models.CharField(_("kind of error"), max_length=100, blank=True)

    objects = PortalScopedQuerySet["Reindexing"].as_manager()

    class Meta:
        verbose_name = _("making of the search index")
        verbose_name_plural = _("makings of the search index")
        ordering = ["-started_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M}"
