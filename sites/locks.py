"""Rows that proposals are about, held until the transaction ends. Taken before the proposals themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail.models import Page

from sites.errors import TargetGone
from sites.reviewed import ReviewedModel, reviewed_model

if TYPE_CHECKING:
    from django.db.models import Model


def locked_row(row: Model) -> tuple[ReviewedModel, Model]:
    """What is registered of a row, and the row as the database has it.

    Raises:
        TargetGone: there is no such row, or nothing of its kind is public.
    """
    rule = reviewed_model(type(row))
    stored = type(row)._base_manager.select_for_update().filter(pk=row.pk).first()
    if rule is None or stored is None:
        raise TargetGone
    return rule, stored


def locked_public_page(key: int) -> Page:
    """A page that is public.

    Raises:
        TargetGone: it is not, or not any more.
    """
    page = Page.objects.select_for_update().filter(pk=key, live=True).first()
    if page is None:
        raise TargetGone
    return page
