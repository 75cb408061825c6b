"""Operators are told by mail of years whose working days nobody has decided: once from October, once from December."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from deadlines.enums import CalendarNoticeKind
from deadlines.models import NumberedDay, SpecialDay
from deadlines.queries import years_to_confirm
from members.enums import Role
from members.models import Membership
from notifications.models import Notice
from notifications.notice_types import Recipient, operators, register_notice
from notifications.notices import register_daily_notes
from sites.tree import content_type_of

# From then on time limits of these weeks run into the new year.
LATE_FROM_MONTH: Final = 12


def note_years(at: datetime) -> None:
    """Tell each operator of the years to confirm, once for each year and stage."""
    today = timezone.localdate(at)
    for year in years_to_confirm(today=today):
        operators = Membership.objects.in_force(on=today).filter(role=Role.OPERATOR)
        Notice.objects.bulk_create(
            [
                Notice(
                    user_id=person,
                    kind=_stage(year, today=today),
                    content_type=content_type_of(NumberedDay),
                    # The first day of the year stands for it.
                    object_id=date(year, 1, 1).isoformat(),
                    created_at=at,
                )
                for person in sorted(set(operators.values_list("user", flat=True)))
            ],
            ignore_conflicts=True,
        )


def _stage(year: int, *, today: date) -> str:
    is_near = today.year >= year or today.month >= LATE_FROM_MONTH
    return CalendarNoticeKind.CALENDAR_LATE if is_near else CalendarNoticeKind.CALENDAR


def _year_of(notice: Notice) -> int:
    return date.fromisoformat(notice.object_id).year


def _still_to_confirm(notices: Sequence[Notice], recipient: Recipient) -> set[int]:
    """Those of years that nobody has decided meanwhile, and of no later stage."""
    on = recipient.today
    years = set(years_to_confirm(today=on))
    return {
        notice.pk
        for notice in notices
        if _year_of(notice) in years and notice.kind == _stage(_year_of(notice), today=on)
    }


def _words(notice: Notice, on: date) -> tuple[str, str]:
    """The year, and what is known of it."""
    year = _year_of(notice)
    waiting = SpecialDay.objects.of_year(year).provisional().count()
    found = ngettext("%(year)d: %(count)d day is provisional", "%(year)d: %(count)d days are provisional", waiting) % {
        "year": year,
        "count": waiting,
    }
    text = found if waiting else _("%(year)d: no day is entered") % {"year": year}
    return text, f"{reverse('portals_admin:calendar')}?year={year}"


register_daily_notes(note_years)
for _kind, _order in ((CalendarNoticeKind.CALENDAR, 200), (CalendarNoticeKind.CALENDAR_LATE, 210)):
    register_notice(
        _kind,
        order=_order,
        text=_words,
        holding=_still_to_confirm,
        audience=operators,
        is_told_by_period=True,
    )
