"""Pages of the categories of information: what their rows say beside title and text. README.md has the format."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.utils import timezone, translation
from wagtail.models import Page

from cityportal.demo.blocks import body_blocks, document_entries, entry
from cityportal.demo.clock import Covered, DemoClock, period_before
from cityportal.demo.content import Row
from cityportal.demo.media import Shelf
from deadlines.queries import working_calendar
from information.enums import Period
from information.periods import period_in_words

KINDS: Final = {
    "access": "information.accesspage",
    "alert": "information.publicalertpage",
    "budget": "information.budgetpage",
    "channels": "information.channelspage",
    "conference": "information.pressconferencepage",
    "data_set": "information.datasetpage",
    "direction": "information.directionpage",
    "disclosure": "information.disclosurepage",
    "document": "information.documentpage",
    "draft": "information.draftpage",
    "event": "information.eventpage",
    "gazette": "information.gazettepage",
    "guidance": "information.legalguidancepage",
    "live": "information.liveeventpage",
    "outage": "information.outagepage",
    "pack": "information.presspackpage",
    "plan": "information.planpage",
    "press": "information.pressreleasepage",
    "procedure": "information.procedurepage",
    "project": "information.projectpage",
    "recording": "information.recordingpage",
    "report": "information.statisticsreportpage",
    "schedule": "information.workschedulepage",
    "science": "information.sciencepage",
    "topic": "information.specialtopicpage",
}
# They have neither a text nor a source.
WITHOUT_TEXT: Final = frozenset({"channels", "schedule"})


@dataclass(frozen=True, slots=True)
class Facts:
    """What the facts of a page are made with: the day it is published, the files and pages of its portal.

    Attributes:
        pages: those of the branch, by slug.
    """

    shelf: Shelf
    pages: dict[str, Page]
    clock: DemoClock
    at: datetime
    language: str

    @property
    def day(self) -> date:
        return timezone.localdate(self.at)

    def day_before(self, days: int) -> date:
        return self.day - timedelta(days=days)

    def values(self, row: Row) -> dict[str, Any]:
        """The columns that only pages of this type have."""
        return {
            **{name: self._value(name, given) for name, given in self._facts(row).items()},
            **{name: self.day_before(days) for name, days in row.get("days_before", {}).items()},
            **{name: self.day.year + later for name, later in row.get("years_later", {}).items()},
            **{name: self._moment(**given) for name, given in row.get("moments", {}).items()},
            **self._period(row),
            **self._week(row),
        }

    def _facts(self, row: Row) -> dict[str, Any]:
        """What the row says; of a schedule without the engagements that would fall on a holiday."""
        facts = row.get("facts", {})
        if "week" not in row:
            return facts
        days_off, day_of_week = working_calendar().days_off, self.clock.day_of_week
        kept = [item for item in facts["engagements"] if day_of_week(row["week"], item["day"]) not in days_off]
        return facts | {"engagements": kept}

    def _value(self, name: str, given: Any) -> Any:
        if name in {"stop_time", "until_time"}:
            return time.fromisoformat(given)
        if name == "issued_as_id":
            return self.pages[given].pk
        return json.dumps(_STREAMS[name](given, self)) if name in _STREAMS else given

    def _moment(self, *, week: int, day: int, time: str = "") -> date | datetime:
        """A day of a week counted from the one of today, or a time of it."""
        if time:
            return self.clock.moment_of_week(week=week, day=day, time=time)
        return self.clock.day_of_week(week, day)

    def _period(self, row: Row) -> dict[str, Any]:
        """The period that a row covers: `{quarter: 1}` is the last quarter that was over."""
        if "covers" not in row:
            return {}
        ((period, ago),) = row["covers"].items()
        covered = period_before(period, self.day, ago=ago)
        title = self._titled(row["title"], period, covered)
        if row["type"] == "pack":
            return {"month": covered.number, "year": covered.year} | title
        values = {"period": period, "number": covered.number, "year": covered.year} | title
        return values | ({"trigger_date": covered.last_day} if row["type"] == "budget" else {})

    def _titled(self, title: str, period: str, covered: Covered) -> dict[str, Any]:
        """The title with the period that it says, inside a sentence: "… quý III năm 2026"."""
        if "{period}" not in title:
            return {}
        with translation.override(self.language):
            words = period_in_words(Period(period), covered.number, covered.year)
        return {"title": title.format(period=words[0].lower() + words[1:])}

    def _week(self, row: Row) -> dict[str, Any]:
        """The week of a schedule, counted from the one of today, and its days in the title."""
        if "week" not in row:
            return {}
        first, last = (self.clock.day_of_week(row["week"], day) for day in (1, 7))
        return {"week": first, "title": row["title"].format(first=f"{first:%d/%m}", last=f"{last:%d/%m/%Y}")}


def _clock(time: str | None) -> str | None:
    return f"{time}:00" if time else None


def _engagements(items: Iterable[Row], facts: Facts) -> list[Row]:
    empty = {"participants": "", "place": "", "unit": "", "is_internal": False}
    return [
        entry(
            "engagement",
            empty | item | {"day": str(item["day"]), "time": _clock(item["time"]), "until": _clock(item.get("until"))},
        )
        for item in items
    ]


def _line(item: Row, facts: Facts) -> Row:
    days = {name: facts.day_before(item[name]).isoformat() for name in ("day", "disclosed") if name in item}
    page = facts.pages.get(item.get("page", ""))
    empty = {"number": "", "day": None, "form": "", "disclosed": None, "period": "", "url": ""}
    return empty | item | days | {"page": page.pk if page else None}


def _videos(items: Iterable[Row], facts: Facts) -> list[Row]:
    """Videos on a channel of the agency, each with a still picture if it names one."""
    return [
        entry(
            "video",
            {
                "title": item["title"],
                "file": None,
                "poster": facts.shelf.image(item["image"]).pk if "image" in item else None,
                "url": item["url"],
                "captions": None,
                "transcript": item["transcript"],
            },
        )
        for item in items
    ]


def _figures(items: Iterable[Row], facts: Facts) -> list[Row]:
    """Figures of a report; the first of their rows names them."""
    return [
        entry(
            "figures",
            {
                "table": {
                    "data": [[str(cell) for cell in row] for row in item["rows"]],
                    "first_row_is_table_header": True,
                    "first_col_is_header": True,
                    "table_header_choice": "both",
                    "table_caption": item["title"],
                },
                "unit": item.get("unit", ""),
                "adds_up": item.get("adds_up", False),
                "note": item.get("note", ""),
            },
        )
        for item in items
    ]


_STREAMS: Final[dict[str, Callable[[Any, Facts], list[Row]]]] = {
    "channels": lambda items, facts: [
        entry("channel", {"url": "", "contact": "", "decision": ""} | item) for item in items
    ],
    "chosen": lambda slugs, facts: [entry("page", facts.pages[slug].pk) for slug in slugs if slug in facts.pages],
    "engagements": _engagements,
    # Their days are counted back from the publication of the list of information.
    "entries": lambda items, facts: [entry("entry", _line(item, facts)) for item in items],
    "figures": _figures,
    **dict.fromkeys(
        ("files", "forms", "results"),
        lambda items, facts: [entry("file", value) for value in document_entries(items, facts.shelf)],
    ),
    "media": _videos,
    "programme": lambda items, facts: [
        entry("item", {"speaker": ""} | item | {"time": _clock(item["time"])}) for item in items
    ],
    "recording": _videos,
    "transcript": lambda blocks, facts: body_blocks(blocks, facts.shelf, language=facts.language),
}
