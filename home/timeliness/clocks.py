"""Verbs of the clocks of items: kept with each version and publication, computed anew when calendar or rules change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from wagtail.models import Revision

from audit.events import record_on_each
from deadlines.counting import last_day_of
from deadlines.enums import COUNTED_IN_WORKING_DAYS, COUNTED_THROUGH, WITH_A_LAST_DAY, Step
from deadlines.limits import last_day
from deadlines.models import DeadlineRule, InformationCategory, RuleProfile
from deadlines.queries import rules_on
from deadlines.working_calendar import register_clocks
from deadlines.working_days import WorkingCalendar
from editorial.review.reviewable import model_of
from home.enums import ContentEventKind
from home.models import ClockedPage, PublicationDeadline
from home.timeliness.clock_limits import limit_of, timing_of
from sites.directory import get_directory

if TYPE_CHECKING:
    from accounts.models import User

# Titles that the event of one portal names; the rest is counted.
NAMED_IN_EVENT: Final = 50
# Keys in one statement.
BATCH: Final = 500


@transaction.atomic
def keep_clock(page: ClockedPage, *, published_at: datetime | None) -> PublicationDeadline | None:
    """Bring the clock of a page in step with the version that is given; returns it, None where there is none.

    A page that names no day any more and never was public has no clock.

    Args:
        published_at: the first publication; None: it was never public.
    """
    timing, record = timing_of(page), get_directory().for_path(page.path)
    if timing is None or record is None:
        PublicationDeadline.objects.filter(page=page.pk, published_on=None).delete()
        return None
    rule, due = limit_of(timing)
    clock, _made = PublicationDeadline.objects.update_or_create(
        page_id=page.pk,
        defaults={
            "portal_id": record.id,
            "category": InformationCategory.objects.get(code=timing.category),
            "trigger": timing.trigger,
            "trigger_date": timing.trigger_date,
            "rule": rule,
            "due": due,
            "published_on": timezone.localdate(published_at) if published_at else None,
        },
    )
    return clock


def keep_clock_of_draft(revision: Revision) -> None:
    """Let the clock of a page that was never public follow its latest version."""
    model = model_of(revision)
    if model is None or not issubclass(model, ClockedPage):
        return
    page = model.objects.select_related("locale").filter(pk=int(revision.object_id)).first()
    if page is None or page.first_published_at is not None:
        return
    # All that a clock follows: reading the whole version takes a query for each row that it names.
    for name in filter(None, ("trigger_date", model.clock_chosen_by)):
        setattr(page, name, model._meta.get_field(name).to_python(revision.content.get(name)))
    keep_clock(page, published_at=None)


def recompute_all(reason: str, by: User | None, at: datetime) -> int:
    """Give every clock the rule of its day, and the last day of today's calendar. Returns how many last days moved.

    Also of items that are public already: a day that was declared off was off for them too. What moved is recorded on
    each portal. The number of queries depends on how many rules and last days there are, not on how many items.
    """
    _give_rules()
    moved = [*_moved_in_working_days(), *_moved_through(), *_without_last_day()]
    by_day: dict[date | None, list[int]] = defaultdict(list)
    for move in moved:
        by_day[move.after].append(move.page)
    for day, pages in by_day.items():
        for start in range(0, len(pages), BATCH):
            PublicationDeadline.objects.filter(pk__in=pages[start : start + BATCH]).update(due=day)
    _record(moved, reason=reason, by=by, at=at)
    return len(moved)


@dataclass(frozen=True, slots=True)
class Move:
    """A last day that moves."""

    page: int
    portal: int
    title: str
    before: date | None
    after: date | None

    def as_data(self) -> dict[str, Any]:
        return {"page": self.page, "title": self.title, "before": self.before, "after": self.after}


_MOVE: Final = ("pk", "portal_id", "page__draft_title", "due")


def _moved_in_working_days() -> list[Move]:
    clocks = PublicationDeadline.objects.filter(rule__unit__in=COUNTED_IN_WORKING_DAYS)
    counted = clocks.annotate(after=last_day_of("trigger_date", "rule__unit", "rule__count"))
    moved = counted.filter(Q(due=None) | ~Q(due=F("after"))).values_list(*_MOVE, "after")
    return [Move(*row) for row in moved]


def _moved_through() -> list[Move]:
    """Few: incidents alone are counted in hours."""
    clocks = PublicationDeadline.objects.filter(rule__unit__in=COUNTED_THROUGH).select_related("rule", "page")
    calendar = WorkingCalendar()
    return [
        Move(clock.pk, clock.portal_id, clock.page.draft_title, clock.due, after)
        for clock in clocks
        if (after := last_day(clock.rule.limit, clock.trigger_date, calendar)) != clock.due
    ]


def _without_last_day() -> list[Move]:
    clocks = PublicationDeadline.objects.judged().exclude(rule__unit__in=WITH_A_LAST_DAY)
    return [Move(page, portal, title, before, None) for page, portal, title, before in clocks.values_list(*_MOVE)]


def _give_rules() -> None:
    """Give each clock the rule of its day."""
    kinds = list(PublicationDeadline.objects.values_list("category__code", "trigger").distinct())
    if not kinds:
        return
    turning = _turning_days()
    for begins, ends in zip(turning, [*turning[1:], None], strict=True):
        rules = {(rule.category.code, rule.trigger): rule for rule in rules_on(begins) if rule.step == Step.PUBLISH}
        for category, trigger in kinds:
            clocks = PublicationDeadline.objects.filter(
                category__code=category, trigger=trigger, trigger_date__gte=begins
            )
            if ends is not None:
                clocks = clocks.filter(trigger_date__lt=ends)
            rule = rules.get((category, trigger))
            (clocks.exclude(rule=None) if rule is None else clocks.filter(Q(rule=None) | ~Q(rule=rule))).update(
                rule=rule
            )


def _turning_days() -> list[date]:
    """Days on which another rule begins to be asked for, in order, from before all others."""
    days = {date.min}
    days |= {day for day in RuleProfile.objects.values_list("applies_from", flat=True) if day}
    for begins, ends in DeadlineRule.objects.values_list("valid_from", "valid_to"):
        days |= {begins} | ({ends + timedelta(days=1)} if ends else set())
    return sorted(days)


def _record(moves: Iterable[Move], *, reason: str, by: User | None, at: datetime) -> None:
    by_portal: dict[int | None, list[Move]] = defaultdict(list)
    for move in moves:
        by_portal[move.portal].append(move)
    data = {
        portal: {
            "why": reason,
            "moved": len(rows),
            "moved_items": [row.as_data() for row in rows[:NAMED_IN_EVENT]],
        }
        for portal, rows in by_portal.items()
    }
    if data:
        record_on_each(ContentEventKind.CLOCKS_MOVED, data, at=at, by=by)


register_clocks("publication", recompute_all)
