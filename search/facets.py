"""Links by which a reader narrows hits, and takes a choice back: each says how many hits a click gives, if all were
counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from django.apps import apps
from django.db.models import Value
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from deadlines.models import InformationCategory
from home.models import SubjectField
from home.serving.listing import Facet, FacetGroup
from home.serving.search_facts import SearchState, document_types
from qa.models import QuestionTopic
from search.filters import PARAMETERS, SORT, Filters, Sort

if TYPE_CHECKING:
    from sites.directory import Directory, PortalRecord

# Values of one way that are offered; chosen ones besides.
MOST_VALUES: Final = 12


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that was chosen, and the address without it."""

    heading: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Filters and order of one search, for its page.

    Attributes:
        asked: what the address says besides: the words and where to search.
        portal: that is read; it comes first among the portals.
    """

    filters: Filters
    sort: Sort
    asked: Mapping[str, str]
    directory: Directory
    portal: PortalRecord

    def groups(self, counts: Mapping[str, Mapping[Any, int | None]], labels: _Labels) -> list[FacetGroup]:
        """Ways to narrow that leave a choice, with their values."""
        groups = (self._group(dimension, counts.get(dimension, {}), labels) for dimension in PARAMETERS)
        return [group for group in groups if group.facets]

    def choices(self, labels: _Labels) -> list[Choice]:
        """Values that were chosen, in the order of the groups; the period last."""
        return [Choice(heading, label, self.url(rest)) for heading, label, rest in _chosen(self.filters, labels)]

    def url(self, filters: Filters, sort: Sort | None = None) -> str:
        """Address of the first page of hits with other filters, or in another order."""
        return "?" + urlencode(self.parameters(filters, sort))

    def parameters(self, filters: Filters, sort: Sort | None = None) -> list[tuple[str, str]]:
        """Names and values of such an address."""
        sort = sort or self.sort
        sorting = [(SORT, sort.value)] if sort != Sort.RELEVANCE else []
        return [*self.asked.items(), *filters.parameters(self.directory), *sorting]

    def _group(self, dimension: str, counts: Mapping[Any, int | None], labels: _Labels) -> FacetGroup:
        chosen = self.filters.chosen(dimension)
        values = self._values(dimension, {**dict.fromkeys(chosen, 0), **counts}, labels)
        facets = [
            Facet(
                labels.of(dimension, value),
                counts.get(value, 0),
                self.url(self.filters.with_only(dimension, value)),
                value in chosen,
            )
            for value in values
        ]
        is_choice = len(facets) > 1 or bool(chosen)
        clear_url = self.url(self.filters.with_only(dimension))
        return FacetGroup(headings()[dimension], tuple(facets) if is_choice else (), clear_url)

    def _values(self, dimension: str, counts: Mapping[Any, int | None], labels: _Labels) -> list[Any]:
        """Values with the most hits, in the order in which they are read: years the newest first, the portal that is
        read before others, else by hits, as they come."""
        chosen = self.filters.chosen(dimension)
        here = self.portal.id if dimension == "portal_ids" else None
        most = sorted(counts, key=lambda one: one not in chosen and one != here)[:MOST_VALUES]
        if dimension == "years":
            return sorted(most, reverse=True)
        return sorted(most, key=lambda one: (one != here, -(counts[one] or 0), labels.of(dimension, one)))


def _chosen(filters: Filters, labels: _Labels) -> Iterator[tuple[str, str, Filters]]:
    """Values that were chosen, in the order of the groups, the period last: heading, label, and filters without it."""
    for dimension in PARAMETERS:
        chosen = filters.chosen(dimension)
        for value in chosen:
            rest = filters.with_only(dimension, *(one for one in chosen if one != value))
            yield headings()[dimension], labels.of(dimension, value), rest
    for heading, name in ((_("Published from"), "since"), (_("Published until"), "until")):
        if (day := getattr(filters, name)) is not None:
            without: dict[str, Any] = {name: None}
            yield heading, date_format(day, "SHORT_DATE_FORMAT"), replace(filters, **without)


def in_words(filters: Filters, directory: Directory) -> str:
    """Filters as a part of a sentence in the active language; empty where they are not."""
    labels = labels_for(directory, {}, filters)
    return "; ".join(f"{heading}: {label}" for heading, label, _rest in _chosen(filters, labels))


def headings() -> dict[str, str]:
    """Names of the ways to narrow, in the active language."""
    return {
        "kinds": _("Type of content"),
        "portal_ids": _("Portal"),
        "topics": pgettext("subject field", "Field"),
        "categories": _("Category of information"),
        "years": _("Year"),
        "document_types": _("Type of document"),
        "issuers": pgettext("search", "Agency or body"),
        "states": pgettext("search", "State"),
    }


class _Labels:
    """Names of values in the active language; read in one query."""

    def __init__(self, directory: Directory, topics: set[str], categories: set[str]) -> None:
        self._directory = directory
        self._names: dict[tuple[str, str], str] = {}
        column = "name_en" if get_language() == "en" else "name_vi"
        tables = (
            ("topics", QuestionTopic.objects.filter(code__in=topics), "code"),
            ("topics", SubjectField.objects.filter(slug__in=topics), "slug"),
            ("categories", InformationCategory.objects.filter(code__in=categories), "code"),
        )
        rows = [
            rows.order_by().annotate(of=Value(dimension)).values_list("of", key, column)
            for dimension, rows, key in tables
        ]
        if topics or categories:
            first, *others = rows
            self._names = {(dimension, code): name for dimension, code, name in first.union(*others, all=True)}

    def of(self, dimension: str, value: Any) -> str:
        """Name of a value."""
        if dimension == "portal_ids":
            return self._directory.by_id[value].listed_name
        if dimension == "kinds":
            return kind_name(value)
        if dimension == "states":
            return str(SearchState(value).label) if value in SearchState.values else str(value)
        if dimension == "document_types":
            return capfirst(str(document_types().get(value, value)))
        return self._names.get((dimension, str(value)), str(value))


def labels_for(directory: Directory, counts: Mapping[str, Mapping[Any, int | None]], filters: Filters) -> _Labels:
    """Names of what was counted or chosen."""
    topics, categories = ({*counts.get(name, ()), *filters.chosen(name)} for name in ("topics", "categories"))
    return _Labels(directory, topics, categories)


def kind_name(kind: str) -> str:
    """Name of a kind of page, in the plural."""
    try:
        return capfirst(str(apps.get_model(kind)._meta.verbose_name_plural))
    except LookupError:  # a type of page that was removed since
        return kind
