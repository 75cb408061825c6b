"""The inbox of contributions."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn

from adminviews.tables import CardColumn
from formats.vietnamese.dates import vi_short_datetime
from home.reports.portal_reports import portal_column
from members.views.base import AdminListView
from participation.codes import typed_code
from participation.contribution.views.base import NAMESPACE, ContributionsView, screen_url
from participation.enums.contributions import ContributionKind, ContributionState
from participation.models import Contribution


class ContributionFilterSet(WagtailFilterSet):
    """By words of the title or the code, state and kind."""

    words = django_filters.CharFilter(label=gettext_lazy("Title or code"), method="with_words")
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"), choices=ContributionState.choices, empty_label=pgettext_lazy("state", "All")
    )
    kind = django_filters.ChoiceFilter(
        label=gettext_lazy("Kind"),
        choices=ContributionKind.choices,
        empty_label=pgettext_lazy("kinds of contributions", "All"),
    )

    class Meta:
        model = Contribution
        fields = ["words", "state", "kind"]

    def with_words(self, rows: Any, name: str, value: str) -> Any:
        found = Q(title__icontains=value.replace("\0", ""))
        code = typed_code(value)
        return rows.filter(found | Q(code__startswith=code) if code else found)


class InboxView(ContributionsView, AdminListView):
    """Contributions to the portals of the person, the newest first."""

    page_title = pgettext_lazy("admin menu", "Contributions")
    index_url_name = f"{NAMESPACE}:inbox"
    index_results_url_name = f"{NAMESPACE}:inbox_results"
    filterset_class = ContributionFilterSet
    table_classname = "listing listing--cards"
    verbose_name_plural = gettext_lazy("contributions")
    is_exported = False

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return []

    def get_base_queryset(self) -> QuerySet[Contribution]:
        rows = Contribution.objects.for_portals(self.portals).select_related("page")
        return rows.defer("text").order_by("-received_at", "-pk")

    def order_queryset(self, queryset: QuerySet[Contribution]) -> QuerySet[Contribution]:
        return queryset

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn(
                "title",
                label=_("Title"),
                accessor=title_of,
                get_url=lambda row: screen_url("contribution", row.pk),
            ),
            CardColumn("kind", label=_("Kind"), accessor=lambda row: row.get_kind_display()),
            CardColumn("state", label=_("State"), accessor=state_of),
            CardColumn("received_at", label=_("Received"), accessor=lambda row: vi_short_datetime(row.received_at)),
            portal_column(),
        ]


def title_of(row: Contribution) -> str:
    """The title; of one whose words are erased, its code, and why there is nothing else."""
    if row.title:
        return row.title
    is_withdrawn = row.state == ContributionState.WITHDRAWN
    text = _("Taken back: %(code)s") if is_withdrawn else _("Erased: %(code)s")
    return text % {"code": row.written_code}


def state_of(row: Contribution) -> str:
    """The state in words; of one whose page is public, that it is."""
    return pgettext("step of a contribution", "Published") if row.is_published else str(row.get_state_display())
