"""Followers of a draft, who are told of a later last day, of the report, and of how it ended."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from information.enums import SETTLED_DRAFTS, DraftState
from participation.models.mail_follower import MailFollower, MailFollowerQuerySet, has_address
from sites.enums import READABLE_STATES


class DraftFollowerQuerySet(MailFollowerQuerySet):
    """Followers by what they know."""

    def untold(self, *, on: date) -> Self:
        """Those who confirmed and do not know what a public draft says: that it is settled, or takes comments for
        longer."""
        is_settled = Q(page__state__in=SETTLED_DRAFTS)
        news = is_settled & ~Q(known_state=F("page__state"))
        longer = ~is_settled & Q(page__closes_on__gte=on, known_until__lt=F("page__closes_on"))
        return self.confirmed().filter(news | longer, page__live=True, portal__state__in=READABLE_STATES)


class DraftFollower(MailFollower):
    """An address that is told of what happens to a draft. Deleted once it was told that the draft was issued or
    abandoned.

    Attributes:
        known_until: the last day for comments that it knows of.
        known_state: the last state of `SETTLED_DRAFTS` that it was told of; empty: none.
    """

    portal = models.ForeignKey("portals.Portal", on_delete=models.PROTECT, related_name="draft_followers")
    page = models.ForeignKey("information.DraftPage", on_delete=models.CASCADE, related_name="mail_followers")
    known_until = models.DateField(_("last day that the follower knows of"), null=True, blank=True)
    known_state = models.CharField(_("state that was told"), max_length=10, choices=DraftState.choices, blank=True)
    mail_claimed_at = models.DateTimeField(_("mail being sent since"), null=True, blank=True, editable=False)

    objects = DraftFollowerQuerySet.as_manager()

    class Meta:
        verbose_name = _("follower of a draft")
        verbose_name_plural = _("followers of drafts")
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=has_address(), name="participation_draft_follower_address")]
