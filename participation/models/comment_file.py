"""Files that come with comments on drafts."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from participation.models.sealed_file import SealedFile, erased_completely


class CommentFile(SealedFile):
    """A file that came with a comment: for those who handle the comment alone, never public. Read through
    `participation.consultation.files`."""

    comment = models.ForeignKey(
        "participation.Comment",
        on_delete=models.PROTECT,
        related_name="files",
        verbose_name=_("comment on a draft"),
    )

    class Meta:
        verbose_name = _("file of a comment")
        verbose_name_plural = _("files of comments")
        ordering = ["comment", "pk"]
        constraints = [erased_completely("participation_comment_file_erased_whole")]

    def __str__(self) -> str:
        return f"{self.comment_id}: {self.ending}"
