"""Judges what the software decides of each requirement: by settings, by what doctor finds, and by rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from adminviews import virus_scanner
from audit.models import PortalEvent
from authentication.list_confirmations import lists_due
from authentication.models import AccountLimits
from authentication.suspension.unused import days_of_last_use
from cityportal.conformance.enums import ConformanceState
from cityportal.doctor import backups, disks, personal_data, record, rights, services
from cityportal.doctor.finding import Finding, listed
from cityportal.security_level.requirements import Requirement, requirements

if TYPE_CHECKING:
    from django.utils.functional import Promise

MET, NOT_MET, UNKNOWN = ConformanceState.MET, ConformanceState.NOT_MET, ConformanceState.UNKNOWN
# Roles and seats that administer or decide; from outside they come over the Internet.
_ADMINISTERING: Final = frozenset({"operator", "supervisor", "city_editor", "portal_admin", "head", "deputy"})


class Judged(NamedTuple):
    """State and evidence, in the active language."""

    state: ConformanceState
    evidence: str


@dataclass(frozen=True, slots=True)
class Result:
    """What is known of one requirement of a level, in the active language."""

    requirement: Requirement
    name: str
    state: ConformanceState
    evidence: str


Judge = Callable[[Requirement, date], Judged]


def judge_level(level: int, *, at: datetime) -> list[Result]:
    """Judge each requirement of a level; none: no such level is known."""
    on = timezone.localdate(at)
    results = []
    for requirement in requirements(level, on=on):
        name, judge = JUDGES.get(requirement.code, (requirement.code, _not_judged))
        state, evidence = judge(requirement, on)
        results.append(Result(requirement, str(name), state, evidence))
    return results


def _not_judged(_requirement: Requirement, _on: date) -> Judged:
    return Judged(UNKNOWN, _("This release does not judge it."))


def _if(is_met: bool, evidence: str) -> Judged:
    return Judged(MET if is_met else NOT_MET, evidence)


def _by_findings(*checks: Callable[[], Iterator[Finding]], well: Promise) -> Judge:
    """Met where checks of doctor find nothing; what they find is the evidence."""

    def judge(_requirement: Requirement, _on: date) -> Judged:
        findings: list[Finding] = [finding for check in checks for finding in check()]
        return _if(not findings, " ".join(str(one.problem) for one in findings) or str(well))

    return judge


def _second_factor(_requirement: Requirement, _on: date) -> Judged:
    if missing := sorted(_ADMINISTERING - set(settings.SECOND_FACTOR_ROLES)):
        return Judged(NOT_MET, _("SECOND_FACTOR_ROLES does not name: %(names)s.") % {"names": listed(missing)})
    lacking = [finding.problem for finding in rights.check_second_factors()]
    return _if(not lacking, " ".join(lacking) or _("Every account that must have one has one."))


def _password_length(requirement: Requirement, _on: date) -> Judged:
    rules: Any = settings.AUTH_PASSWORD_VALIDATORS
    lengths = [int(rule.get("OPTIONS", {}).get("min_length", 0)) for rule in rules]
    return _if(
        max(lengths) >= (requirement.amount or 0),
        _(
            "Passwords have %(count)d characters at least, and common ones are refused; kinds of characters are not "
            "asked for."
        )
        % {"count": max(lengths)},
    )


def _wrong_tries(requirement: Requirement, _on: date) -> Judged:
    tries = max(settings.SIGN_IN_TRIES, settings.SECOND_FACTOR_TRIES)
    told = _("After %(count)d wrong passwords from one address, or wrong codes, an account waits %(minutes)d minutes.")
    facts = {"count": tries, "minutes": settings.SIGN_IN_WAIT_MINUTES}
    return _if(tries <= (requirement.amount or 0), told % facts)


def _idle_minutes(requirement: Requirement, _on: date) -> Judged:
    return _idle(settings.SESSION_IDLE_MINUTES, requirement)


def _idle_minutes_of_administrators(requirement: Requirement, _on: date) -> Judged:
    return _idle(settings.SESSION_IDLE_MINUTES_OF_OPERATORS, requirement)


def _idle(minutes: int, requirement: Requirement) -> Judged:
    told = _(
        "Signed out after %(minutes)d minutes without a step; at most %(most)d are wanted. What was typed is kept."
    )
    amount = requirement.amount or 0
    return _if(minutes <= amount, told % {"minutes": minutes, "most": amount})


def _unused_days(requirement: Requirement, on: date) -> Judged:
    limits = AccountLimits.objects.of_day(on)
    days = limits.unused_days if limits else 0
    # It begins with a notice, so that who was told is suspended some days later.
    last = on - timedelta(days=days + (limits.first_notice_days if limits else 0))
    left = sum(1 for day in days_of_last_use(at=timezone.now()).values() if day < last)
    told = _(
        "Suspended after %(days)d days without a sign-in, after two notices; unused for longer and open: %(count)d."
    )
    return _if(0 < days <= (requirement.amount or 0) and not left, told % {"days": days, "count": left})


def _account_list_months(requirement: Requirement, on: date) -> Judged:
    limits = AccountLimits.objects.of_day(on)
    months = limits.list_months if limits else 0
    late = sum(1 for row in lists_due(on=on).values() if row.is_late(on=on))
    told = _("Each portal confirms its list every %(months)d months; lists that are late: %(count)d.")
    return _if(0 < months <= (requirement.amount or 0) and not late, told % {"months": months, "count": late})


def _record(_requirement: Requirement, _on: date) -> Judged:
    findings = [finding.problem for check in (record.check_triggers, record.check_anchors) for finding in check()]
    first = PortalEvent.objects.order_by("at").values_list("at", flat=True).first()
    if findings or first is None:
        return Judged(NOT_MET, " ".join(findings) or _("Nothing was recorded yet."))
    told = _("Sign-ins, changes and decisions are recorded in sealed chains, which the database keeps; since %(day)s.")
    return Judged(MET, told % {"day": timezone.localtime(first).strftime("%d/%m/%Y")})


def _log_months(requirement: Requirement, _on: date) -> Judged:
    told = ngettext(
        "The machines keep the logs of web server and processes, which this software cannot see: %(count)d month is "
        "wanted; deploy/logrotate and deploy/journald keep a year where they are used.",
        "The machines keep the logs of web server and processes, which this software cannot see: %(count)d months are "
        "wanted; deploy/logrotate and deploy/journald keep a year where they are used.",
        requirement.amount or 0,
    )
    return Judged(UNKNOWN, told % {"count": requirement.amount or 0})


def _disk_warning(_requirement: Requirement, _on: date) -> Judged:
    told, limit = (
        _("doctor and /metrics warn from %(percent)d percent on. Now: %(disks)s."),
        settings.DISK_WARNING_PERCENT,
    )
    now = disks.fullness()
    named = ", ".join(f"{path} {percent} %" for path, percent in now.items())
    return _if(limit <= 95 and max(now.values(), default=0) < limit, told % {"percent": limit, "disks": named})


def _monitoring(_requirement: Requirement, _on: date) -> Judged:
    if settings.METRICS_TOKEN:
        told = _("/metrics answers who has the token; whether anything reads it, this software cannot see.")
        return Judged(UNKNOWN, told)
    return Judged(NOT_MET, _("METRICS_TOKEN is not set: nothing reads /metrics."))


def _backup(_requirement: Requirement, _on: date) -> Judged:
    findings = [finding.problem for finding in backups.check_backups()]
    if not settings.BACKUP_TARGETS and not findings:
        findings = [_("No backups are made.")]
    return _if(not findings, " ".join(findings) or _("Made daily, encrypted, in two places, and read back."))


def _restore_drill(_requirement: Requirement, _on: date) -> Judged:
    findings = [finding.problem for finding in backups.check_drills()]
    if not settings.BACKUP_TARGETS:
        findings = [_("No backups are made.")]
    return _if(not findings, " ".join(findings) or _("A restore was drilled in the last week, and nothing was wrong."))


def _keys(_requirement: Requirement, _on: date) -> Judged:
    if not settings.PERSONAL_DATA_KEYS:
        return Judged(
            NOT_MET, _("PERSONAL_DATA_KEYS is not set: personal data is sealed by a key that follows from another.")
        )
    findings = [finding.problem for finding in personal_data.check_keys()]
    return _if(
        not findings,
        " ".join(findings) or _("Personal data is sealed with a key of its own, and none is sealed with a former one."),
    )


def _transport(_requirement: Requirement, _on: date) -> Judged:
    wanted = {
        "PUBLIC_SCHEME": settings.PUBLIC_SCHEME == "https",
        "SECURE_HSTS_SECONDS": timedelta(days=180).total_seconds() <= settings.SECURE_HSTS_SECONDS,
        "SESSION_COOKIE_SECURE": settings.SESSION_COOKIE_SECURE,
        "CSRF_COOKIE_SECURE": settings.CSRF_COOKIE_SECURE,
    }
    if weak := [name for name, is_strong in wanted.items() if not is_strong]:
        return Judged(NOT_MET, _("Too weak: %(names)s.") % {"names": listed(weak)})
    return Judged(MET, _("HTTPS alone, which browsers remember; cookies go over nothing else."))


def _uploads(_requirement: Requirement, _on: date) -> Judged:
    if not settings.CLAMD_URL:
        return Judged(NOT_MET, _("Files are checked for what they hold; CLAMD_URL names no virus scanner."))
    if not virus_scanner.is_answering():
        return Judged(NOT_MET, _("The virus scanner does not answer: no form takes a file."))
    return Judged(MET, _("Files are checked for what they hold, and by the virus scanner, which must answer."))


def _errors_without_detail(_requirement: Requirement, _on: date) -> Judged:
    if settings.DEBUG:
        return Judged(NOT_MET, _("DEBUG is on: errors show code and settings to everybody."))
    findings = [finding.problem for finding in services.check_settings()]
    return _if(
        not findings,
        " ".join(findings) or _("Errors show a page without detail, and the checks for deployment find nothing."),
    )


def _security_contact(_requirement: Requirement, _on: date) -> Judged:
    if settings.SECURITY_CONTACTS:
        return Judged(MET, _("security.txt of every portal names whom to tell."))
    return Judged(NOT_MET, _("SECURITY_CONTACTS names nobody."))


JUDGES: Final[dict[str, tuple[Promise, Judge]]] = {
    "second_factor": (gettext_lazy("Second factor of who administers or decides"), _second_factor),
    "password_length": (gettext_lazy("Length of passwords"), _password_length),
    "wrong_tries": (gettext_lazy("Wrong tries to sign in"), _wrong_tries),
    "idle_minutes": (gettext_lazy("Sessions that nobody uses"), _idle_minutes),
    "idle_minutes_of_administrators": (
        gettext_lazy("Sessions of operators that nobody uses"),
        _idle_minutes_of_administrators,
    ),
    "unused_days": (gettext_lazy("Accounts that nobody uses"), _unused_days),
    "account_list_months": (gettext_lazy("Lists of accounts"), _account_list_months),
    "least_privilege": (
        gettext_lazy("Rights no wider than the role"),
        _by_findings(
            rights.check_publish_permission,
            rights.check_reach,
            rights.check_administration,
            rights.check_superusers,
            rights.check_suspended,
            rights.check_groups_in_step,
            well=gettext_lazy("Rights follow from roles and seats, and nobody holds others."),
        ),
    ),
    "record": (gettext_lazy("Record of what was done"), _record),
    "log_months": (gettext_lazy("Logs of web server and processes"), _log_months),
    "disk_warning": (gettext_lazy("Warning of full disks"), _disk_warning),
    "monitoring": (gettext_lazy("Monitoring with alerts"), _monitoring),
    "backup": (gettext_lazy("Backups"), _backup),
    "restore_drill": (gettext_lazy("Drilled restores"), _restore_drill),
    "keys": (gettext_lazy("Sealed personal data and its keys"), _keys),
    "transport": (gettext_lazy("Encrypted connections"), _transport),
    "uploads": (gettext_lazy("Checks of uploaded files"), _uploads),
    "errors_without_detail": (gettext_lazy("Errors without detail"), _errors_without_detail),
    "security_contact": (
        gettext_lazy("Whom to tell of weaknesses"),
        _security_contact,
    ),
}
