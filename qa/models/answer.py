"""What a portal replies."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from home.fields import StreamField
from qa.blocks import ReplyStreamBlock
from qa.core.reply_text import words_of
from qa.enums import AnswerKind

# Of its words, in letters.
ANSWER_LENGTH = 20_000
# Legal documents that one reply names.
MOST_DOCUMENTS = 5


class AnswerQuerySet(models.QuerySet["Answer"]):
    """Verbs that chain."""

    def published(self) -> Self:
        return self.filter(published_at__isnull=False)

    def in_work(self) -> Self:
        """Those that are written or reviewed."""
        return self.filter(published_at=None, dropped_at=None)


class Answer(models.Model):
    """An answer or a notice of progress. What was published stays as it is: a correction is another answer.

    A question has one in work at most.
    """

    question = models.ForeignKey(
        "qa.Question", on_delete=models.PROTECT, related_name="answers", verbose_name=_("question")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=AnswerKind.choices, default=AnswerKind.ANSWER)
    draft = StreamField(ReplyStreamBlock(), verbose_name=_("text in work"))
    text = StreamField(
        ReplyStreamBlock(), verbose_name=_("published text"), blank=True, help_text=_("As the board approved it.")
    )
    draft_promised_for = models.DateField(_("promised day in work"), null=True, blank=True)
    promised_for = models.DateField(
        _("day promised for the answer"), null=True, blank=True, help_text=_("Of a published notice of progress.")
    )
    draft_documents = models.JSONField(_("legal documents in work"), default=list, blank=True)
    documents = models.JSONField(
        _("legal documents that it rests on"),
        default=list,
        blank=True,
        help_text=_("Number, day and title as the board approved them, and the key of the page."),
    )
    unit = models.ForeignKey(
        "qa.AnsweringUnit", on_delete=models.PROTECT, related_name="answers", verbose_name=_("answering unit")
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="answers_written", verbose_name=_("written by")
    )
    signed_vi = models.CharField(
        _("signed by (Vietnamese)"),
        max_length=200,
        blank=True,
        help_text=_("The unit, as it was approved with it."),
    )
    signed_en = models.CharField(
        _("signed by (English)"), max_length=200, blank=True, help_text=_("The unit, as it was approved with it.")
    )
    writers = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        related_name="+",
        verbose_name=_("all who wrote it"),
        help_text=_("None of them approves it, whoever submits it."),
    )
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="answers_approved",
        verbose_name=_("approved by"),
        null=True,
        blank=True,
    )
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    dropped_at = models.DateTimeField(_("dropped at"), null=True, blank=True)

    objects = AnswerQuerySet.as_manager()

    # What waits for the board (`editorial.models.proposal.ProposedChange.kind_label`).
    new_proposal_label = pgettext_lazy("proposal", "New reply")
    # Who answers what is for no index: it would tell people of other portals who look up an account.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["question", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["question"],
                condition=Q(published_at=None, dropped_at=None),
                name="qa_answer_one_in_work",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None, promised_for=None)
                | Q(published_at__isnull=False, kind=AnswerKind.ANSWER, promised_for=None)
                | Q(published_at__isnull=False, kind=AnswerKind.INTERIM, promised_for__isnull=False),
                name="qa_answer_promise_of_progress",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) ^ Q(approved_by__isnull=False), name="qa_answer_approved_where_public"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question.code}: {self.get_kind_display()}"

    @property
    def words(self) -> str:
        """The published text in plain words."""
        return words_of(self.text)

    @property
    def signature(self) -> str:
        """The unit by the name that was approved with the reply, in the active language. Reads the unit of a reply of
        before names were kept with them."""
        return (self.signed_en if get_language() == "en" else self.signed_vi) or self.unit.name
