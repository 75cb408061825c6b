"""Accounts that were suspended, and the reports that tell the managing agency (Regulation 8.9)."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.models.append_only import AppendOnlyModel
from audit.models.portal_scoped import PortalAppendOnlyQuerySet
from authentication.enums import SuspensionAct


class AccountSuspensionQuerySet(models.QuerySet["AccountSuspension"]):
    def open(self) -> Self:
        """Suspensions that were not lifted."""
        return self.filter(lifted_at=None)


class AccountSuspension(models.Model):
    """A person whose access was taken away at once, with the reason. The account's `is_active` follows from it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="suspensions", verbose_name=_("account")
    )
    at = models.DateTimeField(_("suspended at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("suspended by"),
        null=True,
        blank=True,
    )
    reason = models.TextField(_("reason"))
    closed_account = models.BooleanField(
        _("closed the account"),
        default=True,
        editable=False,
        help_text=_("Whether the account was open until then: what was closed before stays closed after the lifting."),
    )
    lifted_at = models.DateTimeField(_("lifted at"), null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("lifted by"),
        null=True,
        blank=True,
    )
    lifted_reason = models.TextField(_("reason of the lifting"), blank=True)

    objects = AccountSuspensionQuerySet.as_manager()

    class Meta:
        verbose_name = _("suspension of an account")
        verbose_name_plural = _("suspensions of accounts")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(lifted_at=None), name="authentication_accountsuspension_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.at:%Y-%m-%d %H:%M}"


class SuspensionReport(AppendOnlyModel):
    """What the managing agency of a portal is told of a suspension or of its end. Kept as it was written."""

    act = models.CharField(_("about"), max_length=20, choices=SuspensionAct.choices)
    portal = models.ForeignKey(
        "portals.Portal",
        on_delete=models.PROTECT,
        related_name="suspension_reports",
        verbose_name=_("portal"),
        null=True,
        blank=True,
        help_text=_("Empty: an account that works over the whole city, or nowhere."),
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="suspension_reports",
        verbose_name=_("account"),
        null=True,
        blank=True,
    )
    addressed_to = models.CharField(_("to"), max_length=250)
    at = models.DateTimeField(_("time"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("by"),
        null=True,
        blank=True,
    )
    paragraphs = models.JSONField(_("text"), default=list, encoder=DjangoJSONEncoder)

    objects: ClassVar[models.Manager[SuspensionReport]] = PortalAppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("report on a suspension")
        verbose_name_plural = _("reports on suspensions")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["portal", "-at"], name="suspensionreport_portal")]

    def __str__(self) -> str:
        return f"{self.get_act_display()} {self.at:%Y-%m-%d %H:%M}"
