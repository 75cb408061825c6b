"""What an answer of the interface says, column by column. The same columns write the answers and the dictionary."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils import timezone
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import Promise


class ValueType(models.TextChoices):
    """What stands in a column."""

    TEXT = "text", pgettext_lazy("type of a value", "text")
    CODE = "code", pgettext_lazy("type of a value", "code")
    NUMBER = "number", pgettext_lazy("type of a value", "number")
    DAY = "day", pgettext_lazy("type of a value", "day (YYYY-MM-DD)")
    MOMENT = "moment", pgettext_lazy("type of a value", "moment (ISO 8601, with its zone)")
    TIME = "time", pgettext_lazy("type of a value", "time of a day (HH:MM)")
    YES_NO = "yes_no", pgettext_lazy("type of a value", "true or false")
    ADDRESS = "address", pgettext_lazy("type of a value", "address")
    OBJECT = "object", pgettext_lazy("type of a value", "object")
    CODES = "codes", pgettext_lazy("type of a value", "list of codes")
    TEXTS = "texts", pgettext_lazy("type of a value", "list of texts")
    OBJECTS = "objects", pgettext_lazy("type of a value", "list of objects")


@dataclass(frozen=True, slots=True)
class Column:
    """One name of an answer, what it means, and where its value comes from.

    Attributes:
        value: takes what the answer is about; gives what JSON holds, a day or a moment.
        parts: the columns of an object, or of each object of a list.
        choices: codes that may stand there, with what they mean.
        may_be_empty: an empty text, or null where no text stands.
        shape: where the columns of the object are listed apart, the name of that list.
    """

    name: str
    type: ValueType
    label: Promise | str
    value: Callable[[Any], Any]
    parts: tuple[Column, ...] = ()
    choices: tuple[tuple[str, Promise | str], ...] = ()
    help: Promise | str = ""
    may_be_empty: bool = False
    shape: str = ""


def answer_of(thing: Any, columns: Iterable[Column]) -> dict[str, Any]:
    """What some columns say of a thing, as JSON holds it. Queries: those of their values."""
    return {column.name: _plain(column.value(thing), column.parts) for column in columns}


def _plain(value: Any, parts: Sequence[Column]) -> Any:
    if value is None:
        return None
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    if isinstance(value, (date, time)):
        return value.isoformat("minutes") if isinstance(value, time) else value.isoformat()
    if isinstance(value, (list, tuple)):
        return [answer_of(one, parts) if parts else one for one in value]
    return answer_of(value, parts) if parts else value


_TYPES: tuple[tuple[type[models.Field], ValueType], ...] = (
    (models.BooleanField, ValueType.YES_NO),
    (models.DateTimeField, ValueType.MOMENT),
    (models.DateField, ValueType.DAY),
    (models.TimeField, ValueType.TIME),
    (models.IntegerField, ValueType.NUMBER),
    (models.URLField, ValueType.ADDRESS),
    (models.CharField, ValueType.TEXT),
    (models.TextField, ValueType.TEXT),
)


def column_of(model: type[models.Model], name: str, *, of: Callable[[Any], Any]) -> Column:
    """The column of a field of a model: named, described and typed as the model says.

    Args:
        of: finds the row of the model in what the answer is about.
    """
    source: Any = model._meta.get_field(name)
    choices = tuple((str(code), label) for code, label in source.choices or ())
    kind = next(one for kind, one in _TYPES if isinstance(source, kind))
    return Column(
        name=name,
        type=ValueType.CODE if choices and kind == ValueType.TEXT else kind,
        label=source.verbose_name,
        value=lambda thing: getattr(of(thing), name),
        choices=choices if kind == ValueType.TEXT else (),
        help=source.help_text,
        may_be_empty=source.blank or source.null,
    )
