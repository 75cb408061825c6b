"""Followers of a search, who are mailed what is new."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.models.portal_scoped import ForPortals
from participation.models.sealed import SealedModel, SealedQuerySet
from participation.personal_data.ciphers import contact_digest, contact_digests
from search.enums import Frequency

# A week but the time by which one run may begin earlier than the other.
WEEK = timedelta(days=6, hours=12)
# A worker that has a row for longer than this died: a search and a mail server take a minute at most.
CLAIM_LASTS = timedelta(minutes=10)


class SearchFollowerQuerySet(ForPortals, SealedQuerySet):
    """Followers by state and address."""

    def confirmed(self) -> Self:
        return self.filter(confirmed_at__isnull=False)

    def due(self, *, at: datetime) -> Self:
        """Those whose next mail is due."""
        is_due = Q(frequency=Frequency.DAILY) | Q(told_until__lte=at - WEEK)
        return self.confirmed().filter(is_due)

    def unclaimed(self, *, at: datetime) -> Self:
        """Those whom no worker is mailing."""
        return self.filter(Q(claimed_at=None) | Q(claimed_at__lte=at - CLAIM_LASTS))

    def with_address(self, address: str) -> Self:
        """Those with an address, whichever key its digest was made with."""
        return self.filter(contact_digest__in=contact_digests(address))


class SearchFollower(SealedModel):
    """An address that is told of what is new for some words on a portal or in the city. Address, words and what they
    are narrowed to are sealed; the row is deleted when it ends.

    Attributes:
        told_until: what was published by then was told, or was there before.
        claimed_at: a worker is mailing what is new since then; the mail server is asked outside of a transaction.
    """

    SEALED_FIELDS = (*SealedModel.SEALED_FIELDS, "contact_digest")

    portal = models.ForeignKey("portals.Portal", on_delete=models.PROTECT, related_name="search_followers")
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    is_of_city = models.BooleanField(_("all portals of the city"), default=False)
    frequency = models.CharField(_("frequency"), max_length=10, choices=Frequency.choices, default=Frequency.WEEKLY)
    contact_digest = models.CharField(_("digest of the contact"), max_length=64, editable=False, db_index=True)
    secret = models.CharField(_("secret of the links"), max_length=64, unique=True, editable=False)
    asked_at = models.DateTimeField(_("asked at"))
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    told_until = models.DateTimeField(_("told until"), null=True, blank=True)
    claimed_at = models.DateTimeField(_("being mailed since"), null=True, blank=True, editable=False)

    objects = SearchFollowerQuerySet.as_manager()

    class Meta:
        verbose_name = _("follower of a search")
        verbose_name_plural = _("followers of searches")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(sealed="") & ~Q(contact_digest=""), name="search_follower_has_address"),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, told_until=None)
                | Q(confirmed_at__isnull=False, told_until__isnull=False),
                name="search_follower_told_once_confirmed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.portal_id}.{self.pk}"

    @property
    def address(self) -> str:
        """Raises:
        SealNotOpened: no key opens it.
        """
        return str(self.content()["email"])

    @property
    def query(self) -> str:
        """The words that are followed.

        Raises:
            SealNotOpened: no key opens them.
        """
        return str(self.content()["query"])

    @property
    def filters(self) -> str:
        """What they are narrowed to (`Filters.as_text`).

        Raises:
            SealNotOpened: no key opens it.
        """
        return str(self.content()["filters"])

    def put(self, address: str, query: str, filters: str) -> None:
        """Seal an address, its words and what they are narrowed to into the row, which is not saved yet."""
        self.seal_content({"email": address, "query": query, "filters": filters})
        self.contact_digest = contact_digest(address)

    def resealed(self) -> None:
        super().resealed()
        self.contact_digest = contact_digest(self.address)
