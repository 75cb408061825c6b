"""Words that people type for others, common to all portals: dated rows that the city's board keeps."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

PHRASE_LENGTH = 150


class SearchSynonym(models.Model):
    """Whoever searches for a phrase finds pages with another one besides. Changed by `search.words.synonyms` alone."""

    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    phrase = models.CharField(
        pgettext_lazy("synonym", "what is typed"), max_length=PHRASE_LENGTH, help_text=_("As people say it: sổ đỏ.")
    )
    stands_for = models.CharField(
        pgettext_lazy("synonym", "what is also searched"),
        max_length=PHRASE_LENGTH,
        help_text=_("As pages have it, with all marks: giấy chứng nhận quyền sử dụng đất."),
    )
    is_mutual = models.BooleanField(
        _("both ways"), default=True, help_text=_("Whoever types the second finds the first, too.")
    )
    ranks_alike = models.BooleanField(
        _("the same name"),
        default=False,
        help_text=_(
            "An abbreviation and its full form: hits rank alike. Otherwise the words that were typed come first."
        ),
    )
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(
        _("valid until"), null=True, blank=True, help_text=_("Last day; empty: without an end.")
    )
    source = models.CharField(_("where it comes from"), max_length=250, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("synonym of the search")
        verbose_name_plural = _("synonyms of the search")
        ordering = ["language", "phrase", "stands_for", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["language", "phrase", "stands_for"],
                condition=Q(valid_until=None),
                name="search_synonym_once",
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")), name="search_synonym_forwards"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.phrase} {'↔' if self.is_mutual else '→'} {self.stands_for}"
