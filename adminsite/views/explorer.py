"""Wagtail's explorer in few queries: it reads what a level shows and no more. Apps above add columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import PageStatusSidePanel
from wagtail.admin.ui.tables import BaseColumn, Column, Table
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.models import Locale, Page
from wagtail.query import PageQuerySet

from adminsite.views.header_buttons import HeaderButtonsMixin
from members.views.base import ExportableMixin, portal_url


@dataclass(frozen=True, slots=True)
class ExplorerColumn:
    """A column that an app above adds to lists of the explorer.

    Attributes:
        fill: reads what the column shows of all rows, by one query, and keeps it on them.
        is_shown: whether the level below a page has this column.
    """

    column: Column
    fill: Callable[[Sequence[Page]], None]
    is_shown: Callable[[Page], bool]


_columns: list[ExplorerColumn] = []


def register_explorer_column(column: ExplorerColumn) -> None:
    """Show a column before that of the type of a page."""
    _columns.append(column)


class StatusWithoutUsage(PageStatusSidePanel):
    """The state of the page whose level is shown. How often it is linked to is on its own screen."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.usage_url = None


# Of the table that is taken away: Wagtail's columns of the same names are drawn by templates.
TITLE = Column("title", label=gettext_lazy("Title"), accessor="get_admin_display_title")
UPDATED = Column("latest_revision_created_at", label=gettext_lazy("Updated"))
TYPE = Column("type", label=gettext_lazy("Type"), accessor="page_type_display_name")
STATUS = Column("status_string", label=gettext_lazy("Status"))


class ExplorerView(ExportableMixin, HeaderButtonsMixin, ExplorableIndexView):
    """One level of the tree. Rows are of their own types, but read as pages: a list shows no field of a type."""

    # Wagtail reads the parents of all rows for this column, which its explorer then leaves out.
    base_columns = [column for column in ExplorableIndexView.base_columns if column.name != "parent"]

    def get(self, request: HttpRequest, parent_page_id: int | None = None) -> HttpResponse:
        """Wagtail's, with the page read once and its state with it."""
        if (elsewhere := self.open_level(parent_page_id)) is not None:
            return redirect(self.index_url_name, elsewhere.pk)
        return super(ExplorableIndexView, self).get(request)

    def open_level(self, parent_page_id: int | None) -> Page | None:
        """Read the page whose level is shown. Returns the page with which the person's tree begins instead where it is
        not part of that."""
        request = self.request
        root_page: Page = self.permission_policy.explorable_root_instance(request.user)
        pages = self._with_states(Page.objects.all())
        page = get_object_or_404(pages, pk=parent_page_id) if parent_page_id else pages.get(depth=1)
        self._fill([page])
        if not (page.pk == root_page.pk or page.is_descendant_of(root_page)):
            return root_page
        self.parent_page = page
        self.scheduled_page = page.get_scheduled_revision_as_object() if page.approved_schedule else None
        self.permissions = page.permissions_for_user(request.user)
        # Nobody may set a restriction (`home.permissions`), so no row shows one.
        request.all_page_view_restriction_paths = ()  # read by Wagtail's tag
        self.locale = None if page.is_root() else page.locale
        self.translations = [] if page.is_root() else self.get_translations()
        return None

    def annotate_queryset(self, pages: PageQuerySet) -> PageQuerySet:
        return self._with_states(pages).annotate_site_root_state()

    def _with_states(self, pages: PageQuerySet) -> PageQuerySet:
        """Pages of their own types in one query, with what lists and buttons ask of each of them."""
        pages = pages.specific(defer=True).prefetch_workflow_states()
        return pages.annotate_has_untranslated_locale().annotate_approved_schedule()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        self._fill(context["object_list"])
        for one in self._further:
            one.fill(context["object_list"])
        return context

    @cached_property
    def _further(self) -> list[ExplorerColumn]:
        return [one for one in _columns if one.is_shown(self.parent_page)]

    @cached_property
    def explorable_columns(self) -> list[BaseColumn]:
        columns: list[BaseColumn] = list(super().explorable_columns)
        place = next((number for number, column in enumerate(columns) if column.name == "type"), len(columns))
        columns[place:place] = [one.column for one in self._further]
        return columns

    def get_export_url(self) -> str:
        return portal_url("export_level", self.parent_page.pk)

    def get_queryset_to_export(self) -> PageQuerySet:
        rows = self.get_queryset()
        if isinstance(rows, PageQuerySet):
            return rows
        # What a search found is no query: the same pages, in the order of the tree.
        return self.annotate_queryset(Page.objects.filter(pk__in=[page.pk for page in rows]))

    def get_table_to_export(self, rows: list[Page]) -> Table:
        self._fill(rows)
        for one in self._further:
            one.fill(rows)
        return Table([TITLE, UPDATED, *(one.column for one in self._further), TYPE, STATUS], rows)

    def _fill(self, pages: Any) -> None:
        """Give pages what is the same for many: their languages and types."""
        for page in pages:
            page.locale = self._locales[page.locale_id]
            page.content_type = ContentType.objects.get_for_id(page.content_type_id)

    @cached_property
    def _locales(self) -> dict[int, Locale]:
        return {locale.pk: locale for locale in Locale.objects.all()}

    @cached_property
    def show_ordering_column(self) -> bool:
        """Whether pages can be dragged: where the person may move each of them. Wagtail asks only what the address
        says."""
        return bool(super().show_ordering_column) and bool(self.permissions.can_reorder_children())

    def get_side_panels(self) -> MediaContainer:
        if self.parent_page.is_root():
            return MediaContainer()
        panel = StatusWithoutUsage(
            self.parent_page,
            self.request,
            show_schedule_publishing_toggle=False,
            live_object=self.parent_page,
            scheduled_object=self.scheduled_page,
            locale=self.locale,
            translations=self.translations,
        )
        return MediaContainer([panel])
