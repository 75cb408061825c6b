"""Words of the index with how often they stand there: what spelling is compared with."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchVocabulary(models.Model):
    """Words and pairs of neighbours of one language, counted over public rows. Made again each night by
    `search.words.vocabulary`; no person's, and no portal's that cannot be read."""

    language = models.CharField(_("language"), max_length=10, unique=True)
    counted_at = models.DateTimeField(_("counted at"))
    # By the exact form: in how many rows, and the spelling that most of them have; of pairs, in how many rows.
    words = models.JSONField(_("words"), default=dict)
    pairs = models.JSONField(_("pairs of neighbours"), default=dict)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("vocabulary of the search")
        verbose_name_plural = _("vocabularies of the search")

    def __str__(self) -> str:
        return self.language
