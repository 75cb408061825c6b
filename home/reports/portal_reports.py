"""Reports over portals: each person reads rows of the own portals, supervisors of those that they supervise; parts that
apps add."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import django_filters
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from adminviews.tables import CardColumn
from home.reports.periods import Period
from home.serving.addresses import PlainPage
from members.access.permissions import supervised_portals
from members.access.scope import scope_of_request
from members.views.base import AdminListView
from sites.directory import PortalRecord, get_directory
from sites.tree import below

if TYPE_CHECKING:
    from django.utils.functional import Promise


def readable_portals(request: HttpRequest) -> frozenset[int] | None:
    """Portals of whose content a person reads such lists: the own ones, and those that the person supervises; None: all
    of them."""
    supervised = supervised_portals(request.user, on=timezone.localdate())
    if request.user.is_superuser or supervised is None:
        return None
    return supervised | {record.id for record in scope_of_request(request).content_portals}


def may_read(request: HttpRequest) -> bool:
    """Whether there is any: for who works on the content of a portal, and for supervisors."""
    return readable_portals(request) != frozenset()


def readable_pages(request: HttpRequest) -> Q:
    """A condition on pages: those of such lists."""
    readable, scope = readable_portals(request), scope_of_request(request)
    if readable is None or scope.all_content:
        return Q() if readable is None else scope.pages()
    known = get_directory().by_id
    return below(known[key].container_path for key in readable if key in known and known[key].container_path)


class ReadableMenuItem(MenuItem):
    """Leads to such a list those who may read it."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_read(request)


class PortalOfPageFilter(django_filters.ChoiceFilter):
    """Pages of the portal that was chosen."""

    def filter(self, pages: QuerySet[Any], value: str) -> QuerySet[Any]:
        record = get_directory().by_id.get(int(value)) if value else None
        return pages.filter(path__startswith=record.container_path) if record else pages


class PortalFilterSet(WagtailFilterSet):
    """By portal; other portals than those that a person reads are not even named."""

    portal = django_filters.ChoiceFilter(
        label=gettext_lazy("Portal"), empty_label=pgettext_lazy("portal of an item", "All")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["portal"].extra["choices"] = [(record.id, record.listed_name) for record in self.portals()]

    def portals(self) -> list[PortalRecord]:
        """Those that are named."""
        readable = readable_portals(self.request)
        return [record for record in get_directory().records if readable is None or record.id in readable]


class PortalOfPageFilterSet(PortalFilterSet):
    """Filter by portal for lists whose rows are pages, of both languages."""

    portal = PortalOfPageFilter(label=gettext_lazy("Portal"), empty_label=pgettext_lazy("portal of an item", "All"))


class PortalReportView(AdminListView):
    """Such a list. Its rows are about pages: that of a row is its `page`, or the row itself."""

    table_classname = "listing listing--cards"

    @cached_property
    def readable(self) -> frozenset[int] | None:
        return readable_portals(self.request)

    def has_permission(self) -> bool:
        return self.readable != frozenset()

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return []

    def is_own(self, page: Page) -> bool:
        """Whether the person works on the portal of a page, and may know its drafts."""
        return scope_of_request(self.request).has_path(page.path)

    def read_at(self, page: Page) -> str | None:
        """Where citizens read a public page: whoever does not work on its portal is led there."""
        return (PlainPage.of(page).full_url or None) if page.live else None


def portal_column(
    record_of: Callable[[Any], PortalRecord | None] = lambda row: get_directory().by_id.get(row.portal_id),
) -> CardColumn:
    """The name of the portal of each row: of its key, where the list says nothing else."""

    def name_of(row: Any) -> str:
        record = record_of(row)
        return record.listed_name if record else ""

    return CardColumn("portal", label=_("Portal"), accessor=name_of)


# Takes keys of portals, the period and today; gives one number for each column, by portal. Those with nothing may be
# missing. A bounded number of queries.
CountOfPeriod = Callable[[Collection[int], Period, date], Mapping[int, Sequence[int]]]


@dataclass(frozen=True, slots=True)
class ReportPart:
    """One thing that is counted, in some columns.

    Attributes:
        note: what the numbers stand for, in a sentence.
    """

    heading: Promise
    columns: tuple[Promise, ...]
    count: CountOfPeriod
    note: Promise | str = ""


_parts: dict[str, ReportPart] = {}


def register_report_part(name: str, part: ReportPart) -> None:
    """Register what is counted. Registering a name again replaces it."""
    _parts[name] = part


def report_parts() -> list[ReportPart]:
    """All of them, in the order in which they were registered."""
    return list(_parts.values())
