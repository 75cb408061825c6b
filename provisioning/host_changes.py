"""A portal moves to another hostname: one verb, since site, periods and record must change together."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.errors import ReasonMissing
from audit.events import record_event
from sites.enums import PortalEventKind
from sites.hostnames.syntax import HostnameRefused, check_syntax
from sites.models import Hostname, Portal

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def change_host(portal: Portal, host: str, *, by: User | None, at: datetime, reason: str) -> Hostname:
    """Close the period of the current hostname and open that of another one; the old one redirects from now on.

    The place of the host (suffix, parent, reserved labels) is for the caller to check with `validate_host`. A name
    that the portal had before may come back; one that another portal has or had may not.

    Raises:
        ReasonMissing: no reason given.
        HostnameRefused: no hostname, the current one, or one of another portal, even if it was given only just now.
    """
    if not reason.strip():
        raise ReasonMissing
    check_syntax(host)
    portal = Portal.objects.select_for_update(no_key=True).get(pk=portal.pk)
    current = portal.hostnames.current().get()
    if current.host == host:
        raise HostnameRefused("taken_undated", host=host, owner=portal.name)
    other = Hostname.objects.exclude(portal=portal).filter(host=host).select_related("portal").first()
    if other is not None:
        raise HostnameRefused("taken_undated", host=host, owner=other.portal.name)
    day = timezone.localdate(at)
    current.valid_to = max(day, current.valid_from)
    current.save(update_fields=["valid_to"])
    try:
        with transaction.atomic():
            opened = Hostname.objects.create(portal=portal, host=host, valid_from=day)
            portal.site.hostname = host
            portal.site.save()
    except IntegrityError as error:
        raise HostnameRefused("in_use", host=host) from error
    record_event(
        PortalEventKind.HOST_CHANGED, portal=portal, at=at, by=by, reason=reason, before=current.host, after=host
    )
    return opened


def hosts_below(portal: Portal) -> list[str]:
    """Current hosts of the portals below it that stand under this one's, and do not move with it."""
    return list(
        Hostname.objects.current()
        .filter(host__endswith=f".{portal.host}", portal__parent=portal)
        .order_by("host")
        .values_list("host", flat=True)
    )
