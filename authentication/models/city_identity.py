"""Who a person is for the identity provider of the city."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CityIdentity(models.Model):
    """An account of the city that opens an account here. No screen, export or log shows its subject."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="city_identity", verbose_name=_("account")
    )
    issuer = models.CharField(pgettext_lazy("account of the city", "issuer"), max_length=255, editable=False)
    subject = models.CharField(
        pgettext_lazy("account of the city", "subject"),
        max_length=255,
        editable=False,
        help_text=_("What the issuer calls the person; it tells capitals apart, and never gives it to another."),
    )
    linked_at = models.DateTimeField(_("linked at"), editable=False)

    class Meta:
        verbose_name = _("account of the city")
        verbose_name_plural = _("accounts of the city")
        constraints = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="authentication_cityidentity_one_account"),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
