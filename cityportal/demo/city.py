"""Loading the demo city: what is missing is made, what is there stays as it is; and what is printed of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from cityportal.demo.accounts import CITY_POSTS, PASSWORD, POSTS, ensure_city_accounts
from cityportal.demo.citizens import Citizens
from cityportal.demo.clock import DemoClock
from cityportal.demo.content import PortalContent
from cityportal.demo.desk import Desk
from cityportal.demo.picture_files import PictureFiles
from cityportal.demo.portals import HEAD_OF_ALL, demo_portals
from cityportal.demo.quiet import index_for_public, index_references, pages_of, quiet
from cityportal.demo.readers.askers import Askers
from cityportal.demo.readers.commenters import Commenters
from cityportal.demo.readers.contributors import Contributors
from cityportal.demo.readers.polls import add_votes_of_readers
from cityportal.demo.readers.ratings import add_ratings_of_readers
from cityportal.demo.readers.searches import add_searches
from provisioning.installation import ensure_installation
from provisioning.opened_pages import index_for_admin
from search.words.vocabulary import count_words
from sites.models import Portal

# Called with a portal's name and the number of pages that were made for it.
Report = Callable[[str, int], None]


def load_city(
    contents: Iterable[PortalContent], *, now: datetime, report: Report, files: PictureFiles | None = None
) -> int:
    """Load portals, parents first, and return the number of pages and questions made. The Vietnamese pages of a portal
    are loaded whole or not at all.

    Args:
        report: is called once the Vietnamese pages of a portal are there.
        files: makes the files of pictures; None: they are made when they are first shown.
    """
    clock = DemoClock(now)
    desks: dict[str, Desk] = {}
    ensure_installation()
    with quiet():
        operator = ensure_city_accounts(at=now - timedelta(days=2 * 365))
        for content in contents:
            desks[content.code] = desk = _load_portal(content, clock, operator, files)
            if files is not None:
                # With each portal: a load that is cut off leaves none without its pictures.
                files.keep()
            report(desk.portal.name_vi, len(desk.made))
        for desk in desks.values():
            _complete_portal(desk, desks)
        asked = Citizens(desks, clock).ask()
        Commenters(desks, clock).comment()
        Askers(desks, clock).ask()
        for desk, page in Contributors(desks, clock).contribute():
            _complete_indexes(desk, [page.pk])
        add_searches([desk.portal for desk in desks.values()], clock)
        add_votes_of_readers([desk.portal for desk in desks.values()])
        add_ratings_of_readers([desk.portal for desk in desks.values()], clock)
        count_words([code for code, _name in settings.LANGUAGES], at=now)
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
def _complete_portal(desk: Desk, desks: dict[str, Desk]) -> None:
    """English versions, and items of other portals once all of them are there."""
    desk.read_pages()
    _complete_indexes(desk, [*desk.add_english(), *desk.add_links(desks)])


def _complete_indexes(desk: Desk, made: list[int]) -> None:
    if made:
        rows = [*pages_of(made), *desk.shelf.take_new()]
        index_references(rows)
        index_for_admin(rows)
        index_for_public(desk.portal)


def summary(port: int) -> Iterator[str]:
    """The lines of the table."""
    portals = demo_portals()
    width = max((len(portal.name_vi) for portal in portals), default=0)
    yield _("The demo city:")
    for portal in portals:
        yield f"  {portal.name_vi:<{width}}  {address(portal.host, port)}"
    others = Portal.objects.listed().count() - len(portals)
    if others:
        told = ngettext(
            "  and %(count)d other portal, listed on %(address)s",
            "  and %(count)d other portals, listed on %(address)s",
            others,
        )
        yield told % {"count": others, "address": address(settings.BASE_DOMAIN, port, "/cac-cong/")}
    yield ""
    yield _("Admin: %(address)s") % {"address": address(settings.ADMIN_HOST, port, "/admin/")}
    yield _("Password of every account: %(password)s") % {"password": PASSWORD}
    yield ""
    codes = " ".join(portal.code for portal in portals)
    yield _("Accounts of each portal (<portal> is one of: %(codes)s):") % {"codes": codes}
    for name, post in POSTS.items():
        yield f"  {name + '.<portal>':<24}{post.does}"
    yield _("Accounts of the whole city:")
    for name, post in CITY_POSTS.items():
        yield f"  {name:<24}{post.does}"
    if User.objects.filter(username=HEAD_OF_ALL).exists():
        does = _("head of the boards of all portals that are not listed above")
        yield f"  {HEAD_OF_ALL:<24}{does}"


def address(host: str, port: int, path: str = "/") -> str:
    """The address of a host on the port that is served."""
    shown = urlsplit(f"{settings.PUBLIC_SCHEME}://{host}:{port}{path}")
    is_default = port == {"http": 80, "https": 443}[settings.PUBLIC_SCHEME]
    return shown._replace(netloc=host).geturl() if is_default else shown.geturl()
