"""Votes in polls as sums."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.models.portal_scoped import PortalScopedQuerySet

# The choice of the row that counts those who voted.
VOTERS: Final = ""


class PollTally(models.Model):
    """How many chose something in a poll of a page, in whatever language the page was read. Single votes are not kept.

    The row without a choice has how many voted, whatever they ticked.
    """

    portal = models.ForeignKey(
        "portals.Portal", on_delete=models.CASCADE, related_name="poll_tallies", verbose_name=_("portal")
    )
    # The same of a page and its translations, and another of its copies: these have the same blocks.
    page_key = models.UUIDField(_("translation key of the page"))
    poll = models.UUIDField(_("identifier of the poll"))
    choice = models.CharField(_("identifier of the choice"), max_length=36, blank=True)
    votes = models.PositiveIntegerField(_("votes"), default=0)

    objects = PortalScopedQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("tally of a poll")
        verbose_name_plural = _("tallies of polls")
        constraints = [
            models.UniqueConstraint(fields=["portal", "page_key", "poll", "choice"], name="participation_poll_choice")
        ]

    def __str__(self) -> str:
        return f"{self.portal_id} {self.poll} {self.choice}: {self.votes}"
