"""Files that citizens send with something."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from participation.models.sealed import SealedModel, SealedQuerySet


class SealedFileQuerySet(SealedQuerySet):
    """Verbs that chain."""

    def kept(self) -> Self:
        """Those that were not erased."""
        return self.filter(erased_at=None)


class SealedFile(SealedModel):
    """A file of a sender. It lies among the private files, encrypted with a key of its own; key and name are sealed.

    So whoever has the file or the database alone reads nothing, and once the row is emptied nobody does, whatever
    copies of the file there are. Never public as it was sent. Stored, read and erased by
    `participation.sent_files.storing`.
    """

    stored_as = models.CharField(_("stored as"), max_length=200, blank=True, editable=False)
    ending = models.CharField(_("format"), max_length=10)
    size = models.PositiveIntegerField(_("size"), help_text=_("In bytes."))
    erased_at = models.DateTimeField(_("erased at"), null=True, blank=True)

    objects = SealedFileQuerySet.as_manager()

    class Meta:
        abstract = True


def erased_completely(name: str) -> models.CheckConstraint:
    """The constraint of every model of files: what is erased is erased whole, and what is not can be read."""
    return models.CheckConstraint(
        condition=(Q(erased_at=None) & ~Q(sealed="") & ~Q(stored_as=""))
        | Q(erased_at__isnull=False, sealed="", sealed_with="", stored_as=""),
        name=name,
    )
