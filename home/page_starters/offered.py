"""Starters that a person is offered in a section."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.utils.html import escape
from django.utils.text import capfirst

from home.models import PageStarter
from home.page_starters.shipped import shipped_starters
from home.starter import filled
from sites.directory import get_directory

if TYPE_CHECKING:
    from home.models import ContentPage, SectionPage

# Fields that a starter fills.
FIELDS: Final = ("title", "lead", "body")


@dataclass(frozen=True, slots=True)
class Starter:
    """Title, text and values with which a new page begins.

    Attributes:
        key: names it in a form.
        name: in the list; of a board's, the title.
        values: of fields of its type.
        subject_field: slug of the field (4.2) under which its pages stand, unless changed.
        body: blocks of a page body, as they are stored.
        row: of the board; None: it ships with the project.
    """

    key: str
    name: str
    title: str
    page_type: type[ContentPage]
    lead: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    subject_field: str = ""
    body: Sequence[dict[str, Any]] = ()
    row: PageStarter | None = None

    @property
    def kind(self) -> str:
        """Name of the type of its pages."""
        return capfirst(str(self.page_type._meta.verbose_name))


def offered_starters(section: SectionPage, types: Iterable[type[ContentPage]]) -> list[Starter]:
    """Return the starters of pages of some types: those of the section's board, then those that ship.

    Args:
        types: that the person may add there (`home.editing.drafts.draft_types`).
    """
    by_label = {model._meta.label_lower: model for model in types}
    return [*_of_the_board(section, by_label), *_shipped(section, by_label)] if by_label else []


def _of_the_board(section: SectionPage, types: Mapping[str, type[ContentPage]]) -> Iterator[Starter]:
    record = get_directory().for_path(section.path)
    if record is None:
        return
    for row in PageStarter.objects.for_portal(record.id).filter(section=section.pk):
        if row.page_type in types:
            yield Starter(
                key=f"own-{row.pk}",
                name=row.title,
                title=row.title,
                page_type=types[row.page_type],
                lead=row.lead,
                body=row.body.get_prep_value(),
                row=row,
            )


def _shipped(section: SectionPage, types: Mapping[str, type[ContentPage]]) -> Iterator[Starter]:
    record = get_directory().for_path(section.path)
    if record is None or section.locale.language_code != settings.LANGUAGE_CODE:
        return
    fill = {"agency": record.governing_body_vi, "address": record.address, "phone": record.phone}
    for row in shipped_starters():
        if section.provides_id in row.provides and row.page_type in types:
            yield Starter(
                key=f"shipped-{row.code}",
                name=row.name,
                title=filled(row.title, fill),
                page_type=types[row.page_type],
                lead=filled(row.lead, fill),
                values=filled(row.values, fill),
                subject_field=row.subject_field,
                body=[_filled_block(block, fill) for block in row.body],
            )


def _filled_block(block: dict[str, Any], fill: Mapping[str, str]) -> dict[str, Any]:
    is_html = block["type"] == "paragraph"
    return filled(block, {name: escape(text) if is_html else text for name, text in fill.items()})
