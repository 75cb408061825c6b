"""All portals of the structure of 2024 beside the demo's own: registered and opened, with their starter pages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction

from accounts.models import User
from cityportal.demo.accounts import all_answered, ensure_city_accounts, ensure_user
from cityportal.demo.indexes import index_for_public
from cityportal.demo.quiet import quiet
from members.enums import Engagement, Seat
from members.memberships import seat_on_board
from provisioning.portal_states import open_portal
from provisioning.provisioning import provision_portal
from sites.enums import PortalState
from sites.models import Portal
from sites.specs import PortalSpec
from sites.structures import structure

# One person may sit on several boards (Decision 05/2024, Art. 15.2).
HEAD_OF_ALL: Final = "truongban.toanthanhpho"


def missing_portals() -> list[PortalSpec]:
    """The portals of 2024 that do not exist or did not open yet, parents first."""
    opened = set(Portal.objects.exclude(state=PortalState.PREPARING).values_list("code", flat=True))
    return [spec for spec in structure("2024", base=settings.BASE_DOMAIN) if spec.code not in opened]


def open_everyone(specs: list[PortalSpec], *, now: datetime) -> Iterator[Portal]:
    """Register and open portals one by one, so that a load that was cut off goes on where it stopped."""
    at = now - timedelta(days=60)
    operator = ensure_city_accounts(at=at)
    head = ensure_user(HEAD_OF_ALL, last_name="Kiều Thị Bảo", first_name="Ngân", mailbox="tphcm.example", at=at)
    with quiet():
        for spec in specs:
            yield _open(spec, operator=operator, head=head, at=at)


@transaction.atomic
def _open(spec: PortalSpec, *, operator: User, head: User, at: datetime) -> Portal:
    portal = provision_portal(spec, by=operator, at=at)
    seat_on_board(portal.board, head, seat=Seat.HEAD, by=operator, at=at, engagement=Engagement.CONCURRENT)
    open_portal(portal, by=head, at=at, checklist=all_answered())
    index_for_public(portal)
    return portal
