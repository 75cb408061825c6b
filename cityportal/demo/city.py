"""Loading the demo city: what is missing is made, what is there stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.db import transaction
from wagtail.models import Page, ReferenceIndex
from wagtail.search import index

from accounts.models import User
from cityportal.demo.accounts import ensure_city_accounts
from cityportal.demo.clock import DemoClock
from cityportal.demo.content import PortalContent
from cityportal.demo.desk import Desk
from cityportal.demo.quiet import quiet
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
            desks[content.code] = _load_portal(content, clock, operator)
            report(content.code, len(desks[content.code].made))
        _load_links(desks)
    return sum(len(desk.made) for desk in desks.values())


@transaction.atomic
def _load_portal(content: PortalContent, clock: DemoClock, operator: User) -> Desk:
    desk = Desk.at(content, clock, operator=operator)
    desk.open()
    desk.add_pages()
    index_pages(desk.made)
    return desk


@transaction.atomic
def _load_links(desks: dict[str, Desk]) -> None:
    """Items of other portals, once all of them are there."""
    index_pages(key for desk in desks.values() for key in desk.add_links(desks))


def index_pages(keys: Iterable[int]) -> None:
    """Write for some pages what `quiet` left out: the index of references and Wagtail's search index."""
    for page in Page.objects.filter(pk__in=list(keys)).specific():
        ReferenceIndex.create_or_update_for_object(page)
        index.insert_or_update_object(page)
