"""Figures that the measurement system asks for and nobody counts here yet (Regulation 4.2.a): with the reason."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from sites.figures import Figure, register_figure

CACHED: Final = _("Pages are answered by caches without asking us, and no visitor is followed: there is no count.")
NOT_YET: Final = _("The part of the portal that would count it registers no figure yet.")

register_figure(Figure("page_views", _("Page views"), 110, why_not=CACHED))
register_figure(Figure("searches", _("Searches"), 120, why_not=NOT_YET))
register_figure(Figure("ratings", _("Ratings"), 150, why_not=NOT_YET))
