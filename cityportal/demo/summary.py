"""What the command prints at the end: where the demo answers, and who may do what in it."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.models import User
from cityportal.demo.accounts import CITY_POSTS, PASSWORD, POSTS
from cityportal.demo.everyone import HEAD_OF_ALL
from cityportal.demo.portals import demo_portals
from sites.models import Portal


def summary(port: int) -> Iterator[str]:
    """The lines of the table."""
    portals = demo_portals()
    width = max((len(portal.name_vi) for portal in portals), default=0)
    yield _("The demo city:")
    for portal in portals:
        yield f"  {portal.name_vi:<{width}}  {address(portal.host, port)}"
    others = Portal.objects.listed().count() - len(portals)
    if others:
        yield _("  and %(count)d other portals, listed on %(address)s") % {
            "count": others,
            "address": address(settings.BASE_DOMAIN, port, "/cac-cong/"),
        }
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
