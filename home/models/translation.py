"""Offers to translators: texts that were translated before, and official English names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Page

from audit.models.portal_scoped import PortalScopedQuerySet


class TranslatedTextQuerySet(PortalScopedQuerySet["TranslatedText"]):
    def public_in_city(self, source_hashes: Iterable[str]) -> Self:
        """Texts by the hash of their Vietnamese source, of all portals: each stands on a public page."""
        return self.filter(source_hash__in=source_hashes)


class TranslatedText(models.Model):
    """A text of a public English page with its Vietnamese source: offered to the translators of all portals.

    Written by `home.translations.suggestions.memory` with the publication of the page, deleted when the page is no
    longer public. The rows of wagtail-localize hold translations of drafts too, and know no portal.
    """

    portal = models.ForeignKey("portals.Portal", on_delete=models.CASCADE, related_name="translated_texts")
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="translated_texts", verbose_name=_("page"))
    source_hash = models.CharField(_("hash of the Vietnamese text"), max_length=64, db_index=True)
    source = models.TextField(_("Vietnamese text"))
    text = models.TextField(_("English text"))
    published_at = models.DateTimeField(_("public since"))

    objects = TranslatedTextQuerySet.as_manager()

    # It names pages without using them.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("translated text")
        verbose_name_plural = _("translated texts")

    def __str__(self) -> str:
        return self.source[:80]


class TermKind(models.TextChoices):
    """Kind of thing that an official name is of."""

    BODY = "body", pgettext_lazy("official name", "A body")
    TITLE = "title", pgettext_lazy("official name", "A title or position")
    UNIT = "unit", pgettext_lazy("official name", "A unit of the area")
    DOCUMENT = "document", pgettext_lazy("official name", "A document")
    OTHER = "other", pgettext_lazy("official name", "Something else")


class GlossaryTerm(models.Model):
    """An official English name. Those of the city portal hold on all portals, others on their own.

    Changed through `home.translations.suggestions.glossary` alone.
    """

    portal = models.ForeignKey("portals.Portal", on_delete=models.CASCADE, related_name="glossary_terms")
    kind = models.CharField(_("what it names"), max_length=20, choices=TermKind.choices)
    vietnamese = models.CharField(_("Vietnamese name"), max_length=200)
    english = models.CharField(_("official English name"), max_length=200)
    basis = models.CharField(
        _("where it is laid down"),
        max_length=250,
        blank=True,
        help_text=_("The document that says so, if there is one."),
    )

    objects = PortalScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("official English name")
        verbose_name_plural = _("official English names")
        ordering = ["vietnamese", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["portal", "vietnamese"], name="home_glossary_term_once_a_portal"),
        ]

    def __str__(self) -> str:
        return f"{self.vietnamese} – {self.english}"
