"""The editorial board of one portal: the decision that founded it, its term, its seats (6.4, 15)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic.base import TemplateView
from wagtail.admin.widgets.button import HeaderButton

from accounts.models import User
from formats.files.errors import REFUSALS_OF_CONTENTS
from members.access.people import portals_of_accounts
from members.access.permissions import boards_sat_on, can_change_review, delegable_seats
from members.access.roles import roles_of
from members.board.actions import BOARD_FACTS, MEDIA_TYPES, change_board_facts
from members.enums import APPROVING_SEATS, Duty, Seat
from members.forms.boards import BoardForm, EndSeatForm, SeatForm
from members.memberships import leave_board, seat_on_board
from members.models import Board, BoardSeat, Delegation, Invitation
from members.models.board import BoardSeatQuerySet
from members.views.base import AdminFormMixin, PortalView, accounts_button, portal_url
from members.views.own_portals import OwnPortalsView
from members.views.succession import SuccessionMixin
from sites.enums import PortalState
from sites.models.portal import PortalQuerySet


class BoardBaseView(PortalView):
    """A screen about one board."""

    header_icon = "group"

    @cached_property
    def board(self) -> Board:
        board = getattr(self.portal, "board", None)
        if board is None:
            raise Http404
        return board

    def open_seats(self) -> BoardSeatQuerySet:
        """Seats that are held today or later."""
        return self.board.seats.held_from(self.today).select_related("user")

    def open_delegations(self) -> QuerySet[Delegation]:
        """Delegations on this board that hold today or later."""
        rows = Delegation.objects.open(on=self.today).filter(from_seat__board=self.board)
        return rows.select_related("from_seat__user", "to_seat__user").order_by("valid_from", "pk")

    @cached_property
    def delegable_seats(self) -> QuerySet[BoardSeat]:
        """Seats of this board from which the person may delegate. Loaded once."""
        return delegable_seats(self.request.user, self.board, on=self.today).select_related("user")

    @cached_property
    def sits(self) -> bool:
        """Whether the person sits on this board today."""
        return self.portal is not None and self.portal.pk in roles_of(self.request.user, on=self.today).boards


class BoardReaderView(BoardBaseView):
    """For operators; to read also for its supervisors, the portal's administrators and those who sit on the board."""

    def has_permission(self) -> bool:
        if self.portal is None:
            return self.supervises
        return self.supervises_portal(self.portal.pk) or self.administers or self.sits


class BoardView(BoardReaderView, TemplateView):
    """The board as it stands: decision, term, steps of the review, seats, delegations."""

    template_name = "sites/board.html"
    page_title = gettext_lazy("Editorial board")

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        buttons = [self.button(_("Persons of the portal"), "people", icon="user", priority=40)]
        if self.operates:
            buttons.append(self.button(_("Founding and term"), "board_edit", icon="edit", priority=10))
        if self.operates and self.portal.state != PortalState.ARCHIVED:
            address = f"{portal_url('invite', self.portal.pk)}?seat={Seat.MEMBER}"
            buttons.append(HeaderButton(_("Invite to the board"), url=address, icon_name="mail", priority=20))
        if self.delegable_seats:
            buttons.append(self.button(_("Delegate"), "delegate", icon="group", priority=30))
        return buttons

    @cached_property
    def header_more_buttons(self) -> list[HeaderButton]:
        buttons = []
        if can_change_review(self.request.user, self.board, on=self.today):
            buttons.append(self.button(_("Steps of the review"), "review_variant", icon="tasks", priority=100))
        if self.operates:
            buttons.append(self.button(_("Give a seat"), "seat", icon="plus", priority=110))
        reads = portals_of_accounts(self.request.user, on=self.today)
        if reads is None or self.portal.pk in reads:
            buttons.append(accounts_button(self.portal, priority=120))
        return buttons

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        board = self.board
        approving = set(board.seats.approving(on=self.today).values_list("pk", flat=True))
        rows = [
            {"seat": seat, "approves": seat.pk in approving, "end_url": portal_url("end_seat", self.portal.pk, seat.pk)}
            for seat in self.open_seats().in_order()
        ]
        held = board.seats.held_from(self.today)
        past = board.seats.exclude(pk__in=held.values("pk")).select_related("user").order_by("-valid_until", "-pk")
        own = {seat.pk for seat in self.delegable_seats}
        delegations = [
            {
                "delegation": row,
                "end_url": portal_url("end_delegation", self.portal.pk, row.pk) if row.from_seat_id in own else "",
            }
            for row in self.open_delegations()
        ]
        return super().get_context_data(
            board=board,
            file_url=portal_url("board_file", self.portal.pk) if board.founding_file else "",
            facts=[(board._meta.get_field(name).verbose_name, getattr(board, name)) for name in BOARD_FACTS],
            rows=rows,
            past_seats=past,
            invitations=self._invitations(),
            delegations=delegations,
            has_head=any(row["seat"].seat == Seat.HEAD and row["approves"] for row in rows),
            has_approver=bool(approving),
            operates=self.operates,
            **kwargs,
        )

    def _invitations(self) -> list[dict[str, Any]]:
        """Who is invited to the board and has not answered; whoever merely supervises is not told who that is."""
        if not self.tells_accounts:
            return []
        rows = Invitation.objects.for_portal(self.portal).open(at=self.now).exclude(seat="")
        return [
            {
                "invitation": row,
                "withdraw_url": portal_url("withdraw_invitation", self.portal.pk, row.pk) if self.operates else "",
            }
            for row in rows
        ]


class BoardFileView(BoardReaderView):
    """The file of the founding decision: shown, or downloaded with `?download`. As all the admin, never cached."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        file = self.board.founding_file
        if not file or not file.storage.exists(file.name):
            raise Http404
        ending = file.name.rpartition(".")[2]
        response = FileResponse(
            file.open("rb"),
            as_attachment="download" in request.GET,
            filename=f"quyet-dinh-{self.portal.code}.{ending}",
            content_type=MEDIA_TYPES.get(ending, "application/octet-stream"),
        )
        response["X-Content-Type-Options"] = "nosniff"
        return response


class OperatorsBoardForm(AdminFormMixin, BoardBaseView):
    """A form about a board: boards are formed by decision of the head of the body, entered by operators."""

    def has_permission(self) -> bool:
        return self.operates

    def get_success_url(self) -> str:
        return portal_url("board", self.portal.pk)


class BoardEditView(OperatorsBoardForm):
    form_class = BoardForm
    page_title = gettext_lazy("Founding and term")
    refusal_fields = {
        "period_backwards": "term_until",
        "last_holder": "vacancy_reason",
        "file_kind_refused": "founding_file",
        "file_too_large": "founding_file",
        **{refusal.code: "founding_file" for refusal in REFUSALS_OF_CONTENTS},
    }

    def portal_held(self) -> int:
        """The verb locks the portal first."""
        return self.portal.pk

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"instance": self.board, "files": self.request.FILES or None}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        facts = dict(form.cleaned_data)
        reason = facts.pop("vacancy_reason")
        changed = change_board_facts(self.board, facts, by=self.request.user, at=self.now, vacancy_reason=reason)
        return self.succeed(
            _("The record of the board was changed.")
            if changed
            else _("Nothing was different, so nothing was changed.")
        )


class SeatView(OperatorsBoardForm):
    form_class = SeatForm
    page_title = gettext_lazy("Give a seat")
    submit_label = gettext_lazy("Give the seat")
    refusal_fields = {"seat_taken": "person", "head_seated": "seat"}

    def portal_held(self) -> int:
        """Seats are given under the lock of the portal."""
        return self.portal.pk

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"on": self.today}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        data = form.cleaned_data
        seat = Seat(data["seat"])
        seat_on_board(
            self.board,
            data["person"],
            seat=seat,
            by=self.request.user,
            at=self.now,
            valid_from=data["valid_from"],
            engagement=data["engagement"],
            decision_ref=data["decision_ref"],
        )
        return self.succeed(
            _("%(person)s now sits on the board: %(seat)s.") % {"person": data["person"], "seat": seat.label}
        )


class EndSeatView(SuccessionMixin, OperatorsBoardForm):
    form_class = EndSeatForm
    page_title = gettext_lazy("End a seat")
    submit_label = gettext_lazy("End the seat")
    is_serious = True
    refusal_fields = {**SuccessionMixin.refusal_fields, "period_backwards": "last_day"}

    def portal_held(self) -> int:
        """The verb locks the portal first."""
        return self.portal.pk

    def duties_left(self) -> Collection[Duty]:
        return (Duty.APPROVE,) if self.seat.seat in APPROVING_SEATS else ()

    def leaving(self) -> User:
        return self.seat.user

    def portals_left(self) -> list[int]:
        return [self.portal.pk]

    @cached_property
    def seat(self) -> BoardSeat:
        """The seat to end, among those of this board only."""
        return get_object_or_404(self.open_seats().select_related("board__portal"), pk=self.kwargs["seat_id"])

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"on": self.today, "successors": self.successors(self.portal)}

    def get_introduction(self) -> list[str]:
        told = _("%(person)s leaves the board: %(seat)s, since %(day)s.")
        day = date_format(self.seat.valid_from, "SHORT_DATE_FORMAT")
        return [told % {"person": self.seat.user, "seat": self.seat.get_seat_display(), "day": day}]

    def form_valid(self, form: forms.Form) -> HttpResponse:
        data = form.cleaned_data
        leave_board(self.seat, by=self.request.user, at=self.now, **data)
        return self.succeed(
            _("The seat of %(person)s ends on %(day)s.")
            % {
                "person": self.seat.user,
                "day": date_format(data["last_day"], "SHORT_DATE_FORMAT"),
            }
        )


class OwnBoardsView(OwnPortalsView):
    """For members of boards."""

    page_title = gettext_lazy("Editorial board")
    header_icon = "group"
    leads_to = "board"
    introduction = gettext_lazy("You sit on the editorial boards of these portals. Choose one.")

    def own(self) -> PortalQuerySet:
        return boards_sat_on(self.request.user, on=self.today)
