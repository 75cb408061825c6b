"""What the operating unit says of an incident."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateTimeInput

from adminviews.forms.text import CleanTextMixin
from oversight.enums import IncidentKind, IncidentSource
from sites.enums import PortalState
from sites.models import Portal

_MOST_TEXT = 4000


def portals_in_use() -> Any:
    """Those that are not archived, for a choice."""
    return Portal.objects.exclude(state=PortalState.ARCHIVED).select_related("kind")


class RecordIncidentForm(CleanTextMixin, forms.Form):
    """What happened, since when, and who deals with it."""

    portal = forms.ModelChoiceField(
        label=_("portal"),
        queryset=Portal.objects.none(),
        required=False,
        empty_label=pgettext_lazy("of an incident", "The whole installation"),
    )
    kind = forms.ChoiceField(label=_("kind of incident"), choices=IncidentKind.choices, widget=forms.RadioSelect)
    title = forms.CharField(label=_("incident"), max_length=250, help_text=_("In one line."))
    description = forms.CharField(
        label=_("what happened"),
        max_length=_MOST_TEXT,
        widget=AdminAutoHeightTextInput,
        help_text=_("Who answers for the portal reads it. No personal data, no passwords."),
    )
    began_at = forms.DateTimeField(label=_("since"), widget=AdminDateTimeInput)
    found_by = forms.ChoiceField(label=_("found by"), choices=IncidentSource.choices, widget=forms.RadioSelect)
    responsible_unit = forms.CharField(
        label=_("unit that deals with it"), max_length=250, help_text=_("A unit or a provider, no person.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["portal"].queryset = portals_in_use()


class IncidentStepForm(CleanTextMixin, forms.Form):
    """A step against the incident, in words."""

    text = forms.CharField(
        label=_("what was done"),
        max_length=_MOST_TEXT,
        widget=AdminAutoHeightTextInput,
        help_text=_("It cannot be changed later. No personal data, no passwords."),
    )


class CloseIncidentForm(CleanTextMixin, forms.Form):
    """When and how it ended."""

    ended_at = forms.DateTimeField(
        label=_("ended at"), widget=AdminDateTimeInput, help_text=_("When everything worked again.")
    )
    resolution = forms.CharField(
        label=_("how it was resolved"),
        max_length=_MOST_TEXT,
        widget=AdminAutoHeightTextInput,
        help_text=_("Cause, what was done, and what is done so that it does not happen again."),
    )
