"""The band about the counter that takes what citizens bring: whether it is open, its hours, when it is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy as _

from deadlines.enums import DAYS_OFF
from deadlines.opening_hours import (
    closing_days,
    hours_in_words,
    next_opening_in_words,
    opening_at,
    opening_in_words,
)
from home.blocks.opening import opening_times
from home.models import OrganisationUnitPage
from home.serving.addresses import PlainPage
from home.serving.homes.band_registry import Band, Homes, PagesOfBand, Width, register_band
from home.serving.homes.sections import HomeFacts

if TYPE_CHECKING:
    from wagtail.query import PageQuerySet

CLOSING_DAYS_AHEAD: Final = 45


def _counters(units: PageQuerySet, facts: HomeFacts) -> PageQuerySet:
    return units.filter(path__startswith=facts.page.path, is_counter=True).order_by("path")[:1]


def _counter(facts: HomeFacts) -> dict[str, Any] | None:
    unit = next(iter(facts.pages_of(OrganisationUnitPage, below=facts.page.path)), None)
    if unit is None:
        return None
    times = opening_times(unit.organisationunitpage_opening_times)
    opening = opening_at(facts.now, times, facts.calendar) if times else None
    off = ((one.date, one.name) for one in facts.special_days if one.kind in DAYS_OFF)
    return {
        "counter": {
            "page": PlainPage.of(unit),
            "is_open": opening is not None and opening.until is not None,
            "state": opening_in_words(opening) if opening else "",
            "opens_next": next_opening_in_words(opening, today=facts.today) if opening else "",
            "hours": hours_in_words(times) or [unit.organisationunitpage_working_hours],
            "closed_on": closing_days(off, times, today=facts.today, ahead=CLOSING_DAYS_AHEAD),
            "address": unit.organisationunitpage_address,
            "phone": unit.organisationunitpage_phone,
        }
    }


register_band(
    Band(
        code="counter",
        label=_("Counter"),
        description=_(
            "The counter that takes what citizens bring: open or not, its hours, days on which it is closed."
        ),
        icon="time",
        build=_counter,
        template="pages/home/bands/counter.html",
        homes=Homes.COMPONENTS,
        order=23,
        width=Width.SIDE,
        pages=(
            PagesOfBand(
                OrganisationUnitPage, _counters, columns=("address", "phone", "working_hours", "opening_times")
            ),
        ),
    )
)
