"""Filters of Wagtail's lists and reports that name people and portals: own ones only.

Wagtail fills them from every row there is. Where a person sees many portals, people are typed instead of listed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import django_filters
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet, Value
from django.forms import CheckboxSelectMultiple, RadioSelect, Select
from django.http import HttpRequest
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.filters import ContentTypeFilter, LocaleFilter, MultipleUserFilter, WagtailFilterSet
from wagtail.admin.views.pages.history import PageHistoryFilterSet
from wagtail.admin.views.pages.listing import EditedByFilter, GenericPageFilterSet
from wagtail.admin.views.reports.audit_logging import SiteHistoryReportFilterSet
from wagtail.admin.views.reports.locked_pages import LockedPagesReportFilterSet
from wagtail.admin.views.reports.workflows import WorkflowReportFilterSet
from wagtail.coreutils import get_content_languages
from wagtail.log_actions import registry as log_actions
from wagtail.models import Page, PageLogEntry

from accounts.models import User
from adminsite.visible_rows import (
    actors,
    editors,
    is_of_few_portals,
    lockers,
    owners,
    sorted_logs,
    submitters,
    visible_entries,
)
from adminviews.request_cache import cached_for_request
from formats.vietnamese.text import sort_key
from members.access.display_names import named_people
from members.access.people import find_people
from members.access.scope import scope_of_request
from sites.directory import get_directory

People = Callable[[HttpRequest], QuerySet[User]]


class TypedPersonFilter(django_filters.CharFilter):
    """People whose name holds the words that were typed, wherever the other filter of that name looks for people."""

    def __init__(self, *, chosen: django_filters.Filter, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.chosen, self.people = chosen, people

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        if not value:
            return qs
        people = find_people(self.people, value)
        if isinstance(self.chosen, EditedByFilter):
            return self.chosen.filter(qs, people)
        return qs.filter(**{f"{self.field_name}__in": people})


class PortalFilter(django_filters.ChoiceFilter):
    """Pages of one portal, both languages: the value is the place of its container in the tree."""

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        return qs.filter(path__startswith=value) if value else qs


def portal_choices(request: HttpRequest) -> list[tuple[str, str]]:
    """The person's portals, by name."""
    scope = scope_of_request(request)
    portals = [portal for portal in get_directory().records if scope.has_path(portal.container_path or None)]
    return [
        (portal.container_path, portal.listed_name) for portal in sorted(portals, key=lambda each: sort_key(each.name))
    ]


def portal_filter(request: HttpRequest, kind: type[django_filters.ChoiceFilter] = PortalFilter) -> Any:
    return kind(
        label=gettext_lazy("Portal"),
        choices=portal_choices(request),
        empty_label=pgettext_lazy("portals", "All"),
        widget=Select,
    )


class ScopedPeopleMixin:
    """A filter set whose filters of people are limited to those who worked on own rows."""

    own_people: Mapping[str, People] = {}
    filters: dict[str, Any]
    request: HttpRequest

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.limit_people()

    def limit_people(self) -> None:
        for name, people in self.own_people.items():
            chosen = self.filters[name]
            if is_of_few_portals(self.request):
                # Whoever is offered is named: it need not be asked of each.
                chosen.queryset = people(self.request).annotate(is_named=Value(True))
            else:
                self.filters[name] = self._typed(name, chosen)

    def _typed(self, name: str, chosen: django_filters.Filter) -> TypedPersonFilter:
        typed = TypedPersonFilter(
            chosen=chosen,
            people=named_people(self.request),
            field_name=chosen.field_name or name,
            label=chosen.label,
        )
        typed.parent, typed.model = self, chosen.model
        return typed


class ScopedPageFilterSet(ScopedPeopleMixin, GenericPageFilterSet):
    """For the explorer and the list of pages of one type."""

    own_people = {"owner": owners, "edited_by": editors}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["has_child_pages"].method = "filter_by_child_pages"
        del self.filters["site"]
        if len(portal_choices(self.request)) > 1:
            self.filters["site"] = portal_filter(self.request)

    def filter_by_child_pages(self, pages: QuerySet[Page], name: str, value: str) -> QuerySet[Page]:
        """By keys: the number of child pages is no field by which a search can be narrowed, and Wagtail's filter fails
        beside one."""
        own = Page.objects.order_by().filter(scope_of_request(self.request).pages())
        wanted = own.filter(numchild=0) if value == "false" else own.filter(numchild__gt=0)
        return pages.filter(pk__in=wanted.values_list("pk", flat=True))

    def _add_locale_filter(self) -> None:
        # Wagtail 8.0: private; reads which languages exist. Here all do: without this method it is one query more.
        self.filters["locale"] = LocaleFilter(
            label=gettext_lazy("Language"),
            choices=list(get_content_languages().items()),
            empty_label=None,
            null_label=pgettext_lazy("languages", "All"),
            null_value=None,
            widget=RadioSelect,
        )


class ScopedLockedPagesFilterSet(ScopedPeopleMixin, LockedPagesReportFilterSet):
    own_people = {"locked_by": lockers}
    locked_by = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Locked by"), empty_label=gettext_lazy("Anyone"), queryset=User.objects.none()
    )

    class Meta(LockedPagesReportFilterSet.Meta):
        pass


class ScopedReviewsFilterSet(ScopedPeopleMixin, WorkflowReportFilterSet):
    own_people = {"requested_by": submitters}
    requested_by = django_filters.ModelChoiceFilter(label=gettext_lazy("Requested by"), queryset=User.objects.none())

    class Meta(WorkflowReportFilterSet.Meta):
        pass


class ScopedHistoryFilterSet(ScopedPeopleMixin, SiteHistoryReportFilterSet):
    """For the log of a whole portal: kinds, actions and people that occur in entries about own rows."""

    own_people = {"user": actors}
    user = MultipleUserFilter(label=gettext_lazy("User"), widget=CheckboxSelectMultiple, queryset=User.objects.none())
    object_type = ContentTypeFilter(
        label=gettext_lazy("Type"), method="filter_object_type", queryset=lambda request: own_kinds(request)
    )

    class Meta:
        model = PageLogEntry
        fields: tuple[str, ...] = ()

    def get_action_choices(self) -> list[Any]:
        found = {action for _log, action, _kind in what_own_entries_tell(self.request)}
        return [choice for choice in log_actions.get_choices() if choice[0] in found]

    def get_users_queryset(self) -> QuerySet[User]:
        """Nobody: Wagtail asks whether there is anybody and takes the filter away, which a query less decides below."""
        self.of_people = self.filters["user"]
        return User.objects.none()

    def limit_people(self) -> None:
        self.filters["user"] = self.of_people
        super().limit_people()


class ScopedPageHistoryFilterSet(PageHistoryFilterSet):
    """For the log of one page."""

    def get_users_queryset(self) -> QuerySet[User]:
        return super().get_users_queryset().filter(pk__in=named_people(self.request).values("pk"))


def own_kinds(request: HttpRequest) -> QuerySet[ContentType]:
    """Kinds of rows that entries about own rows speak of; all types of pages are one."""
    page = ContentType.objects.get_for_model(Page).pk
    told = what_own_entries_tell(request)
    kinds = {page if issubclass(log, PageLogEntry) else kind for log, _action, kind in told}
    return ContentType.objects.filter(pk__in=[kind for kind in kinds if kind is not None]).order_by("model")


def what_own_entries_tell(request: HttpRequest) -> frozenset[tuple[Any, str, int | None]]:
    """Log, action and kind of thing of entries about own rows."""

    def ask() -> frozenset[tuple[Any, str, int | None]]:
        found: set[tuple[Any, str, int | None]] = set()
        for log in sorted_logs():
            kinds = visible_entries(log, request).order_by().values_list("action", "content_type").distinct()
            found |= {(log, action, kind) for action, kind in kinds}
        return frozenset(found)

    return cached_for_request(request.user, "what own entries tell", ask)


class ChoiceToReadFilter(django_filters.ChoiceFilter):
    """Leaves the rows as they are: the report reads what was chosen and counts by it."""

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        return qs


class PageTypesFilterSet(WagtailFilterSet):
    """For the report that counts pages of each type."""

    page_locale = ChoiceToReadFilter(
        label=gettext_lazy("Language"),
        choices=lambda: list(get_content_languages().items()),
        empty_label=pgettext_lazy("languages", "All"),
        widget=Select,
    )

    class Meta:
        model = ContentType
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(portal_choices(self.request)) > 1:
            self.filters["site"] = portal_filter(self.request, ChoiceToReadFilter)
