"""Lists and reports of the admin as tables that people take away: the rows and columns that the list shows them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils.functional import cached_property
from django.utils.html import strip_tags
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.ui.tables import Column, Table
from wagtail.admin.viewsets.pages import page_viewset_registry
from wagtail.models import Page

from adminsite.audit import record_list_export
from adminsite.guard import may_reach
from adminviews.exports import exported_table
from adminviews.forms.text import TableExportForm
from adminviews.request_cache import keep_answers
from formats.batches import batched
from members.access.scope import scope_of_request
from members.views.base import AdminFormMixin, AdminView
from sites.directory import get_directory

if TYPE_CHECKING:
    from wagtail.admin.views.generic.base import BaseListingView

    from adminsite.views.explorer import ExplorerView

# Rows that are read at a time.
CHUNK: Final = 200


class ListExportView(AdminFormMixin, AdminView):
    """Export a list, narrowed as it was shown; the purpose is recorded.

    The list answers itself who may see which rows: its view is set up with this request, and asked.
    """

    form_class = TableExportForm
    page_title = gettext_lazy("Export a list")
    submit_label = gettext_lazy("Export")
    header_icon = "download"

    def has_permission(self) -> bool:
        return self.listing is not None and self.listing.has_permission()

    @cached_property
    def listing(self) -> Any:
        """The view of the list by the name of its address; None where there is none that is exported, or the guard
        keeps it from the person."""
        try:
            match = resolve(reverse(self.kwargs["name"]))
        except (NoReverseMatch, Resolver404):
            return None
        view_class = getattr(match.func, "view_class", None)
        if not getattr(view_class, "is_exported", False) or not may_reach(self.request, match.view_name):
            return None
        view: BaseListingView = view_class(**match.func.view_initkwargs)
        view.setup(self.request)
        return view

    @cached_property
    def rows(self) -> Any:
        """All rows of the list as it is filtered."""
        return self.listing.get_queryset_to_export()

    @property
    def is_understood(self) -> bool:
        return not self.listing.filters or self.listing.filters.is_valid()

    def get_list_title(self) -> str:
        return str(self.listing.get_page_title())

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"url": self.get_success_url(), "label": self.get_list_title()}]

    def get_page_subtitle(self) -> str:
        return self.get_list_title()

    def get_introduction(self) -> list[str]:
        if not self.is_understood:
            return [_("The filter cannot be understood: go back and correct it.")]
        count = self._count()
        return [ngettext("%(count)d row is exported.", "%(count)d rows are exported.", count) % {"count": count}]

    def form_valid(self, form: TableExportForm) -> HttpResponse:
        if not self.is_understood:
            return self.form_invalid(form)
        title = self.get_list_title()
        asked = {name: value for name, value in self.request.GET.items() if value}
        record_list_export(
            title, self._counts(), by=self.request.user, at=self.now, reason=form.cleaned_data["reason"], asked=asked
        )
        keep_answers(self.request.user)
        return exported_table(form, f"{slugify(title) or 'list'}-{self.today:%Y-%m-%d}", self._table())

    def get_success_url(self) -> str:
        asked = self.request.GET.urlencode()
        return str(self.listing.index_url) + (f"?{asked}" if asked else "")

    def _count(self) -> int:
        return self.rows.count() if isinstance(self.rows, QuerySet) else len(self.rows)

    def _counts(self) -> dict[int | None, int]:
        """The number of rows by portal. Rows that do not say of which portal they are count on each where the person
        works; in the record of the city all do, if the person reads those of every portal."""
        scope = scope_of_request(self.request)
        found: dict[int | None, int] = _by_portal(self.rows)
        if self.supervises or scope.everything or scope.all_content:
            found[None] = self._count()
        elif not found:
            found = dict.fromkeys(scope.portal_ids | (self.supervised or frozenset()), self._count())
        return found

    def _table(self) -> Iterator[list[object]]:
        head: list[object] | None = None
        rows = self.rows.iterator(chunk_size=CHUNK) if isinstance(self.rows, QuerySet) else iter(self.rows)
        for chunk in batched(rows, CHUNK):
            table: Table = self.listing.get_table_to_export(chunk)
            columns = [column for column in table.columns.values() if isinstance(column, Column)]
            if head is None:
                head = [str(column.label) for column in columns]
                yield head
            for row in table.data:
                yield [_plain(column.get_value(row)) for column in columns]
        if head is None:
            yield [_("No rows")]


class LevelExportView(ListExportView):
    """Export one level of the explorer, or what a search finds below a page."""

    @cached_property
    def listing(self) -> Any:
        """The explorer at a page of the person; None elsewhere."""
        explorer = page_viewset_registry.get_by_type(Page).index_view
        view: ExplorerView = explorer.view_class(**explorer.view_initkwargs)
        view.setup(self.request)
        # Who has no part in the tree has no place where it begins.
        reads_pages = view.user_has_any_permission(view.any_permission_required)
        return view if reads_pages and view.open_level(self.kwargs["parent_page_id"]) is None else None

    def has_permission(self) -> bool:
        return self.listing is not None

    def get_list_title(self) -> str:
        page = self.listing.parent_page
        if page.is_root():
            return super().get_list_title()
        return _("Pages below “%(title)s”") % {"title": page.get_admin_display_title()}


def _by_portal(rows: Any) -> dict[int | None, int]:
    """The number of rows of each portal; nothing of rows that have none."""
    if not isinstance(rows, QuerySet):
        return {}
    if issubclass(rows.model, Page):
        records = map(get_directory().for_path, rows.order_by().values_list("path", flat=True))
        return dict(Counter(record.id for record in records if record is not None))
    try:
        rows.model._meta.get_field("portal")
    except FieldDoesNotExist:
        return {}
    return dict(rows.order_by().values_list("portal").annotate(Count("pk")).iterator())


def _plain(value: object) -> object:
    """A value as a cell holds it: numbers and days as such, text without markup."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if value is None or isinstance(value, (int, float, date, datetime)):
        return value
    text = str(value)
    return strip_tags(text) if hasattr(value, "__html__") else text
