"""Changes of what a portal or its board is described by, with their record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar, Final

from django.db import transaction

from audit.changes import save_changes
from audit.errors import refusing_contents
from audit.events import record_event
from editorial.enums import ProposalState
from editorial.models import ProposedChange
from editorial.proposals.actions.proposal import needs_proposal, open_proposal, propose_change
from editorial.proposals.reviewed_models import OF_A_FACT, ReviewedModel, register_reviewed_model
from formats.vietnamese.phones import check_phone_number
from members.access.permissions import can_give_roles
from sites.enums import PortalEventKind, PortalState
from sites.links import check_links, links_in_words
from sites.models import Portal
from sites.other_names import check_names
from sites.registry import provisioning_steps
from sites.structures import ADDED_FACTS, PORTAL_FACTS, PUBLIC_FACTS

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from accounts.models import User

# Of facts that name a person or reach one, the board confirms more.
_OF_PERSONS: Final = OF_A_FACT | {"personal_data"}


@transaction.atomic
def change_portal_facts(portal: Portal, facts: dict[str, Any], *, by: User | None, at: datetime) -> list[str]:
    """Write facts of `PORTAL_FACTS` and `ADDED_FACTS`. Returns the names of those that changed; nothing is recorded
    where none did.

    The names of site, container and collection follow; page titles are content and go through review.

    Raises:
        ContentsRefused: what stands as the telephone number is none.
        LinksRefused: what stands as links is none.
        NamesRefused: other names are too many or too long.
    """
    _check_facts(facts)
    rows = Portal.objects.select_for_update(of=("self",), no_key=True).select_related("container", "site", "collection")
    portal = rows.get(pk=portal.pk)
    before = save_changes(portal, facts, allowed=(*PORTAL_FACTS, *ADDED_FACTS))
    if not before:
        return []
    if "name_vi" in before:
        for part in provisioning_steps():
            if part.follows_name:
                part.build(portal, at)
    record_event(PortalEventKind.CHANGED, portal=portal, at=at, by=by, fields=sorted(before), before=before)
    return sorted(before)


@transaction.atomic
def change_or_propose_facts(
    portal: Portal, facts: dict[str, Any], *, by: User, at: datetime
) -> tuple[list[str], ProposedChange | None]:
    """Write facts that nobody reads yet, and submit those to the board that citizens read. What else the person has
    submitted of the portal, on a screen with other facts, waits on with them.

    Returns the names of the facts that changed, and the proposal; None where no public fact differs.

    Raises:
        PermissionDenied: somebody else looks after them.
        ChangeWaits: a proposal of somebody else waits.
        ContentsRefused: what stands as the telephone number is none.
        LinksRefused: what stands as links is none.
        NamesRefused: other names are too many or too long.
    """
    _check_facts(facts)
    # Locked before it is asked whether anybody reads them: the board may open the portal at this moment.
    portal = Portal.objects.select_for_update(of=("self",), no_key=True).select_related("kind").get(pk=portal.pk)
    if not needs_proposal(portal):
        return change_portal_facts(portal, facts, by=by, at=at), None
    public = {name: value for name, value in facts.items() if name in PUBLIC_FACTS}
    public |= _waiting_beside(portal, public, by=by)
    proposal = propose_change(portal, public, by=by, at=at)
    rest = {name: value for name, value in facts.items() if name not in PUBLIC_FACTS}
    return change_portal_facts(portal, rest, by=by, at=at), proposal


def _waiting_beside(portal: Portal, facts: dict[str, Any], *, by: User) -> dict[str, Any]:
    """What the person's own waiting proposal says of other facts than these, where it is replaced: some of these differ
    from what is public, or were part of it."""
    change = open_proposal(portal)
    if change is None or change.state != ProposalState.WAITING or change.proposed_by_id != by.pk:
        return {}
    if not any(name in change.values or getattr(portal, name) != value for name, value in facts.items()):
        return {}
    return {name: value for name, value in change.values.items() if name not in facts}


@refusing_contents()
def _check_facts(facts: dict[str, Any]) -> None:
    for name in ("phone", "spokesperson_phone"):
        check_phone_number(facts.get(name, ""))
    check_links(facts.get("links", []))
    check_names(facts.get("also_known_as", ""))


def facts_set_by(portal: Portal, user: User) -> bool:
    """Whether a fact that citizens will read is as this person set it once, whoever set it last. What a portal was made
    with is nobody's work."""
    steps: dict[str, list[tuple[int | None, Any]]] = defaultdict(list)
    for actor, data in portal.events.filter(kind=PortalEventKind.CHANGED).order_by("pk").values_list("actor", "data"):
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


def facts_in_words(portal: Portal, names: Iterable[str]) -> list[tuple[Promise | str, Any]]:
    """What a portal is described by, as people read it, under the names of its fields; nothing of what is not known."""
    read = [(name, portal._meta.get_field(name).verbose_name, getattr(portal, name)) for name in names]
    return [(label, links_in_words(value) if name == "links" else value) for name, label, value in read if value]


@register_reviewed_model(Portal)
class ReviewedPortal(ReviewedModel):
    """The facts of a portal that citizens read."""

    fields = PUBLIC_FACTS
    value_labels: ClassVar = {"links": links_in_words}
    checklist: ClassVar = dict.fromkeys(PUBLIC_FACTS, OF_A_FACT) | dict.fromkeys(
        ("responsible_person", "spokesperson", "spokesperson_phone", "phone", "email"), _OF_PERSONS
    )

    def portal_of(self, row: Portal) -> int:
        return row.pk

    def may_edit(self, user: User, row: Portal, on: date) -> bool:
        return can_give_roles(user, row, on=on)

    def is_public(self, row: Portal) -> bool:
        return row.state != PortalState.PREPARING

    def write(self, row: Portal, change: ProposedChange, by: User | None, at: datetime) -> None:
        change_portal_facts(row, change.values, by=by, at=at)
        row.refresh_from_db()
