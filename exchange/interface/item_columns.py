"""What answers say of an item: of every one the same, and the facts of its kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any, Final

from bs4 import BeautifulSoup
from django.conf import settings
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from exchange.interface.columns import Column, ValueType, answer_of, column_of
from exchange.interface.items import Item
from exchange.interface.kinds import KINDS, Kind
from formats.vietnamese.text import writable
from information.enums import ChannelKind
from information.models import DocumentPage, DraftPage

FILE_PARTS: Final = (
    Column("title", ValueType.TEXT, _("Title"), lambda file: file["title"]),
    Column("url", ValueType.ADDRESS, _("Address"), lambda file: file["url"]),
    Column("format", ValueType.TEXT, _("Format of the file"), lambda file: file["format"]),
)
CHANNEL_PARTS: Final = (
    Column("kind", ValueType.CODE, _("Kind of channel"), lambda one: one["kind"], choices=tuple(ChannelKind.choices)),
    Column("name", ValueType.TEXT, _("Name"), lambda one: one["name"]),
    Column("url", ValueType.ADDRESS, _("Address"), lambda one: one.get("url") or ""),
    Column("contact", ValueType.TEXT, _("Number or mailbox"), lambda one: one.get("contact") or ""),
    Column("decision", ValueType.TEXT, _("Decision that approved it"), lambda one: one.get("decision") or ""),
)
ENTRY_PARTS: Final = (
    Column("name", ValueType.TEXT, _("Name of the information"), lambda one: one["name"]),
    Column("number", ValueType.TEXT, _("Number and symbol"), lambda one: one.get("number") or ""),
    Column("day", ValueType.DAY, _("Day of the information"), lambda one: one.get("day"), may_be_empty=True),
    Column("form", ValueType.TEXT, _("Form of disclosure"), lambda one: one.get("form") or ""),
    Column("disclosed", ValueType.DAY, _("Disclosed on"), lambda one: one.get("disclosed"), may_be_empty=True),
    Column("period", ValueType.TEXT, _("How long"), lambda one: one.get("period") or ""),
    Column("url", ValueType.ADDRESS, _("Address"), lambda one: one.get("url") or ""),
)
FIGURES_PARTS: Final = (
    Column("title", ValueType.TEXT, _("Title"), lambda one: one["title"]),
    Column("unit", ValueType.TEXT, _("Unit"), lambda one: one["unit"]),
    Column("note", ValueType.TEXT, _("Note"), lambda one: one["note"]),
    Column("url", ValueType.ADDRESS, _("Address of the numbers, as CSV"), lambda one: one["url"]),
)


def _figures(name: str) -> Any:
    def figures(item: Item) -> list[dict[str, str]]:
        page = item.page
        return [
            {
                "title": (block["value"]["table"] or {}).get("table_caption") or "",
                "unit": block["value"].get("unit") or "",
                "note": block["value"].get("note") or "",
                "url": f"{page.full_url}{page.reverse_subpage('csv', args=[number])}",
            }
            for number, block in enumerate(getattr(page, name).raw_data, start=1)
        ]

    return figures


def _files(name: str) -> Any:
    def files(item: Item) -> list[dict[str, str]]:
        return [
            {
                "title": block["value"].get("title") or document.title,
                "url": f"{item.portal.root_url}{document.url}",
                "format": PurePosixPath(document.file.name).suffix.lstrip(".").lower(),
            }
            for block in getattr(item.page, name).raw_data
            if (document := item.documents.get(int(block["value"].get("document") or 0))) is not None
        ]

    return files


def _blocks(name: str) -> Any:
    return lambda item: [block["value"] for block in getattr(item.page, name).raw_data]


# Streams that are given, with the columns of what they hold.
_STREAMS: Final = {
    "files": (_files, FILE_PARTS),
    "forms": (_files, FILE_PARTS),
    "results": (_files, FILE_PARTS),
    "channels": (_blocks, CHANNEL_PARTS),
    "entries": (_blocks, ENTRY_PARTS),
    "figures": (_figures, FIGURES_PARTS),
}

# As readers see them: by their days as well.
_STATES: Final[dict[tuple[type[Any], str], Callable[[Item], Any]]] = {
    (DocumentPage, "state"): lambda item: item.page.force_on(timezone.localdate()),
    (DraftPage, "state"): lambda item: item.page.state_on(timezone.localdate()),
}


def facts_of(kind: Kind) -> tuple[Column, ...]:
    """Columns of the facts of a kind, in their order."""
    return tuple(_fact(kind, name) for name in kind.facts)


def _fact(kind: Kind, name: str) -> Column:
    if name in _STREAMS:
        reader, parts = _STREAMS[name]
        label = kind.model._meta.get_field(name).verbose_name
        return Column(name, ValueType.OBJECTS, label, reader(name), parts=parts)
    column = column_of(kind.model, name, of=lambda item: item.page)
    if (read := _STATES.get((kind.model, name))) is not None:
        return replace(column, value=read, help="")
    return column


FACTS: Final = {kind.code: facts_of(kind) for kind in KINDS}

ITEM_COLUMNS: Final = (
    Column("id", ValueType.NUMBER, _("Number of the item; it never changes"), lambda item: item.page.pk),
    Column(
        "work",
        ValueType.TEXT,
        _("Key of the work: versions in other languages have the same"),
        lambda item: str(item.page.translation_key),
    ),
    Column("portal", ValueType.TEXT, _("Host of the portal"), lambda item: item.portal.host),
    Column(
        "kind",
        ValueType.CODE,
        _("Kind of item"),
        lambda item: item.kind.code,
        choices=tuple((kind.code, kind.model._meta.verbose_name) for kind in KINDS),
    ),
    Column("category", ValueType.CODE, _("Category of information; empty: none"), lambda item: item.category),
    Column("fields", ValueType.CODES, pgettext_lazy("subject field", "Fields"), lambda item: item.fields),
    Column(
        "language",
        ValueType.CODE,
        _("Language"),
        lambda item: item.page.language,
        choices=tuple(settings.LANGUAGES),
    ),
    Column("title", ValueType.TEXT, _("Title"), lambda item: writable(item.page.title)),
    Column("lead", ValueType.TEXT, _("Lead"), lambda item: writable(item.page.lead)),
    Column("url", ValueType.ADDRESS, _("Address"), lambda item: item.page.full_url or ""),
    Column(
        "source_agency", ValueType.TEXT, _("Source agency"), lambda item: getattr(item.page, "source_agency", "")
    ),
    Column("published_at", ValueType.MOMENT, _("First published"), lambda item: item.page.first_published_at),
    Column("updated_at", ValueType.MOMENT, _("Last published"), lambda item: item.page.last_published_at),
    Column(
        "day",
        ValueType.DAY,
        _("Day from which the time limit runs, such as that of the issue or of the event"),
        lambda item: getattr(item.page, "trigger_date", None),
        may_be_empty=True,
    ),
    Column(
        "facts",
        ValueType.OBJECT,
        _("Facts of the kind of item, listed below by kind"),
        lambda item: answer_of(item, FACTS[item.kind.code]),
        shape="facts",
    ),
)  # fmt: skip

# What is said of one item besides.
TEXT_COLUMN: Final = Column(
    "text",
    ValueType.TEXTS,
    _("Words of the body, paragraph by paragraph: running text, headings and notices"),
    lambda item: list(_texts(item)),
)
ONE_ITEM_COLUMNS: Final = (*ITEM_COLUMNS, TEXT_COLUMN)


# Where a line ends in rich text: words on both sides are two.
_LINES: Final = ("p", "li", "ul", "ol", "br", "hr")


def _texts(item: Item) -> Iterator[str]:
    """Running text, headings and notices alone: other blocks name persons, or show what is no text."""
    body = getattr(item.page, "body", None)
    for block in body.raw_data if body is not None else ():
        kind, value = block["type"], block["value"]
        if kind == "paragraph":
            yield from _words(value)
        elif kind == "heading":
            yield writable(value["text"])
        elif kind == "notice":
            yield writable(value["title"])
            yield from _words(value["text"])
        elif kind == "accordion":
            for entry in value.get("items", ()):
                # As Wagtail keeps entries of lists today, and as it kept them.
                inner = entry.get("value", entry)
                yield writable(inner["title"])
                yield from _words(inner["text"])


def _words(html: str) -> Iterator[str]:
    """Paragraphs and points of lists of a rich text, without their marks; a word that is bold in part stays one."""
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup.find_all(_LINES):
        tag.insert_before(" ")
        tag.insert_after(" ")
    for tag in soup.find_all(["p", "li"]):
        words = " ".join(tag.get_text().split())
        # The words of a list inside a point are the point's.
        if words and tag.find_parent("li") is None:
            yield writable(words)


def kind_name(kind: Kind) -> str:
    """What a kind is called in the active language."""
    return capfirst(str(kind.model._meta.verbose_name))
