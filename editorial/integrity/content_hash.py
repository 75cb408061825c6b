"""What the public sees of a row, as one hash: the same from the version that was approved and from the public row.

A hash covers every column but bookkeeping, what belongs to the row (tags, inline rows), and the bytes of a file. Empty
values are left out, so that a new column changes no hash of what was approved before it came.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Field, FileField, Model
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations
from wagtail.models import Page

from editorial.models import ProposedChange
from editorial.proposals.diff import is_empty
from sites.models import Portal
from sites.structures import PUBLIC_FACTS

# What Wagtail keeps for itself, what follows from elsewhere (the place in the tree), and when something is shown.
PAGE_BOOKKEEPING = frozenset(
    {
        "alias_of", "content_type", "depth", "draft_title", "expire_at", "expired", "first_published_at", "go_live_at",
        "has_unpublished_changes", "last_published_at", "latest_revision", "latest_revision_created_at", "live",
        "live_revision", "locale", "locked", "locked_at", "locked_by", "numchild", "owner", "path", "review_date",
        "translation_key", "url_path", "wagtail_admin_comments",
    }
)  # fmt: skip
# What a board says yes to of a proposal; where it stands since is no part of that.
PROPOSED = frozenset({"content_type", "file", "kind", "object_id", "portal", "reason", "title", "values"})
# A block of a stream; its key is made up again when a block is written.
_BLOCK = {"type", "value", "id"}

_bookkeeping: dict[type[Model], frozenset[str]] = {}


def register_bookkeeping(model: type[Model], names: Iterable[str]) -> None:
    """Register the fields of a model, and of those that inherit from it, that are no content."""
    _bookkeeping[model] = frozenset(names)


def is_content(model: type[Model], name: str) -> bool:
    """Whether a field is part of what is approved."""
    return not any(name in names for base, names in _bookkeeping.items() if issubclass(model, base))


def content_hash_of(instance: Model) -> str:
    """SHA-256 of the content of a row, or of a version as an object."""
    if isinstance(instance, Page) and type(instance) is Page:
        instance = instance.specific
    model = type(instance)
    related: dict[str, Any] = {
        field.name: sorted(row.pk for row in getattr(instance, field.name).all()) for field in _key_sets(model)
    }
    for relation in _inline_rows(model):
        name = relation.get_accessor_name()
        key = relation.field.name
        related[name] = [_columns(row, without={key, "sort_order"}) for row in getattr(instance, name).all()]
    return _hash(instance, related)


def content_hashes_of(model: type[Model], keys: Iterable[Any]) -> dict[Any, str]:
    """Hashes of many rows of one model by their key."""
    return content_hashes_of_rows(model, list(model._default_manager.filter(pk__in=list(keys))))


def content_hashes_of_rows(model: type[Model], rows: list[Any]) -> dict[Any, str]:
    """Hashes of rows of one model that are read already, by their key."""
    related: dict[Any, dict[str, Any]] = defaultdict(dict)
    if rows:
        _add_key_sets(model, rows, related)
        _add_inline_rows(model, rows, related)
    return {row.pk: _hash(row, related[row.pk]) for row in rows}


def page_hashes(types: Mapping[int, type[Model] | None]) -> dict[int, str]:
    """Hashes of the public rows of many pages; `types` says the type of each."""
    by_type: dict[type[Model], list[int]] = defaultdict(list)
    for key, model in types.items():
        if model is not None:
            by_type[model].append(key)
    content_hashes: dict[int, str] = {}
    for model, keys in by_type.items():
        content_hashes |= content_hashes_of(model, keys)
    return content_hashes


def _key_sets(model: type[Model]) -> list[ParentalManyToManyField]:
    return [field for field in get_all_child_m2m_relations(model) if is_content(model, field.name)]


def _inline_rows(model: type[Model]) -> list[Any]:
    return [row for row in get_all_child_relations(model) if is_content(model, row.get_accessor_name())]


def _add_key_sets(model: type[Model], rows: list[Model], related: dict[Any, dict[str, Any]]) -> None:
    keys = [row.pk for row in rows]
    for field in _key_sets(model):
        here, there = field.m2m_column_name(), field.m2m_reverse_name()
        through = field.remote_field.through._default_manager
        for row in rows:
            related[row.pk][field.name] = []
        for key, other in through.filter(**{f"{here}__in": keys}).values_list(here, there).order_by(there):
            related[key][field.name].append(other)


def _add_inline_rows(model: type[Model], rows: list[Model], related: dict[Any, dict[str, Any]]) -> None:
    keys = [row.pk for row in rows]
    for relation in _inline_rows(model):
        name, key = relation.get_accessor_name(), relation.field
        for row in rows:
            related[row.pk][name] = []
        for child in relation.related_model._default_manager.filter(**{f"{key.attname}__in": keys}):
            columns = _columns(child, without={key.name, "sort_order"})
            related[getattr(child, key.attname)][name].append(columns)


def _hash(instance: Model, related: Mapping[str, Any]) -> str:
    content = _columns(instance) | {name: value for name, value in related.items() if value}
    if hasattr(instance, "get_file_hash"):
        content["bytes"] = _hash_of_file(instance)
    whole = {"of": instance._meta.label_lower, "content": content}
    return sha256(json.dumps(whole, cls=DjangoJSONEncoder, sort_keys=True).encode()).hexdigest()


def _columns(instance: Model, *, without: Iterable[str] = ()) -> dict[str, Any]:
    model = type(instance)
    values = {
        field.name: _value(field, instance)
        for field in model._meta.concrete_fields
        if not field.primary_key and field.name not in without and is_content(model, field.name)
    }
    # Of a page, the number of its row in each table of its type.
    links = {field.name for field in model._meta.concrete_fields if getattr(field.remote_field, "parent_link", False)}
    key = {"id"} if isinstance(instance, Page) else set()
    return {name: value for name, value in values.items() if name not in links | key and not is_empty(value)}


def _value(field: Field, instance: Model) -> Any:
    value = getattr(instance, field.attname)
    if isinstance(field, FileField):
        return value.name or ""
    if hasattr(value, "stream_block"):
        return _plain(value.get_prep_value())
    if isinstance(value, datetime):
        # A version keeps milliseconds.
        moment = value.astimezone(UTC)
        return moment.replace(microsecond=moment.microsecond // 1000 * 1000).isoformat()
    return value.strip() if isinstance(value, str) else value


def _plain(value: Any) -> Any:
    """Blocks in one way of writing: Wagtail adds keys, wraps items of lists and fills in empty fields when it saves."""
    if isinstance(value, Mapping):
        if value.keys() == _BLOCK and value["type"] == "item":
            return _plain(value["value"])
        kept = value.keys() - {"id"} if value.keys() == _BLOCK else value.keys()
        return {key: plain for key in kept if not is_empty(plain := _plain(value[key]))}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value


def _hash_of_file(instance: Any) -> str:
    try:
        hash_of_bytes: str = instance.get_file_hash()
    except OSError:
        return "missing"
    return hash_of_bytes


register_bookkeeping(Page, PAGE_BOOKKEEPING)
register_bookkeeping(Portal, {field.name for field in Portal._meta.concrete_fields} - set(PUBLIC_FACTS))
register_bookkeeping(ProposedChange, {field.name for field in ProposedChange._meta.concrete_fields} - PROPOSED)
