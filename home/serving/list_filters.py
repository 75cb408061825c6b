"""By what the list of a section can be narrowed: the type of page, what is special to each, the field, the year."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, F, IntegerField, Q
from django.db.models.functions import Coalesce, ExtractYear
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.models import Page, get_page_models
from wagtail.query import PageQuerySet

from home.models import ContentPage, SubjectField

FIELD: Final = "linh-vuc"
YEAR: Final = "nam"
TYPE: Final = "loai-noi-dung"


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
        """How many of some pages have each value."""

    @abstractmethod
    def narrow(self, pages: PageQuerySet, value: str) -> PageQuerySet:
        """Those of some pages that have a value."""

    def labels(self, values: Iterable[str]) -> list[tuple[str, str]]:
        """Values with what readers call them, in the order in which they are shown."""
        return [(value, value) for value in sorted(values)]


class TypeFilter(Filter):
    """The type of page, where a section holds several."""

    parameter = TYPE

    def __init__(self) -> None:
        self.heading = _("Type of content")

    def counts(self, pages: PageQuerySet) -> dict[str, int]:
        rows = pages.order_by().values_list("content_type").annotate(Count("pk"))
        return {ContentType.objects.get_for_id(key).model: count for key, count in rows}

    def narrow(self, pages: PageQuerySet, value: str) -> PageQuerySet:
        return pages.filter(content_type__model=value)

    def labels(self, values: Iterable[str]) -> list[tuple[str, str]]:
        known = set(values)
        named = (
            (model._meta.model_name, capfirst(str(model._meta.verbose_name_plural))) for model in get_page_models()
        )
        return sorted((row for row in named if row[0] in known), key=lambda row: row[1])


class YearFilter(Filter):
    """The year that pages say they are of (`ContentPage.list_year`); else that of the first publication. The newest
    first."""

    parameter = YEAR

    def __init__(self, types: Sequence[type[ContentPage]] = ()) -> None:
        self.heading = _("Year")
        self.own = [model for model in types if model.list_year]

    def counts(self, pages: PageQuerySet) -> dict[str, int]:
        counts: Counter[int] = Counter()
        for rows in (self._others(pages), *(self._of(model, pages) for model in self.own)):
            counts.update(
                dict(rows.exclude(listed_year=None).values_list("listed_year").annotate(Count("pk")).order_by())
            )
        return {str(year): count for year, count in counts.items()}

    def narrow(self, pages: PageQuerySet, value: str) -> PageQuerySet:
        year = int(value)
        condition = Q(pk__in=self._others(pages).filter(listed_year=year).order_by().values("pk"))
        for model in self.own:
            condition |= Q(pk__in=self._of(model, pages).filter(listed_year=year).order_by().values("pk"))
        return pages.filter(condition)

    def _of(self, model: type[ContentPage], pages: PageQuerySet) -> Any:
        """Those of some pages that are of one type, with their year: its own, or of publication while it is empty."""
        column = model._meta.get_field(model.list_year)
        own = F(column.name) if isinstance(column, IntegerField) else ExtractYear(column.name)
        year = Coalesce(own, ExtractYear("first_published_at"), output_field=IntegerField())
        return model._default_manager.filter(page_ptr__in=pages).annotate(listed_year=year)

    def _others(self, pages: PageQuerySet) -> Any:
        types = ContentType.objects.get_for_models(*self.own).values()
        return pages.exclude(content_type__in=types).annotate(listed_year=ExtractYear("first_published_at"))

    def labels(self, values: Iterable[str]) -> list[tuple[str, str]]:
        return [(value, value) for value in sorted(values, reverse=True)]


class SubjectFilter(Filter):
    """The field (lĩnh vực) of a page."""

    parameter = FIELD
    needs_two = False

    def __init__(self, types: Sequence[type[ContentPage]]) -> None:
        self.heading = pgettext("subject field", "Field")
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
            rows = self._valued(model, name, pages).exclude(listed_value="")
            counts.update(dict(rows.values_list("listed_value").annotate(Count("pk")).order_by()))
        return dict(counts)

    def narrow(self, pages: PageQuerySet, value: str) -> PageQuerySet:
        condition = Q(pk__in=[])
        for model, name in self.columns.items():
            condition |= Q(pk__in=self._valued(model, name, pages).filter(listed_value=value).values("pk"))
        return pages.filter(condition)

    def _valued(self, model: type[ContentPage], name: str, pages: PageQuerySet) -> Any:
        """Those of some pages that are of one type, with what the column means today."""
        value = model.listed_value(name, on=timezone.localdate())
        return model._default_manager.filter(page_ptr__in=pages).annotate(listed_value=value)

    def labels(self, values: Iterable[str]) -> list[tuple[str, str]]:
        known = set(values)
        if self.names:
            return [(value, str(name)) for value, name in self.names.items() if value in known]
        return super().labels(known)


def filters_for(types: Sequence[type[Page]]) -> list[Filter]:
    """The filters that fit some types of pages, in the order in which they are shown."""
    classified = [model for model in types if issubclass(model, ContentPage)]
    columns: dict[str, dict[type[ContentPage], str]] = {}
    for model in classified:
        for parameter, name in model.list_filters.items():
            columns.setdefault(parameter, {})[model] = name
    own = [ColumnFilter(parameter, by_type) for parameter, by_type in columns.items()]
    of_type = [TypeFilter()] if len(types) > 1 else []
    further = [one for model in classified for one in model.further_filters()]
    return [*of_type, *own, *further, SubjectFilter(classified), YearFilter(classified)]


def narrowed(pages: PageQuerySet, filters: Iterable[Filter], chosen: dict[str, str]) -> PageQuerySet:
    """The pages that have what was chosen."""
    for one in filters:
        if one.parameter in chosen:
            pages = one.narrow(pages, chosen[one.parameter])
    return pages
