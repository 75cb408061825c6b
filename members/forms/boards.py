"""What a board is, who sits on it, and who approves for whom."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from adminviews.forms.text import CleanTextMixin, ReasonForm
from adminviews.forms.uploads import KeepsFilesMixin, ScannedFileField
from audit.private_files import private_storage
from members.board.actions import BOARD_FACTS
from members.enums import Engagement, Seat
from members.forms.people import PersonField, SuccessionForm
from members.models import Board, BoardSeat

if TYPE_CHECKING:
    from django.db.models import QuerySet


class BoardForm(KeepsFilesMixin, CleanTextMixin, forms.ModelForm):
    """Who founded the board, by which decision, for which term (6.4)."""

    kept_in: ClassVar = {"founding_file": private_storage}

    class Meta:
        model = Board
        fields = list(BOARD_FACTS)
        widgets = dict.fromkeys(("founding_date", "term_from", "term_until"), AdminDateInput)

    founding_file = ScannedFileField(
        label=_("file of the founding decision"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        help_text=_("PDF, or a scan as JPEG or PNG; 20 MB at most. Leave it blank to keep the present file."),
    )

    vacancy_reason = forms.CharField(
        label=_("why nobody follows yet"),
        max_length=250,
        required=False,
        help_text=_("Only where today is no day of the new term, so that nobody can approve."),
    )

    def _post_clean(self) -> None:
        """The instance keeps its values: `change_board_facts` compares and writes."""


class SeatForm(CleanTextMixin, forms.Form):
    """Give a person a seat on a board (15.2)."""

    person = PersonField()
    seat = forms.ChoiceField(label=_("seat"), choices=Seat.choices)
    engagement = forms.ChoiceField(
        label=_("engagement"), required=False, choices=[("", _("not recorded")), *Engagement.choices]
    )
    valid_from = forms.DateField(label=_("from"), widget=AdminDateInput)
    decision_ref = forms.CharField(
        label=_("decision"),
        max_length=100,
        required=False,
        help_text=_("Number and date, where it is another than the one that founded the board."),
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid_from"].initial = on


class EndSeatForm(SuccessionForm):
    """End a seat with a day."""

    field_order = ("last_day", "reason", "successor", "vacancy_reason")
    last_day = forms.DateField(
        label=_("last day"),
        widget=AdminDateInput,
        help_text=_("The person can approve until the end of this day. For an end at once, give yesterday's date."),
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["last_day"].initial = on


class SeatChoiceField(forms.ModelChoiceField):
    """A seat by its holder, also by the user name: namesakes sit on boards too."""

    def label_from_instance(self, obj: BoardSeat) -> str:
        return f"{obj.user} ({obj.user.get_username()}) – {obj.get_seat_display()}"


class DelegateForm(ReasonForm):
    """Let a member of the board approve for a period (15.2)."""

    field_order = ("from_seat", "to_seat", "valid_from", "valid_until", "reason")
    from_seat = SeatChoiceField(label=_("delegates"), queryset=BoardSeat.objects.none())
    to_seat = SeatChoiceField(label=_("approves instead"), queryset=BoardSeat.objects.none())
    valid_from = forms.DateField(label=_("from"), widget=AdminDateInput)
    valid_until = forms.DateField(label=_("until"), widget=AdminDateInput, help_text=_("Last day."))

    def __init__(
        self,
        *args: Any,
        delegators: QuerySet[BoardSeat],
        members: QuerySet[BoardSeat],
        on: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from_seat"].queryset = delegators
        self.fields["to_seat"].queryset = members
        self.fields["valid_from"].initial = on
        if len(delegators) == 1:
            self.fields["from_seat"].initial = delegators[0]


class EndDelegationForm(ReasonForm):
    """Take a delegation back at once."""
