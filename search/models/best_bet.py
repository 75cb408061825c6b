"""Best bets: pages, or official addresses outside, that a board puts above the hits of some words until a day."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Page

from audit.models.portal_scoped import PortalScopedQuerySet

TITLE_LENGTH = 150
NOTE_LENGTH = 250


class SearchBestBetQuerySet(PortalScopedQuerySet["SearchBestBet"]):
    """Best bets by the day."""

    def in_force(self, *, on: date) -> Self:
        """Both ends of the period count."""
        return self.filter(valid_from__lte=on, valid_until__gte=on)


class SearchBestBet(models.Model):
    """One answer that the board of a portal puts first for what people type. Changed through `search.best_bets` alone.

    Attributes:
        page: of any portal of the city; the address is empty then. With neither, the page was deleted: it is shown to
            the board alone, which enters another address or takes it away.
        address: outside; shown as such.
    """

    portal = models.ForeignKey("portals.Portal", on_delete=models.CASCADE, related_name="search_best_bets")
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    phrases = models.TextField(
        pgettext_lazy("best bet", "what is typed"),
        help_text=_("One phrase on a line, as people type it: hộ chiếu. It works inside longer queries, too."),
    )
    title = models.CharField(_("title"), max_length=TITLE_LENGTH)
    note = models.CharField(
        _("one sentence on it"), max_length=NOTE_LENGTH, blank=True, help_text=_("What one finds or does there.")
    )
    page = models.ForeignKey(
        Page, on_delete=models.SET_NULL, related_name="+", null=True, blank=True, verbose_name=_("page")
    )
    address = models.URLField(_("address outside"), max_length=500, blank=True)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(
        _("valid until"), help_text=_("Last day. Look through them from time to time: nothing stays first for ever.")
    )

    objects = SearchBestBetQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("best bet of the search")
        verbose_name_plural = _("best bets of the search")
        ordering = ["portal", "title", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(page=None) | Q(address=""), name="search_best_bet_leads_to_one"),
            models.CheckConstraint(condition=Q(valid_until__gte=F("valid_from")), name="search_best_bet_forwards"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def leads_nowhere(self) -> bool:
        """Whether its page was deleted."""
        return self.page_id is None and not self.address
