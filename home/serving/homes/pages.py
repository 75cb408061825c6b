"""Pages that the bands of a home show, of several types, read in one statement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import F
from wagtail.models import Page

if TYPE_CHECKING:
    from wagtail.query import PageQuerySet

    from home.serving.homes.band_registry import PagesOfBand


def read_pages(wanted: Iterable[PagesOfBand], facts: Any, *others: PageQuerySet) -> PageQuerySet:
    """Rows of the pages that some bands show, and of other pages, with the columns that are read of them.

    The part of each band finds its few rows by an index; conditions joined by OR would read the whole tree.

    Args:
        facts: of the home (`home.serving.homes.sections.HomeFacts`).
    """
    parts = [_keys(pages) for pages in others]
    columns: dict[str, F] = {}
    for one in wanted:
        parts.append(_keys(one.choose(one.model.objects.live(), facts)))
        name = one.model._meta.model_name
        columns |= {f"{name}_{column}": F(f"{name}__{column}") for column in one.columns}
    return Page.objects.filter(pk__in=_united(parts)).annotate(**columns)


def in_one_read(model: type[Page], pages: Iterable[PageQuerySet]) -> PageQuerySet:
    """The pages of a type that are in any of some querysets, each of which may be cut."""
    return model.objects.filter(pk__in=_united([_keys(one) for one in pages]))


def _united(parts: Sequence[Any]) -> Any:
    return parts[0].union(*parts[1:]) if len(parts) > 1 else parts[0]


def _keys(pages: PageQuerySet) -> Any:
    """As a member of a union, which has neither an order nor a limit of its own on every engine."""
    return Page.objects.filter(pk__in=pages.values("pk")).order_by().values("pk")
