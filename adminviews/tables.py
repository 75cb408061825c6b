"""Columns of lists that fit a telephone."""

from wagtail.admin.ui.tables import Column


class CardColumn(Column):
    """A column whose cells say what they are called: on a telephone each row stands as a card."""

    cell_template_name = "adminviews/card_cell.html"
