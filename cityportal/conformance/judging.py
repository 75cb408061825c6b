"""Judges a portal by the facts that were read: a code of an outcome, and the values for its words. Pure: facts in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils import timezone

from cityportal.conformance.facts import Facts
from cityportal.doctor.outside import NAMELESS
from members.board.queries import BoardWarning, board_warnings
from sites.directory import PortalRecord

# The code of an outcome, and the values for its words: numbers and texts, as JSON has them.
Judgement = tuple[str, dict[str, Any]]


def _values(portal: PortalRecord) -> dict[str, Any]:
    return {"host": portal.host, "command": f"manage.py doctor {portal.code}"}


def judge_host(portal: PortalRecord, facts: Facts) -> Judgement:
    if not portal.host:
        return "none", {}
    if portal.id in facts.refused_hosts:
        return "against_rules", _values(portal)
    answer = facts.answers.get(portal.id)
    if answer is None:
        return "by_rules", _values(portal)
    return {"name": "no_name", "resolver": "by_rules"}.get(answer.error, "known"), _values(portal)


def from_network(judge: Callable[[PortalRecord, Any], str]) -> Callable[[PortalRecord, Facts], Judgement]:
    """Judge what a host answered, where it was asked and its name was found."""

    def judged(portal: PortalRecord, facts: Facts) -> Judgement:
        answer = facts.answers.get(portal.id)
        if answer is None:
            return "not_open", {}
        if answer.error in NAMELESS:
            return ("offline" if answer.error == "resolver" else "no_name"), _values(portal)
        values = _values(portal) | {"pages": ", ".join(answer.refused)}
        if ends := answer.certificate_ends:
            # For the words, and for monitoring.
            values |= {"ends": timezone.localtime(ends).strftime("%d/%m/%Y"), "ends_at": ends.timestamp()}
        return judge(portal, answer), values

    return judged


def judge_tls(_portal: PortalRecord, answer: Any) -> str:
    if settings.PUBLIC_SCHEME != "https":
        return "plain"
    if answer.must_be_renewed(at=timezone.now()):
        return "ending"
    return {"certificate": "refused", "silence": "no_answer"}.get(answer.error, "accepted")


def judge_pages(_portal: PortalRecord, answer: Any) -> str:
    if answer.refused:
        return "some"
    return {"certificate": "no_answer", "silence": "silence"}.get(answer.error, "all")


def judge_english(portal: PortalRecord, facts: Facts) -> Judgement:
    values = {"behind": facts.behind.get(portal.id, 0), "missing": facts.missing.get(portal.id, 0)}
    if portal.id not in facts.english:
        return "no_home", {}
    return ("owed" if any(values.values()) else "current"), values


def judge_required(portal: PortalRecord, facts: Facts) -> Judgement:
    checklist = facts.checklists.get(portal.id)
    if checklist is None or checklist.score is None:
        return "nothing_asked", {}
    values = {"present": checklist.present, "stale": checklist.stale, "missing": checklist.missing}
    return ("lacking" if checklist.missing or checklist.stale else "complete"), values


def judge_board(portal: PortalRecord, facts: Facts) -> Judgement:
    board = facts.boards.get(portal.id)
    if board is None:
        return "none", {}
    warnings = [one for one in board_warnings(board, on=facts.on) if one != BoardWarning.TERM_ENDING]
    return (warnings[0].value if warnings else "acts"), {"approvers": board.approvers}


def judge_accounts(portal: PortalRecord, facts: Facts) -> Judgement:
    row = facts.lists.get(portal.id)
    if row is None:
        return "not_asked", {}
    return ("late" if row.is_late(on=facts.on) else "confirmed"), {"day": row.due.strftime("%d/%m/%Y")}


def judge_in_time(portal: PortalRecord, facts: Facts) -> Judgement:
    row = facts.punctuality.get(portal.id)
    values = {"overdue": row.overdue if row else 0, "stale": row.stale if row else 0}
    return ("late" if any(values.values()) else "in_time"), values


def judge_links(portal: PortalRecord, facts: Facts) -> Judgement:
    if not settings.CHECK_EXTERNAL_LINKS:
        return "not_followed", {}
    count = facts.dead_links.get(portal.id, 0)
    return ("dead" if count else "alive"), {"count": count}


def judge_backup(_portal: PortalRecord, facts: Facts) -> Judgement:
    values = {"hours": settings.BACKUP_MAX_AGE_HOURS}
    if facts.backup is None:
        return "never", values
    day = timezone.localtime(facts.backup).strftime("%d/%m/%Y %H:%M")
    return ("old" if facts.backup_is_old else "recent"), values | {"time": day}


def judge_accessibility(portal: PortalRecord, facts: Facts) -> Judgement:
    if portal.id not in facts.accessibility:
        return "not_open", {}
    found = facts.accessibility[portal.id]
    if not found.pages:
        return "unread", {}
    rules = {code: [count, found.example[code]] for code, count in found.broken.most_common()}
    return ("broken" if rules else "unbroken"), {"pages": found.pages, "rules": rules}
