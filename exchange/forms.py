"""Forms that ask for figures and packages."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from adminviews.forms.text import AuditExportForm, DayInput
from home.models import PublicVersion
from sites.directory import PortalRecord, get_directory
from sites.enums import PortalState
from sites.forms import PortalChoiceField
from sites.models import Portal

if TYPE_CHECKING:
    from django.http import QueryDict


class FiguresForm(forms.Form):
    """Of which days, and of which of some portals; yesterday's of all of them, unless something is asked."""

    portal = forms.TypedChoiceField(label=_("Portal"), required=False, coerce=int, empty_value=None)
    first = forms.DateField(label=pgettext_lazy("period", "From"), widget=DayInput)
    last = forms.DateField(label=pgettext_lazy("period", "Until"), widget=DayInput, help_text=_("Last day."))

    def __init__(
        self,
        data: QueryDict | dict[str, Any] | None,
        *,
        portals: tuple[PortalRecord, ...],
        today: date,
        **kwargs: Any,
    ) -> None:
        yesterday = (today - timedelta(days=1)).isoformat()
        asked = {"first": yesterday, "last": yesterday} | dict((data or {}).items())
        super().__init__(asked, **kwargs)
        self.offered = portals
        choices: Any = self.fields["portal"]
        choices.choices = [("", _("All portals")), *((record.id, record.listed_name) for record in portals)]

    @property
    def chosen(self) -> PortalRecord | None:
        """The portal that is asked for; None: all of them. After validation."""
        return get_directory().by_id.get(self.cleaned_data["portal"] or 0)

    @property
    def portals(self) -> tuple[PortalRecord, ...]:
        """The portals that are asked for. After validation."""
        return (self.chosen,) if self.chosen is not None else self.offered


class ArchiveForm(AuditExportForm):
    """Ask for a package, and for the reason."""

    portal = PortalChoiceField(Portal.objects.exclude(state=PortalState.PREPARING), label=_("Portal"))
    year = forms.TypedChoiceField(
        label=_("Year"), coerce=int, help_text=_("Versions of pages that became public in this year.")
    )

    field_order = ("portal", "year", "reason")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        oldest = PublicVersion.objects.order_by("published_at").values_list("published_at", flat=True).first()
        first = timezone.localdate(oldest).year if oldest else today.year
        choices: Any = self.fields["year"]
        choices.choices = [(year, str(year)) for year in range(today.year, first - 1, -1)]
