"""Forms of units that answer, their officers and canned responses."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateInput

from accounts.models import User
from adminviews.forms.text import CleanTextMixin
from members.forms.people import ColleagueField, SuccessorForm
from qa.enums import CannedResponseKind
from qa.models import AnsweringUnit
from qa.models.canned_response import CANNED_RESPONSE_LENGTH


class UnitForm(CleanTextMixin, forms.Form):
    """Form of the names of a unit."""

    name_vi = forms.CharField(label=_("Vietnamese name"), max_length=200)
    name_en = forms.CharField(label=_("English name"), max_length=200)
    position = forms.IntegerField(
        label=pgettext_lazy("in a list", "position"),
        min_value=0,
        max_value=999,
        initial=0,
        help_text=_("The smaller comes first."),
    )


class NewUnitForm(UnitForm):
    """Form of a new unit, on one of the portals of the person."""

    portal = forms.TypedChoiceField(label=_("portal"), coerce=int)
    field_order = ("portal",)

    def __init__(self, *args: Any, portals: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, portals)


def offer(form: Any, portals: list[tuple[int, str]]) -> None:
    """Let a form choose among some portals; where there is one, it is chosen."""
    form.fields["portal"].choices = portals
    if len(portals) == 1:
        form.fields["portal"].initial, form.fields["portal"].widget = portals[0][0], forms.HiddenInput()


class OfficerForm(forms.Form):
    """Who answers for a unit, and when."""

    person = ColleagueField(
        label=_("person"),
        queryset=User.objects.none(),
        help_text=_("Those with the role of an answering officer on the portal are offered."),
    )
    valid_from = forms.DateField(label=pgettext_lazy("period", "from"), widget=AdminDateInput)
    valid_until = forms.DateField(
        label=_("until"), required=False, widget=AdminDateInput, help_text=_("Last day. Leave it blank for no end.")
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people


class EndOfficerForm(SuccessorForm):
    """An officer answers for a unit no more; who follows, or why nobody does."""

    successor_help = _("Those with the role of an answering officer on the portal are offered.")


class CannedResponseEditForm(CleanTextMixin, forms.Form):
    """A canned response."""

    portal = forms.TypedChoiceField(label=_("portal"), coerce=int)
    kind = forms.ChoiceField(label=pgettext_lazy("canned response", "for"), choices=CannedResponseKind.choices)
    unit = forms.ModelChoiceField(
        label=_("answering unit"),
        queryset=AnsweringUnit.objects.none(),
        required=False,
        empty_label=pgettext_lazy("answering units", "All"),
    )
    title = forms.CharField(label=_("name in the list"), max_length=150)
    text = forms.CharField(label=_("text"), max_length=CANNED_RESPONSE_LENGTH, widget=AdminAutoHeightTextInput)

    def __init__(self, *args: Any, portals: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, portals)
        self.fields["unit"].queryset = AnsweringUnit.objects.for_portals([key for key, _name in portals]).in_use()
