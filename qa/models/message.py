"""What a sender said after the question, and the files sent with it."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from participation.models import SealedFile
from participation.models.sealed_file import erased_completely
from qa.enums import MessageKind
from qa.models.question import TEXT_LENGTH


class QuestionMessageQuerySet(models.QuerySet["QuestionMessage"]):
    """Verbs that chain."""

    def published(self) -> Self:
        return self.filter(published_at__isnull=False)


class QuestionMessage(models.Model):
    """What the sender of a question said after it: what is meant, or what an answer leaves open.

    As sent it is for those who handle the question, and goes with the data of the sender. The public reads what the
    board approved of it, and nothing until then.
    """

    question = models.ForeignKey(
        "qa.Question", on_delete=models.PROTECT, related_name="messages", verbose_name=_("question")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=MessageKind.choices)
    asked_back = models.TextField(
        _("what the sender was asked"), max_length=TEXT_LENGTH, blank=True, help_text=_("Of a clarification.")
    )
    text = models.TextField(_("text as sent"), max_length=TEXT_LENGTH)
    sent_at = models.DateTimeField(_("sent at"))
    public_text = models.TextField(
        _("public text"),
        max_length=TEXT_LENGTH,
        blank=True,
        help_text=_("As the board approved it, without what must not be public."),
    )
    published_at = models.DateTimeField(_("public since"), null=True, blank=True)

    objects = QuestionMessageQuerySet.as_manager()

    # Its words are the sender's: no index of ours knows them.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("message of a sender")
        verbose_name_plural = _("messages of senders")
        ordering = ["question", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at=None, public_text="") | (Q(published_at__isnull=False) & ~Q(public_text="")),
                name="qa_message_public_with_text",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question.code}: {self.get_kind_display()}"


class QuestionAttachment(SealedFile):
    """A file that came with a question. Read through `qa.asking.attachments`."""

    question = models.ForeignKey(
        "qa.Question", on_delete=models.PROTECT, related_name="attachments", verbose_name=_("question")
    )

    class Meta:
        verbose_name = _("file of a question")
        verbose_name_plural = _("files of questions")
        ordering = ["question", "pk"]
        constraints = [erased_completely("qa_attachment_erased_whole")]

    def __str__(self) -> str:
        return f"{self.question_id}: {self.ending}"
