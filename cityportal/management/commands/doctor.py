"""Say in words what is wrong with this installation, how one portal meets the common standards, how the installation
stands to a level of information security, or what the review of a year goes by."""

from __future__ import annotations

import json
import sys
from collections import Counter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cityportal.conformance.enums import ConformanceState
from cityportal.conformance.results import Result, examine_portals, in_state, results_of
from cityportal.doctor import (
    CHECKS,
    NOT_VITAL,
    OUTSIDE_CHECKS,
    THOROUGH_CHECKS,
    VITAL_CHECKS,
    Finding,
    examine,
)
from cityportal.doctor.yearly import yearly_review
from cityportal.security_level.judging import Result as LevelResult
from cityportal.security_level.judging import judge_level
from sites.directory import PortalRecord, get_directory

MARKS = {ConformanceState.MET: "✓", ConformanceState.NOT_MET: "✗", ConformanceState.UNKNOWN: "?"}


class Command(BaseCommand):
    """Exit code 0 if nothing is wrong, 1 if anything is; what is not known is not wrong. A review ends with 0."""

    help = (
        "Examine this installation: services, portals, hostnames, boards, rights; nothing public without approval. "
        "With PORTAL: the conformance of one portal, which is kept for the admin. With --level: what of a level of "
        "information security the software decides. With --yearly: the review of the last twelve months."
    )
    # They would end the command before it can speak.
    requires_system_checks = ()
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("portal", nargs="?", metavar="PORTAL", help="Code or hostname of one portal.")
        parser.add_argument("--json", action="store_true", help="Answer for programs; with PORTAL or --level.")
        parser.add_argument(
            "--outside",
            action="store_true",
            help="Also ask every public portal over the network: IPv6, certificate, pages that each portal has.",
        )
        parser.add_argument(
            "--quick", action="store_true", help="Leave out the checks that read every event and every public page."
        )

        parser.add_argument(
            "--level", type=int, help="Examine by the requirements of a level of information security: 3."
        )
        parser.add_argument(
            "--yearly", action="store_true", help="Print the review of the last twelve months (Regulation 21.2)."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(settings.LANGUAGE_CODE):
            asked = [options["portal"] is not None, options["level"] is not None, options["yearly"]]
            if sum(asked) > 1:
                raise CommandError(_("Give one of these: a portal, --level, --yearly."))
            if any(asked):
                self._refuse_without_vital()
            if options["portal"] is not None:
                self._examine_portal(_portal_named(options["portal"]), as_json=options["json"])
                return
            if options["level"] is not None:
                self._examine_level(options["level"], as_json=options["json"])
                return
            if options["json"]:
                raise CommandError(_("Name a portal or a level: --json answers for one."))
            if options["yearly"]:
                self.stdout.write(yearly_review(at=timezone.now()))
                return
            findings = examine(outside=options["outside"], quick=options["quick"])
            self._say_findings(findings)
            if findings:
                told = ngettext("%(count)d thing is wrong.", "%(count)d things are wrong.", len(findings))
                self.stdout.write(told % {"count": len(findings)})
                sys.exit(1)
            told = _("Nothing is wrong: %(count)d checks, on %(engine)s.")
            checks = len(CHECKS) + len(VITAL_CHECKS) + (len(OUTSIDE_CHECKS) if options["outside"] else 0)
            checks += 0 if options["quick"] else len(THOROUGH_CHECKS)
            self.stdout.write(self.style.SUCCESS(told % {"count": checks, "engine": connection.display_name}))

    def _say_findings(self, findings: list[Finding]) -> None:
        for finding in findings:
            self.stdout.write(self.style.ERROR(f"✗ {finding.problem}"))
            self.stdout.write(f"  → {finding.advice}")

    def _refuse_without_vital(self) -> None:
        """Say what is missing, and end, where nothing else can be asked."""
        for check in VITAL_CHECKS:
            findings = [finding for finding in check() if finding.code not in NOT_VITAL]
            self._say_findings(findings)
            if findings:
                sys.exit(1)

    def _examine_level(self, level: int, *, as_json: bool) -> None:
        results = judge_level(level, at=timezone.now())
        if not results:
            raise CommandError(_("Nothing is known of what level %(level)d asks for.") % {"level": level})
        not_met = [result for result in results if result.state == ConformanceState.NOT_MET]
        if as_json:
            told = {"level": level, "conforms": not not_met, "requirements": [_level_as_json(one) for one in results]}
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
        else:
            for result in results:
                line = f"{MARKS[result.state]} {result.name}: {result.evidence}"
                self.stdout.write(self.style.ERROR(line) if result.state == ConformanceState.NOT_MET else line)
            for act, is_verified in dict.fromkeys(
                (one.requirement.act, one.requirement.is_verified) for one in results
            ):
                self.stdout.write(act if is_verified else _("%(act)s (nobody compared its text)") % {"act": act})
            counts = Counter(result.state for result in results)
            facts = {state.value: counts[state] for state in ConformanceState}
            self.stdout.write(_("Met: %(met)d; not met: %(not_met)d; not known: %(unknown)d.") % facts)
        if not_met:
            sys.exit(1)

    def _examine_portal(self, portal: PortalRecord, *, as_json: bool) -> None:
        (row,) = examine_portals([portal], at=timezone.now())
        results = results_of(row)
        not_met = in_state(results, ConformanceState.NOT_MET)
        if as_json:
            told = {
                "portal": portal.code,
                "host": portal.host,
                "checked_at": timezone.localtime(row.checked_at).isoformat(timespec="seconds"),
                "conforms": not not_met,
                "checks": [_as_json(result) for result in results],
            }
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
        else:
            self._say(portal, results)
        if not_met:
            sys.exit(1)

    def _say(self, portal: PortalRecord, results: list[Result]) -> None:
        self.stdout.write(f"{portal.name} ({portal.host})")
        for result in results:
            line = f"{MARKS[result.state]} {result.name}: {result.found}"
            self.stdout.write(self.style.ERROR(line) if result.state == ConformanceState.NOT_MET else line)
            if result.advice:
                self.stdout.write(f"  → {result.advice}")
        counts = {state.value: len(in_state(results, state)) for state in ConformanceState}
        self.stdout.write(_("Met: %(met)d; not met: %(not_met)d; not known: %(unknown)d.") % counts)


def _as_json(result: Result) -> dict[str, str]:
    return {
        "code": result.code,
        "name": result.name,
        "source": result.source,
        "state": result.state.value,
        "found": result.found,
        "advice": result.advice,
    }


def _level_as_json(result: LevelResult) -> dict[str, Any]:
    return {
        "code": result.requirement.code,
        "name": result.name,
        "act": result.requirement.act,
        "amount": result.requirement.amount,
        "verified": result.requirement.is_verified,
        "state": result.state.value,
        "evidence": result.evidence,
    }


def _portal_named(name: str) -> PortalRecord:
    """The portal that has a code or a hostname.

    Raises:
        CommandError: there is none, or it is archived.
    """
    for record in get_directory().records:
        if name.lower() in {record.code, record.host}:
            if record.is_archived:
                raise CommandError(_("%(name)s is archived: nothing is asked of it any more.") % {"name": record.name})
            return record
    raise CommandError(_("No portal has the code or hostname %(name)s.") % {"name": name})
