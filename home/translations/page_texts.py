"""A page in one language, with the pieces that wagtail-localize finds in it (`extract_segments`)."""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import CharField, ForeignKey, TextField
from wagtail.models import Page
from wagtail_localize.fields import TranslatableField, get_translatable_fields
from wagtail_localize.segments import OverridableSegmentValue, StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from home.blocks.choosers import keys_alone
from home.models import BasePage
from home.translations.block_ids import Content


@dataclass(frozen=True)
class PageTexts:
    """A page in memory, with its translatable texts and choices."""

    page: BasePage
    values: list[Any]

    @classmethod
    def of(cls, page: BasePage, content: Content) -> PageTexts:
        instance = page_with_content(page, content)
        return cls(instance, segment_values_of(instance))

    @cached_property
    def strings(self) -> list[StringSegmentValue]:
        return [value for value in self.values if isinstance(value, StringSegmentValue)]

    @cached_property
    def by_path(self) -> dict[str, list[str]]:
        """Texts as they are stored, by their path."""
        return {path: [one.string.data for one in values] for path, values in strings_by_path(self.strings).items()}

    @cached_property
    def choices(self) -> dict[str, Any]:
        """Keys of pictures, files and pages, and addresses, by their path."""
        return {value.path: value.data for value in self.values if isinstance(value, OverridableSegmentValue)}


def strings_by_path(values: Iterable[StringSegmentValue]) -> dict[str, list[StringSegmentValue]]:
    found: dict[str, list[StringSegmentValue]] = defaultdict(list)
    for value in values:
        found[value.path].append(value)
    return found


def page_with_content(page: BasePage, content: Content) -> BasePage:
    """A copy of a page in memory with the texts, pictures and addresses of this content. Reads no row."""
    instance = copy.copy(page)
    for one in get_translatable_fields(type(page)):
        column = one.get_field(type(page))
        if column.concrete and not column.many_to_many and column.name in content:
            setattr(instance, column.attname, column.to_python(content[column.name]))
    return instance


def segment_values_of(page: BasePage) -> list[Any]:
    """The pieces that wagtail-localize finds in a page as it is in memory. Reads no row: choices are taken by key."""
    instance = copy.copy(page)
    for column in page._meta.concrete_fields:
        key = getattr(page, column.attname)
        if isinstance(column, ForeignKey) and column.target_field.primary_key and key is not None:
            row = column.related_model.from_db(None, [column.target_field.attname], [key])
            column.set_cached_value(instance, row)
    with keys_alone():
        return list(extract_segments(instance))


def translated_text_fields(model: type[Page]) -> list[str]:
    """Columns of plain text that are translated."""
    return [
        one.field_name
        for one in get_translatable_fields(model)
        if isinstance(one.get_field(model), (CharField, TextField)) and isinstance(one, TranslatableField)
    ]
