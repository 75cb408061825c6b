"""What the log says of searches is kept by the room of search, which the room that reads the log does not know."""

from __future__ import annotations

from datetime import date

from exchange.access_log import Tally
from exchange.use import register_use_keeper
from search.oversight.statistics import keep_searches


@register_use_keeper
def keep(day: date, tally: Tally) -> None:
    """Keep the words and the clicks of a day."""
    keep_searches(day, tally.queries_on(day), tally.clicks_on(day))
