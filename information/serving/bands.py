"""Bands of home pages about what this app publishes: documents, drafts, procedures, schedules, notices."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy, pgettext_lazy

from home.serving.addresses import PlainPage
from home.serving.homes.band_registry import Band, Homes, PagesOfBand, Width, register_band
from home.serving.list_facts import ListFact
from information.drafts.open_drafts import SOON, takes_comments
from information.models import (
    DisclosurePage,
    DocumentPage,
    DraftPage,
    OutagePage,
    PublicAlertPage,
    WorkSchedulePage,
)
from information.periods import WeekDay, days_of_week
from information.procedures.most_read import most_read_first, most_read_of_all, procedures
from information.states import TONES_OF_DOCUMENTS, alert_state, days_left, force_of, openness, stop_state

if TYPE_CHECKING:
    from datetime import date

    from wagtail.query import PageQuerySet

    from home.serving.homes.sections import HomeFacts

MOST_DOCUMENTS: Final = 4
MOST_DRAFTS: Final = 3
MOST_PROCEDURES: Final = 12
MOST_PROCEDURES_OF_ALL: Final = 8
MOST_NOTICES: Final = 4
MOST_ENGAGEMENTS: Final = 5


def newest(limit: int) -> Any:
    """The newest pages of a type on the own portal, in the language of the home."""

    def choose(pages: PageQuerySet, facts: HomeFacts) -> PageQuerySet:
        own = pages.filter(path__startswith=facts.page.path)
        return own.order_by("-first_published_at", "-pk")[:limit]

    return choose


def _documents(facts: HomeFacts) -> dict[str, Any] | None:
    rows = facts.pages_of(DocumentPage, below=facts.page.path)[:MOST_DOCUMENTS]
    return {"documents": [_document(row, facts) for row in rows]} if rows else None


def _document(row: Any, facts: HomeFacts) -> dict[str, Any]:
    effective_on = row.documentpage_effective_on
    state = force_of(
        row.documentpage_state,
        effective_on=effective_on,
        expires_on=row.documentpage_expires_on,
        today=facts.today,
    )
    return {
        "page": PlainPage.of(row),
        "number": row.documentpage_number,
        "issued_on": row.documentpage_trigger_date,
        "state": state.label,
        "tone": TONES_OF_DOCUMENTS[state],
    }


register_band(
    Band(
        code="documents",
        label=pgettext_lazy("band of a home page", "New documents"),
        description=gettext_lazy("The newest documents of this portal: number, title, whether they are in force."),
        icon="doc-full-inverse",
        build=_documents,
        template="pages/information/bands/documents.html",
        order=32,
        width=Width.MAIN,
        pages=(
            PagesOfBand(
                DocumentPage,
                newest(MOST_DOCUMENTS),
                columns=("number", "state", "effective_on", "expires_on", "trigger_date"),
            ),
        ),
    )
)


def _open_drafts(pages: PageQuerySet, facts: HomeFacts) -> PageQuerySet:
    rows = pages.filter(takes_comments(on=facts.today), path__startswith=facts.page.path)
    return rows.order_by("closes_on", "pk")[:MOST_DRAFTS]


def _drafts(facts: HomeFacts) -> dict[str, Any] | None:
    rows = sorted(facts.pages_of(DraftPage, below=facts.page.path), key=lambda row: row.draftpage_closes_on)
    drafts = [
        {
            "page": PlainPage.of(row),
            "closes_on": row.draftpage_closes_on,
            "left": days_left(number := (row.draftpage_closes_on - facts.today).days),
            "tone": "wait" if number <= SOON else "plain",
        }
        for row in rows
    ]
    return {"drafts": drafts} if drafts else None


register_band(
    Band(
        code="drafts",
        label=pgettext_lazy("band of a home page", "Drafts for comments"),
        description=gettext_lazy("Drafts of this portal that take comments now, with the days that are left."),
        icon="comment",
        build=_drafts,
        template="pages/information/bands/drafts.html",
        order=34,
        width=Width.SIDE,
        pages=(PagesOfBand(DraftPage, _open_drafts, columns=("closes_on",)),),
    )
)


def _procedures(facts: HomeFacts) -> dict[str, Any] | None:
    section = facts.sections.procedures
    procedures = procedures_below(section, facts.portal.id, today=facts.today) if section else []
    return {"procedures": procedures} if procedures else None


def procedures_below(section: PlainPage, portal_id: int, *, today: date) -> list[PlainPage]:
    """Procedures of their section, the most read of the last four weeks first, then in the order of the board."""
    rows = procedures().filter(path__startswith=section.path, depth=section.depth + 1)
    return [PlainPage.of(row) for row in most_read_first(rows, portal_id, today=today)[:MOST_PROCEDURES]]


register_band(
    Band(
        code="procedures",
        label=gettext_lazy("Procedures often asked for"),
        description=gettext_lazy("Those that were read most in the last four weeks, then the first of their section."),
        icon="list-ol",
        build=_procedures,
        template="pages/information/bands/procedures.html",
        homes=Homes.COMPONENTS,
        order=26,
    )
)


def _procedures_of_all(facts: HomeFacts) -> dict[str, Any] | None:
    found = most_read_of_all(language=facts.page.language, today=facts.today, limit=MOST_PROCEDURES_OF_ALL)
    return {"procedures_of_all": found} if found else None


register_band(
    Band(
        code="procedures_of_all",
        label=gettext_lazy("Procedures often asked for"),
        description=gettext_lazy(
            "Those of all portals that were read most in the last four weeks, with the places that do them."
        ),
        icon="list-ol",
        build=_procedures_of_all,
        template="pages/information/bands/procedures_of_all.html",
        homes=Homes.CITY,
        order=26,
    )
)


def _weeks(pages: PageQuerySet, facts: HomeFacts) -> PageQuerySet:
    monday = facts.today - timedelta(days=facts.today.weekday())
    weeks = pages.filter(path__startswith=facts.page.path, week__in=[monday, monday + timedelta(weeks=1)])
    return weeks.order_by("week", "pk")[:2]


def _schedule(facts: HomeFacts) -> dict[str, Any] | None:
    rows = facts.pages_of(WorkSchedulePage, below=facts.page.path)
    names = {one.date: one.name for one in facts.special_days if one.date not in facts.calendar.worked}
    for row in sorted(rows, key=lambda row: row.workschedulepage_week):
        week = WorkSchedulePage(week=row.workschedulepage_week, engagements=row.workschedulepage_engagements)
        days = days_of_week(week.week, week.public_engagements(), names=names)
        if ahead := _first_of([day for day in days if day.day >= facts.today]):
            return {"agenda": ahead, "agenda_page": PlainPage.of(row), "today": facts.today}
    return None


def _first_of(days: list[WeekDay]) -> list[WeekDay]:
    """The first engagements of some days, under their days."""
    left, shown = MOST_ENGAGEMENTS, []
    for day in days:
        if left <= 0:
            break
        shown.append(WeekDay(day.day, day.entries[:left], day.note))
        left -= len(day.entries)
    return shown


register_band(
    Band(
        code="schedule",
        label=pgettext_lazy("band of a home page", "Work schedule of the leaders"),
        description=gettext_lazy("What is ahead in the week of the leaders, the reception of citizens among it."),
        icon="calendar-alt",
        build=_schedule,
        template="pages/information/bands/schedule.html",
        order=38,
        width=Width.HALF,
        pages=(PagesOfBand(WorkSchedulePage, _weeks, columns=("week", "engagements")),),
    )
)


def _notices(facts: HomeFacts) -> dict[str, Any] | None:
    rows = [row for model in NOTICES for row in facts.pages_of(model, below=facts.page.path)]
    rows.sort(key=lambda row: (row.first_published_at or facts.now, row.pk), reverse=True)
    notices = [
        {"page": PlainPage.of(row), "published_at": row.first_published_at, "state": _state_of(row, facts)}
        for row in rows[:MOST_NOTICES]
    ]
    return {"notices": notices} if notices else None


def _state_of(row: Any, facts: HomeFacts) -> ListFact | None:
    """How a notice stands today; None: its type has no such thing, or it has no last day."""
    # Another type has none of these columns: the row is joined to one of the tables alone.
    if row.publicalertpage_kind:
        return alert_state(
            row.publicalertpage_holds_from,
            row.publicalertpage_until,
            row.publicalertpage_until_time,
            now=facts.now,
        )
    if row.outagepage_trigger_date:
        return stop_state(row.outagepage_trigger_date, row.outagepage_back_at, now=facts.now)
    return openness(row.disclosurepage_shown_until, today=facts.today)


NOTICES: Final = {
    PublicAlertPage: ("kind", "affected", "holds_from", "until", "until_time"),
    OutagePage: ("trigger_date", "back_at"),
    DisclosurePage: ("shown_until",),
}

register_band(
    Band(
        code="notices",
        label=pgettext_lazy("band of a home page", "Notices"),
        description=gettext_lazy(
            "The newest alerts, planned stops and disclosures of this portal, and how they stand."
        ),
        icon="warning",
        build=_notices,
        template="pages/information/bands/notices.html",
        homes=Homes.COMPONENTS,
        order=22,
        width=Width.MAIN,
        pages=tuple(PagesOfBand(model, newest(MOST_NOTICES), columns=columns) for model, columns in NOTICES.items()),
    )
)
