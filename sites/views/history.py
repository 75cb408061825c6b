"""What an event says besides its kind, time, actor and reason, in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import registry as log_actions

from deadlines.enums import DayKind, LimitUnit
from deadlines.explaining import limit_in_words
from deadlines.limits import Limit
from deadlines.models import InformationCategory, RuleProfile
from sites.enums import PortalEventKind, PortalState, ProposalKind, ReviewVariant, Role, Seat, TakedownReason
from sites.models import Board, Portal, PortalEvent
from sites.tries import LastTry, Tried

# What events hold of accounts and is told where the people of a portal read its record, and to operators: supervisors
# read every record, and which person has which address is for operators (8.8).
UNSAID_OF_ACCOUNTS: dict[str, frozenset[str]] = {
    PortalEventKind.ACCOUNT_CREATED: frozenset({"name", "email"}),
    PortalEventKind.ACCOUNT_RENAMED: frozenset({"name", "former_name"}),
    PortalEventKind.ACCOUNT_ADDRESS_CHANGED: frozenset({"email", "former_email"}),
    PortalEventKind.INVITED: frozenset({"email"}),
}


def event_details(event: PortalEvent, *, tells_accounts: bool) -> list[tuple[str, str]]:
    """Label and text of each detail that a reader understands, in a fixed order; keys of rows are left out.

    Args:
        tells_accounts: whether the reader is told what accounts are called and how they are reached.
    """
    unsaid = frozenset() if tells_accounts else UNSAID_OF_ACCOUNTS.get(event.kind, frozenset())
    said = {key: value for key, value in event.data.items() if key not in unsaid}
    return [
        (str(label), text)
        for key, (label, words) in DETAILS.items()
        if said.get(key) not in (None, "", []) and (text := words(said[key]))
    ]


def _day(value: str | date | datetime) -> str:
    moment = parse_datetime(value) if isinstance(value, str) and "T" in value else None
    if moment is not None:
        return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT")
    day = parse_date(value) if isinstance(value, str) else value
    return date_format(day, "SHORT_DATE_FORMAT") if day else ""


def _fields(names: list[str]) -> str:
    return ", ".join(_field(name) for name in names)


def _field(name: str) -> str:
    model, _dot, field = ("board", "", name.removeprefix("board.")) if name.startswith("board.") else ("", "", name)
    owner = Board if model else Portal
    known = {entry.name: entry for entry in owner._meta.get_fields()}
    return str(getattr(known.get(field), "verbose_name", field))


def _replaced(value: Any) -> str:
    """A former hostname. Former facts are kept in the record and not shown: their names say what changed."""
    return value if isinstance(value, str) else ""


def _action(name: str) -> str:
    """What Wagtail calls an action of its log; the name itself where an upgrade took the action away."""
    return str(log_actions.get_action_label(name)) if log_actions.action_exists(name) else name


def _choice(choices: type[TextChoices], value: str) -> str:
    return str(choices(value).label) if value in choices.values else str(value)


def _number(keys: list[int]) -> str:
    return str(len(keys))


def _days(changes: list[dict[str, Any]]) -> str:
    """What was said of days of the calendar, and what is said now."""
    return "; ".join(_change_of_day(change.get("before"), change.get("after")) for change in changes)


def _change_of_day(before: dict[str, Any] | None, after: dict[str, Any] | None) -> str:
    said = after or before or {}
    text = f"{_day(said['date'])} {_choice(DayKind, said['kind'])}, {said['name_vi']} ({said['source']})"
    return text if after else str(_("%(day)s: removed")) % {"day": text}


def _rule(rule: dict[str, Any]) -> str:
    """A time limit as its event keeps it."""
    category = InformationCategory.objects.filter(code=rule["category"]).first()
    limit = limit_in_words(Limit(LimitUnit(rule["unit"]), rule["count"]))
    period = f"{_day(rule['valid_from'])} – {_day(rule['valid_to']) if rule['valid_to'] else ''}"
    return f"{category or rule['category']}: {limit} ({rule['article']}, {rule['source']}; {period.strip()})"


def _rule_set(code: str) -> str:
    return str(RuleProfile.objects.filter(code=code).first() or code)


def _moved(items: list[dict[str, Any]]) -> str:
    """Items whose last day moved, with both days."""
    return "; ".join(f"{item['title']}: {_day(item['before'])} → {_day(item['after'])}" for item in items)


def _portal_name(code: str) -> str:
    portal = Portal.objects.filter(code=code).first()
    if portal is None:
        return code
    # Of a portal in preparation nothing is told yet.
    return str(_("a portal in preparation")) if portal.state == PortalState.PREPARING else portal.name


TRIED = {
    Tried.SIGN_IN: pgettext_lazy("what was tried", "Sign-in"),
    Tried.OWN_PASSWORD: pgettext_lazy("what was tried", "The own password, to change it"),
    Tried.SECOND_FACTOR: pgettext_lazy("what was tried", "A code of the second factor"),
}
LOCKED = {
    LastTry.OF_NAME: pgettext_lazy("what is locked", "the account, at this address"),
    LastTry.OF_ACCOUNT: pgettext_lazy("what is locked", "the codes of the account, from everywhere"),
    LastTry.OF_NETWORK: pgettext_lazy("what is locked", "everybody at this address"),
}
DETAILS: dict[str, tuple[Any, Callable[[Any], str]]] = {
    "action": (_("Action"), _action),
    "act": (_("What was done"), lambda value: gettext(str(value))),
    "item": (_("Item"), str),
    "title": (_("Title"), str),
    "proposal_kind": (_("Proposal"), lambda value: _choice(ProposalKind, value)),
    "reason_class": (_("Class of the reason"), lambda value: _choice(TakedownReason, value)),
    "violation_kind": (_("Class of the violation"), lambda value: _choice(TakedownReason, value)),
    "document": (pgettext_lazy("violation", "Document"), str),
    "due": (_("Answer due"), _day),
    "place": (pgettext_lazy("event", "Place"), str),
    "begins": (pgettext_lazy("event", "Begins"), _day),
    "item_due": (_("Item due"), _day),
    "delegator": (_("Delegates"), str),
    "user": (_("Account"), str),
    "former_email": (_("Former e-mail address"), str),
    "former_user": (_("Former user name"), str),
    "former_name": (_("Former name"), str),
    "name": (_("Name"), str),
    "tried": (pgettext_lazy("sign-in", "What was tried"), lambda value: str(TRIED.get(value, value))),
    "locked": (pgettext_lazy("sign-in", "Locked"), lambda value: str(LOCKED.get(value, value))),
    "email": (_("E-mail address"), str),
    "role": (_("Role"), lambda value: _choice(Role, value)),
    "seat": (_("Seat"), lambda value: _choice(Seat, value)),
    "section": (pgettext_lazy("of a portal", "Section"), str),
    "variant": (_("Steps of the review"), lambda value: _choice(ReviewVariant, value)),
    "former_variant": (_("Former steps of the review"), lambda value: _choice(ReviewVariant, value)),
    "since": (pgettext_lazy("period", "From"), _day),
    "until": (pgettext_lazy("period", "Until"), _day),
    "last_day": (_("Last day"), _day),
    "host": (_("Hostname"), str),
    "before": (_("Former hostname"), _replaced),
    "after": (_("New hostname"), str),
    "fields": (_("Changed"), _fields),
    "pages": (_("Pages opened"), str),
    "expected_return": (_("Expected return"), _day),
    "successor": (_("Successor"), _portal_name),
    "access_revoked": (_("Access of the staff revoked"), lambda value: str(_("yes")) if value else ""),
    "report": (_("Report number"), str),
    "count": (_("Rows"), str),
    "reviews": (_("Reviews that ended with it"), _number),
    "schedules": (_("Approved for later, not published"), _number),
    "proposals": (_("Proposals closed with it"), _number),
    "assignments": (_("Assignments to cover events, cancelled with it"), _number),
    "days": (_("Days of the calendar"), _days),
    "former_rule": (_("Former time limit"), _rule),
    "rule": (_("Time limit"), _rule),
    "rules": (_("Set of rules"), _rule_set),
    "rules_version": (_("Rules of contribution accepted, version"), str),
    "applied_from": (_("Applied from, so far"), _day),
    "applies_from": (_("Applies from"), _day),
    "verified": (_("Compared with the act"), lambda value: str(_("yes")) if value else ""),
    "moved": (_("Last days that moved"), str),
    "moved_items": (_("Items"), _moved),
    "why": (_("Because of"), str),
}
