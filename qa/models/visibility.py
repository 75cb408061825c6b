"""What two people decide on: that the public does not see a question any more, or sees it again."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from qa.enums import Visibility, WithholdReason


class VisibilityChangeQuerySet(models.QuerySet["VisibilityChange"]):
    """Verbs that chain."""

    def open(self) -> Self:
        """Those that wait for the second person."""
        return self.filter(decided_at=None, overtaken_at=None)

    def for_portals(self, portals: object) -> Self:
        """Those that boards of some portals decide on: of the portal that received the question."""
        return self.filter(question__received_portal__in=portals)


class VisibilityChange(models.Model):
    """Proposed by one approver of the board that received the question, decided by another.

    The text is for those who check it, and never public. A question has one open at most.
    """

    question = models.ForeignKey(
        "qa.Question", on_delete=models.PROTECT, related_name="visibility_changes", verbose_name=_("question")
    )
    to = models.CharField(_("visibility"), max_length=20, choices=Visibility.choices)
    because = models.CharField(_("class of the reason"), max_length=20, choices=WithholdReason.choices, blank=True)
    text = models.TextField(_("reason"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("proposed by")
    )
    asked_at = models.DateTimeField(_("proposed at"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("decided by"),
        null=True,
        blank=True,
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    is_confirmed = models.BooleanField(_("confirmed"), default=False)
    overtaken_at = models.DateTimeField(
        _("ended with the question at"),
        null=True,
        blank=True,
        help_text=_("Nobody decides on it any more: the public never reads the question."),
    )

    objects = VisibilityChangeQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("change of visibility")
        verbose_name_plural = _("changes of visibility")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["question"], condition=Q(decided_at=None, overtaken_at=None), name="qa_visibility_one_open"
            ),
            models.CheckConstraint(
                condition=Q(overtaken_at=None) | Q(decided_at=None), name="qa_visibility_decided_or_overtaken"
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None, is_confirmed=False)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="qa_visibility_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(is_confirmed=False) | ~Q(decided_by=F("asked_by")), name="qa_visibility_two_people"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question_id}: {self.get_to_display()}"

    def told(self) -> dict[str, Any]:
        """What an event of the question holds of it: the text is for those who check it."""
        return {"to": self.to, "because": self.because, "change": self.pk}
