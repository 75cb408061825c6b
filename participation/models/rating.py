"""Ratings of portals and pages as sums, and the words that came with them."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from audit.models.portal_scoped import PortalScopedQuerySet
from participation.enums.ratings import FeedbackState, Helpfulness, RatingAxis

LOWEST, HIGHEST = 1, 5
WORDS_LENGTH = 1000


class RatingTally(models.Model):
    """How often a portal was rated on an axis in a month, and with how many points together. Single ratings are not
    kept."""

    portal = models.ForeignKey(
        "portals.Portal", on_delete=models.CASCADE, related_name="rating_tallies", verbose_name=_("portal")
    )
    axis = models.CharField(pgettext_lazy("of a rating", "axis"), max_length=10, choices=RatingAxis.choices)
    month = models.CharField(_("month"), max_length=7, help_text=_("As 2026-11."))
    number = models.PositiveIntegerField(pgettext_lazy("of ratings", "number"), default=0)
    points = models.PositiveIntegerField(pgettext_lazy("of ratings", "points"), default=0)

    objects = PortalScopedQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("tally of ratings")
        verbose_name_plural = _("tallies of ratings")
        constraints = [
            models.UniqueConstraint(fields=["portal", "axis", "month"], name="participation_rating_of_a_month")
        ]

    def __str__(self) -> str:
        return f"{self.portal_id} {self.axis} {self.month}: {self.number}"


class RatingDay(models.Model):
    """How many rated a portal, or said whether a page of it helped, on a day."""

    portal = models.ForeignKey(
        "portals.Portal", on_delete=models.CASCADE, related_name="rating_days", verbose_name=_("portal")
    )
    day = models.DateField(pgettext_lazy("date", "day"))
    rated = models.PositiveIntegerField(_("ratings of the portal"), default=0)
    # One column for each `Helpfulness`.
    helped = models.PositiveIntegerField(pgettext_lazy("of pages", "helped"), default=0)
    partly = models.PositiveIntegerField(pgettext_lazy("of pages", "helped partly"), default=0)
    lacking = models.PositiveIntegerField(pgettext_lazy("of pages", "did not help"), default=0)

    objects = PortalScopedQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("ratings of a day")
        verbose_name_plural = _("ratings of days")
        constraints = [models.UniqueConstraint(fields=["portal", "day"], name="participation_ratings_of_a_day")]

    def __str__(self) -> str:
        return f"{self.portal_id} {self.day}: {self.rated}"


class PageFeedbackQuerySet(PortalScopedQuerySet["PageFeedback"]):
    """Verbs that chain."""

    def lacking_something(self) -> Self:
        """Pages that did not help somebody."""
        return self.filter(Q(partly__gt=0) | Q(lacking__gt=0))

    def in_state(self, state: FeedbackState) -> Self:
        """As `PageFeedback.standing` says."""
        is_settled = Q(state=FeedbackState.DONE, settled__gte=F("partly") + F("lacking"))
        if state == FeedbackState.DONE:
            return self.filter(is_settled)
        is_new = Q(state=FeedbackState.NEW) | (Q(state=FeedbackState.DONE) & ~is_settled)
        return self.filter(is_new if state == FeedbackState.NEW else Q(state=state))


class PageFeedback(models.Model):
    """Answers of a month whether a page helped, and the state of the board's work on them."""

    portal = models.ForeignKey(
        "portals.Portal", on_delete=models.CASCADE, related_name="page_feedback", verbose_name=_("portal")
    )
    path = models.CharField(pgettext_lazy("of a page", "address"), max_length=255)
    title = models.CharField(_("title"), max_length=255, blank=True)
    month = models.CharField(_("month"), max_length=7, help_text=_("As 2026-11."))
    helped = models.PositiveIntegerField(pgettext_lazy("of pages", "helped"), default=0)
    partly = models.PositiveIntegerField(pgettext_lazy("of pages", "helped partly"), default=0)
    lacking = models.PositiveIntegerField(pgettext_lazy("of pages", "did not help"), default=0)
    state = models.CharField(_("state"), max_length=10, choices=FeedbackState.choices, default=FeedbackState.NEW)
    settled = models.PositiveIntegerField(
        _("answers when it was done"), default=0, help_text=_("Of those whom the page did not help, or partly.")
    )
    changed_at = models.DateTimeField(_("changed at"), null=True, blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("changed by"),
        null=True,
        blank=True,
    )

    objects = PageFeedbackQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("feedback on a page")
        verbose_name_plural = _("feedback on pages")
        ordering = ["-lacking", "-partly", "path", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["portal", "month", "path"], name="participation_feedback_of_a_month")
        ]

    def __str__(self) -> str:
        return self.title or self.path

    @property
    def unhelped(self) -> int:
        """Answers of readers who lacked something."""
        return self.partly + self.lacking

    @property
    def standing(self) -> FeedbackState:
        """Where the board stands with it: what somebody lacked after it was done makes it new again."""
        is_outdated = self.state == FeedbackState.DONE and self.unhelped > self.settled
        return FeedbackState.NEW if is_outdated else FeedbackState(self.state)


def _points(label: Any) -> models.PositiveSmallIntegerField:
    limits = [MinValueValidator(LOWEST), MaxValueValidator(HIGHEST)]
    return models.PositiveSmallIntegerField(label, null=True, blank=True, validators=limits)


class RatingRemark(models.Model):
    """Words of a reader, for the board of the portal alone; deleted when their period of keeping is over.

    On a page, or on the portal as a whole, with the points that were given with them.
    """

    portal = models.ForeignKey(
        "portals.Portal", on_delete=models.CASCADE, related_name="rating_remarks", verbose_name=_("portal")
    )
    feedback = models.ForeignKey(
        PageFeedback,
        on_delete=models.CASCADE,
        related_name="remarks",
        verbose_name=_("feedback on a page"),
        null=True,
        blank=True,
    )
    said = models.CharField(
        pgettext_lazy("whether a page helped", "answer"), max_length=10, choices=Helpfulness.choices, blank=True
    )
    # One column for each `RatingAxis`.
    interface = _points(RatingAxis.INTERFACE.label)
    content = _points(RatingAxis.CONTENT.label)
    quality = _points(RatingAxis.QUALITY.label)
    support = _points(RatingAxis.SUPPORT.label)
    words = models.TextField(pgettext_lazy("of a rating", "words"), max_length=WORDS_LENGTH)
    day = models.DateField(pgettext_lazy("date", "day"))
    keep_until = models.DateField(_("kept until"), db_index=True)

    objects = PortalScopedQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("words of a rating")
        verbose_name_plural = _("words of ratings")
        ordering = ["-day", "-pk"]
        indexes = [models.Index(fields=["portal", "feedback"], name="participation_remarks")]

    def __str__(self) -> str:
        return f"{self.portal_id} {self.day}"
