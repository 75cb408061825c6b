"""Followers of a search, who are mailed what is new."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from participation.models import MailFollower, MailFollowerQuerySet, has_address
from search.enums import Frequency

# A week but the time by which one run may begin earlier than the other.
WEEK = timedelta(days=6, hours=12)
# A worker that has a row for longer than this died: a search and a mail server take a minute at most.
CLAIM_LASTS = timedelta(minutes=10)


class SearchFollowerQuerySet(MailFollowerQuerySet):
    """Followers by what is due to them."""

    def due(self, *, at: datetime) -> Self:
        """Those whose next mail is due."""
        is_due = Q(frequency=Frequency.DAILY) | Q(told_until__lte=at - WEEK)
        return self.confirmed().filter(is_due)

    def unclaimed(self, *, at: datetime) -> Self:
        """Those whom no worker is mailing."""
        return self.filter(Q(claimed_at=None) | Q(claimed_at__lte=at - CLAIM_LASTS))


class SearchFollower(MailFollower):
    """An address that is told of what is new for some words on a portal or in the city. Address, words and what they
    are narrowed to are sealed; the row is deleted when it ends.

    Attributes:
        told_until: what was published by then was told, or was there before.
        claimed_at: a worker is mailing what is new since then; the mail server is asked outside of a transaction.
    """

    portal = models.ForeignKey("portals.Portal", on_delete=models.PROTECT, related_name="search_followers")
    is_of_city = models.BooleanField(_("all portals of the city"), default=False)
    frequency = models.CharField(_("frequency"), max_length=10, choices=Frequency.choices, default=Frequency.WEEKLY)
    told_until = models.DateTimeField(_("told until"), null=True, blank=True)
    claimed_at = models.DateTimeField(_("being mailed since"), null=True, blank=True, editable=False)

    objects = SearchFollowerQuerySet.as_manager()

    class Meta:
        verbose_name = _("follower of a search")
        verbose_name_plural = _("followers of searches")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=has_address(), name="search_follower_has_address"),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, told_until=None)
                | Q(confirmed_at__isnull=False, told_until__isnull=False),
                name="search_follower_told_once_confirmed",
            ),
        ]

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
