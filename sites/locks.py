"""Rows held until the transaction ends, in one order everywhere, so that no two wait for each other for ever.

First pages: what an item stands for, then the item; of several, by their keys. Then the proposals about them. Then the
chains of events, all that will be written to (`events.hold_chains`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page

from sites.directory import get_directory
from sites.enums import ProposalKind
from sites.errors import TargetGone
from sites.events import hold_chains
from sites.models import ProposedChange
from sites.reviewed import ReviewedModel, reviewed_model
from sites.stand_ins import original_in_latest_version, stand_ins_for
from sites.together import goes_by_proposal

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


def hold_original(page: Page) -> None:
    """Lock the page that the latest version of an item stands for. No query for pages that never stand for another."""
    key = original_in_latest_version(page)
    if key is not None:
        _held(key)


def hold_target(change: ProposedChange) -> None:
    """Lock what a proposal is about and, where it takes pages off the public, what goes with them."""
    if change.kind == ProposalKind.UNPUBLISH:
        hold_what_goes(goes_by_proposal(change))
    elif (model := change.content_type.model_class()) is not None:
        list(model._base_manager.select_for_update().filter(pk=change.object_id).values_list("pk"))


def hold_what_goes(pages: Iterable[Page]) -> list[Page]:
    """Lock public pages that go together, and all that their going writes to. Those that still are public, in the given
    order, as the database has them.

    Two queries for each step from a page to what stands for it, and some for the chains where there are several.
    """
    order = [page.pk for page in pages]
    held = {page.pk: page for page in _held(*order)}
    followers = hold_followers(order)
    hold_chains_of([*held.values(), *followers])
    return [held[key] for key in order if key in held and held[key].live]


def hold_followers(keys: Iterable[int]) -> list[Page]:
    """Lock the items that stand for some pages, public or not, and those that stand for these. Two queries a step."""
    found: dict[int, Page] = {}
    seen = new = set(keys)
    while new:
        new = set(stand_ins_for(new).values_list("pk", flat=True)) - seen
        seen = seen | new
        found |= {page.pk: page for page in _held(*new)} if new else {}
    return list(found.values())


def hold_chains_of(pages: Iterable[Page]) -> None:
    """Lock the chains of events that are written to when these pages are no longer public. Two queries, and one for
    each chain."""
    hold_chains(_portals_written_to(pages))


def _portals_written_to(pages: Iterable[Page]) -> set[int]:
    """Portals whose record says that pages are no longer public: their own, and who decides on a proposal about one."""
    pages = list(pages)
    records = [get_directory().for_path(page.path) for page in pages]
    proposals = ProposedChange.objects.open().filter(
        content_type=ContentType.objects.get_for_model(Page), object_id__in=[str(page.pk) for page in pages]
    )
    return {record.id for record in records if record} | set(proposals.values_list("portal", flat=True))


def _held(*keys: int) -> list[Page]:
    return list(Page.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
