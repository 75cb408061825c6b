"""The review of the last twelve months, as text to be completed by people: behind `manage.py doctor --yearly`.

Article 21.2 has portals reviewed each year, with a plan of what is to be changed. What the software knows stands there
in figures; what people decide, as questions.
"""

from __future__ import annotations

import platform
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

from django.db import connection
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.models import PortalEvent
from cityportal.backups.enums import BackupEventKind
from cityportal.backups.making import product_version
from cityportal.conformance.enums import ConformanceState
from cityportal.conformance.results import in_state, results_of
from cityportal.doctor import examine
from cityportal.models import PortalConformance
from cityportal.security_level.judging import judge_level
from deadlines.models import DeadlineRule, RetentionPeriod
from deadlines.queries import years_to_confirm
from exchange.availability import availability_between
from oversight.models import Incident, MaintenanceWindow, Violation
from sites.directory import get_directory
from sites.enums import PortalState

if TYPE_CHECKING:
    from django.utils.functional import Promise

YEAR: Final = timedelta(days=365)
# Portals that are named, the worst first.
_NAMED: Final = 5
_LEVEL: Final = 3

Lines = Iterator[str]


def yearly_review(*, at: datetime) -> str:
    """Write the review of the twelve months before a moment, in the active language, as Markdown."""
    period = (at - YEAR, at)
    title = _("Review of the portals from %(first)s to %(last)s (Article 21.2)")
    days = {"first": _day(timezone.localdate(period[0])), "last": _day(timezone.localdate(at))}
    parts = [f"# {title % days}"]
    for name, lines in _SECTIONS.items():
        parts += [f"## {name}", "\n".join(f"- {line}" for line in lines(*period))]
    return "\n\n".join(parts)


def _software(_since: datetime, _until: datetime) -> Lines:
    yield _("cityportal %(version)s") % {"version": product_version()}
    yield f"Python {platform.python_version()}, Django {version('django')}, Wagtail {version('wagtail')}"
    connection.ensure_connection()
    yield f"{connection.display_name} {'.'.join(map(str, connection.get_database_version()))}"


def _availability(since: datetime, until: datetime) -> Lines:
    portals = [record for record in get_directory().listed if not record.is_archived]
    last = timezone.localdate(until) - timedelta(days=1)
    known = [
        one for one in availability_between(timezone.localdate(since), last, portals) if one.percentage is not None
    ]
    if not known:
        yield _("No day of the access log was counted.")
        return
    facts = {"count": len(known), "whole": sum(1 for one in known if not one.down)}
    yield _("Portals of which minutes are known: %(count)d; never down: %(whole)d.") % facts
    for one in known[:_NAMED]:
        if one.down:
            told = _("%(portal)s: %(percentage).2f %% of the known minutes, %(down)d minutes down.")
            yield told % {"portal": one.portal.name, "percentage": one.percentage, "down": one.down}


def _incidents(since: datetime, until: datetime) -> Lines:
    incidents = Incident.objects.filter(began_at__gte=since, began_at__lt=until)
    for kind, count in Counter(incident.get_kind_display() for incident in incidents).most_common():
        yield f"{kind}: {count}"
    yield _("Incidents: %(count)d; not closed: %(open)d.") % {
        "count": incidents.count(),
        "open": incidents.filter(closed_at=None).count(),
    }
    windows = MaintenanceWindow.objects.filter(begins_at__gte=since, begins_at__lt=until)
    yield _("Maintenance announced: %(count)d; urgent: %(urgent)d; cancelled: %(cancelled)d.") % {
        "count": windows.count(),
        "urgent": windows.filter(is_urgent=True).count(),
        "cancelled": windows.exclude(cancelled_at=None).count(),
    }


def _backups(since: datetime, until: datetime) -> Lines:
    events = PortalEvent.objects.filter(portal=None, at__gte=since, at__lt=until)
    days = {timezone.localdate(at) for at in events.filter(kind=BackupEventKind.BACKED_UP).values_list("at", flat=True)}
    yield _("Days with a backup: %(count)d.") % {"count": len(days)}
    drills = [event.data for event in events.filter(kind=BackupEventKind.RESTORE_DRILLED)]
    longest = max((drill.get("seconds", 0) for drill in drills), default=0)
    told = _("Restores drilled: %(count)d; something was wrong in %(wrong)d; the longest took %(minutes).1f minutes.")
    yield told % {
        "count": len(drills),
        "wrong": sum(1 for drill in drills if drill.get("wrong")),
        "minutes": longest / 60,
    }


def _conformance(since: datetime, _until: datetime) -> Lines:
    not_met, conforming = Counter[str](), 0
    rows = list(PortalConformance.objects.filter(checked_at__gte=since).exclude(portal__state=PortalState.ARCHIVED))
    for row in rows:
        wrong = in_state(results_of(row), ConformanceState.NOT_MET)
        not_met.update(result.name for result in wrong)
        conforming += not wrong
    yield _("Portals examined: %(count)d; everything that is known is met by %(met)d.") % {
        "count": len(rows),
        "met": conforming,
    }
    for name, count in not_met.most_common():
        yield _("%(name)s: not met by %(count)d") % {"name": name, "count": count}


def _oversight(since: datetime, until: datetime) -> Lines:
    found = Violation.objects.filter(recorded_at__gte=since, recorded_at__lt=until)
    yield _("Violations recorded: %(count)d; not closed: %(open)d.") % {
        "count": found.count(),
        "open": (found.to_answer() | found.answered()).count(),
    }


def _today(_since: datetime, _until: datetime) -> Lines:
    findings = examine(quick=True)
    for finding in findings:
        yield str(finding.problem)
    if not findings:
        yield _("doctor finds nothing.")


def _security(_since: datetime, until: datetime) -> Lines:
    results = judge_level(_LEVEL, at=until)
    for result in results:
        if result.state != ConformanceState.MET:
            yield f"{result.state.label}: {result.name}. {result.evidence}"
    met = sum(1 for result in results if result.state == ConformanceState.MET)
    yield _("Requirements of level %(level)d: %(count)d; met: %(met)d.") % {
        "level": _LEVEL,
        "count": len(results),
        "met": met,
    }


def _dated_data(_since: datetime, until: datetime) -> Lines:
    today = timezone.localdate(until)
    ending = Q(valid_to__gte=today, valid_to__lt=today + YEAR)
    for model in (DeadlineRule, RetentionPeriod):
        valid = model.objects.valid(on=today)
        yield _("%(name)s: not compared with the act: %(unverified)d; ending within a year: %(ending)d.") % {
            "name": model._meta.verbose_name_plural,
            "unverified": valid.filter(is_verified=False).count(),
            "ending": valid.filter(ending).count(),
        }
    if years := years_to_confirm(today=today):
        yield _("Years whose working days are not confirmed: %(years)s.") % {"years": ", ".join(map(str, years))}


def _decisions(_since: datetime, _until: datetime) -> Lines:
    for question in (
        _("Which acts changed, and what follows for time limits, forms and pages?"),
        _("What did citizens, boards and the managing agency ask for?"),
        _("Do servers, disks and connections carry another year?"),
        _("Which releases of Python, Django, Wagtail, PostgreSQL and the system end, and when are they replaced?"),
        _("What did the scan for weaknesses, the penetration test and make audit find?"),
        _("What is changed, by whom, until when, and from which budget?"),
    ):
        yield f"[ ] {question}"


def _day(day: date) -> str:
    return date_format(day, "d/m/Y")


_SECTIONS: Final[dict[Promise, Callable[[datetime, datetime], Lines]]] = {
    gettext_lazy("Software"): _software,
    gettext_lazy("Availability"): _availability,
    gettext_lazy("Incidents and maintenance"): _incidents,
    gettext_lazy("Backups and drilled restores"): _backups,
    gettext_lazy("Common standards"): _conformance,
    gettext_lazy("Violations"): _oversight,
    gettext_lazy("What is wrong today"): _today,
    gettext_lazy("Information security"): _security,
    gettext_lazy("Data that follows acts"): _dated_data,
    gettext_lazy("To be decided"): _decisions,
}
