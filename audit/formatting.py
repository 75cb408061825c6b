"""Formatters of details that events of several apps have."""

from __future__ import annotations

from collections.abc import Sized
from datetime import date, datetime

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext


def format_day(value: str | date | datetime) -> str:
    """A day, or a moment in the time of the city, as events keep them in JSON."""
    moment = parse_datetime(value) if isinstance(value, str) and "T" in value else None
    if moment is not None:
        return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT")
    day = parse_date(value) if isinstance(value, str) else value
    return date_format(day, "SHORT_DATE_FORMAT") if day else ""


def format_choice(choices: type[TextChoices], value: str) -> str:
    """The label of a choice; the value itself where it is none any more."""
    return str(choices(value).label) if value in choices.values else str(value)


def format_count(rows: Sized) -> str:
    """How many rows a list of keys names."""
    return str(len(rows))


def format_yes(value: object) -> str:
    """ "yes" where it is so; nothing where it is not."""
    return gettext("yes") if value else ""
