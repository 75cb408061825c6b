"""Figures of punctuality as the language writes them."""

from __future__ import annotations

from django import template

from formats.vietnamese.numbers import one_decimal, percent

register = template.Library()

register.filter(percent)
register.filter(one_decimal)
