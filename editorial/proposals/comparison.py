"""What a proposal would change, as a person reads it: value before, value after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, ForeignKey, Model

from editorial.enums import ProposalKind
from editorial.models import ProposedChange
from editorial.proposals.reviewed import FILE, reviewed_model


@dataclass(frozen=True, slots=True)
class Difference:
    """One field. `is_file` stands where the new value is a file to look at."""

    label: str
    before: str
    after: str
    is_file: bool = False


def differences(change: ProposedChange) -> list[Difference]:
    """Fields that a proposal changes, in the order of the model, but for those that nobody types, such as the hash of a
    file. One query for each kind of row referred to."""
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
    label = str(getattr(field, "verbose_name", name))
    before, after = change.before.get(name), change.values[name]
    if name == FILE:
        return Difference(label, _file_name(before), _file_name(after), is_file=True)
    rule = reviewed_model(model)
    if rule is not None and name in rule.words:
        return Difference(label, rule.words[name](before), rule.words[name](after))
    return Difference(label, _words(field, before), _words(field, after))


def _file_name(value: Any) -> str:
    return str(value or "").rsplit("/", 1)[-1]


def _words(field: Field | Any, value: Any) -> str:
    if value in (None, ""):
        return ""
    if isinstance(field, ForeignKey):
        row = field.related_model._default_manager.filter(pk=value).first()
        return str(row) if row is not None else ""
    return str(dict(getattr(field, "flatchoices", None) or {}).get(value, value))
