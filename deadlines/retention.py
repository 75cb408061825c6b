"""How long what was public is kept. Pure."""

from __future__ import annotations

from datetime import date


def kept_until(ended: date, years: int | None) -> date | None:
    """The last day on which something is kept that was last public on a day; None: for good.

    Counted in whole years after the year in which it ended. The way of counting is ours, to be compared with the rules
    of archives (Regulation 12.2).
    """
    return None if years is None else date(ended.year + years, 12, 31)
