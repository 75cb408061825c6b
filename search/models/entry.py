"""The flat index: one row for each public page or question, which is in one language and on one portal."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from audit.models.portal_scoped import PortalScopedQuerySet


class SearchEntry(models.Model):
    """What is searched and shown of one public page or question, copied from it when it is published.

    The address is not copied: it follows from the page's place in the tree, or from the code of the question. The words
    stand beside the row in what the database has for them (`search.backends`). Rows can be made again at any time:
    `manage.py rebuild_search_index`.
    """

    page = models.OneToOneField(
        Page, on_delete=models.CASCADE, related_name="search_entry", verbose_name=_("page"), null=True, blank=True
    )
    question = models.OneToOneField(
        "qa.Question",
        on_delete=models.CASCADE,
        related_name="search_entry",
        verbose_name=_("question"),
        null=True,
        blank=True,
    )
    portal = models.ForeignKey("portals.Portal", on_delete=models.CASCADE, related_name="search_entries")
    language = models.CharField(_("language"), max_length=10)
    kind = models.CharField(_("kind of page"), max_length=150)
    title = models.CharField(_("title"), max_length=255)
    lead = models.TextField(_("lead"), blank=True)
    body = models.TextField(_("text"), blank=True)
    source_agency = models.CharField(_("source agency"), max_length=250, blank=True)
    published_at = models.DateTimeField(_("published at"), null=True)

    objects = PortalScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        constraints = [
            models.CheckConstraint(
                condition=Q(page__isnull=False, question=None) | Q(page=None, question__isnull=False),
                name="search_entry_of_one",
            )
        ]
        indexes = [models.Index(fields=["portal", "language"], name="search_entry_scope")]

    def __str__(self) -> str:
        return self.title
