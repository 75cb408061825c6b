"""Columns of lists that fit a telephone, and what stands in cells."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from wagtail.admin.ui.tables import Column


class CardColumn(Column):
    """A column whose cells say what they are called: on a telephone each row stands as a card."""

    cell_template_name = "adminviews/card_cell.html"


def moment(value: datetime | None) -> str:
    """A moment in the time of the city, for a column; empty for None."""
    return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT") if value else ""
