"""Verbs of incidents: the operating unit records one, writes down each step, and closes it (Regulation 24.7)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from audit.errors import ReasonMissing
from audit.events import record_event
from members.access.actor import lock_actor
from oversight.enums import IncidentKind, IncidentSource, OversightEventKind
from oversight.errors import IncidentClosed, IncidentTimeWrong, OperatorsAlone
from oversight.models import Incident, IncidentStep
from oversight.permissions import can_handle_incidents
from sites.models import Portal

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def record_incident(
    portal: Portal | None,
    *,
    kind: IncidentKind,
    title: str,
    description: str,
    began_at: datetime,
    found_by: IncidentSource,
    responsible_unit: str,
    by: User,
    at: datetime,
) -> Incident:
    """Record what happened, since when, who found it and which unit deals with it.

    Args:
        portal: None: the whole installation.

    Raises:
        OperatorsAlone: the person is no operator.
        ReasonMissing: nothing was said of what happened.
        IncidentTimeWrong: it would begin after now.
    """
    _lock_operator(by, at=at)
    if not description.strip():
        raise ReasonMissing
    if began_at > at:
        raise IncidentTimeWrong
    incident = Incident.objects.create(
        portal=portal,
        kind=kind,
        title=title.strip(),
        description=description.strip(),
        began_at=began_at,
        found_by=found_by,
        responsible_unit=responsible_unit.strip(),
        recorded_at=at,
        recorded_by=by,
    )
    facts = {"incident_kind": str(kind), "incident_began": began_at}
    _record(OversightEventKind.INCIDENT_RECORDED, incident, by=by, at=at, reason=incident.description, **facts)
    return incident


@transaction.atomic
def add_incident_step(incident: Incident, *, text: str, by: User, at: datetime) -> IncidentStep:
    """Write down what was done. A step is never changed: what was wrong in it is said by the next one.

    Raises:
        OperatorsAlone: the person is no operator.
        ReasonMissing: nothing was said.
        IncidentClosed: the incident is closed.
    """
    _lock_operator(by, at=at)
    if not text.strip():
        raise ReasonMissing
    incident = _locked(incident)
    step = IncidentStep.objects.create(incident=incident, at=at, by=by, text=text.strip())
    _record(OversightEventKind.INCIDENT_STEP, incident, by=by, at=at, reason=step.text)
    return step


@transaction.atomic
def close_incident(incident: Incident, *, ended_at: datetime, resolution: str, by: User, at: datetime) -> None:
    """Close an incident: when everything worked again, and how that came.

    Raises:
        OperatorsAlone: the person is no operator.
        ReasonMissing: nothing was said of how it was resolved.
        IncidentClosed: it is closed.
        IncidentTimeWrong: it would end before it began, or after now.
    """
    _lock_operator(by, at=at)
    if not resolution.strip():
        raise ReasonMissing
    incident = _locked(incident)
    if not incident.began_at <= ended_at <= at:
        raise IncidentTimeWrong
    incident.ended_at, incident.resolution = ended_at, resolution.strip()
    incident.closed_at, incident.closed_by = at, by
    incident.save(update_fields=["ended_at", "resolution", "closed_at", "closed_by"])
    facts = {"incident_began": incident.began_at, "incident_ended": ended_at}
    _record(OversightEventKind.INCIDENT_CLOSED, incident, by=by, at=at, reason=incident.resolution, **facts)


def _lock_operator(by: User, *, at: datetime) -> None:
    lock_actor(by)
    if not can_handle_incidents(by, on=timezone.localdate(at)):
        raise OperatorsAlone


def _locked(incident: Incident) -> Incident:
    locked = Incident.objects.select_for_update(of=("self",), no_key=True).select_related("portal").get(pk=incident.pk)
    if not locked.is_open:
        raise IncidentClosed
    return locked


def _record(kind: str, incident: Incident, *, by: User, at: datetime, reason: str, **data: Any) -> None:
    about = {"incident": incident.pk, "title": incident.title}
    record_event(kind, portal=incident.portal, at=at, by=by, reason=reason, **about, **data)
