"""Loading the demo city: what is missing is made, what is there stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import User
from cityportal.demo.accounts import ensure_city_accounts
from cityportal.demo.citizens import Citizens
from cityportal.demo.clock import DemoClock
from cityportal.demo.content import PortalContent
from cityportal.demo.desk import Desk
from cityportal.demo.indexes import index_for_admin, index_for_public, index_references, pages_of
from cityportal.demo.picture_files import PictureFiles
from cityportal.demo.quiet import quiet
from provisioning.installation import ensure_installation

# Called with a portal's name and the number of pages that were made for it.
Report = Callable[[str, int], None]


def load_city(
    contents: Iterable[PortalContent], *, now: datetime, report: Report, files: PictureFiles | None = None
) -> int:
    """Load portals, parents first, and return the number of pages and questions made. Each portal is loaded whole or
    not at all.

    Args:
        files: makes the files of pictures; None: they are made when they are first shown.
    """
    clock = DemoClock(now)
    desks: dict[str, Desk] = {}
    ensure_installation()
    with quiet():
        operator = ensure_city_accounts(at=now - timedelta(days=2 * 365))
        for content in contents:
            desks[content.code] = desk = _load_portal(content, clock, operator, files)
            report(desk.portal.name_vi, len(desk.made))
        _load_links(desks)
        asked = Citizens(desks, clock).ask()
        if files is not None:
            files.keep()
    return sum(len(desk.made) for desk in desks.values()) + asked


@transaction.atomic
def _load_portal(content: PortalContent, clock: DemoClock, operator: User, files: PictureFiles | None) -> Desk:
    desk = Desk.at(content, clock, operator=operator, files=files)
    desk.open()
    desk.add_pages()
    desk.add_affairs()
    _complete_indexes(desk, desk.made)
    return desk


@transaction.atomic
def _load_links(desks: dict[str, Desk]) -> None:
    """Items of other portals, once all of them are there."""
    for desk in desks.values():
        _complete_indexes(desk, desk.add_links(desks))


def _complete_indexes(desk: Desk, made: list[int]) -> None:
    if made:
        rows = [*pages_of(made), *desk.shelf.take_new()]
        index_references(rows)
        index_for_admin(rows)
        index_for_public(desk.portal)
