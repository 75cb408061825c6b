"""Figures of questions, counted beforehand, and the counter of their numbers."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.models.portal_scoped import PortalScopedQuerySet


class QuestionTally(models.Model):
    """How many questions of a month, topic and unit a portal received, and what became of them.

    Derived: `qa.oversight.figures.count_questions` writes all rows anew. Late or not as of the day on which it counted.
    """

    portal = models.ForeignKey(
        "portals.Portal", on_delete=models.CASCADE, related_name="question_tallies", verbose_name=_("received by")
    )
    unit = models.ForeignKey("qa.AnsweringUnit", on_delete=models.CASCADE, related_name="+", null=True, blank=True)
    topic = models.ForeignKey("qa.QuestionTopic", on_delete=models.CASCADE, related_name="+", null=True, blank=True)
    month = models.CharField(_("month"), max_length=7, help_text=_("Of the working day of receipt, as 2026-11."))
    received = models.PositiveIntegerField(_("received"))
    # One column for each `qa.enums.Ending`: together they are what was received.
    answered = models.PositiveIntegerField(_("answered"))
    asked_further = models.PositiveIntegerField(_("answered, asked further"))
    promised = models.PositiveIntegerField(_("day of the answer promised"))
    waiting = models.PositiveIntegerField(_("waiting"))
    passed_on = models.PositiveIntegerField(_("with another portal"))
    declined = models.PositiveIntegerField(_("told who is competent"))
    merged = models.PositiveIntegerField(_("joined with another question"))
    withdrawn = models.PositiveIntegerField(_("withdrawn by the sender"))
    routed_out = models.PositiveIntegerField(_("complaint or denunciation passed on"))
    refused = models.PositiveIntegerField(_("not accepted"))
    withheld = models.PositiveIntegerField(_("withheld"))
    # Of the same questions, whatever became of them.
    in_time = models.PositiveIntegerField(_("replied in time"))
    late = models.PositiveIntegerField(_("replied late"))
    overdue = models.PositiveIntegerField(_("open, and late"))
    counted_at = models.DateTimeField(_("counted at"))

    objects = PortalScopedQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("tally of questions")
        verbose_name_plural = _("tallies of questions")
        ordering = ["portal", "month", "pk"]
        indexes = [models.Index(fields=["portal", "month"], name="qa_tally_of_portal")]

    def __str__(self) -> str:
        return f"{self.portal_id} {self.month}: {self.received}"


class AnswerUsefulness(models.Model):
    """How many readers found what a portal answered useful. Nobody knows who."""

    question = models.OneToOneField(
        "qa.Question", on_delete=models.CASCADE, related_name="usefulness", verbose_name=_("question"), primary_key=True
    )
    useful = models.PositiveIntegerField(_("useful"), default=0)
    useless = models.PositiveIntegerField(_("not useful"), default=0)

    class Meta:
        verbose_name = _("usefulness of an answer")
        verbose_name_plural = _("usefulness of answers")

    def __str__(self) -> str:
        return f"{self.question_id}: {self.useful}/{self.useful + self.useless}"


class QuestionCounter(models.Model):
    """How many questions a portal received in a year: the number in their codes. A number is never given twice."""

    portal = models.ForeignKey(
        "portals.Portal", on_delete=models.PROTECT, related_name="question_counters", verbose_name=_("portal")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    last = models.PositiveIntegerField(_("last number"), default=0)

    wagtail_reference_index_ignore = True

    objects = PortalScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("counter of questions")
        verbose_name_plural = _("counters of questions")
        constraints = [models.UniqueConstraint(fields=["portal", "year"], name="qa_counter_of_a_year")]

    def __str__(self) -> str:
        return f"{self.portal_id} {self.year}: {self.last}"
