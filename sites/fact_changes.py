"""Changes of what a portal or its board is described by, with their record."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.core.files import File
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.fields.files import FieldFile
from django.utils import timezone
from django.utils.translation import gettext as _

from sites.administration import can_give_roles
from sites.delegations import end_held_delegations, hold_delegations
from sites.enums import PortalEventKind, PortalState
from sites.errors import PeriodBackwards
from sites.events import record_event
from sites.founding_files import ending_of
from sites.models import Board, Portal, ProposedChange
from sites.proposals import needs_proposal, propose_change
from sites.registry import portal_parts
from sites.reviewed import register_reviewed_model
from sites.specs import PORTAL_FACTS, PUBLIC_FACTS

if TYPE_CHECKING:
    from accounts.models import User

BOARD_FACTS = ("founding_number", "founding_date", "signatory", "term_from", "term_until")


@transaction.atomic
def change_portal_facts(portal: Portal, facts: dict[str, Any], *, by: User | None, at: datetime) -> list[str]:
    """Write facts of `PORTAL_FACTS`. Returns the names of those that changed; nothing is recorded where none did.

    The names of site, container and collection follow; page titles are content and go through review.
    """
    rows = Portal.objects.select_for_update(of=("self",), no_key=True).select_related("container", "site", "collection")
    portal = rows.get(pk=portal.pk)
    before = _write(portal, facts, allowed=PORTAL_FACTS)
    if not before:
        return []
    if "name_vi" in before:
        for part in portal_parts():
            if part.follows_name:
                part.build(portal, at)
    record_event(PortalEventKind.CHANGED, portal=portal, at=at, by=by, fields=sorted(before), before=before)
    return sorted(before)


@transaction.atomic
def change_or_propose_facts(
    portal: Portal, facts: dict[str, Any], *, by: User, at: datetime
) -> tuple[list[str], ProposedChange | None]:
    """Write facts that nobody reads yet, and submit those to the board that citizens read.

    Returns the names of the facts that changed, and the proposal; None where no public fact differs.

    Raises:
        PermissionDenied: somebody else looks after them.
        ChangeWaits: a proposal of somebody else waits.
    """
    # Locked before it is asked whether anybody reads them: the board may open the portal at this moment.
    portal = Portal.objects.select_for_update(of=("self",), no_key=True).select_related("kind").get(pk=portal.pk)
    if not needs_proposal(portal):
        return change_portal_facts(portal, facts, by=by, at=at), None
    public = {name: value for name, value in facts.items() if name in PUBLIC_FACTS}
    proposal = propose_change(portal, public, by=by, at=at)
    rest = {name: value for name, value in facts.items() if name not in PUBLIC_FACTS}
    return change_portal_facts(portal, rest, by=by, at=at), proposal


def facts_set_by(portal: Portal, user: User) -> bool:
    """Whether a fact that citizens will read is as this person set it once, whoever set it last. What a portal was made
    with is nobody's work. One query."""
    steps: dict[str, list[tuple[int | None, Any]]] = defaultdict(list)
    changes = portal.events.filter(kind=PortalEventKind.CHANGED).order_by("pk")
    for actor, data in changes.values_list("actor", "data"):
        for name in data.get("fields", ()):
            steps[name].append((actor, data["before"].get(name)))
    return any(
        actor == user.pk and value == getattr(portal, name)
        for name in PUBLIC_FACTS
        for actor, value in _values_set(steps[name], now=getattr(portal, name))
    )


def _values_set(steps: list[tuple[int | None, Any]], *, now: Any) -> list[tuple[int | None, Any]]:
    """Who set which value of a fact: what a step set is what the next one replaced."""
    values = [before for _actor, before in steps[1:]] + [now]
    return [(actor, value) for (actor, _before), value in zip(steps, values, strict=False)]


@transaction.atomic
def change_board_facts(board: Board, facts: dict[str, Any], *, by: User | None, at: datetime) -> list[str]:
    """Write the founding decision, its file and the term of a board. Returns the names of the facts that changed.

    What was lent of the right to approve ends where today lies outside the former term, or outside the new one.
    A new file replaces none: the former one stays in the store, and the record says where.

    Raises:
        FileTooLarge, FileKindRefused: the file is not one that may be kept.
        PeriodBackwards: the term would end before it begins.
    """
    board = Board.objects.select_for_update(of=("self",), no_key=True).select_related("portal").get(pk=board.pk)
    first, last = (facts.get(name, getattr(board, name)) for name in ("term_from", "term_until"))
    if first and last and last < first:
        raise PeriodBackwards(first=first, last=last)
    file = facts.get("founding_file")
    if isinstance(file, File) and not isinstance(file, FieldFile):
        ending = ending_of(file)
    else:
        file, ending = None, ""
    changes, today = (board.term_from, board.term_until) != (first, last), timezone.localdate(at)
    breaks = changes and not (_holds(board.term_from, board.term_until, on=today) and _holds(first, last, on=today))
    lent = hold_delegations(Q(from_seat__board=board), at=at) if breaks else []
    if changes:
        Board.objects.filter(pk=board.pk).update(term_epoch=F("term_epoch") + 1)
    before = _write(board, facts, allowed=BOARD_FACTS)
    if file is not None:
        before["founding_file"] = board.founding_file.name
        board.founding_file.save(f"{board.portal.code}.{ending}", file)
    if before:
        names = [f"board.{name}" for name in sorted(before)]
        record_event(PortalEventKind.CHANGED, portal=board.portal, at=at, by=by, fields=names, before=before)
        end_held_delegations(lent, by=by, at=at, reason=_("The board has another term."))
    return sorted(before)


def _holds(first: date | None, last: date | None, *, on: date) -> bool:
    """Whether a day lies in a term."""
    return not ((first and first > on) or (last and last < on))


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


def _write_approved(portal: Portal, change: ProposedChange, by: User | None, at: datetime) -> None:
    change_portal_facts(portal, change.values, by=by, at=at)
    portal.refresh_from_db()


register_reviewed_model(
    Portal,
    fields=PUBLIC_FACTS,
    portal_of=lambda portal: portal.pk,
    may_edit=lambda user, portal, on: can_give_roles(user, portal, on=on),
    is_public=lambda portal: portal.state != PortalState.PREPARING,
    write=_write_approved,
)
