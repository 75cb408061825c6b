"""Changes of what a portal or its board is described by, with their record."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from wagtail.models import Page

from sites.directory import forget_directory
from sites.enums import PortalEventKind
from sites.events import record_event
from sites.models import Board, Portal
from sites.parts import ensure_site

if TYPE_CHECKING:
    from accounts.models import User

# What an operator writes about a portal. Code, kind, parent, hosts and state have their own verbs, or none.
PORTAL_FACTS = (
    "name_vi", "name_en", "short_name_vi", "short_name_en", "unit_code",
    "governing_body", "governing_body_en", "managing_agency", "managing_agency_en",
    "operating_unit", "operating_unit_en", "responsible_person", "spokesperson",
    "address", "phone", "email", "licence",
)  # fmt: skip
BOARD_FACTS = ("founding_number", "founding_date", "signatory", "term_from", "term_until")


@transaction.atomic
def change_portal_facts(portal: Portal, facts: dict[str, Any], *, by: User | None, at: datetime) -> list[str]:
    """Write facts of `PORTAL_FACTS`. Returns the names of those that changed; nothing is recorded where none did.

    The names of the site and of the container follow; page titles are content and go through review.
    """
    portal = Portal.objects.select_for_update().get(pk=portal.pk)
    before = _write(portal, facts, allowed=PORTAL_FACTS)
    if not before:
        return []
    if "name_vi" in before:
        ensure_site(portal, at)
        Page.objects.filter(pk=portal.container_id).update(title=portal.name_vi, draft_title=portal.name_vi)
    record_event(PortalEventKind.CHANGED, portal=portal, at=at, by=by, fields=sorted(before), before=before)
    transaction.on_commit(forget_directory)
    return sorted(before)


@transaction.atomic
def change_board_facts(board: Board, facts: dict[str, Any], *, by: User | None, at: datetime) -> list[str]:
    """Write the founding decision and the term of a board. Returns the names of the facts that changed."""
    board = Board.objects.select_for_update().select_related("portal").get(pk=board.pk)
    before = _write(board, facts, allowed=BOARD_FACTS)
    if before:
        names = [f"board.{name}" for name in sorted(before)]
        record_event(PortalEventKind.CHANGED, portal=board.portal, at=at, by=by, fields=names, before=before)
    return sorted(before)


def _write(row: models.Model, facts: dict[str, Any], *, allowed: tuple[str, ...]) -> dict[str, Any]:
    """Save what differs; return the values it replaces."""
    before = {
        name: getattr(row, name) for name, value in facts.items() if name in allowed and getattr(row, name) != value
    }
    for name in before:
        setattr(row, name, facts[name])
    if before:
        row.save(update_fields=list(before))
    return before
