"""Choosers that read what a whole page refers to in one query per kind of row, not one per kind of block.

`preloaded(...)` opens a store for the rendering of one body; the choosers below and the links of rich text
(`home.editing.rich_text`) take rows from it. Outside of it, in the admin or in the shell, they query as Wagtail's own
do.
"""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db.models import Model
from django.utils.functional import cached_property
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.compare import BlockComparison
from wagtail.documents.blocks import DocumentChooserBlock as WagtailDocumentChooserBlock
from wagtail.images.blocks import ImageBlock as WagtailImageBlock
from wagtail.images.blocks import ImageChooserBlock as WagtailImageChooserBlock
from wagtail.rich_text import extract_references_from_rich_text

from adminviews.hidden_inputs import parse_pk
from home.editing.compared import ScopedImageBlockComparison, ScopedPageChooser, name_of

Rows = Mapping[type[Model], Mapping[int, Any]]

_store: ContextVar[Rows | None] = ContextVar("preloaded rows", default=None)
_unread: ContextVar[bool] = ContextVar("choosers read no rows", default=False)


@contextmanager
def preloaded(rows: Rows) -> Iterator[None]:
    """Let choosers take their rows from here while a body is rendered."""
    token = _store.set(rows)
    try:
        yield
    finally:
        _store.reset(token)


@contextmanager
def read_at_once(block: blocks.Block, raw: Any) -> Iterator[None]:
    """Let choosers read what raw stream data refers to by one query for each kind of row, and only if they have to."""
    if _store.get() is not None or _unread.get():
        yield
        return
    with preloaded(_RowsAtOnce(block, raw)):
        yield


class _RowsAtOnce(dict[type[Model], Mapping[int, Any]]):
    """Rows that raw stream data refers to. Those of a kind are read when the first of them is asked for."""

    def __init__(self, block: blocks.Block, raw: Any) -> None:
        super().__init__()
        self.block, self.raw = block, raw

    @cached_property
    def keys_by_model(self) -> dict[type[Model], set[int]]:
        found: dict[type[Model], set[int]] = defaultdict(set)
        for model, key in chosen_in(self.block, self.raw):
            found[model].add(key)
        return found

    def get(self, model: type[Model], default: Any = None) -> Any:
        if model not in self:
            self[model] = _Copies(model._default_manager.in_bulk(self.keys_by_model[model]))
        return self[model]


class _Copies(dict[int, Any]):
    """Rows that are handed out as copies: blocks write on a picture what they say of it."""

    def get(self, key: int, default: Any = None) -> Any:
        row = super().get(key)
        return default if row is None else copy.copy(row)


class _Keys(dict[int, Any]):
    """Rows of a kind that have nothing but a key, whether they exist or not: a new one each time."""

    def __init__(self, model: type[Model]) -> None:
        super().__init__()
        self.model = model

    def get(self, key: int, default: Any = None) -> Any:
        return self.model.from_db(None, [self.model._meta.pk.attname], [key])


class _KeysAlone(dict[type[Model], Mapping[int, Any]]):
    def get(self, model: type[Model], default: Any = None) -> Any:
        return _Keys(model)


@contextmanager
def keys_alone() -> Iterator[None]:
    """Let choosers hand out rows that have nothing but a key, where only the places of what is chosen are asked for.

    A context instead of an argument: wagtail-localize asks each chooser for its row while it walks through a stream.
    Drop when it reads keys from the stored JSON.
    """
    with preloaded(_KeysAlone()):
        yield


def stored(model: type[Model]) -> Mapping[int, Any] | None:
    """Rows of a kind that were read for the page being rendered; None where none were, or no page is rendered."""
    rows = _store.get()
    return None if rows is None else rows.get(model)


@contextmanager
def unread() -> Iterator[None]:
    """Let choosers take what a form sends by its keys alone: rows with nothing but a key, which may not exist."""
    token = _unread.set(True)
    try:
        yield
    finally:
        _unread.reset(token)


def is_unread() -> bool:
    """Whether choosers take what a form sends by its keys alone."""
    return _unread.get()


class _FromStore:
    """Takes chosen rows from the store where it holds their kind."""

    model_class: type[Model]

    def value_from_form(self, value: Any) -> Any:
        """The row that was chosen.

        Raises:
            BadRequest: what was sent is no key.
        """
        if isinstance(value, self.model_class):
            return value
        key = parse_pk(value)
        if key is not None and _unread.get():
            # Without the values of other fields: the collection of a new picture is one that is read.
            return self.model_class.from_db(None, [self.model_class._meta.pk.attname], [key])
        if key is not None and (rows := stored(self.model_class)) is not None:
            return rows.get(key)
        return super().value_from_form(key)  # type: ignore[misc]  # mixed into a chooser block

    def bulk_to_python(self, values: Iterable[Any]) -> list[Any]:
        rows = stored(self.model_class)
        if rows is None:
            return super().bulk_to_python(values)  # type: ignore[misc]  # mixed into a chooser block
        return [rows.get(int(value)) if value is not None else None for value in values]


class ImageChooserBlock(_FromStore, WagtailImageChooserBlock):
    """Chooses a picture of the library."""

    def get_comparison_class(self) -> type[BlockComparison]:
        return ScopedImageBlockComparison


class DocumentChooserBlock(_FromStore, WagtailDocumentChooserBlock):
    """Chooses a file of the library."""

    def render_basic(self, value: Any, context: Any = None) -> str:
        """Its name, where no template asks for more: Wagtail compares versions so."""
        return escape(name_of(value))


class PageChooserBlock(_FromStore, blocks.PageChooserBlock):
    """Chooses a page of the city's portals."""

    @cached_property
    def widget(self) -> ScopedPageChooser:
        return ScopedPageChooser(target_models=self.target_models, can_choose_root=self.can_choose_root)

    def render_basic(self, value: Any, context: Any = None) -> str:
        """Its name, where no template asks for more: Wagtail compares versions so."""
        return escape(name_of(value))


class ImageBlock(WagtailImageBlock):
    """A picture with the alternative text that fits this place."""

    def __init__(self, required: bool = True, **kwargs: Any) -> None:
        super().__init__(required=required, **kwargs)
        self.child_blocks["image"] = ImageChooserBlock(required=required, label=_("Picture"))
        self.child_blocks["image"].set_name("image")


def chosen_in(block: blocks.Block, raw: Any) -> Iterator[tuple[type[Model], int]]:
    """Kind and id of every row that raw stream data refers to through a chooser or a link in its text."""
    if raw is None:
        return
    if isinstance(block, blocks.BaseStreamBlock):
        for child in raw:
            if child["type"] in block.child_blocks:
                yield from chosen_in(block.child_blocks[child["type"]], child["value"])
    elif isinstance(block, blocks.ListBlock):
        for item in raw:
            is_wrapped = isinstance(item, dict) and item.get("type") == "item" and "value" in item
            yield from chosen_in(block.child_block, item["value"] if is_wrapped else item)
    elif isinstance(block, blocks.BaseStructBlock):
        for name, child in block.child_blocks.items():
            yield from chosen_in(child, raw.get(name) if isinstance(raw, dict) else None)
    else:
        yield from _named_by(block, raw)


def _named_by(block: blocks.Block, raw: Any) -> Iterator[tuple[type[Model], int]]:
    """Rows that a block without blocks below it refers to."""
    if isinstance(block, blocks.RichTextBlock):
        references = extract_references_from_rich_text(str(raw))
        yield from ((model, int(pk)) for model, pk, *_path in references if str(pk).isdecimal())
    elif isinstance(block, blocks.ChooserBlock) and str(raw).isdecimal():
        yield block.model_class, int(raw)
