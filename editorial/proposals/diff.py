"""What versions of an item say, whether two say the same, and what a proposal would change, as a person reads it.

Only what nobody can read is passed over, and only where it stands: the keys of paragraphs inside a tag of rich text,
those of blocks, the bookkeeping of a row. What somebody typed is taken as typed, whatever it looks like.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import BooleanField, DateField, Field, ForeignKey, Model
from django.utils.translation import gettext
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.fields import RichTextField, StreamField

from editorial.enums import ProposalKind
from editorial.models import ProposedChange
from editorial.proposals.reviewed_models import FILE, reviewed_model
from formats.vietnamese.dates import vi_short_datetime

# What saving changes by itself.
_BOOKKEEPING = frozenset(
    {
        "id", "draft_title", "first_published_at", "has_unpublished_changes", "last_published_at", "latest_revision",
        "latest_revision_created_at", "live", "live_revision", "locked", "locked_at", "locked_by", "numchild", "path",
        "url_path",
    }
)  # fmt: skip
# When a version is public, and what is remarked on it: no words of the item.
_REMARKS = frozenset({"expire_at", "expired", "go_live_at", "wagtail_admin_comments"})
# How the editor of a table was opened.
_TABLE_BOOKKEEPING = frozenset({"table_header_choice"})
_TAG = re.compile(r"<[^<>]+>")
_BLOCK_KEY = re.compile(r'\s+data-block-key="[^"]*"')
_AROUND_TAGS = re.compile(r"\s*(<[^<>]+>)\s*")
_PARAGRAPHS = re.compile(r"</?(?:p|h[1-6]|ul|ol|li|blockquote|table|tr|t[dh]|br|hr)\b[^>]*>|\n+")

_remarks: dict[type[Model], frozenset[str]] = {}

# A place in a version, and what stands there.
Leaf = tuple[str, Any]
Content = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """One field.

    Attributes:
        is_file: the new value is a file to look at.
        is_html: the values are shown with their form.
        colours: before and after, where the values are colours.
    """

    label: str
    before: str
    after: str
    is_file: bool = False
    is_html: bool = False
    colours: tuple[str, str] | None = None


def differences(change: ProposedChange) -> list[Difference]:
    """Fields that a proposal changes, in the order of the model, but for those that nobody types, such as the hash of a
    file."""
    model = change.content_type.model_class()
    if model is None or change.kind != ProposalKind.CHANGE:
        return []
    order = [field.name for field in model._meta.concrete_fields]
    computed = {field.name for field in model._meta.concrete_fields if not field.editable}
    names = sorted(change.values.keys() - computed, key=lambda name: order.index(name) if name in order else len(order))
    return [_difference(model, name, change) for name in names]


def _difference(model: type[Model], name: str, change: ProposedChange) -> Difference:
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        field = None
    rule = reviewed_model(model)
    own_label = getattr(field, "verbose_name", name)
    label = str(rule.field_labels.get(name, own_label) if rule is not None else own_label)
    before, after = change.before.get(name), change.values[name]
    if name == FILE:
        return Difference(label, _file_name(before), _file_name(after), is_file=True)
    if rule is not None and (shown := rule.value_html.get(name)) is not None:
        return Difference(label, shown(before), shown(after), is_html=True)
    colours = (before, after) if rule is not None and name in rule.colours else None
    in_words = rule.value_labels.get(name) if rule is not None else None
    earlier, later = (in_words(value) if in_words else _words(field, value) for value in (before, after))
    return Difference(label, earlier, later, colours=colours)


def _file_name(value: Any) -> str:
    return str(value or "").rsplit("/", 1)[-1]


def _words(field: Field | Any, value: Any) -> str:
    if value in (None, ""):
        return ""
    if isinstance(field, ForeignKey):
        row = field.related_model._default_manager.filter(pk=value).first()
        return str(row) if row is not None else ""
    if isinstance(field, DateField):
        # As JSON holds them.
        return vi_short_datetime(field.to_python(value))
    if isinstance(field, BooleanField):
        return gettext("Yes") if value else gettext("No")
    return str(dict(getattr(field, "flatchoices", None) or {}).get(value, value))


def is_empty(value: Any) -> bool:
    """Nothing; a zero is something."""
    return value is None or value is False or value in ("", [], {})


def register_remarks(model: type[Model], names: Iterable[str]) -> None:
    """Register fields of a model, and of those that inherit from it, that remark on a version: writing one makes nobody
    an author.

    Raises:
        ValueError: fields of this model are registered.
    """
    if model in _remarks:
        message = f"Remarks of {model._meta.label} are registered twice."
        raise ValueError(message)
    _remarks[model] = frozenset(names)


def is_remark(of: type[Model] | None, name: str) -> bool:
    """Whether a field remarks on a version instead of being part of what the item says."""
    registered = (names for model, names in _remarks.items() if of is not None and issubclass(of, model))
    return name in _REMARKS or any(name in names for names in registered)


def same_words(one: Content, other: Content, *, of: type[Model] | None) -> bool:
    """Whether two revisions say the same, whenever they are public and whatever is remarked on them."""
    return same_content(_without_remarks(one, of), _without_remarks(other, of), of=of)


def _without_remarks(content: Content, of: type[Model] | None) -> Content:
    return {name: value for name, value in content.items() if not is_remark(of, name)}


def same_content(one: Content, other: Content, *, of: type[Model] | None) -> bool:
    """Whether two revisions differ in nothing but bookkeeping, empty values and the way rich text is written down.

    The page editor writes rich text and tables in its own way: opening a page and saving it untouched makes a revision
    of other letters and the same content.

    Args:
        of: the model whose rows these are revisions of; None, where it is gone: all is taken as it is.
    """
    return list(_leaves_of(one, of)) == list(_leaves_of(other, of))


def content_mark(content: Content, *, of: type[Model] | None) -> str:
    """What a revision says as a hash: the same for all that say the same, in the sense of `same_content`."""
    return sha256(repr(list(_leaves_of(content, of))).encode()).hexdigest()


def pieces_of(content: Content, *, of: type[Model] | None) -> set[tuple[str, Any]]:
    """What a revision is made of, wherever in its field it stands: each field as a whole, each block of a stream or row
    of a list, and each paragraph of more than one word.

    A single word within a block is none: it names a level or a kind as often as it says anything.
    """
    found: set[tuple[str, Any]] = set()
    for name, value in content.items():
        if name in _BOOKKEEPING or is_remark(of, name):
            continue
        leaves = tuple(_field_leaves(of, name, value, ""))
        wholes = [leaves, *(tuple(part) for part in _parts(of, name, value))]
        found.update((name, whole) for whole in wholes if whole)
        for _place, text in leaves:
            if isinstance(text, str):
                paragraphs = (paragraph.strip() for paragraph in _PARAGRAPHS.split(text))
                found.update((name, paragraph) for paragraph in paragraphs if " " in paragraph)
    return found


def mark_of(piece: tuple[str, Any]) -> str:
    """A piece as a hash, which says nothing of it."""
    return sha256(repr(piece).encode()).hexdigest()


def is_brought_back(
    changes: Iterable[tuple[Content, Content]],
    *,
    to: Content,
    public: Content,
    of: type[Model] | None,
    marks: Iterable[str] = (),
) -> bool:
    """Whether a revision has a piece that is not public, and that one of some changes brought in. Of each change, the
    revision before it and the one after.

    Args:
        marks: of pieces that the same person wrote, and that no revision holds any more.
    """
    changes, marks = list(changes), set(marks)
    new = pieces_of(to, of=of) - pieces_of(public, of=of) if changes or marks else set()
    if any(mark_of(piece) in marks for piece in new):
        return True
    return bool(new) and any((pieces_of(after, of=of) & new) - pieces_of(before, of=of) for before, after in changes)


def same_times(one: Content, other: Content) -> bool:
    """Whether two revisions are public from the same moment to the same moment."""
    return all(one.get(name) == other.get(name) for name in ("go_live_at", "expire_at"))


def _leaves_of(content: Content, of: type[Model] | None) -> Iterator[Leaf]:
    for name in sorted(content):
        if name not in _BOOKKEEPING:
            yield from _field_leaves(of, name, content[name], f".{name}")


def _field_leaves(of: type[Model] | None, name: str, value: Any, place: str) -> Iterator[Leaf]:
    field = _field(of, name)
    if isinstance(field, StreamField):
        yield from _block_leaves(field.stream_block, _stored(value), place)
    elif isinstance(field, RichTextField) and isinstance(value, str):
        yield from _rich_text(value, place)
    else:
        yield from _plain(value, place)


def _parts(of: type[Model] | None, name: str, value: Any) -> Iterator[Iterator[Leaf]]:
    """The leaves of each block of a stream, or of each row of a list."""
    field = _field(of, name)
    rows = _stored(value) if isinstance(field, StreamField) else value
    for row in rows if isinstance(rows, list) else ():
        is_block = isinstance(field, StreamField)
        yield _block_leaves(field.stream_block, [row], "") if is_block else _plain(row, "")


def _field(of: type[Model] | None, name: str) -> Any:
    try:
        return of._meta.get_field(name) if of is not None else None
    except FieldDoesNotExist:
        return None


def _stored(value: Any) -> Any:
    """The blocks of a stream, which is stored as text; what is none stays text."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def _block_leaves(block: Any, raw: Any, place: str) -> Iterator[Leaf]:
    """What a block says. Whatever has not the shape that the block writes is taken as it is."""
    if isinstance(block, blocks.BaseStreamBlock) and _is_list_of_blocks(raw):
        for position, child in enumerate(raw):
            here = f"{place}[{position}]"
            yield f"{here}.type", child["type"]
            yield from _block_leaves(block.child_blocks.get(child["type"]), child.get("value"), here)
    elif isinstance(block, blocks.ListBlock) and isinstance(raw, list):
        for position, item in enumerate(raw):
            value = item["value"] if _is_wrapped(item) else item
            yield from _block_leaves(block.child_block, value, f"{place}[{position}]")
    elif isinstance(block, blocks.BaseStructBlock) and isinstance(raw, Mapping):
        for name in sorted(raw):
            yield from _block_leaves(block.child_blocks.get(name), raw[name], f"{place}.{name}")
    elif isinstance(block, blocks.RichTextBlock) and isinstance(raw, str):
        yield from _rich_text(raw, place)
    elif isinstance(block, TableBlock) and isinstance(raw, Mapping):
        yield from _plain({key: value for key, value in raw.items() if key not in _TABLE_BOOKKEEPING}, place)
    else:
        yield from _plain(raw, place)


def _is_list_of_blocks(raw: Any) -> bool:
    """Blocks as Wagtail writes them; their keys are made up again when they are written."""
    return isinstance(raw, list) and all(
        isinstance(child, Mapping) and "type" in child and child.keys() <= {"type", "value", "id"} for child in raw
    )


def _is_wrapped(item: Any) -> bool:
    return isinstance(item, Mapping) and item.keys() == {"type", "value", "id"} and item["type"] == "item"


def _plain(value: Any, place: str) -> Iterator[Leaf]:
    """Whatever is there, but for what is empty."""
    if is_empty(value):
        return
    if isinstance(value, Mapping):
        for key in sorted(value):
            yield from _plain(value[key], f"{place}.{key}")
    elif isinstance(value, list):
        for position, item in enumerate(value):
            yield from _plain(item, f"{place}[{position}]")
    elif isinstance(value, str):
        if text := " ".join(value.split()):
            yield place, text
    else:
        yield place, value


def _rich_text(html: str, place: str) -> Iterator[Leaf]:
    """Its words and tags, without the keys that the editor gives to paragraphs, and without blanks between tags."""
    if not html:
        return
    without_keys = _TAG.sub(lambda tag: _BLOCK_KEY.sub("", tag[0]), html)
    yield place, " ".join(_AROUND_TAGS.sub(r"\1", without_keys).split())
