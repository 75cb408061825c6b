"""How long accounts may stay unused, and how often lists of accounts are confirmed, as dated data."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class AccountLimitsQuerySet(models.QuerySet["AccountLimits"]):
    def of_day(self, on: date) -> AccountLimits | None:
        """Those that hold on a day; None before the first."""
        return self.filter(valid_from__lte=on).order_by("-valid_from").first()


class AccountLimits(models.Model):
    """Limits from a day on, until others begin. Not rewritten: changed by `authentication.limits.set_limits` alone."""

    valid_from = models.DateField(_("valid from"), unique=True)
    unused_days = models.PositiveSmallIntegerField(
        _("days without a sign-in"), help_text=_("After so many an account is suspended.")
    )
    first_notice_days = models.PositiveSmallIntegerField(_("days ahead of the first notice"))
    last_notice_days = models.PositiveSmallIntegerField(_("days ahead of the last notice"))
    list_months = models.PositiveSmallIntegerField(
        _("months between confirmations"), help_text=_("Within which each portal confirms its list of accounts.")
    )
    list_notice_days = models.PositiveSmallIntegerField(_("days ahead of the reminder to confirm"))
    source = models.CharField(_("deciding document"), max_length=250)
    is_verified = models.BooleanField(
        _("verified"), default=False, help_text=_("Somebody compared it with the document itself.")
    )

    objects = AccountLimitsQuerySet.as_manager()

    class Meta:
        verbose_name = _("limits of accounts")
        verbose_name_plural = _("limits of accounts")
        ordering = ["-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    last_notice_days__gte=1,
                    last_notice_days__lt=F("first_notice_days"),
                    first_notice_days__lt=F("unused_days"),
                    list_months__gte=1,
                ),
                name="authentication_accountlimits_in_order",
            )
        ]

    def __str__(self) -> str:
        return f"{self.valid_from:%Y-%m-%d}: {self.unused_days}, {self.list_months}"
