"""Punctuality of portals, on a screen and as a table: for supervisors (7.5)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.generic.base import TemplateView
from wagtail.admin.widgets.button import HeaderButton

from adminviews.exports import exported_table
from adminviews.forms.text import TableExportForm
from authentication.sign_ins import QUIET_DAYS, quiet_portals
from deadlines.models import InformationCategory
from deadlines.queries import working_calendar
from home.models import PageFreshness, PublicationDeadline
from home.models.freshness import PageFreshnessQuerySet
from home.models.publication_deadline import PublicationDeadlineQuerySet
from home.timeliness.further_counts import further_counts
from home.timeliness.punctuality import punctuality_by, total_of
from home.timeliness.punctuality_export import export_punctuality, table_of
from home.translations.versions.queries import count_by_portal, versions_behind, versions_missing
from members.views.base import AdminFormMixin, AdminView, portal_url
from sites.directory import PortalRecord, get_directory
from sites.models import PortalKind


class PunctualityForm(forms.Form):
    """Ask which items are counted."""

    kind = forms.ModelChoiceField(
        PortalKind.objects.all(),
        label=gettext_lazy("Kind of portal"),
        required=False,
        empty_label=gettext_lazy("All portals"),
    )
    category = forms.ModelChoiceField(
        InformationCategory.objects.all(),
        label=pgettext_lazy("of information", "Category"),
        required=False,
        empty_label=gettext_lazy("All categories"),
    )
    year = forms.TypedChoiceField(label=gettext_lazy("Year"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields["year"]
        choices.choices = [("", _("All years")), *((year, str(year)) for year in years)]

    @property
    def asked_kind(self) -> PortalKind | None:
        """The kind of portal that was asked for; None: all of them. After `narrow`."""
        return self.cleaned_data.get("kind")

    def narrow(
        self, clocks: PublicationDeadlineQuerySet, pages: PageFreshnessQuerySet
    ) -> tuple[PublicationDeadlineQuerySet, PageFreshnessQuerySet]:
        """The clocks and pages that were asked for; what was asked wrongly is not asked. A page has no year."""
        self.full_clean()
        asked = self.cleaned_data
        if self.asked_kind:
            clocks, pages = clocks.filter(portal__kind=self.asked_kind), pages.filter(portal__kind=self.asked_kind)
        if asked.get("category"):
            clocks, pages = clocks.filter(category=asked["category"]), pages.filter(category=asked["category"])
        if asked.get("year"):
            clocks = clocks.filter(trigger_date__year=asked["year"])
        return clocks, pages

    def told(self) -> dict[str, Any]:
        """Return the valid part of the filter by the names of its fields."""
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def asked(self) -> dict[str, str]:
        """Return the filter as query parameters, which the event records too."""
        return {name: str(getattr(value, "pk", value)) for name, value in self.told().items()}


class PunctualityBaseView(AdminView):
    """For supervisors: of the portals that they supervise (7.5)."""

    header_icon = "time"

    def has_permission(self) -> bool:
        return self.supervises_some

    def portals(self) -> list[PortalRecord]:
        """The portals that the person reads, of the kind that was asked for."""
        kind = self.form.asked_kind
        return [
            record
            for record in get_directory().records
            if self.supervises_portal(record.id) and (kind is None or record.kind == kind.code)
        ]

    @cached_property
    def form(self) -> PunctualityForm:
        years = [day.year for day in PublicationDeadline.objects.dates("trigger_date", "year", order="DESC")]
        return PunctualityForm(self.request.GET, years=years)

    @cached_property
    def figures(self) -> dict[str, Any]:
        """Count what was asked for, as the calendar is now: by portal and category, and further counts of portals.
        Each row of portals has the key of one."""
        clocks, pages = self.form.narrow(PublicationDeadline.objects.all(), PageFreshness.objects.all())
        if self.supervised is not None:
            clocks, pages = clocks.for_portals(self.supervised), pages.for_portals(self.supervised)
        calendar = working_calendar()
        by_portal = punctuality_by("portal", clocks, pages, on=self.today, calendar=calendar)
        by_category = punctuality_by("category", clocks, pages, on=self.today, calendar=calendar)
        records = get_directory().by_id
        categories = InformationCategory.objects.in_bulk()
        items, stale = reverse("timed_items"), reverse("stale_pages")
        portals = self.portals()
        return {
            "total": total_of(by_portal),
            "portals": [
                {
                    "portal": row.key,
                    "name": records[row.key].listed_name,
                    "row": row,
                    "url": f"{items}?portal={row.key}",
                    "stale_url": f"{stale}?portal={row.key}",
                }
                for row in sorted(by_portal, key=lambda row: (-row.overdue, -row.late, -row.stale, row.key or 0))
                if row.key in records
            ],
            "categories": [
                {
                    "name": categories[row.key],
                    "row": row,
                    "url": f"{items}?category={row.key}",
                    "stale_url": f"{stale}?category={row.key}",
                }
                for row in sorted(by_category, key=lambda row: categories[row.key].position)
            ],
            "further_counts": _further_of(portals, on=self.today),
            "quiet": [
                {
                    "portal": row.portal.id,
                    "name": row.portal.listed_name,
                    "url": portal_url("detail", row.portal.id),
                    "staff": row.staff,
                    "board": row.board,
                }
                for row in quiet_portals(portals, on=self.today)
            ],
            "english": _english_of(portals),
        }

    def address(self, name: str) -> str:
        """One of the two screens, with what was asked."""
        asked = self.form.asked()
        return reverse(name) + (f"?{urlencode(asked)}" if asked else "")


class PunctualityView(PunctualityBaseView, TemplateView):
    """Punctuality of the portals, one by one and by category."""

    page_title = gettext_lazy("Punctuality")
    template_name = "home/punctuality.html"

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        return [HeaderButton(_("Export"), url=self.address("punctuality_export"), icon_name="download", priority=10)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(form=self.form, quiet_days=QUIET_DAYS, **self.figures, **kwargs)


class PunctualityExportView(AdminFormMixin, PunctualityBaseView):
    """The figures of the screen before as a table; what for is recorded."""

    form_class = TableExportForm
    page_title = gettext_lazy("Export punctuality")
    submit_label = gettext_lazy("Export")
    header_icon = "download"

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"url": self.get_success_url(), "label": _("Punctuality")}]

    def get_introduction(self) -> list[str]:
        chosen = ", ".join(f"{self.form[name].label}: {value}" for name, value in self.form.told().items())
        return [_("What the filter asks for is exported: %(filter)s.") % {"filter": chosen or _("everything")}]

    def form_valid(self, form: TableExportForm) -> HttpResponse:
        export_punctuality(
            self.figures,
            by=self.request.user,
            at=self.now,
            reason=form.cleaned_data["reason"],
            asked=self.form.asked(),
        )
        return exported_table(form, f"dung-han-{self.today:%Y-%m-%d}", table_of(self.figures))

    def get_success_url(self) -> str:
        return self.address("punctuality")


def _further_of(portals: Sequence[PortalRecord], *, on: date) -> list[dict[str, Any]]:
    """Tables of what apps above count of each portal, the most first."""
    records = {record.id: record for record in portals}
    found = []
    for number, further in enumerate(further_counts()):
        counts = {key: count for key, count in further.count(on).items() if count and key in records}
        address = reverse(further.list_name)
        found.append(
            {
                "id": f"further-{number}",
                "heading": further.heading,
                "label": further.label,
                "total": sum(counts.values()),
                "url": address,
                "rows": [
                    {
                        "portal": key,
                        "name": records[key].listed_name,
                        "count": counts[key],
                        "url": f"{address}?portal={key}",
                    }
                    for key in sorted(counts, key=lambda key: (-counts[key], key))
                ],
            }
        )
    return found


def _english_of(portals: Sequence[PortalRecord]) -> list[dict[str, Any]]:
    """Count the English versions that each portal owes: behind, and wanted but missing."""
    behind, missing = count_by_portal(versions_behind()), count_by_portal(versions_missing())
    return [
        {
            "portal": record.id,
            "name": record.listed_name,
            "behind": behind.get(record.id, 0),
            "behind_url": f"{reverse('versions_behind')}?portal={record.id}",
            "missing": missing.get(record.id, 0),
            "missing_url": f"{reverse('versions_missing')}?portal={record.id}",
        }
        for record in portals
        if record.id in behind or record.id in missing
    ]
