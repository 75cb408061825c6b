"""The list of items: by state, kind, section, author, period and turn; filters are saved, drafts are submitted."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from wagtail.admin.ui.tables import BaseColumn, BulkActionsCheckboxColumn, DateColumn, Table, TitleColumn
from wagtail.admin.widgets.button import HeaderButton
from wagtail.models import Page

from adminsite.filters import ScopedPageFilterSet
from adminsite.models import SavedFilter
from adminsite.newsroom.items import (
    SECTION_PATH_LENGTH,
    STATES,
    ItemState,
    WaitingFor,
    found_by_words,
    items_of,
    sections_of_items,
    state_of,
    turn_of,
    waiting_for,
)
from adminsite.newsroom.saved_filters import delete_filter, save_filter
from adminviews.forms.text import CleanTextMixin
from adminviews.tables import CardColumn
from members.access.scope import scope_of_request
from members.sections import sections_of
from members.views.base import NAMESPACE, AdminFormMixin, AdminListView, AdminView, portal_url
from sites.directory import HOME_DEPTH, PortalRecord, get_directory
from sites.models import Portal


class SectionFilter(django_filters.ModelChoiceFilter):
    """Items in a section, in every language."""

    def filter(self, items: QuerySet[Page], value: Page | None) -> QuerySet[Page]:
        if value is None:
            return items
        inside = Page.objects.none()
        for section in value.get_translations(inclusive=True):
            inside |= Page.objects.descendant_of(section)
        return items.filter(pk__in=inside.values("pk"))


class ItemFilterSet(ScopedPageFilterSet):
    """Filter items of own portals. Sections are offered of one portal: the only one, or the one that is chosen."""

    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        choices=ItemState.choices,
        empty_label=pgettext_lazy("states of items", "All"),
        method="filter_state",
        widget=forms.RadioSelect,
    )
    waiting = django_filters.ChoiceFilter(
        label=gettext_lazy("Waiting for"),
        choices=WaitingFor.choices,
        empty_label=pgettext_lazy("waiting for", "All"),
        method="filter_waiting",
        widget=forms.RadioSelect,
    )
    section = SectionFilter(
        label=pgettext_lazy("of a portal", "Section"),
        queryset=Page.objects.none(),
        empty_label=pgettext_lazy("sections", "All"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("has_child_pages", "edited_by"):
            del self.filters[name]
        self.filters["owner"].label = _("Author")
        portal = portal_asked(self.data, scope_of_request(self.request).content_records)
        if portal is None:
            del self.filters["section"]
        else:
            self.filters["section"].queryset = sections_of(Portal.objects.select_related("container").get(pk=portal.id))

    def filter_state(self, items: QuerySet[Page], name: str, value: str) -> QuerySet[Page]:
        return items.filter(STATES[ItemState(value)])

    def filter_waiting(self, items: QuerySet[Page], name: str, value: str) -> QuerySet[Page]:
        return items.filter(waiting_for(WaitingFor(value), user=self.request.user))


def portal_asked(asked: Any, records: tuple[PortalRecord, ...]) -> PortalRecord | None:
    """The portal that the filter names, or the only one there is."""
    place = (asked or {}).get("site")
    chosen = [record for record in records if record.container_path and record.container_path == place]
    return chosen[0] if chosen else records[0] if len(records) == 1 else None


class ItemsBaseView(AdminView):
    """For those who work on the content of a portal."""

    header_icon = "doc-full"

    def has_permission(self) -> bool:
        return scope_of_request(self.request).works_somewhere

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return []

    @cached_property
    def records(self) -> tuple[PortalRecord, ...]:
        return scope_of_request(self.request).content_records

    def saved_filters(self) -> QuerySet[SavedFilter]:
        """Return the filters of the person, of portals where the person still works."""
        return SavedFilter.objects.for_portals([record.id for record in self.records]).filter(user=self.request.user.pk)


class ItemListView(ItemsBaseView, AdminListView):
    """All items, what was written last first."""

    page_title = pgettext_lazy("admin menu", "Items")
    template_name = "adminsite/items.html"
    index_url_name = f"{NAMESPACE}:items"
    index_results_url_name = f"{NAMESPACE}:items_results"
    filterset_class = ItemFilterSet
    is_searchable = True
    default_ordering = "-latest_revision_created_at"
    table_classname = "listing listing--cards"
    verbose_name_plural = pgettext_lazy("of a portal", "items")

    def get_base_queryset(self) -> QuerySet[Page]:
        return items_of(self.request).select_related("owner", "content_type").prefetch_workflow_states()

    def search_queryset(self, queryset: QuerySet[Page]) -> QuerySet[Page]:
        if not self.is_searching:
            return queryset
        return queryset.filter(pk__in=found_by_words(self.search_query, self.request))

    def order_queryset(self, queryset: QuerySet[Page]) -> QuerySet[Page]:
        return super().order_queryset(queryset).order_by(self.ordering, "-pk")

    def get_table(self, object_list: Any) -> Table:
        self.sections = sections_of_items(list(object_list))
        return super().get_table(object_list)

    @cached_property
    def columns(self) -> list[BaseColumn]:
        columns: list[BaseColumn] = [
            BulkActionsCheckboxColumn("bulk_actions", obj_type="page"),
            TitleColumn(
                "title",
                label=_("Title"),
                accessor="get_admin_display_title",
                get_url=self.url_of,
                get_title_id=lambda item: f"page_{item.pk}_title",
                sort_key="title",
            ),
            CardColumn("state", label=_("State"), accessor=state_of),
            CardColumn("waiting", label=_("Waiting for"), accessor=turn_of),
            CardColumn("section", label=pgettext("of a portal", "Section"), accessor=self.section_of),
            CardColumn("type", label=_("Kind"), accessor=lambda item: item.page_type_display_name),
            CardColumn("owner", label=_("Author"), accessor=lambda item: str(item.owner or "")),
            DateColumn("latest_revision_created_at", label=_("Updated"), sort_key="latest_revision_created_at"),
        ]
        if len(self.records) > 1:
            columns.insert(3, CardColumn("portal", label=_("Portal"), accessor=_portal_of))
        return columns

    def section_of(self, item: Page) -> str:
        return self.sections.get(item.path[:SECTION_PATH_LENGTH], "") if item.depth > HOME_DEPTH + 1 else ""

    def url_of(self, item: Page) -> str | None:
        may_edit = item.permissions_for_user(self.request.user).can_edit()
        return reverse("wagtailadmin_pages:edit", args=[item.pk]) if may_edit else None

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        asked = self.request.GET.urlencode()
        # A filter is saved for one portal.
        if not self.is_filtering or portal_asked(self.request.GET, self.records) is None:
            return []
        address = f"{portal_url('save_filter')}?{asked}"
        return [HeaderButton(_("Save this filter"), url=address, icon_name="pick", priority=10)]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(*args, saved_filters=self.saved_filters(), **kwargs)


def _portal_of(item: Page) -> str:
    record = get_directory().for_path(item.path)
    return record.listed_name if record else ""


class SavedFilterForm(CleanTextMixin, forms.Form):
    """Ask for the name of a filter."""

    name = forms.CharField(
        label=gettext_lazy("name"), max_length=60, help_text=gettext_lazy("A filter of the same name is replaced.")
    )


class SaveFilterView(AdminFormMixin, ItemsBaseView):
    """Keep what the list is filtered by under a name."""

    form_class = SavedFilterForm
    page_title = gettext_lazy("Save this filter")
    introduction = (gettext_lazy("Only you see it. It stands above the list of items of the portal."),)

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"url": self.get_success_url(), "label": pgettext("admin menu", "Items")}]

    def form_valid(self, form: forms.Form) -> HttpResponse:
        record = portal_asked(self.request.GET, self.records)
        if record is None:
            form.add_error(None, _("Choose a portal in the filter of the list first: a filter belongs to one."))
            return self.form_invalid(form)
        portal = Portal.objects.get(pk=record.id)
        saved = save_filter(form.cleaned_data["name"], self.request.GET, portal=portal, by=self.request.user)
        return self.succeed(_("The filter “%(name)s” is saved.") % {"name": saved.name})

    def get_success_url(self) -> str:
        return f"{portal_url('items')}?{self.request.GET.urlencode()}"


class DeleteFilterView(AdminFormMixin, ItemsBaseView):
    """Delete a filter of one's own."""

    form_class = forms.Form
    page_title = gettext_lazy("Delete the filter")
    submit_label = gettext_lazy("Delete")

    @cached_property
    def saved(self) -> SavedFilter:
        return get_object_or_404(self.saved_filters(), pk=self.kwargs["filter_id"])

    def has_permission(self) -> bool:
        return super().has_permission() and bool(self.saved)

    def get_page_subtitle(self) -> str:
        return self.saved.name

    def form_valid(self, form: forms.Form) -> HttpResponse:
        name = self.saved.name
        delete_filter(self.saved, by=self.request.user)
        return self.succeed(_("The filter “%(name)s” is deleted.") % {"name": name})

    def get_success_url(self) -> str:
        return portal_url("items")
