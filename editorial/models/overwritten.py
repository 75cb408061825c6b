"""What persons wrote of a page that no version of theirs holds."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class OverwrittenPiece(models.Model):
    """A piece of an item that somebody wrote and that no version of theirs holds, as a hash (13.1.g).

    The editor saves into the version that it saved last. Who had the page open before may bring such a piece back: it
    stays the work of who wrote it. A page that is begun with a starter has pieces of whoever wrote that.
    """

    page = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="overwritten_pieces", verbose_name=_("page")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="overwritten_pieces",
        verbose_name=_("person"),
    )
    mark = models.CharField(_("hash"), max_length=64)

    # It names a page without using it.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("overwritten piece")
        verbose_name_plural = _("overwritten pieces")
        constraints = [models.UniqueConstraint(fields=["page", "user", "mark"], name="editorial_overwritten_once")]

    def __str__(self) -> str:
        return f"{self.page_id}: {self.mark[:8]}"
