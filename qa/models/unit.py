"""The units of an agency that answer, their officers, and the topics of questions."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from audit.models.portal_scoped import PortalScopedQuerySet


class AnsweringUnitQuerySet(PortalScopedQuerySet["AnsweringUnit"]):
    """Verbs that chain."""

    def in_use(self) -> Self:
        """Those that did not end, also where the board has not approved their name yet."""
        return self.filter(ended_on=None)

    def answering(self) -> Self:
        """Those to which questions can be forwarded: in use, with a name that the public may read."""
        return self.in_use().exclude(name_vi="")


class AnsweringUnit(models.Model):
    """A unit of a portal's agency to which the board forwards questions (12.1.đ): a section, an office, the whole.

    Its name stands beside answers, so that it goes through the review of everything public
    (`qa.publication.reviewed`): without one that is approved, no question is forwarded to it.
    """

    portal = models.ForeignKey(
        "portals.Portal", on_delete=models.PROTECT, related_name="answering_units", verbose_name=_("portal")
    )
    name_vi = models.CharField(
        _("Vietnamese name"), max_length=200, blank=True, help_text=_("As the board approved it.")
    )
    name_en = models.CharField(_("English name"), max_length=200, blank=True, help_text=_("As the board approved it."))
    draft_vi = models.CharField(_("Vietnamese name in work"), max_length=200, blank=True)
    draft_en = models.CharField(_("English name in work"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    ended_on = models.DateField(_("in use until"), null=True, blank=True)

    objects = AnsweringUnitQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("answering unit")
        verbose_name_plural = _("answering units")
        ordering = ["portal", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["portal", "name_vi"],
                condition=Q(ended_on=None) & ~Q(name_vi=""),
                name="qa_unit_name_of_portal",
            )
        ]

    def __str__(self) -> str:
        return self.name or self.draft_vi

    @property
    def is_named(self) -> bool:
        """Whether the board approved a name."""
        return bool(self.name_vi)

    @property
    def name(self) -> str:
        """The approved name in the active language; empty of a unit that has none yet."""
        return self.name_en if get_language() == "en" else self.name_vi


class UnitOfficerQuerySet(models.QuerySet["UnitOfficer"]):
    """Verbs that chain and take the day."""

    def in_force(self, *, on: date) -> Self:
        """Both ends of the period count."""
        return self.filter(Q(valid_until=None) | Q(valid_until__gte=on), valid_from__lte=on)


class UnitOfficer(models.Model):
    """An officer who answers for a unit. Counts only together with the role of answering officer on its portal."""

    unit = models.ForeignKey(
        AnsweringUnit, on_delete=models.PROTECT, related_name="officers", verbose_name=_("answering unit")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="answers_for", verbose_name=_("person")
    )
    valid_from = models.DateField(_("from"))
    valid_until = models.DateField(_("until"), null=True, blank=True, help_text=_("Last day; empty: no end."))

    objects = UnitOfficerQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("officer of a unit")
        verbose_name_plural = _("officers of units")
        ordering = ["unit", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "user"], condition=Q(valid_until=None), name="qa_officer_once_in_a_unit"
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")), name="qa_officer_forwards"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.unit}"


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
