"""What is asked of the record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.widgets import AdminDateInput

from adminsite.audit import matching
from adminviews.filters import begins, ends
from adminviews.forms.text import CleanTextMixin, TableExportForm
from audit.kinds import kind_choices
from sites.forms import PortalChoiceField
from sites.models import Portal

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from audit.models import PortalEvent


class AuditFilterForm(CleanTextMixin, forms.Form):
    """Which events: all fields are optional."""

    q = forms.CharField(
        label=pgettext_lazy("filter of events", "Contains"),
        max_length=100,
        required=False,
        help_text=_("Name of a person, account, title of an item, reason, or the beginning of an address."),
    )
    portal = PortalChoiceField(
        label=_("Portal"),
        queryset=Portal.objects.none(),
        required=False,
        empty_label=pgettext_lazy("portals in a filter", "All"),
    )
    kind = forms.ChoiceField(label=_("Event"), required=False)
    since = forms.DateField(label=pgettext_lazy("period", "From"), required=False, widget=AdminDateInput)
    until = forms.DateField(
        label=pgettext_lazy("period", "Until"), required=False, widget=AdminDateInput, help_text=_("Last day.")
    )

    def __init__(self, *args: Any, portals: QuerySet[Portal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["portal"].queryset = portals
        self.fields["kind"].choices = [("", pgettext_lazy("events in a filter", "All")), *kind_choices()]

    def narrow(self, events: QuerySet[PortalEvent], *, known: set[int] | None) -> QuerySet[PortalEvent]:
        """The events that are asked for; none where the question cannot be understood. `known` as in `matching`."""
        if not self.is_valid():
            return events.none()
        data = self.cleaned_data
        if data["portal"]:
            events = events.filter(portal=data["portal"])
        if data["kind"]:
            events = events.filter(kind=data["kind"])
        if data["since"]:
            events = events.filter(at__gte=begins(data["since"]))
        if data["until"]:
            events = events.filter(at__lte=ends(data["until"]))
        return matching(events, data["q"], known=known) if data["q"] else events

    def asked(self) -> dict[str, str]:
        """What was asked, as it is recorded with an export."""
        return {name: str(value) for name, value in self.cleaned_data.items() if value}


class SecurityExportForm(TableExportForm):
    """Accounts, rights and events of a period, for a security review (24.12)."""

    since = forms.DateField(label=pgettext_lazy("period", "From"), widget=AdminDateInput)
    until = forms.DateField(label=pgettext_lazy("period", "Until"), widget=AdminDateInput, help_text=_("Last day."))

    field_order = ("since", "until", "reason", "table_format")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("since") and data.get("until") and data["until"] < data["since"]:
            self.add_error("until", _("The last day is before the first."))
        return data
