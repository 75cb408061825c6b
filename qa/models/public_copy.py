"""What the public sees of a file of a sender: a copy that the board made and approved."""

from __future__ import annotations

from hashlib import file_digest
from pathlib import PurePath
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.private_files import private_storage
from formats.files.reading import ending_of_name

# Follows the name of a chosen file that is encrypted.
SEALED = ".sealed"
TITLE_LENGTH = 150
DESCRIPTION_LENGTH = 1000


class PublicCopyQuerySet(models.QuerySet["PublicCopy"]):
    """Verbs that chain."""

    def published(self) -> Self:
        """Those that a board approved. Whether the public sees them now depends on their question."""
        return self.filter(published_at__isnull=False)

    def of_question(self, question_id: int) -> Self:
        return self.filter(attachment__question=question_id)


class PublicCopy(models.Model):
    """The public copy of a file of a sender, without what tells of a person. There is none unless a board wants one.

    Covered by a person, in the file as it was sent or in one that the person uploads. It lies among the private files;
    before it is proposed, encrypted with the key of the sender's file, since it may show all of it. Handed out by
    `qa.views.publication.listing` alone, as long as the public reads the question. Changed by the verbs of
    `qa.publication.public_copies` and `qa.drawing.covering`.
    """

    attachment = models.OneToOneField(
        "qa.QuestionAttachment",
        on_delete=models.PROTECT,
        related_name="public_copy",
        verbose_name=_("file of a question"),
    )
    title = models.CharField(_("title"), max_length=TITLE_LENGTH, blank=True)
    description = models.CharField(
        _("description"),
        max_length=DESCRIPTION_LENGTH,
        blank=True,
        help_text=_("What is seen in it, for whoever cannot see it."),
    )
    pieces = models.JSONField(
        _("looks like personal data and was left"),
        default=list,
        blank=True,
        help_text=_("What a program found in the file and in these words, as the board saw it."),
    )
    file = models.FileField(_("public copy"), storage=private_storage, max_length=200, blank=True)
    file_hash = models.CharField(_("hash of the file"), max_length=64, blank=True, editable=False)
    size = models.PositiveIntegerField(_("size"), default=0, help_text=_("In bytes."))
    width = models.PositiveIntegerField(_("width"), null=True, blank=True, help_text=_("Of a picture, in pixels."))
    height = models.PositiveIntegerField(_("height"), null=True, blank=True, help_text=_("Of a picture, in pixels."))
    published_at = models.DateTimeField(_("public since"), null=True, blank=True)
    draft = models.FileField(_("chosen file"), storage=private_storage, max_length=200, blank=True)
    draft_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("chosen by"),
        null=True,
        blank=True,
        help_text=_("Who looked at it, and may submit it."),
    )
    draft_pieces = models.JSONField(_("looks like personal data in the chosen file"), default=list, blank=True)
    draft_places = models.JSONField(
        _("where that is seen"),
        default=dict,
        blank=True,
        help_text=_("Page, left, top, right and bottom of each place, in pixels."),
    )

    objects = PublicCopyQuerySet.as_manager()

    # Its words may be the sender's: no index of ours knows them.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("public copy of a file")
        verbose_name_plural = _("public copies of files")
        ordering = ["attachment"]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at=None, title="", description="", file="", file_hash="", size=0)
                | (Q(published_at__isnull=False) & ~Q(title="") & ~Q(file="") & ~Q(file_hash="")),
                name="qa_copy_public_with_file",
            ),
            models.CheckConstraint(
                condition=Q(draft="", draft_by=None) | (~Q(draft="") & Q(draft_by__isnull=False)),
                name="qa_copy_draft_of_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attachment.question.code}: {self._meta.verbose_name}"

    @property
    def ending(self) -> str:
        return ending_of_name(PurePath(self.file.name or "").name)

    @property
    def draft_ending(self) -> str:
        return ending_of_name(str(self.draft.name or "").removesuffix(SEALED))

    @property
    def is_picture(self) -> bool:
        return self.ending in {"jpg", "png"}

    def get_file_hash(self) -> str:
        """SHA-256 of the file as it lies there, for the hash of what was approved (`editorial.integrity.content_hash`).
        Reads the file.

        Raises:
            OSError: it does not lie there.
        """
        if not self.file:
            return ""
        with self.file.storage.open(str(self.file.name)) as stored:
            return file_digest(stored, "sha256").hexdigest()


class CopyChoice(models.Model):
    """That somebody chose a file for a public copy: that person's work, whoever chooses or submits it afterwards."""

    copy = models.ForeignKey(
        PublicCopy, on_delete=models.CASCADE, related_name="choices", verbose_name=_("public copy of a file")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("chosen by")
    )
    file_hash = models.CharField(_("hash of the file"), max_length=64, blank=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("choice of a file")
        verbose_name_plural = _("choices of files")
        ordering = ["copy", "pk"]
        constraints = [models.UniqueConstraint(fields=["copy", "by", "file_hash"], name="qa_copy_choice_once")]

    def __str__(self) -> str:
        return f"{self.copy}: {self.by}"
