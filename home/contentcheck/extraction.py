"""What a page says, piece by piece, with its place: texts, links, headings, pictures, files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bs4 import BeautifulSoup
from django.db import models
from django.db.models import Model
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock, ImageChooserBlock
from wagtail.models import CollectionMember, Page

from home.blocks.choosers import chosen_in
from home.fields import StreamField

# Fields that hold addresses, copies of others, or what Wagtail writes.
NO_TEXT = frozenset({"path", "slug", "url_path", "draft_title", "content_type", "translation_key"})
PICTURE_FIELDS = ("image", "portrait", "map_image")
HEADING_TAGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a piece stands: the field of the form, and the same in words."""

    field: str
    words: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link to an address, or to a row by its key; `label` are its words."""

    place: Place
    label: str
    url: str = ""
    model: type[Model] | None = None
    key: int = 0


@dataclass(frozen=True, slots=True)
class Heading:
    place: Place
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, and the alternative text it has there; None where it takes the description kept in the library."""

    place: Place
    key: int
    alt: str | None


@dataclass(slots=True)
class Extract:
    """All pieces of a page, each kind in the order of the page."""

    texts: list[tuple[Place, str]] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    # Every picture and document, decorative ones too: its place, kind and key.
    files: list[tuple[Place, type[Model], int]] = field(default_factory=list)


def extract(page: Any) -> Extract:
    """Read the fields and streams of a page as it is in memory."""
    found = Extract()
    for column in page._meta.concrete_fields:
        place = place_of(column)
        if isinstance(column, StreamField):
            stream = getattr(page, column.name)
            for number, (block, raw) in enumerate(_children(stream.stream_block, list(stream.raw_data)), start=1):
                here = place_of_block(place, number, block)
                _read(block, raw, here, found)
                chosen = chosen_in(block, raw)
                found.files += [(here, model, key) for model, key in chosen if issubclass(model, CollectionMember)]
        elif isinstance(column, models.ForeignKey):
            _read_key(page, column, place, found)
        elif isinstance(column, models.URLField):
            if value := getattr(page, column.name):
                found.links.append(Link(place, value, url=value))
        elif holds_text(column) and (value := getattr(page, column.name)):
            found.texts.append((place, value))
    return found


def place_of(column: models.Field) -> Place:
    return Place(column.name, capfirst(str(column.verbose_name)))


def place_of_block(place: Place, number: int, block: Any) -> Place:
    """The place of a block in a stream, the first being 1."""
    words = _("%(field)s, block %(number)d (%(kind)s)")
    return Place(place.field, words % {"field": place.words, "number": number, "kind": block.label})


def holds_text(column: models.Field) -> bool:
    """Whether people write words into this field."""
    is_text = isinstance(column, (models.CharField, models.TextField)) and not isinstance(
        column, (models.EmailField, models.SlugField)
    )
    return is_text and not column.choices and column.name not in NO_TEXT


def _read_key(page: Any, column: models.ForeignKey, place: Place, found: Extract) -> None:
    key = getattr(page, column.attname)
    if key is None:
        return
    if column.name in PICTURE_FIELDS:
        found.pictures.append(Picture(place, key, None))
    if isinstance(column.related_model, type) and issubclass(column.related_model, CollectionMember):
        found.files.append((place, column.related_model, key))


def _children(block: Any, raw: Any) -> Iterator[tuple[Any, Any]]:
    """Blocks directly inside a stream, a list or a struct, with their raw data."""
    if isinstance(block, blocks.BaseStreamBlock):
        for child in raw or []:
            if child["type"] in block.child_blocks:
                yield block.child_blocks[child["type"]], child["value"]
    elif isinstance(block, blocks.ListBlock):
        for item in raw or []:
            is_wrapped = isinstance(item, dict) and item.get("type") == "item" and "value" in item
            yield block.child_block, item["value"] if is_wrapped else item
    else:
        for name, child in block.child_blocks.items():
            yield child, raw.get(name) if isinstance(raw, dict) else None


def _read(block: Any, raw: Any, place: Place, found: Extract) -> None:
    """Read a block and those inside it."""
    # Strings alone: `home.blocks.text` gives its heading this shape.
    if isinstance(block, ImageBlock):
        _read_image(raw, place, found)
    elif isinstance(block, (blocks.BaseStreamBlock, blocks.BaseStructBlock, blocks.ListBlock)):
        if block.name == "heading" and isinstance(raw, dict):
            found.headings.append(Heading(place, int(raw.get("level") or 2), raw.get("text") or ""))
        for child, value in _children(block, raw):
            _read(child, value, place, found)
    elif isinstance(block, TableBlock):
        _read_table(raw, place, found)
    elif raw:
        _read_leaf(block, raw, place, found)


def _read_image(raw: Any, place: Place, found: Extract) -> None:
    if isinstance(raw, int):
        found.pictures.append(Picture(place, raw, None))
    elif isinstance(raw, dict) and raw.get("image") and not raw.get("decorative"):
        alt = raw.get("alt_text") or ""
        found.pictures.append(Picture(place, int(raw["image"]), alt))
        found.texts.append((place, alt))


def _read_table(raw: Any, place: Place, found: Extract) -> None:
    if isinstance(raw, dict):
        cells = [cell for row in raw.get("data") or [] for cell in row]
        found.texts += [(place, str(text)) for text in [raw.get("table_caption"), *cells] if text]


def _read_leaf(block: Any, raw: Any, place: Place, found: Extract) -> None:
    if isinstance(block, blocks.RichTextBlock):
        _read_rich_text(str(raw), place, found)
    elif isinstance(block, blocks.URLBlock):
        found.links.append(Link(place, str(raw), url=str(raw)))
    elif isinstance(block, DocumentChooserBlock):
        found.links.append(Link(place, "", model=get_document_model(), key=int(raw)))
    elif isinstance(block, blocks.PageChooserBlock):
        found.links.append(Link(place, "", model=Page, key=int(raw)))
    elif isinstance(block, ImageChooserBlock):
        found.pictures.append(Picture(place, int(raw), None))
    elif isinstance(block, (blocks.CharBlock, blocks.TextBlock)) and not isinstance(block, blocks.EmailBlock):
        found.texts.append((place, str(raw)))


def _read_rich_text(html: str, place: Place, found: Extract) -> None:
    soup = BeautifulSoup(html, "html.parser")
    found.texts.append((place, soup.get_text(" ")))
    for tag in soup.find_all(HEADING_TAGS):
        found.headings.append(Heading(place, int(tag.name[1]), tag.get_text(" ", strip=True)))
    for tag in soup.find_all("a"):
        label, kind, key = tag.get_text(" ", strip=True), tag.get("linktype"), str(tag.get("id", ""))
        if kind in {"page", "document"}:
            model = Page if kind == "page" else get_document_model()
            found.links.append(Link(place, label, model=model, key=int(key) if key.isdecimal() else 0))
        elif "href" in tag.attrs:
            found.links.append(Link(place, label, url=str(tag["href"])))
