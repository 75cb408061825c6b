"""Figures of punctuality as the language writes them."""

from __future__ import annotations

from django import template
from django.utils.formats import number_format

register = template.Library()

NOTHING = "–"


@register.filter
def percent(share: float | None) -> str:
    """Write "97%"; a dash for None."""
    return NOTHING if share is None else f"{number_format(round(share * 100))}%"


@register.filter
def one_decimal(value: float | None) -> str:
    """Write "1,5"; a dash for None."""
    return NOTHING if value is None else number_format(round(value, 1), decimal_pos=1)
