"""Followers by mail: the base of the rows of addresses that are told of something once they were confirmed."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.models.portal_scoped import ForPortals
from participation.models.sealed import SealedModel, SealedQuerySet
from participation.personal_data.ciphers import contact_digest, contact_digests


class MailFollowerQuerySet(ForPortals, SealedQuerySet):
    """Followers by state and address."""

    def confirmed(self) -> Self:
        return self.filter(confirmed_at__isnull=False)

    def with_address(self, address: str) -> Self:
        """Those with an address, whichever key its digest was made with."""
        return self.filter(contact_digest__in=contact_digests(address))


class MailFollower(SealedModel):
    """An address that is told of something. It is sealed; the row is deleted when it ends. A model of it has the key
    `portal`."""

    SEALED_FIELDS = (*SealedModel.SEALED_FIELDS, "contact_digest")

    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    contact_digest = models.CharField(_("digest of the contact"), max_length=64, editable=False, db_index=True)
    secret = models.CharField(_("secret of the links"), max_length=64, unique=True, editable=False)
    asked_at = models.DateTimeField(_("asked at"))
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.portal_id}.{self.pk}"  # type: ignore[attr-defined]  # of the model

    @property
    def address(self) -> str:
        """Raises:
        SealNotOpened: no key opens it.
        """
        return str(self.content()["email"])

    def put(self, address: str, **more: str) -> None:
        """Seal an address, and what else is told of it, into the row, which is not saved yet."""
        self.seal_content({"email": address, **more})
        self.contact_digest = contact_digest(address)

    def resealed(self) -> None:
        super().resealed()
        self.contact_digest = contact_digest(self.address)


def has_address() -> Q:
    """The condition that a row without an address is none."""
    return ~Q(sealed="") & ~Q(contact_digest="")
