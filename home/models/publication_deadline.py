"""The clock of a published item (Regulation 12.1): one table for all kinds, so that punctuality is one query."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.models.portal_scoped import PortalScopedQuerySet
from deadlines.counting import days_late, days_left
from deadlines.enums import Trigger


class PublicationDeadlineQuerySet(PortalScopedQuerySet["PublicationDeadline"]):
    """Verbs that chain and take the day."""

    def judged(self) -> Self:
        """Those that have a last day: a rule asks for them."""
        return self.filter(due__isnull=False)

    def open(self) -> Self:
        """Those of items that were never public."""
        return self.judged().filter(published_on=None)

    def overdue(self, *, on: date) -> Self:
        """Open ones whose last day is past."""
        return self.open().filter(due__lt=on)

    def waiting(self, *, on: date) -> Self:
        """Open ones whose last day is not past."""
        return self.open().filter(due__gte=on)

    def due_soon(self, *, on: date, by: date) -> Self:
        """Those of them whose last day comes by another day (`home.timeliness.clock_limits.soon_by`), that day
        included."""
        return self.waiting(on=on).filter(due__lte=by)

    def late(self) -> Self:
        """Those of items that became public after their last day."""
        return self.judged().filter(published_on__gt=models.F("due"))

    def in_time(self) -> Self:
        """Those of items that became public by their last day."""
        return self.judged().filter(published_on__lte=models.F("due"))

    def most_urgent_first(self, *, on: date) -> Self:
        """Open ones whose last day is past, then those whose is not, each by its last day; then those of public items,
        the newest first."""
        is_open, is_past = models.Q(published_on=None), models.Q(due__lt=on)
        rank = models.Case(models.When(is_open & is_past, then=0), models.When(is_open, then=1), default=2)
        last_day = models.Case(models.When(is_open, then="due"))
        return self.order_by(rank, last_day, "-published_on", "due", "pk")

    def with_lateness(self, *, on: date) -> Self:
        """Annotate `days_late`, of what is public or as of a day, and `days_left` to the last day. Counted by SQL."""
        done: Any = models.functions.Coalesce("published_on", models.Value(on, models.DateField()))
        return self.alias(done=done).annotate(days_late=days_late("due", "done"), days_left=days_left("due", on))


class PublicationDeadline(models.Model):
    """When an item had to be public, and when it was.

    Kept by `home.timeliness.clocks`: a draft's follows its latest version, that of a public page the version that is
    public. The rule is that of the day from which the limit runs; no rule, no last day. Days are those of the city.
    """

    page = models.OneToOneField(
        "wagtailcore.Page",
        on_delete=models.CASCADE,
        related_name="publication_deadline",
        verbose_name=_("page"),
        primary_key=True,
    )
    portal = models.ForeignKey(
        "portals.Portal", on_delete=models.PROTECT, related_name="publication_deadlines", verbose_name=_("portal")
    )
    category = models.ForeignKey(
        "deadlines.InformationCategory",
        on_delete=models.PROTECT,
        related_name="publication_deadlines",
        verbose_name=_("category"),
    )
    trigger = models.CharField(_("counted from"), max_length=20, choices=Trigger.choices)
    trigger_date = models.DateField(_("day from which the time limit runs"))
    rule = models.ForeignKey(
        "deadlines.DeadlineRule",
        on_delete=models.PROTECT,
        related_name="publication_deadlines",
        verbose_name=_("time limit"),
        null=True,
        blank=True,
    )
    due = models.DateField(_("last day"), null=True, blank=True)
    published_on = models.DateField(
        _("published on"), null=True, blank=True, help_text=_("The day of the first publication.")
    )

    objects = PublicationDeadlineQuerySet.as_manager()

    # It names a page without using it.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("clock of an item")
        verbose_name_plural = _("clocks of items")
        indexes = [
            models.Index(fields=["portal", "category"], name="home_clock_place"),
            models.Index(fields=["due"], condition=models.Q(published_on=None), name="home_clock_open"),
            models.Index(fields=["category", "trigger", "trigger_date"], name="home_clock_rule"),
        ]

    def __str__(self) -> str:
        return f"{self.page_id}: {self.due}"
