"""What the operating unit says of an incident and of maintenance."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateTimeInput

from adminviews.forms.text import CleanTextMixin, ReasonForm
from oversight.enums import IncidentKind, IncidentSource
from sites.enums import PortalState
from sites.models import Portal

_MOST_TEXT = 4000


def _portals() -> Any:
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
        self.fields["portal"].queryset = _portals()


class IncidentStepForm(CleanTextMixin, forms.Form):
    """What was done."""

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


class AnnounceMaintenanceForm(CleanTextMixin, forms.Form):
    """When which portals may not answer, and why."""

    portals = forms.ModelMultipleChoiceField(
        label=_("portals"),
        queryset=Portal.objects.none(),
        required=False,
        help_text=_("Choose none for all portals."),
    )
    begins_at = forms.DateTimeField(label=_("begins"), widget=AdminDateTimeInput)
    ends_at = forms.DateTimeField(label=_("ends"), widget=AdminDateTimeInput)
    reason = forms.CharField(label=_("reason"), max_length=250, help_text=_("Citizens read it on the pages."))
    why_urgent = forms.CharField(
        label=_("why it cannot wait"),
        max_length=250,
        required=False,
        help_text=_("Fill it in for urgent maintenance alone. What is planned is announced days ahead."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["portals"].queryset = _portals()


class CancelMaintenanceForm(ReasonForm):
    """Call it off."""

    reason_help = _("Who answers for the portals reads it in the record.")
