"""The portals of the demo, with their board, look and contact; and all others of 2024."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date, datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from wagtail.models import Site

from accounts.models import User
from cityportal.demo.accounts import all_answered, ensure_city_accounts, ensure_user
from cityportal.demo.content import PORTALS, PortalContent
from cityportal.demo.quiet import index_for_public, quiet
from home.models import PortalBranding
from members.enums import Engagement, Seat
from members.memberships import seat_on_board
from members.models import Board
from provisioning.fact_changes import change_portal_facts
from provisioning.portal_states import open_portal
from provisioning.provisioning import provision_portal
from sites.directory import forget_directory
from sites.enums import PortalState
from sites.models import Portal
from sites.naming import CITY_CODE
from sites.structures import ADDED_FACTS, PortalSpec, structure, voluntary_bodies

# The ward that the two-tier government of 2025 put straight under the city; the others are of 2024.
_OF_2025: Final = frozenset({"saigon"})
_BODIES: Final = ("governing_body", "managing_agency", "operating_unit")
TERM_YEARS: Final = 5
_CONTACTS: Final = ("address", "phone", "email", "responsible_person", "spokesperson")


def spec_of(content: PortalContent) -> PortalSpec:
    """The portal as the reference structures have it, with contacts of the demo, its bodies as the texts write them."""
    name = "2025" if content.code in _OF_2025 else "2024"
    spec = next(spec for spec in structure(name, base=settings.BASE_DOMAIN) if spec.code == content.code)
    written = content.written or spec.name_vi
    bodies = {name: getattr(spec, name).replace(spec.name_vi, written) for name in _BODIES}
    return replace(spec, **bodies, **{name: content.contacts[name] for name in _CONTACTS})


def ensure_portal(content: PortalContent, *, by: User, opens: datetime) -> Portal:
    """Create a portal three weeks before it opens. One that exists keeps its facts; parts that it lacks are made."""
    spec = spec_of(content)
    present = Portal.objects.select_related("kind", "parent").filter(code=content.code).first()
    if present is not None:
        # What the portal already meets.
        columns = {field.name for field in Portal._meta.concrete_fields} & {field.name for field in fields(spec)}
        known = {name: getattr(present, name) for name in columns - {"kind"}}
        parent_code = present.parent.code if present.parent else ""
        spec = replace(spec, **known, kind=present.kind.code, parent_code=parent_code)
    portal = provision_portal(spec, by=by, at=opens - timedelta(days=21))
    if present is None:
        _found_board(portal, content, before=portal.hostnames.get().valid_from)
        branding = PortalBranding.for_site(portal.site)
        branding.accent, branding.drawing = content.branding["accent"], content.branding["drawing"]
        branding.full_clean()
        branding.save()
        added = {name: content.contacts[name] for name in ADDED_FACTS if name in content.contacts}
        change_portal_facts(portal, added, by=by, at=opens - timedelta(days=21))
    return portal


def follow_port(port: int) -> None:
    """Let every site answer on a port."""
    if Site.objects.exclude(port=port).update(port=port):
        Site.clear_site_root_paths_cache()
        forget_directory()


def demo_portals() -> list[Portal]:
    """The portals of the demo in their order, with their sites."""
    portals = {portal.code: portal for portal in Portal.objects.select_related("site").filter(code__in=PORTALS)}
    return [portals[code] for code in PORTALS if code in portals]


def _found_board(portal: Portal, content: PortalContent, *, before: date) -> None:
    board, facts = portal.board, content.board
    board.founding_number, board.signatory = facts["founding_number"], facts["signatory"]
    board.founding_date = min(facts["founding_date"], before)
    # Five years and more from the opening: whenever the demo is loaded, the board can act.
    board.term_from, board.term_until = board.founding_date, date(before.year + TERM_YEARS, 12, 31)
    board.save()


# One person may sit on several boards (Decision 05/2024, Art. 15.2).
HEAD_OF_ALL: Final = "truongban.toanthanhpho"


def missing_portals(*, everyone: bool) -> list[PortalSpec]:
    """One portal of a body that joined by its own will, and with `everyone` all of 2024, parents first, as far as they
    did not open yet; none before the city."""
    opened = set(Portal.objects.exclude(state=PortalState.PREPARING).values_list("code", flat=True))
    base = settings.BASE_DOMAIN
    wanted = [*(structure("2024", base=base) if everyone else ()), *voluntary_bodies(base=base)[:1]]
    return [spec for spec in wanted if spec.code not in opened] if CITY_CODE in opened else []


def open_everyone(specs: list[PortalSpec], *, now: datetime) -> Iterator[Portal]:
    """Register and open portals one by one, so that a load that was cut off goes on where it stopped."""
    at = now - timedelta(days=60)
    operator = ensure_city_accounts(at=at)
    head = ensure_user(HEAD_OF_ALL, last_name="Kiều Thị Bảo", first_name="Ngân", mailbox="tphcm.example", at=at)
    with quiet():
        for spec in specs:
            yield _open(spec, operator=operator, head=head, at=at)


def _with_contacts(spec: PortalSpec, *, head: User) -> PortalSpec:
    """A portal of the reference structures with what none opens without: an invented mailbox, the city's hotline."""
    return replace(
        spec,
        responsible_person=f"{head}, Trưởng Ban Biên tập",
        address=f"Trụ sở {spec.governing_body}",
        phone=settings.CITY_HOTLINE,
        email=f"{spec.code}@tphcm.example",
    )


@transaction.atomic
def _open(spec: PortalSpec, *, operator: User, head: User, at: datetime) -> Portal:
    portal = provision_portal(_with_contacts(spec, head=head), by=operator, at=at)
    Board.objects.filter(portal=portal, founding_number="").update(
        founding_number="01/QĐ-BBT", founding_date=timezone.localdate(at)
    )
    seat_on_board(portal.board, head, seat=Seat.HEAD, by=operator, at=at, engagement=Engagement.CONCURRENT)
    open_portal(portal, by=head, at=at, checklist=all_answered())
    index_for_public(portal)
    return portal
