"""What stands ready for those who handle questions, and what they note among themselves."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from audit.models.append_only import AppendOnlyModel
from audit.models.portal_scoped import PortalAppendOnlyQuerySet, PortalScopedQuerySet
from qa.enums import CannedResponseKind

CANNED_RESPONSE_LENGTH = 4000
NOTE_LENGTH = 2000


class CannedResponseQuerySet(PortalScopedQuerySet["CannedResponse"]):
    """Verbs that chain."""

    def offered(self, *kinds: CannedResponseKind, portal_id: int, unit_id: int | None = None) -> Self:
        """Those of a portal for all its units, and those of one unit."""
        of_units = Q(unit=None) | Q(unit=unit_id) if unit_id else Q(unit=None)
        return self.filter(of_units, portal=portal_id, kind__in=kinds)


class CannedResponse(models.Model):
    """A text that is written again and again: put into a form by who handles a question, and edited there."""

    portal = models.ForeignKey(
        "portals.Portal", on_delete=models.PROTECT, related_name="canned_responses", verbose_name=_("portal")
    )
    unit = models.ForeignKey(
        "qa.AnsweringUnit",
        on_delete=models.PROTECT,
        related_name="canned_responses",
        verbose_name=_("answering unit"),
        null=True,
        blank=True,
        help_text=_("Empty: for all units of the portal."),
    )
    kind = models.CharField(pgettext_lazy("canned response", "for"), max_length=10, choices=CannedResponseKind.choices)
    title = models.CharField(_("name in the list"), max_length=150)
    text = models.TextField(_("text"), max_length=CANNED_RESPONSE_LENGTH)
    writers = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        related_name="+",
        verbose_name=_("all who wrote it"),
        help_text=_("None of them approves a reply that repeats it."),
    )

    objects = CannedResponseQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("canned response")
        verbose_name_plural = _("canned responses")
        ordering = ["portal", "kind", "title", "pk"]

    def __str__(self) -> str:
        return self.title


class FormerText(models.Model):
    """What a canned response said before it was changed or deleted.

    Somebody may have put it into a reply by then, and saves that afterwards: the words stay those of who wrote them.
    """

    portal = models.ForeignKey("portals.Portal", on_delete=models.PROTECT, related_name="+", verbose_name=_("portal"))
    text = models.TextField(_("text"), max_length=CANNED_RESPONSE_LENGTH)
    writers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", verbose_name=_("all who wrote it"))

    wagtail_reference_index_ignore = True

    objects = PortalScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("former text that stood ready")
        verbose_name_plural = _("former texts that stood ready")
        ordering = ["portal", "pk"]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class QuestionNote(AppendOnlyModel):
    """What somebody noted for colleagues of the portal that handled the question then. Never public; it does not go
    along when the question is forwarded."""

    question = models.ForeignKey(
        "qa.Question", on_delete=models.PROTECT, related_name="notes", verbose_name=_("question")
    )
    portal = models.ForeignKey(
        "portals.Portal", on_delete=models.PROTECT, related_name="+", verbose_name=_("noted on the portal")
    )
    text = models.TextField(_("internal note"), max_length=NOTE_LENGTH)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=pgettext_lazy("internal note", "by"),
    )
    at = models.DateTimeField(pgettext_lazy("internal note", "at"))

    objects: ClassVar[models.Manager[QuestionNote]] = PortalAppendOnlyQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("internal note")
        verbose_name_plural = _("internal notes")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.question_id}: {self.pk}"
