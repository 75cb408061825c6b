"""Where it is shown what boards lack (9.6): on the dashboard, and in a list over all portals."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic.base import TemplateView
from wagtail.admin.ui.components import Component

from members.access.permissions import supervised_portals
from members.board.queries import BoardFacts, BoardWarning, boards_to_warn_of, facts_shown_to, those_to_warn_of
from members.views.base import AdminView, portal_url
from sites.directory import get_directory

if TYPE_CHECKING:
    from django.http import HttpRequest

Warned = list[tuple[BoardFacts, list[BoardWarning]]]


class BoardsToWarnOfView(AdminView, TemplateView):
    """Boards that lack something, of one kind or of every; for supervisors and operators."""

    page_title = gettext_lazy("Editorial boards to look after")
    template_name = "sites/boards_to_warn_of.html"
    header_icon = "warning"

    def has_permission(self) -> bool:
        return self.supervises_some

    @cached_property
    def warning(self) -> str:
        asked = self.request.GET.get("warning", "")
        return asked if asked in BoardWarning.values else ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        warned = boards_to_warn_of(on=self.today, portal_ids=self.supervised)
        counts = Counter(warning for _facts, warnings in warned for warning in warnings)
        shown = [row for row in warned if not self.warning or self.warning in row[1]]
        return super().get_context_data(
            choices=[
                {"value": warning.value, "label": warning.label, "count": counts[warning]}
                for warning in BoardWarning
                if counts[warning]
            ],
            warning=self.warning,
            rows=_rows(shown),
            **kwargs,
        )


class BoardWarningsPanel(Component):
    """On the dashboard: what one's own boards lack; for those who oversee the city, counts that lead to the list."""

    name = "board_warnings"
    template_name = "sites/board_warnings_panel.html"
    order = 205

    def __init__(self, warned: Warned, *, over_the_city: bool) -> None:
        self.warned, self.over_the_city = warned, over_the_city

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        if not self.over_the_city:
            return {"rows": _rows(self.warned)}
        counts = Counter(warning for _facts, warnings in self.warned for warning in warnings)
        address = portal_url("boards_to_warn_of")
        return {
            "counts": [
                {"label": warning.label, "count": counts[warning], "url": f"{address}?warning={warning}"}
                for warning in BoardWarning
                if counts[warning]
            ]
        }


def add_board_warnings_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Put the panel on the dashboard where there is something to warn of."""
    today = timezone.localdate()
    over_the_city = supervised_portals(request.user, on=today) is None
    if warned := those_to_warn_of(facts_shown_to(request.user, on=today), on=today):
        panels.append(BoardWarningsPanel(warned, over_the_city=over_the_city))


def _rows(warned: Warned) -> list[dict[str, Any]]:
    """Portals in the order of the directory, each with its warnings in words."""
    places = {record.id: place for place, record in enumerate(get_directory().records)}
    return [
        {
            "name": facts.portal_name,
            "url": portal_url("board", facts.portal_id),
            "warnings": [_words(warning, facts) for warning in warnings],
        }
        for facts, warnings in sorted(warned, key=lambda row: places.get(row[0].portal_id, len(places)))
    ]


def _words(warning: BoardWarning, facts: BoardFacts) -> str:
    if warning in (BoardWarning.TERM_ENDED, BoardWarning.TERM_ENDING) and facts.term_until:
        return _("%(warning)s (%(day)s)") % {
            "warning": warning.label,
            "day": date_format(facts.term_until, "SHORT_DATE_FORMAT"),
        }
    return str(warning.label)


__all__ = ["BoardWarningsPanel", "BoardsToWarnOfView", "add_board_warnings_panel"]
