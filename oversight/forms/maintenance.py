"""What the operating unit says of maintenance."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateTimeInput

from adminviews.forms.text import CleanTextMixin, ReasonForm
from oversight.forms.incidents import portals_in_use
from sites.models import Portal


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
        self.fields["portals"].queryset = portals_in_use()


class CancelMaintenanceForm(ReasonForm):
    """Why it does not take place."""

    reason_help = _("Who answers for the portals reads it in the record.")
