"""The rule of each admin address of ours: those that name no row ask who the person is by themselves."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone

from adminsite.guard import register_admin_rules
from adminsite.guard_rules import Arguments, anybody, nobody
from exchange.models import ItemSource
from exchange.source_reading import portals_of_sources
from members.access.scope import Scope

ASKING = ("figures", "figures_export", "availability", "item_sources", "item_sources_results", "item_source_add")
OPERATING = ("archive_package_fetch", "archive_packages")

register_admin_rules(dict.fromkeys(ASKING, anybody) | dict.fromkeys(OPERATING, nobody))


def own_source(request: HttpRequest, scope: Scope, kwargs: Arguments) -> bool:
    """The source is of a portal whose sources the person sets."""
    portals = portals_of_sources(request.user, on=timezone.localdate())
    return ItemSource.objects.for_portals(portals).filter(pk=kwargs["source_id"]).exists()


register_admin_rules(dict.fromkeys(("item_source", "item_source_end"), own_source))
