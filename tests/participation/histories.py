"""Every history of so many verbs on one row, each undone: what a verb makes of a state, whatever was done before."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Model

from audit.errors import PortalRefusal
from tests.isolation.rows import undone

# By state and verb: the states that followed, None where it was refused.
Outcomes = dict[tuple[str, str], set[str | None]]


def outcomes(
    row: Model,
    verbs: Mapping[Any, Callable[[], object]],
    *,
    moved: type[PortalRefusal],
    length: int = 3,
    last: Collection[Any] = (),
) -> Outcomes:
    """Act on a row by each verb, then by each verb on what came of it, and so on.

    Args:
        moved: the refusal of a verb that has no place in the state.
        length: verbs in a row.
        last: verbs after which nothing more is tried.
    """
    found: Outcomes = defaultdict(set)

    def act(before: str, left: int) -> None:
        for verb, perform in verbs.items():
            with undone():
                after = _state_after(row, perform, moved)
                found[before, verb].add(after)
                if after is not None and left > 1 and verb not in last:
                    act(after, left - 1)

    act(_state_of(row), length)
    return found


def _state_after(row: Model, perform: Callable[[], object], moved: type[PortalRefusal]) -> str | None:
    try:
        with transaction.atomic():
            perform()
    except moved:
        return None
    return _state_of(row)


def _state_of(row: Model) -> str:
    state: str = type(row)._base_manager.values_list("state", flat=True).get(pk=row.pk)
    return state
