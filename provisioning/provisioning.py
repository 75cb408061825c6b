"""Creating a portal with all it is born with (Regulation 4.4, 5.1): one idempotent function.

The command, the operator's form, the demo and the tests all call it. What a portal is born with is registered by the
apps in `sites.registry`.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from audit.events import record_event
from provisioning.errors import PlaceFixed
from sites.enums import PortalEventKind, PortalState
from sites.models import Hostname, Portal, PortalKind
from sites.registry import provisioning_steps
from sites.structures import PORTAL_FACTS, PUBLIC_FACTS, PortalSpec, former_names

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def provision_portal(spec: PortalSpec, *, by: User | None = None, at: datetime | None = None) -> Portal:
    """Create a portal, or bring one that exists up to its description and complete what it lacks.

    The portal is in preparation until its board approves the opening. The spec must have been validated
    (`provisioning.from_file.reading`, the operator's form): hosts are not checked here. An existing portal keeps its
    host; one that was opened keeps what citizens read of it (`PUBLIC_FACTS`).

    Raises:
        PlaceFixed: the portal exists as another kind, or below another portal.
        PortalKind.DoesNotExist, Portal.DoesNotExist: the kind or the parent is not registered.
    """
    at = at or timezone.now()
    rows = Portal.objects.select_for_update(of=("self",), no_key=True)
    portal = rows.select_related("kind", "parent", "container", "site", "collection").filter(code=spec.code).first()
    created = portal is None
    before: dict[str, str] = {}
    if portal is None:
        portal = _create(spec)
    else:
        before = _update(portal, spec)
    if created or not portal.hostnames.current().exists():
        Hostname.objects.create(portal=portal, host=spec.host, valid_from=timezone.localdate(at))
    for part in provisioning_steps():
        part.build(portal, at)
    if created:
        record_event(PortalEventKind.PROVISIONED, portal=portal, at=at, by=by, host=spec.host)
    elif before:
        record_event(PortalEventKind.CHANGED, portal=portal, at=at, by=by, fields=sorted(before), before=before)
    return portal


def _create(spec: PortalSpec) -> Portal:
    kind = PortalKind.objects.get(code=spec.kind)
    parent = Portal.objects.get(code=spec.parent_code) if spec.parent_code else None
    names = "\n".join(former_names(spec))
    return Portal.objects.create(code=spec.code, kind=kind, parent=parent, also_known_as=names, **_facts(spec))


def _update(portal: Portal, spec: PortalSpec) -> dict[str, str]:
    """Write the facts that differ, and no other column; return the values they replace.

    A blank in the description says nothing; it does not erase what an administrator wrote. What citizens read of a
    portal that was opened is left alone: its board decides about that (13.1.g).
    """
    parent_code = portal.parent.code if portal.parent else ""
    if spec.kind != portal.kind.code or spec.parent_code not in ("", parent_code):
        raise PlaceFixed(portal)
    kept = PUBLIC_FACTS if portal.state != PortalState.PREPARING else ()
    facts = {name: value for name, value in _facts(spec).items() if value and name not in kept}
    before = {name: getattr(portal, name) for name, value in facts.items() if getattr(portal, name) != value}
    for name in before:
        setattr(portal, name, facts[name])
    if before:
        portal.save(update_fields=sorted(before))
    return before


def _facts(spec: PortalSpec) -> dict[str, str]:
    return {name: getattr(spec, name) for name in PORTAL_FACTS}
