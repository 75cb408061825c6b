"""Creating a portal with all it is born with (Regulation 4.4, 5.1): one idempotent function.

The command, the operator's form, the demo and the tests all call it. What a portal is born with is registered by the
apps in `sites.registry`.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from sites.directory import forget_directory
from sites.enums import PortalEventKind
from sites.events import record_event
from sites.models import Hostname, Portal, PortalKind
from sites.registry import portal_parts
from sites.specs import PortalSpec

if TYPE_CHECKING:
    from accounts.models import User

# Columns of PortalSpec that are not columns of Portal: relations, and what the hostname table keeps.
_RELATIONS = {"kind", "parent_code", "host", "code"}


@transaction.atomic
def provision_portal(spec: PortalSpec, *, by: User | None = None, at: datetime | None = None) -> Portal:
    """Create a portal, or bring one that exists up to its description and complete what it lacks.

    The portal is in preparation until its board approves the opening. The spec must have been validated
    (`sites.provision_file`, the operator's form): hosts are not checked here. An existing portal keeps its host.

    Raises:
        PortalKind.DoesNotExist, Portal.DoesNotExist: the kind or the parent is not registered.
    """
    at = at or timezone.now()
    kind = PortalKind.objects.get(code=spec.kind)
    parent = Portal.objects.get(code=spec.parent_code) if spec.parent_code else None
    known = {field.name for field in Portal._meta.get_fields()}
    facts = {name: value for name, value in asdict(spec).items() if name in known and name not in _RELATIONS}
    portal = Portal.objects.select_related("kind", "container", "site", "collection").filter(code=spec.code).first()
    created = portal is None
    if portal is None:
        portal = Portal(code=spec.code)
    # A blank in the description says nothing; it does not erase what an administrator wrote.
    changed = {name for name, value in facts.items() if (value or created) and getattr(portal, name) != value}
    for name in changed:
        setattr(portal, name, facts[name])
    portal.kind, portal.parent = kind, parent
    portal.save()
    if not portal.hostnames.current().exists():
        Hostname.objects.create(portal=portal, host=spec.host, valid_from=timezone.localdate(at))
    for part in portal_parts():
        part.build(portal, at)
    if created:
        record_event(PortalEventKind.PROVISIONED, portal=portal, at=at, by=by, host=spec.host)
    elif changed:
        record_event(PortalEventKind.CHANGED, portal=portal, at=at, by=by, fields=sorted(changed))
    transaction.on_commit(forget_directory)
    return portal
