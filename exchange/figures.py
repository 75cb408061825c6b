"""Figures of use that the measurement system asks for (Regulation 4.2.a), and why there is one that nobody counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from typing import Final

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


for _code, _name, _position, _column in (
    ("page_views", _("Page views"), 110, "page_views"),
    ("searches", _("Searches"), 120, "searches"),
):
    register_figure(Figure(_code, _name, _position, partial(use_on, _column), on_some_days=True, why_not=NOT_COUNTED))
register_figure(Figure("ratings", _("Ratings"), 150, why_not=SUMS_ALONE))
