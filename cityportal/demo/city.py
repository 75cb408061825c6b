"""Loading the demo city: what is missing is made, what is there stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Model
from wagtail.models import Page, ReferenceIndex
from wagtail.query import PageQuerySet
from wagtail.search.backends import get_search_backends

from accounts.models import User
from cityportal.demo.accounts import ensure_city_accounts
from cityportal.demo.clock import DemoClock
from cityportal.demo.content import PortalContent
from cityportal.demo.desk import Desk
from cityportal.demo.quiet import quiet
from search.indexing import reindex
from sites.directory import get_directory
from sites.installation import ensure_installation

# Called with a portal's name and the number of pages that were made for it.
Report = Callable[[str, int], None]


def load_city(contents: Iterable[PortalContent], *, now: datetime, report: Report) -> int:
    """Load portals, parents first, and return the number of pages made. Each portal is loaded whole or not at all."""
    clock = DemoClock(now)
    desks: dict[str, Desk] = {}
    ensure_installation()
    with quiet():
        operator = ensure_city_accounts(at=now - timedelta(days=2 * 365))
        for content in contents:
            desks[content.code] = desk = _load_portal(content, clock, operator)
            report(desk.portal.name_vi, len(desk.made))
        _load_links(desks)
    for desk in desks.values():
        if desk.made:
            reindex(get_directory().by_id[desk.portal.pk])
    return sum(len(desk.made) for desk in desks.values())


@transaction.atomic
def _load_portal(content: PortalContent, clock: DemoClock, operator: User) -> Desk:
    desk = Desk.at(content, clock, operator=operator)
    desk.open()
    desk.add_pages()
    complete_indexes([*pages_of(desk.made), *desk.shelf.made])
    return desk


@transaction.atomic
def _load_links(desks: dict[str, Desk]) -> None:
    """Items of other portals, once all of them are there."""
    complete_indexes(pages_of(key for desk in desks.values() for key in desk.add_links(desks)))


def pages_of(keys: Iterable[int]) -> PageQuerySet:
    return Page.objects.filter(pk__in=list(keys)).specific()


def complete_indexes(made: Iterable[Model]) -> None:
    """Write what `quiet` left out for some pages and files: the index of references, the search of the admin."""
    by_type: dict[type[Model], list[Model]] = {}
    for row in made:
        ReferenceIndex.create_or_update_for_object(row)
        by_type.setdefault(type(row), []).append(row)
    for backend in get_search_backends(with_auto_update=True):
        for model, rows in by_type.items():
            backend.add_bulk(model, rows)
