"""The editorial board of one portal: the decision that founded it, its term, its seats (6.4, 15)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets.button import HeaderButton

from sites.enums import Seat
from sites.fact_changes import BOARD_FACTS, change_board_facts
from sites.forms import BoardForm, EndSeatForm, SeatForm
from sites.memberships import leave_board, seat_on_board
from sites.models import Board, BoardSeat
from sites.views.base import FormScreen, PortalScreen, portal_url


class BoardScreen(PortalScreen):
    """A screen about one board."""

    header_icon = "group"

    @cached_property
    def board(self) -> Board:
        board = getattr(self.portal, "board", None)
        if board is None:
            raise Http404
        return board

    def open_seats(self) -> QuerySet[BoardSeat]:
        """Seats that are held today or later."""
        return self.board.seats.filter(Q(valid_until=None) | Q(valid_until__gte=self.today)).select_related("user")


class BoardView(BoardScreen):
    """For operators; to read also for supervisors and the portal's administrators."""

    template_name = "sites/board.html"
    page_title = gettext_lazy("Editorial board")

    def allows(self) -> bool:
        return self.supervises or self.administers

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        if not self.operates:
            return []
        return [
            self.button(_("Founding and term"), "board_edit", icon="edit", priority=10),
            self.button(_("Give a seat"), "seat", icon="plus", priority=20),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        board = self.board
        approving = set(board.seats.approving(on=self.today).values_list("pk", flat=True))
        seats = sorted(self.open_seats(), key=lambda seat: (Seat.values.index(seat.seat), seat.valid_from))
        rows = [
            {"seat": seat, "approves": seat.pk in approving, "end_url": portal_url("end_seat", self.portal.pk, seat.pk)}
            for seat in seats
        ]
        past = board.seats.filter(valid_until__lt=self.today).select_related("user").order_by("-valid_until")
        return super().get_context_data(
            board=board,
            facts=[(board._meta.get_field(name).verbose_name, getattr(board, name)) for name in BOARD_FACTS],
            rows=rows,
            past_seats=past,
            has_head=any(row["seat"].seat == Seat.HEAD and row["approves"] for row in rows),
            has_approver=bool(approving),
            operates=self.operates,
            **kwargs,
        )


class OperatorsBoardForm(FormScreen, BoardScreen):
    """A form about a board: boards are formed by decision of the head of the body, entered by operators."""

    def allows(self) -> bool:
        return self.operates

    def get_success_url(self) -> str:
        return portal_url("board", self.portal.pk)


class BoardEditView(OperatorsBoardForm):
    form_class = BoardForm
    page_title = gettext_lazy("Founding and term")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"instance": self.board}

    def perform(self, form: forms.Form) -> str:
        changed = change_board_facts(self.board, form.cleaned_data, by=self.request.user, at=self.now)
        return (
            _("The record of the board was changed.")
            if changed
            else _("Nothing was different, so nothing was changed.")
        )


class SeatView(OperatorsBoardForm):
    form_class = SeatForm
    page_title = gettext_lazy("Give a seat")
    submit_label = gettext_lazy("Give the seat")
    refusal_fields = {"seat_taken": "person"}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"board": self.board, "on": self.today}

    def perform(self, form: forms.Form) -> str:
        data = form.cleaned_data
        seat = Seat(data["seat"])
        seat_on_board(
            self.board, data["person"], seat=seat, by=self.request.user, at=self.now, valid_from=data["valid_from"]
        )
        return _("%(person)s now sits on the board: %(seat)s.") % {"person": data["person"], "seat": seat.label}


class EndSeatView(OperatorsBoardForm):
    form_class = EndSeatForm
    page_title = gettext_lazy("End a seat")
    submit_label = gettext_lazy("End the seat")
    is_serious = True

    @cached_property
    def seat(self) -> BoardSeat:
        """The seat to end, among those of this board only."""
        seat = self.open_seats().select_related("board__portal").filter(pk=self.kwargs["seat_id"]).first()
        if seat is None:
            raise Http404
        return seat

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"seat": self.seat, "on": self.today}

    def get_introduction(self) -> list[str]:
        told = _("%(person)s leaves the board: %(seat)s, since %(day)s.")
        day = f"{self.seat.valid_from:%d/%m/%Y}"
        return [told % {"person": self.seat.user, "seat": self.seat.get_seat_display(), "day": day}]

    def perform(self, form: forms.Form) -> str:
        data = form.cleaned_data
        leave_board(self.seat, by=self.request.user, at=self.now, last_day=data["last_day"], reason=data["reason"])
        return _("The seat of %(person)s ends on %(day)s.") % {
            "person": self.seat.user,
            "day": f"{data['last_day']:%d/%m/%Y}",
        }
