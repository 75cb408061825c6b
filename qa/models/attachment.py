"""What came with a question."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from participation.models import SealedModel
from participation.models.sealed import SealedQuerySet


class QuestionAttachmentQuerySet(SealedQuerySet):
    """Verbs that chain."""

    def kept(self) -> Self:
        """Those that were not erased."""
        return self.filter(erased_at=None)


class QuestionAttachment(SealedModel):
    """A file of a sender. It lies among the private files, encrypted with a key of its own; key and name are sealed.

    So whoever has the file or the database alone reads nothing, and once the row is emptied nobody does, whatever
    copies of the file there are. Never public as it was sent. Read through `qa.asking.attachments`.
    """

    question = models.ForeignKey(
        "qa.Question", on_delete=models.PROTECT, related_name="attachments", verbose_name=_("question")
    )
    stored_as = models.CharField(_("stored as"), max_length=200, blank=True, editable=False)
    ending = models.CharField(_("format"), max_length=10)
    size = models.PositiveIntegerField(_("size"), help_text=_("In bytes."))
    erased_at = models.DateTimeField(_("erased at"), null=True, blank=True)

    objects = QuestionAttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of a question")
        verbose_name_plural = _("files of questions")
        ordering = ["question", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(erased_at=None) & ~Q(sealed="") & ~Q(stored_as=""))
                | Q(erased_at__isnull=False, sealed="", sealed_with="", stored_as=""),
                name="qa_attachment_erased_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question_id}: {self.ending}"
