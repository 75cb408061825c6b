"""Drafts that take comments on a day, and for a few days more."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from home.serving.list_filters import Filter
from information.enums import SETTLED_DRAFTS

if TYPE_CHECKING:
    from wagtail.models import Page
    from wagtail.query import PageQuerySet

# Days left from which on a draft closes soon.
SOON: Final = 7


def takes_comments(*, on: date) -> Q:
    """A condition on drafts: comments are taken on a day. The same answer as `comments_on`."""
    has_begun = Q(trigger_date=None) | Q(trigger_date__lte=on)
    return has_begun & Q(closes_on__gte=on) & ~Q(state__in=sorted(SETTLED_DRAFTS))


class ClosingSoonFilter(Filter):
    """Whether a draft that takes comments closes soon."""

    parameter = "sap-het-han"
    needs_two = False

    def __init__(self, model: type[Page]) -> None:
        self.heading, self.model = _("Comments end"), model

    def counts(self, pages: PageQuerySet) -> dict[str, int]:
        count = self.narrow(pages, str(SOON)).order_by().count()
        return {str(SOON): count} if count else {}

    def narrow(self, pages: PageQuerySet, value: str) -> PageQuerySet:
        today = timezone.localdate()
        soon = today + timedelta(days=SOON)
        drafts = self.model._default_manager.filter(takes_comments(on=today), closes_on__lte=soon)
        return pages.filter(pk__in=drafts.values("pk"))

    def labels(self, values: Iterable[str]) -> list[tuple[str, str]]:
        return [
            (value, ngettext("Within %(days)d day", "Within %(days)d days", int(value)) % {"days": int(value)})
            for value in values
        ]
