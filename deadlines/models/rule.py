"""The time limits of Article 12, as dated data."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from deadlines.enums import WITH_A_NUMBER, LimitUnit, Step, Trigger
from deadlines.explaining import limit_in_words
from deadlines.limits import Limit


class InformationCategory(models.Model):
    """A category of information that portals must provide (Regulation 10 and 12.1)."""

    code = models.SlugField(_("code"), unique=True)
    name_vi = models.CharField(_("Vietnamese name"), max_length=150)
    name_en = models.CharField(_("English name"), max_length=150)
    scope_vi = models.CharField(_("what belongs to it, in Vietnamese"), max_length=300)
    scope_en = models.CharField(_("what belongs to it, in English"), max_length=300)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("category of information")
        verbose_name_plural = _("categories of information")
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Name in the active language."""
        return self.name_en if get_language() == "en" else self.name_vi

    @property
    def scope(self) -> str:
        """What belongs to it, in the active language."""
        return self.scope_en if get_language() == "en" else self.scope_vi


class RuleProfile(models.Model):
    """A set of rules that one act gives: the Regulation, or what comes after it.

    That which applies on a day is the one that began last. Rules it does not have are those of the one it supplements.
    """

    code = models.SlugField(_("code"), unique=True)
    name_vi = models.CharField(_("Vietnamese name"), max_length=200)
    name_en = models.CharField(_("English name"), max_length=200)
    source = models.CharField(_("act"), max_length=250)
    supplements = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        related_name="supplemented_by",
        verbose_name=_("supplements"),
        null=True,
        blank=True,
        help_text=_("Rules that this set does not have are those of that one."),
    )
    applies_from = models.DateField(
        _("applies from"), null=True, blank=True, unique=True, help_text=_("Empty: the city does not apply it.")
    )
    is_verified = models.BooleanField(
        _("verified"), default=False, help_text=_("Somebody compared it with the text of the act.")
    )

    class Meta:
        verbose_name = _("set of rules")
        verbose_name_plural = _("sets of rules")
        ordering = [F("applies_from").desc(nulls_last=True), "code"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Name in the active language."""
        return self.name_en if get_language() == "en" else self.name_vi


class DeadlineRuleQuerySet(models.QuerySet["DeadlineRule"]):
    """Verbs that chain."""

    def valid(self, *, on: date) -> Self:
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=on), valid_from__lte=on)


class DeadlineRule(models.Model):
    """How long a step may take for a category, counted from what, in a period. A rule that was applied is not
    rewritten: it ends, and another begins."""

    profile = models.ForeignKey(
        RuleProfile, on_delete=models.PROTECT, related_name="rules", verbose_name=_("set of rules")
    )
    category = models.ForeignKey(
        InformationCategory, on_delete=models.PROTECT, related_name="rules", verbose_name=_("category")
    )
    step = models.CharField(_("step"), max_length=20, choices=Step.choices, default=Step.PUBLISH)
    trigger = models.CharField(_("counted from"), max_length=20, choices=Trigger.choices)
    unit = models.CharField(_("unit"), max_length=20, choices=LimitUnit.choices)
    count = models.PositiveSmallIntegerField(_("number"), default=0, help_text=_("0 for units without a number."))
    article = models.CharField(_("article"), max_length=50, help_text=_("Article, clause and point. Example: 12.1.g."))
    source = models.CharField(_("act"), max_length=250)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True, help_text=_("Last day; empty: without an end."))
    is_verified = models.BooleanField(
        _("verified"), default=False, help_text=_("Somebody compared it with the text of the act.")
    )

    objects = DeadlineRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("time limit")
        verbose_name_plural = _("time limits")
        ordering = ["category__position", "step", "trigger", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "category", "step", "trigger", "valid_from"], name="deadlines_rule_begins_once"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="deadlines_rule_forwards"
            ),
            models.CheckConstraint(
                condition=Q(unit__in=sorted(WITH_A_NUMBER)) | Q(count=0), name="deadlines_rule_number_of_unit"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article}: {limit_in_words(self.limit)}"

    def is_valid(self, *, on: date) -> bool:
        """What `DeadlineRuleQuerySet.valid` asks, of a row in memory."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    @property
    def limit(self) -> Limit:
        return Limit(LimitUnit(self.unit), self.count)
