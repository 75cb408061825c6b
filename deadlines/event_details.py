"""Details of events about the calendar, time limits and retention periods, in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from audit.formatting import format_choice, format_day, format_yes
from audit.kinds import register_details
from deadlines.enums import DayKind, LimitUnit
from deadlines.explaining import limit_in_words
from deadlines.limits import Limit
from deadlines.models import InformationCategory, RuleProfile


def _change_of_day(before: dict[str, Any] | None, after: dict[str, Any] | None) -> str:
    day = after or before or {}
    text = f"{format_day(day['date'])} {format_choice(DayKind, day['kind'])}, {day['name_vi']} ({day['source']})"
    return text if after else str(_("%(day)s: removed")) % {"day": text}


def _rule(rule: dict[str, Any]) -> str:
    """A time limit as its event keeps it."""
    category = InformationCategory.objects.filter(code=rule["category"]).first()
    limit = limit_in_words(Limit(LimitUnit(rule["unit"]), rule["count"]))
    period = f"{format_day(rule['valid_from'])} – {format_day(rule['valid_to']) if rule['valid_to'] else ''}"
    return f"{category or rule['category']}: {limit} ({rule['article']}, {rule['source']}; {period.strip()})"


def _moved(items: list[dict[str, Any]]) -> str:
    """Items whose last day moved, with both days."""
    return "; ".join(f"{item['title']}: {format_day(item['before'])} → {format_day(item['after'])}" for item in items)


register_details(
    {
        "days": (
            _("Days of the calendar"),
            lambda changes: "; ".join(_change_of_day(change.get("before"), change.get("after")) for change in changes),
        ),
        "former_rule": (_("Former time limit"), _rule),
        "rule": (_("Time limit"), _rule),
        "rules": (_("Set of rules"), lambda code: str(RuleProfile.objects.filter(code=code).first() or code)),
        "rules_version": (_("Rules of contribution accepted, version"), str),
        "applied_from": (_("Applied from, so far"), format_day),
        "applies_from": (_("Applies from"), format_day),
        "verified": (_("Compared with the act"), format_yes),
        "moved": (_("Last days that moved"), str),
        "moved_items": (_("Items"), _moved),
    }
)
