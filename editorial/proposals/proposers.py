"""How those who proposed changes are named to readers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from editorial.models import ProposedChange
from editorial.permissions import names_proposer
from members.access.named import named_as, named_to, once_staff_of
from members.access.permissions import can_supervise
from members.access.scope import current_request

if TYPE_CHECKING:
    from accounts.models import User
    from members.access.scope import Scope


def proposers_named(user: User, changes: Iterable[ProposedChange], *, scope: Scope, on: date) -> dict[int, str]:
    """Who proposed some changes, by their keys: a person of the portal they come from by name, an operator as the body,
    and, where the reader is told no more (`editorial.permissions.names_proposer`), that portal.

    One query, none where nothing is named but the own ones, or the reader supervises; on a page of the admin none more
    than its other names cost, where the portals are the reader's.
    """
    changes = list(changes)
    named = [change for change in changes if names_proposer(user, change, scope=scope, on=on)]
    others = {change.origin_id for change in named if change.proposed_by_id != user.pk}
    reads_all = scope.everything or can_supervise(user, on=on)
    request = current_request()
    if request is not None and request.user.pk == user.pk and others and others <= scope.portal_ids:
        known = named_to(request)
    else:
        known = None if reads_all else {user.pk} | (once_staff_of(others) if others else set())
    told = {change.pk: named_as(change.proposed_by, known=known) for change in named}
    return {change.pk: told.get(change.pk) or str(change.origin) for change in changes}
