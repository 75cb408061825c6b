"""The tree of a document as JSON, between processes and in fields of the database."""

from __future__ import annotations

import base64
import dataclasses
import json
from enum import Enum
from typing import Any, Final

from formats.documents import tree

_NODES: Final = {
    node.__name__: node
    for node in (
        tree.Document, tree.Heading, tree.Paragraph, tree.List, tree.ListItem, tree.Table, tree.Cell, tree.Picture,
        tree.Run, tree.Marker, tree.Finding, tree.Letter,
    )
}  # fmt: skip
_CHOICES: Final = {choice.__name__: choice for choice in (tree.Role, tree.MarkerKind)}
_IS, _VALUE, _BYTES = "is", "value", "bytes"


def document_to_json(document: tree.Document) -> str:
    return json.dumps(_written(document), ensure_ascii=False)


def document_from_json(text: str | bytes) -> tree.Document:
    """Raises:
    ValueError, KeyError, TypeError: it was written by something else.
    """
    document = json.loads(text, object_hook=_read)
    if not isinstance(document, tree.Document):
        raise TypeError
    return document


def _written(value: Any) -> Any:
    if isinstance(value, Enum):
        return {_IS: type(value).__name__, _VALUE: value.value}
    if isinstance(value, bytes):
        return {_IS: _BYTES, _VALUE: base64.b64encode(value).decode()}
    if isinstance(value, list):
        return [_written(one) for one in value]
    if isinstance(value, dict):
        return {key: _written(one) for key, one in value.items()}
    if dataclasses.is_dataclass(value):
        # What is as usual is not written: most runs are nothing but their letters.
        said = {one.name: getattr(value, one.name) for one in dataclasses.fields(value)}
        usual = {one.name: one.default for one in dataclasses.fields(value)}
        return {_IS: type(value).__name__} | {name: _written(one) for name, one in said.items() if one != usual[name]}
    return value


def _read(said: dict[str, Any]) -> Any:
    kind = said.pop(_IS, None)
    if kind is None:
        return said
    if kind == _BYTES:
        return base64.b64decode(said[_VALUE])
    if kind in _CHOICES:
        return _CHOICES[kind](said[_VALUE])
    return _NODES[kind](**said)
