"""Items that only stand for a page, on whatever portal: they say its title, and are read where it is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from django.db.models import Q
from wagtail.models import Page

from adminviews.hidden_inputs import numbers

if TYPE_CHECKING:
    from wagtail.query import PageQuerySet

# Types of pages, and the field that names the page they stand for.
_stand_ins: dict[type[Page], str] = {}


def register_stand_ins(model: type[Page], field: str) -> None:
    """Register a type of page that may stand for another by one of its fields."""
    _stand_ins[model] = field


def original_of(page: Page) -> int | None:
    """Key of the page that an item stands for, as it is in memory; None where it stands for none. No query."""
    field = _stand_ins.get(type(page))
    return getattr(page, f"{field}_id") if field else None


def original_in_latest_version(page: Page) -> int | None:
    """The same of the latest version of an item, whatever is in memory. One query, none for other types of pages."""
    field = _stand_ins.get(page.specific_class) if page.specific_class else None
    if field is None:
        return None
    contents = Page.objects.filter(pk=page.pk).values_list(f"latest_revision__content__{field}", flat=True)
    key: int | None = contents.first()
    return key


def original_sent(page: Page, sent: Mapping[str, str]) -> int | None:
    """The same of what was typed into the editor of an item. No query."""
    field = _stand_ins.get(page.specific_class) if page.specific_class else None
    keys = numbers([sent.get(field, "")]) if field else None
    return next(iter(keys), None) if keys else None


def stand_ins_for(keys: Iterable[int]) -> PageQuerySet:
    """Items that stand for some pages, public or not. One query when it is read."""
    keys, found = list(keys), Q(pk__in=[])
    for model, field in _stand_ins.items():
        found |= Q(pk__in=model.objects.filter(**{f"{field}__in": keys}).order_by().values("pk"))
    return Page.objects.filter(found)
