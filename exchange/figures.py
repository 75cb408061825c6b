"""Figures of use that the measurement system asks for (Regulation 4.2.a), and why there is one that nobody counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from exchange.models import PortalUse
from sites.figures import Count, Figure, register_figure

NOT_COUNTED: Final = _("Counted from the log of the server in front of the caches; that of these days was not counted.")
SUMS_ALONE: Final = _(
    "Of what readers say of an answer the sum alone is kept, without days: few say something, and a day could tell who."
)


def use_on(column: str, portals: Iterable[int], first: date, last: date) -> Iterator[Count]:
    """What the log says of days that it had whole, zeros among it. One query."""
    rows = PortalUse.objects.for_portals(portals).filter(day__gte=first, day__lte=last)
    for portal, day, number in rows.order_by().values_list("portal_id", "day", column):
        yield Count(portal, day, number)


def _of_use(code: str, name: Promise, position: int) -> Figure:
    """A figure that is a column of `PortalUse` of the same name."""
    return Figure(code, name, position, partial(use_on, code), on_some_days=True, why_not=NOT_COUNTED)


register_figure(_of_use("page_views", _("Page views"), 110))
register_figure(_of_use("searches", _("Searches"), 120))
register_figure(Figure("ratings", _("Ratings"), 150, why_not=SUMS_ALONE))
