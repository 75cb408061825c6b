"""The project's one StreamField."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import BadRequest
from django.forms import Field
from wagtail.blocks import StreamValue
from wagtail.blocks.base import BlockField, BlockWidget
from wagtail.fields import StreamField as WagtailStreamField

from adminviews.hidden_inputs import UNSTORABLE
from home.blocks.choosers import is_unread, read_at_once, unread


class SentBlockWidget(BlockWidget):
    """Reads the blocks of a form. Their numbers, kinds and order are written by a script, which Wagtail trusts.

    Attributes:
        unsent: the stream as it is where a form sends none of its blocks: who saves before that script ran, on a slow
            line, changed no block, and loses no word of the other fields. None, where a form must send them.
    """

    unsent: StreamValue | None = None
    _read_from: Any = None
    _raw: Any = None

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """What was sent.

        Raises:
            BadRequest: a number is none or missing, two blocks claim one place, or the name of a block is not storable.
        """
        sent = [key for key in data if key.startswith(f"{name}-")]
        if self.unsent is not None and not sent:
            return self.unsent
        if any(UNSTORABLE in data[key] for key in sent if key.endswith("-id")):
            raise BadRequest(name)
        try:
            if is_unread():
                return self._by_keys(data, files, name)
            if self._read_from is not data:
                with unread():
                    self._by_keys(data, files, name)
            with read_at_once(self.block_def, self._raw):
                return super().value_from_datadict(data, files, name)
        except (ValueError, TypeError, KeyError) as error:
            raise BadRequest(name) from error

    def _by_keys(self, data: Any, files: Any, name: str) -> Any:
        """What was sent, with rows that have nothing but a key. Keeps which they are for the next look at this form."""
        value = super().value_from_datadict(data, files, name)
        self._read_from, self._raw = data, self.block_def.get_prep_value(value)
        return value


class SentBlockField(BlockField):
    """The form field of a stream."""

    def __init__(self, block: Any = None, **kwargs: Any) -> None:
        super().__init__(block, **{"widget": SentBlockWidget(block), **kwargs})


class StreamField(WagtailStreamField):
    """A StreamField whose block definitions stay out of migrations.

    Renaming or removing a block needs a data migration on the raw JSON, with its test: the blocks are not there.
    """

    def __init__(self, block_types: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(block_types or [], *args, **kwargs)

    def extract_references(self, value: StreamValue) -> list[Any]:
        """What the stream refers to, its rows read at once."""
        with read_at_once(self.stream_block, value.raw_data):
            return list(super().extract_references(value))

    def get_searchable_content(self, value: StreamValue) -> list[str]:
        """The words of the stream, its rows read at once."""
        with read_at_once(self.stream_block, value.raw_data):
            return super().get_searchable_content(value)

    def formfield(self, **kwargs: Any) -> Field:
        return super().formfield(**{"form_class": SentBlockField, **kwargs})

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], kwargs
