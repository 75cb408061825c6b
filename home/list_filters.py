"""By what the list of a section can be narrowed: the field, what is special to the kinds of its pages, the year."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.db.models import Count, Q
from django.db.models.functions import ExtractYear
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.query import PageQuerySet

from home.models import ContentPage, SubjectField

FIELD: Final = "linh-vuc"
YEAR: Final = "nam"


class Filter(ABC):
    """One way to narrow a list of pages.

    Attributes:
        parameter: its name in addresses.
        needs_two: whether a single value is no choice, so that the filter is not shown.
    """

    parameter: str
    heading: str
    needs_two = True

    @abstractmethod
    def counts(self, pages: PageQuerySet) -> dict[str, int]:
        """How many of some pages have each value. One query for each type of page."""

    @abstractmethod
    def narrow(self, pages: PageQuerySet, value: str) -> PageQuerySet:
        """Those of some pages that have a value."""

    def labels(self, values: Iterable[str]) -> list[tuple[str, str]]:
        """Values with what readers call them, in the order in which they are shown."""
        return [(value, value) for value in sorted(values)]


class YearFilter(Filter):
    """The year of the first publication, the newest first."""

    parameter = YEAR

    def __init__(self) -> None:
        self.heading = _("Year")

    def counts(self, pages: PageQuerySet) -> dict[str, int]:
        published = pages.exclude(first_published_at=None).annotate(year=ExtractYear("first_published_at"))
        return {str(year): count for year, count in published.values_list("year").annotate(Count("pk")).order_by()}

    def narrow(self, pages: PageQuerySet, value: str) -> PageQuerySet:
        return pages.filter(first_published_at__year=int(value))

    def labels(self, values: Iterable[str]) -> list[tuple[str, str]]:
        return [(value, value) for value in sorted(values, reverse=True)]


class SubjectFilter(Filter):
    """The field (lĩnh vực) of a page."""

    parameter = FIELD
    needs_two = False

    def __init__(self, types: Sequence[type[ContentPage]]) -> None:
        self.heading = pgettext("lĩnh vực", "Field")
        self.types = types

    def counts(self, pages: PageQuerySet) -> dict[str, int]:
        counts: Counter[str] = Counter()
        for model in self.types:
            links = model.subject_fields.through.objects.filter(**{f"{model._meta.model_name}__in": pages})
            counts.update(dict(links.values_list("subjectfield__slug").annotate(Count("pk")).order_by()))
        return dict(counts)

    def narrow(self, pages: PageQuerySet, value: str) -> PageQuerySet:
        condition = Q(pk__in=[])
        for model in self.types:
            name = model._meta.model_name
            links = model.subject_fields.through.objects.filter(**{f"{name}__in": pages}, subjectfield__slug=value)
            condition |= Q(pk__in=links.values(f"{name}_id"))
        return pages.filter(condition)

    def labels(self, values: Iterable[str]) -> list[tuple[str, str]]:
        known = list(values)
        return [(row.slug, row.name) for row in SubjectField.objects.filter(slug__in=known)] if known else []


class ColumnFilter(Filter):
    """A column that several types of pages have, of choices or of words."""

    def __init__(self, parameter: str, columns: dict[type[ContentPage], str]) -> None:
        self.parameter, self.columns = parameter, columns
        fields = [model._meta.get_field(name) for model, name in columns.items()]
        self.heading = capfirst(str(fields[0].verbose_name))
        self.names: dict[Any, Any] = {}
        for field in fields:
            self.names |= dict(field.choices or ())

    def counts(self, pages: PageQuerySet) -> dict[str, int]:
        counts: Counter[str] = Counter()
        for model, name in self.columns.items():
            rows = model._default_manager.filter(page_ptr__in=pages).exclude(**{name: ""})
            counts.update(dict(rows.values_list(name).annotate(Count("pk")).order_by()))
        return dict(counts)

    def narrow(self, pages: PageQuerySet, value: str) -> PageQuerySet:
        condition = Q(pk__in=[])
        for model, name in self.columns.items():
            condition |= Q(pk__in=model._default_manager.filter(**{name: value}, page_ptr__in=pages).values("pk"))
        return pages.filter(condition)

    def labels(self, values: Iterable[str]) -> list[tuple[str, str]]:
        known = set(values)
        if self.names:
            return [(value, str(name)) for value, name in self.names.items() if value in known]
        return super().labels(known)


def filters_for(types: Sequence[type[ContentPage]]) -> list[Filter]:
    """The filters that fit some types of pages, in the order in which they are shown."""
    columns: dict[str, dict[type[ContentPage], str]] = {}
    for model in types:
        for parameter, name in model.list_filters.items():
            columns.setdefault(parameter, {})[model] = name
    own = [ColumnFilter(parameter, by_type) for parameter, by_type in columns.items()]
    return [*own, SubjectFilter(types), YearFilter()]


def narrowed(pages: PageQuerySet, filters: Iterable[Filter], chosen: dict[str, str]) -> PageQuerySet:
    """The pages that have what was chosen."""
    for one in filters:
        if one.parameter in chosen:
            pages = one.narrow(pages, chosen[one.parameter])
    return pages
