"""The fields that questions are sorted by."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

NAME_LENGTH = 150


class QuestionTopicQuerySet(models.QuerySet["QuestionTopic"]):
    """Verbs that chain."""

    def in_use(self) -> Self:
        """Those that citizens and boards choose from."""
        return self.filter(ended_on=None)


class QuestionTopic(models.Model):
    """A field (lĩnh vực) that questions are sorted by: common to all portals.

    Changed by the verbs of `qa.core.topics`. Its code stands in addresses and never changes.
    """

    code = models.SlugField(_("code"), unique=True)
    name_vi = models.CharField(_("Vietnamese name"), max_length=NAME_LENGTH)
    name_en = models.CharField(_("English name"), max_length=NAME_LENGTH)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    ended_on = models.DateField(
        _("in use until"), null=True, blank=True, help_text=_("Questions that have it keep it; nobody chooses it anew.")
    )

    objects = QuestionTopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic of questions")
        verbose_name_plural = _("topics of questions")
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" else self.name_vi
