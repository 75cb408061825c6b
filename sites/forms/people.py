"""Giving and ending roles and seats. Persons are named, never chosen from a list of accounts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from sites.administration import find_person
from sites.enums import Role, Seat
from sites.errors import SeatTaken
from sites.fact_changes import BOARD_FACTS
from sites.forms.text import CleanTextMixin
from sites.models import Board, BoardSeat, Membership, Portal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from accounts.models import User


class PersonField(forms.CharField):
    """An account by its exact user name or e-mail address."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("person"))
        kwargs.setdefault("help_text", _("The exact user name or e-mail address of the account."))
        super().__init__(max_length=254, **kwargs)

    def clean(self, value: Any) -> User:
        person = find_person(super().clean(value))
        if person is None:
            raise forms.ValidationError(
                _("No active account has exactly this user name or e-mail address. Ask the operator to create one.")
            )
        return person


class GrantRoleForm(CleanTextMixin, forms.Form):
    """Give a person a role on one portal, or over the city."""

    person = PersonField()
    role = forms.ChoiceField(label=_("role"))
    reason = forms.CharField(label=_("reason"), max_length=250)
    decision_ref = forms.CharField(
        label=_("decision"),
        max_length=100,
        required=False,
        help_text=_("Number and date of the decision, if there is one."),
    )
    valid_until = forms.DateField(
        label=_("until"), required=False, widget=AdminDateInput, help_text=_("Last day. Leave it blank for no end.")
    )

    def __init__(self, *args: Any, portal: Portal | None, roles: Iterable[Role], on: date, **kwargs: Any) -> None:
        self.portal, self.on = portal, on
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role.value, role.label) for role in roles]

    def clean_valid_until(self) -> date | None:
        until = self.cleaned_data["valid_until"]
        if until is not None and until < self.on:
            raise forms.ValidationError(_("This day has passed."))
        return until

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("person") and data.get("role"):
            present = Membership.objects.filter(
                user=data["person"], portal=self.portal, role=data["role"], withdrawn_at=None
            ).exists()
            if present:
                message = _("This person has this role already. To change its period, withdraw it first.")
                self.add_error("person", message)
        return data


class WithdrawRoleForm(CleanTextMixin, forms.Form):
    """End a role at once."""

    reason = forms.CharField(label=_("reason"), max_length=250)


class BoardForm(CleanTextMixin, forms.ModelForm):
    """Who founded the board, by which decision, for which term (6.4)."""

    class Meta:
        model = Board
        fields = list(BOARD_FACTS)
        widgets = dict.fromkeys(("founding_date", "term_from", "term_until"), AdminDateInput)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        begin, end = data.get("term_from"), data.get("term_until")
        if begin and end and end < begin:
            self.add_error("term_until", _("The term ends before it begins."))
        return data

    def _post_clean(self) -> None:
        """The instance keeps its values: `change_board_facts` compares and writes."""


class SeatForm(CleanTextMixin, forms.Form):
    """Give a person a seat on a board (15.2)."""

    person = PersonField()
    seat = forms.ChoiceField(label=_("seat"), choices=Seat.choices)
    valid_from = forms.DateField(label=_("from"), widget=AdminDateInput)

    def __init__(self, *args: Any, board: Board, on: date, **kwargs: Any) -> None:
        self.board = board
        super().__init__(*args, **kwargs)
        self.fields["valid_from"].initial = on

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("person") and data.get("valid_from"):
            held = Q(valid_until=None) | Q(valid_until__gte=data["valid_from"])
            if self.board.seats.filter(held, user=data["person"]).exists():
                self.add_error("person", str(SeatTaken.message))
        return data


class EndSeatForm(CleanTextMixin, forms.Form):
    """End a seat with a day."""

    last_day = forms.DateField(
        label=_("last day"),
        widget=AdminDateInput,
        help_text=_("The person can approve until the end of this day. For an end at once, give yesterday's date."),
    )
    reason = forms.CharField(label=_("reason"), max_length=250)

    def __init__(self, *args: Any, seat: BoardSeat, on: date, **kwargs: Any) -> None:
        self.seat = seat
        super().__init__(*args, **kwargs)
        self.fields["last_day"].initial = on

    def clean_last_day(self) -> date:
        day = self.cleaned_data["last_day"]
        if day < self.seat.valid_from - timedelta(days=1):
            raise forms.ValidationError(_("The seat began after this day."))
        return day
