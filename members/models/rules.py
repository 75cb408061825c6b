"""The rules that whoever provides or uses information follows (Regulation, Articles 13 and 29.1), in versions."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.models.append_only import AppendOnlyModel, AppendOnlyQuerySet


class ContributionRulesQuerySet(AppendOnlyQuerySet["ContributionRules"]):
    """Verbs that chain."""

    def begun(self, *, on: date, language: str) -> Self:
        """Those that hold or held, newest first: the first holds."""
        return self.filter(language=language, valid_from__lte=on).order_by("-valid_from", "-version")


class ContributionRules(AppendOnlyModel):
    """Article 13 said plainly. Other words are another version: what somebody accepted stays."""

    language = models.CharField(_("language"), max_length=10)
    version = models.PositiveSmallIntegerField(_("version"))
    text = models.TextField(_("text"), help_text=_("One rule on each line."))
    valid_from = models.DateField(_("valid from"))

    objects: ClassVar[Any] = ContributionRulesQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("rules of contribution")
        verbose_name_plural = _("rules of contribution")
        ordering = ["language", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["language", "version"], name="members_contribution_rules_version"),
        ]

    def __str__(self) -> str:
        return f"{_('rules of contribution')} ({self.language}, {self.version})"

    @property
    def lines(self) -> list[str]:
        """The rules one by one."""
        return self.text.splitlines()
