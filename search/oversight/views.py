"""Search for the operator: what is searched for in vain, which results are opened, the index and making it again."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from members.views.base import AdminFormMixin, AdminView
from search.index.health import index_health
from search.models import Reindexing
from search.oversight.reindexing import is_under_way, start_reindexing
from search.oversight.statistics import FEWEST_DAYS, clicks_by_position, without_results
from sites.enums import READABLE_STATES
from sites.models import Portal

WEEKS: Final = 12
SHOWN: Final = 10
WEEK, PORTAL = "tuan", "cong"


class ReindexForm(forms.Form):
    """Of which portal the index is made again."""

    portal = forms.ModelChoiceField(
        Portal.objects.filter(state__in=READABLE_STATES),
        label=gettext_lazy("Portal"),
        required=False,
        empty_label=gettext_lazy("All portals of the city"),
    )


class SearchStatisticsView(AdminFormMixin, AdminView):
    """Show the figures of a week and the index; the button makes the index again."""

    form_class = ReindexForm
    header_icon = "search"
    page_title = pgettext_lazy("admin menu", "Search of citizens")
    submit_label = gettext_lazy("Make the index again")
    template_name = "search/admin/statistics.html"

    def has_permission(self) -> bool:
        return self.operates

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return []

    def form_valid(self, form: forms.Form) -> HttpResponse:
        started = start_reindexing(form.cleaned_data["portal"], by=self.request.user, at=self.now)
        if started.started_at < self.now:
            return self.succeed(_("The index is being made again already."))
        return self.succeed(_("The index is being made again. Search keeps answering meanwhile."))

    def get_success_url(self) -> str:
        return reverse("search_admin:statistics")

    @cached_property
    def weeks(self) -> list[date]:
        """Mondays of the last weeks, the newest first."""
        monday = self.today - timedelta(days=self.today.weekday())
        return [monday - timedelta(weeks=back) for back in range(WEEKS)]

    @cached_property
    def monday(self) -> date:
        """The week that the address asks for; of no such one the last whole week."""
        asked = self.request.GET.get(WEEK, "")
        return next((monday for monday in self.weeks if monday.isoformat() == asked), self.weeks[1])

    @cached_property
    def asked_portal(self) -> Portal | None:
        asked = self.request.GET.get(PORTAL, "")[:20]
        return Portal.objects.filter(pk=int(asked)).first() if asked.isascii() and asked.isdecimal() else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        first, last = self.monday, self.monday + timedelta(days=6)
        clicks = clicks_by_position(first, last, portal=self.asked_portal)
        whole = sum(number for _position, number in clicks)
        makings = Reindexing.objects.select_related("portal", "started_by")
        latest = makings.first()
        return super().get_context_data(
            first=first,
            last=last,
            weeks=[(monday, monday + timedelta(days=6)) for monday in self.weeks],
            portals=Portal.objects.filter(state__in=READABLE_STATES),
            asked_portal=self.asked_portal,
            in_vain=without_results(first, last, portal=self.asked_portal),
            fewest_days=FEWEST_DAYS,
            clicks=[(place, number, round(100 * number / whole)) for place, number in clicks],
            health=index_health(),
            is_under_way=latest is not None and is_under_way(latest, at=self.now),
            latest=latest,
            makings=makings[:SHOWN],
            **kwargs,
        )
