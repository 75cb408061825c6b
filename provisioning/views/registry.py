"""The list of all portals."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import Case, IntegerField, QuerySet, When
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from members.views.base import NAMESPACE, AdminListView, portal_url
from sites.directory import get_directory
from sites.enums import PortalState
from sites.models import Portal, PortalKind


class PortalFilterSet(WagtailFilterSet):
    """By kind and state."""

    kind = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Kind"),
        queryset=PortalKind.objects.all(),
        widget=forms.RadioSelect,
        empty_label=pgettext_lazy("kind of portal", "All"),
    )
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        choices=PortalState.choices,
        widget=forms.RadioSelect,
        empty_label=pgettext_lazy("state of a portal", "All"),
    )

    class Meta:
        model = Portal
        fields = ["kind", "state"]


class PortalListView(AdminListView):
    """All portals with kind, place, host and state; for operators, and for supervisors those that they supervise."""

    page_title = gettext_lazy("Portals")
    index_url_name = f"{NAMESPACE}:index"
    index_results_url_name = f"{NAMESPACE}:index_results"
    filterset_class = PortalFilterSet
    is_searchable = True
    default_ordering = "place"
    verbose_name_plural = gettext_lazy("portals")

    def has_permission(self) -> bool:
        return self.supervises_some

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return []

    def get_base_queryset(self) -> QuerySet[Portal]:
        # By kind, then in Vietnamese dictionary order, which no database knows.
        whens = [When(pk=record.id, then=place) for place, record in enumerate(get_directory().records)]
        rows = Portal.objects.select_related("kind", "parent", "site")
        if self.supervised is not None:
            rows = rows.filter(pk__in=self.supervised)
        return rows.annotate(place=Case(*whens, default=len(whens), output_field=IntegerField()))

    def search_queryset(self, queryset: QuerySet[Portal]) -> QuerySet[Portal]:
        if not self.is_searching:
            return queryset
        return queryset.filter(pk__in=[record.id for record in get_directory().find(self.search_query)])

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("name", label=_("Name"), url_name=f"{NAMESPACE}:detail", sort_key="place"),
            Column("kind", label=_("Kind"), sort_key="kind__position"),
            Column(
                "parent",
                label=_("Belongs to"),
                accessor=lambda portal: portal.parent.listed_name if portal.parent else "",
            ),
            Column("host", label=_("Hostname"), sort_key="site__hostname"),
            StatusTagColumn(
                "get_state_display",
                label=_("State"),
                sort_key="state",
                primary=lambda portal: portal.state == PortalState.LIVE,
            ),
        ]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        if not self.operates:
            return []
        return [
            HeaderButton(_("New portal"), url=portal_url("create"), icon_name="plus", priority=10),
            HeaderButton(_("Portals from a file"), url=portal_url("import_portals"), icon_name="upload", priority=15),
            HeaderButton(_("Roles over the city"), url=portal_url("city_roles"), icon_name="group", priority=20),
            HeaderButton(_("Accounts"), url=portal_url("accounts"), icon_name="user", priority=30),
        ]
