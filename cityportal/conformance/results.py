"""Conformance of portals: examined, stored for the screen of supervisors, and read in the language of the reader."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from cityportal.conformance.accessibility import RULES
from cityportal.conformance.checks import CHECKS
from cityportal.conformance.enums import ConformanceState
from cityportal.conformance.facts import read_facts
from cityportal.doctor.outside import Answer, ask
from cityportal.models import PortalConformance
from sites.directory import PortalRecord


@dataclass(frozen=True, slots=True)
class Result:
    """What one check found on a portal, and what to do next, in the active language.

    Attributes:
        url: of the screen where somebody goes on; empty: there is none, or nothing is to be done.
    """

    code: str
    name: str
    source: str
    state: ConformanceState
    found: str
    advice: str
    url: str


def examine_portals(
    portals: Iterable[PortalRecord], *, at: datetime, question: Callable[[str], Answer] = ask
) -> list[PortalConformance]:
    """Examine portals by all checks, and keep what was found in place of what was found before.

    Asks the network for those that are live. Nothing of a portal is changed, so there is no event.
    """
    portals = list(portals)
    facts = read_facts(portals, at=at, question=question)
    rows = [
        PortalConformance(
            portal_id=portal.id,
            checked_at=at,
            outcomes={code: list(check.judge(portal, facts)) for code, check in CHECKS.items()},
        )
        for portal in portals
    ]
    with transaction.atomic():
        PortalConformance.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["portal"], update_fields=["checked_at", "outcomes"]
        )
    return rows


def results_of(row: PortalConformance) -> list[Result]:
    """Read a stored examination. What a former release stored and this one does not know is left out."""
    return [
        _result(code, outcome, values, portal=row.portal_id)
        for code in CHECKS
        if code in row.outcomes
        for outcome, values in [row.outcomes[code]]
        if outcome in CHECKS[code].outcomes
    ]


def _result(code: str, outcome: str, values: dict[str, Any], *, portal: int) -> Result:
    check = CHECKS[code]
    state, found, advice = check.outcomes[outcome]
    # What a release before this one stored may lack a value that the words of today have.
    known = defaultdict(str, values)
    rules = {code: seen for code, seen in known.get("rules", {}).items() if code in RULES}
    known["broken"] = "; ".join(f"{RULES[code][0]} ({count}: {page})" for code, (count, page) in rules.items())
    goes_on = check.screen if state == ConformanceState.NOT_MET else None
    return Result(
        code=code,
        name=str(check.name),
        source=check.source,
        state=state,
        found=str(found) % known,
        advice=str(advice) % known,
        url=goes_on(portal) if goes_on else "",
    )


def in_state(results: Iterable[Result], state: ConformanceState) -> list[Result]:
    """Those of the results that are in a state."""
    return [result for result in results if result.state == state]
