"""What people agreed to, in which words (Law 91/2025/QH15, Article 9; Decree 356/2025/NĐ-CP, Article 6)."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from audit.models.append_only import AppendOnlyModel, AppendOnlyQuerySet
from participation.enums.submissions import ConsentChannel, ConsentPurpose


class ConsentTextQuerySet(AppendOnlyQuerySet["ConsentText"]):
    """Verbs that chain."""

    def valid(self, *, on: date, language: str) -> Self:
        """The words of each purpose that are shown on a day: of those that began, the last."""
        begun = self.filter(language=language, valid_from__lte=on)
        newest = begun.filter(purpose=models.OuterRef("purpose")).order_by("-valid_from", "-version")
        return begun.filter(pk=models.Subquery(newest.values("pk")[:1]))


class ConsentText(AppendOnlyModel):
    """The words in which a consent is asked for. Other words are another version: what somebody agreed to stays."""

    purpose = models.CharField(_("purpose"), max_length=20, choices=ConsentPurpose.choices)
    language = models.CharField(_("language"), max_length=10)
    version = models.PositiveSmallIntegerField(_("version"))
    text = models.TextField(_("text"))
    valid_from = models.DateField(_("valid from"))
    rules = models.ForeignKey(
        "members.ContributionRules",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("rules of contribution"),
        null=True,
        blank=True,
        help_text=_("Which the text accepts."),
    )

    objects: ClassVar[Any] = ConsentTextQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("text of a consent")
        verbose_name_plural = _("texts of consents")
        ordering = ["purpose", "language", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["purpose", "language", "version"], name="participation_consent_text_version"
            ),
            models.CheckConstraint(
                condition=models.Q(purpose=ConsentPurpose.RULES, rules__isnull=False)
                | (~models.Q(purpose=ConsentPurpose.RULES) & models.Q(rules__isnull=True)),
                name="participation_consent_text_rules",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} ({self.language}, {self.version})"


class ConsentQuerySet(AppendOnlyQuerySet["Consent"]):
    """Verbs that chain."""

    def for_portals(self, portals: object) -> Self:
        return self.filter(sender__portal__in=portals)


class Consent(AppendOnlyModel):
    """That a sender agreed to something, or agrees no more."""

    sender = models.ForeignKey(
        "participation.Sender", on_delete=models.PROTECT, related_name="consents", verbose_name=_("sender")
    )
    purpose = models.CharField(_("purpose"), max_length=20, choices=ConsentPurpose.choices)
    given = models.BooleanField(pgettext_lazy("consent", "given"))
    text = models.ForeignKey(
        ConsentText, on_delete=models.PROTECT, related_name="consents", verbose_name=_("text of a consent")
    )
    at = models.DateTimeField(pgettext_lazy("consent", "said at"))
    channel = models.CharField(pgettext_lazy("consent", "channel"), max_length=10, choices=ConsentChannel.choices)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=pgettext_lazy("consent", "entered by"),
        null=True,
        blank=True,
        help_text=_("Empty: the person."),
    )

    objects: ClassVar[Any] = ConsentQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["pk"]
        indexes = [models.Index(fields=["sender", "purpose", "-id"], name="participation_consent_last")]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}: {_('yes') if self.given else _('no')}"
