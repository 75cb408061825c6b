"""What the access log of the server in front of the caches says of use: lines in, counts out. Pure.

A line has the format `portals` of `deploy/nginx/cityportal.conf`. Nobody is followed: of a line the host, the time, the
address asked for and whether a program said that it is one are looked at, never who asked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from gzip import GzipFile
from io import BufferedIOBase
from typing import Any, Final, NamedTuple
from urllib.parse import parse_qsl

from django.conf import settings
from django.utils import timezone

from adminviews.filters import begins
from formats.vietnamese.text import clean_text

# Longer lines are skipped: nginx takes no longer addresses (large_client_header_buffers: 8 KB), and escapes some.
LONGEST_LINE: Final = 40_000
_HOUR: Final = 3600
_YEARS: Final = range(2000, 2200)
_LINE: Final = re.compile(
    r"\S+ (?P<host>\S+) \[(?P<minute>[^\]:]+:\d\d:\d\d):\d\d (?P<zone>[+-]\d{4})\] "
    r'"(?P<method>\S+) (?P<uri>\S+) [^"\s]+" (?P<status>\d{3}) \d+ [\d.]+ "[^"]*" (?P<reader>person|robot)',
    re.ASCII,
)

LANGUAGE: Final = "en"
SEARCHES: Final = (["tim-kiem"], ["search"])
QUESTION, FURTHER_PAGE = "q", "trang"
# First steps of addresses that are no pages, and last ones: files, feeds, calendars, what a script asks for.
NO_PAGES_BELOW: Final = frozenset({"admin", "api", "documents", "media", "static"})
NO_PAGES: Final = frozenset(
    {"download", "file", "goi-y", "ics", "rss", "similar", "suggestions", "tai-ve", "tep", "tuong-tu"}
)
FILES: Final = frozenset({"file", "tep"})
# What a page of results sends when one of them is opened: its place in the list.
CLICKS: Final = (["tim-kiem", "chon"], ["search", "opened"])
MOST_POSITIONS: Final = 50
# Longer words are somebody's own, and so is what looks like an address or the number of a person.
LONGEST_QUERY: Final = 100
_PERSONAL: Final = re.compile(r"@|\d(?:[ .-]?\d){8}")
# Different words that are counted of all portals and days of a run; what comes later is not.
MOST_QUERIES: Final = 200_000
# The same of pages; they stand below a section, at an address of two steps.
MOST_PAGES: Final = 200_000
STEPS_OF_ITEM: Final = 2


# What is known of a minute of a portal, the better last: one page that was answered says that it could be read.
UNRECORDED, DOWN, UP = 0, 1, 2
MINUTES_OF_DAY: Final = 24 * 60
READING: Final = frozenset({"GET", "HEAD"})
# Of nginx for an application that does not answer; of the application for a portal that is closed, or a database away.
NOT_SERVED: Final = frozenset({"502", "503", "504"})
# Of nginx for a reader who went before there was an answer, which says nothing of what it would have been.
GIVEN_UP: Final = "499"


class Use(NamedTuple):
    """What happened on a portal on a day.

    Attributes:
        minutes_up: in which a page was answered; minutes_down: in which pages were asked for, all of them in vain.
    """

    page_views: int = 0
    searches: int = 0
    minutes_up: int = 0
    minutes_down: int = 0


@dataclass
class Tally:
    """What some lines say.

    Attributes:
        page_views, searches: by key of the portal and day.
        queries: by key of the portal, day, language and words, as they were typed but for capitals and blanks.
        clicks: by key of the portal, day and place in the list of results.
        minutes: by key of the portal and day, what is known of each minute of the day in the city.
        pages: views by key of the portal, day and address, of pages directly below a section.
        hours: in which there is a line, of whatever host, as hours since 1970.
        lines, robots, foreign, unread: how many lines; of them pages that programs asked for, those of hosts that are
            no portals, those that cannot be read.
    """

    page_views: Counter[tuple[int, date]] = field(default_factory=Counter)
    searches: Counter[tuple[int, date]] = field(default_factory=Counter)
    queries: Counter[tuple[int, date, str, str]] = field(default_factory=Counter)
    clicks: Counter[tuple[int, date, int]] = field(default_factory=Counter)
    pages: Counter[tuple[int, date, str]] = field(default_factory=Counter)
    minutes: dict[tuple[int, date], bytearray] = field(default_factory=dict)
    hours: set[int] = field(default_factory=set)
    lines: int = 0
    robots: int = 0
    foreign: int = 0
    unread: int = 0

    def add(self, other: Tally) -> None:
        """Add what other lines say."""
        self.page_views.update(other.page_views)
        self.searches.update(other.searches)
        self.queries.update(other.queries)
        self.clicks.update(other.clicks)
        self.pages.update(other.pages)
        for key, minutes in other.minutes.items():
            self.minutes[key] = bytearray(map(max, self.minutes.get(key, minutes), minutes))
        self.hours |= other.hours
        self.lines += other.lines
        self.robots += other.robots
        self.foreign += other.foreign
        self.unread += other.unread

    def on(self, day: date) -> dict[int, Use]:
        """What happened on a day, by portal; where nothing did, nothing."""
        counted = self.page_views.keys() | self.searches.keys() | self.minutes.keys()
        return {portal: self._use(portal, day) for portal, on in counted if on == day}

    def _use(self, portal: int, day: date) -> Use:
        key, minutes = (portal, day), self.minutes.get((portal, day), bytearray())
        return Use(self.page_views[key], self.searches[key], minutes.count(UP), minutes.count(DOWN))

    def mark(self, portal: int, day: date, minute: int, *, is_served: bool) -> None:
        """Say that a page was answered in a minute, or was asked for in vain."""
        minutes = self.minutes.get((portal, day))
        if minutes is None:
            minutes = self.minutes[portal, day] = bytearray(MINUTES_OF_DAY)
        if is_served:
            minutes[minute] = UP
        elif not minutes[minute]:
            minutes[minute] = DOWN

    def queries_on(self, day: date) -> dict[tuple[int, str, str], int]:
        """Numbers of a day by portal, language and words."""
        return {(portal, language, text): n for (portal, on, language, text), n in self.queries.items() if on == day}

    def clicks_on(self, day: date) -> dict[tuple[int, int], int]:
        """Numbers of a day by portal and place in the list of results."""
        return {(portal, place): n for (portal, on, place), n in self.clicks.items() if on == day}

    def pages_on(self, day: date) -> dict[tuple[int, str], int]:
        """Views of a day by portal and address."""
        return {(portal, address): n for (portal, on, address), n in self.pages.items() if on == day}

    def days(self) -> list[date]:
        """Days of the city's calendar of which there is a line."""
        zone = timezone.get_default_timezone()
        return sorted({datetime.fromtimestamp(hour * _HOUR, zone).date() for hour in self.hours})

    def missing_hours(self, day: date) -> list[datetime]:
        """Hours without any line, of a day, the hour before and the one after. None: the log has the day whole."""
        first = int(begins(day).timestamp()) // _HOUR
        behind = int(begins(day + timedelta(days=1)).timestamp() - 1) // _HOUR + 1
        zone = timezone.get_default_timezone()
        lacking = (hour for hour in range(first - 1, behind + 1) if hour not in self.hours)
        return [datetime.fromtimestamp(hour * _HOUR, zone) for hour in lacking]


def tally_of(lines: Iterable[bytes], portals: Mapping[str, int]) -> Tally:
    """Count lines, whatever their order. Memory grows with portals, days and words, up to a limit, never with lines.

    Args:
        portals: keys of portals by their hosts.
    """
    tally = Tally()
    for line in lines:
        tally.lines += 1
        _count(tally, line, portals)
    return tally


def lines_of(file: GzipFile | BufferedIOBase) -> Iterator[bytes]:
    """Lines of a file; one that is too long comes as an empty one, and is never held."""
    while line := file.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
            while (rest := file.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
                pass
            yield b""
        else:
            yield line


def is_page(path: str) -> bool:
    """Whether an address without its query is a page of a portal that people read."""
    if not (path.startswith("/") and path.endswith("/")):
        return False
    steps = _steps(path)
    if not steps:
        return True
    return steps[0] not in NO_PAGES_BELOW and steps[-1] not in NO_PAGES and FILES.isdisjoint(steps[-2:-1])


def is_search(path: str, query: str) -> bool:
    """Whether an address searches for something; further pages of the results are the same search."""
    return bool(_typed(path, query).strip())


def words_of(path: str, query: str) -> str:
    """What an address searches for, without capitals and further blanks; empty for nothing, for what is long, and for
    what may name a person."""
    words = clean_text(_typed(path, query).replace("\0", " ")).casefold()
    return "" if len(words) > LONGEST_QUERY or _PERSONAL.search(words) else words


def position_of(path: str) -> int | None:
    """The place in the list of the result that was opened, as the address of a click says; None for what is none."""
    *steps, position = _steps(path) or [""]
    if steps in CLICKS and position.isdecimal() and len(position) <= 2:
        return int(position) if 1 <= int(position) <= MOST_POSITIONS else None
    return None


def _typed(path: str, query: str) -> str:
    """The query of a request for the first page of results; empty for any other request."""
    if _steps(path) not in SEARCHES:
        return ""
    try:
        given = dict(parse_qsl(query, max_num_fields=20))
    except ValueError:
        return ""
    return "" if FURTHER_PAGE in given else given.get(QUESTION, "")


def _count(tally: Tally, line: bytes, portals: Mapping[str, int]) -> None:
    try:
        found = _LINE.fullmatch(line.decode("ascii").rstrip("\r\n"))
        hour, day, minute = _moment(found["minute"], found["zone"]) if found else (0, date.min, 0)
    except ValueError:
        found = None
    if found is None:
        tally.unread += 1
        return
    tally.hours.add(hour)
    portal = portals.get(found["host"])
    if portal is None:
        tally.foreign += 1
        return
    path, _mark, query = found["uri"].partition("?")
    # Files say nothing: nginx gives them without the application.
    if found["method"] in READING and is_page(path) and found["status"] != GIVEN_UP:
        tally.mark(portal, day, minute, is_served=found["status"] not in NOT_SERVED)
    if found["method"] == "POST" and found["status"] == "204" and found["reader"] == "person":
        if position := position_of(path):
            tally.clicks[portal, day, position] += 1
        return
    if found["method"] != "GET" or found["status"] != "200" or not is_page(path):
        return
    if found["reader"] == "robot":
        tally.robots += 1
        return
    _count_page(tally, portal, day, path, query)


def _count_page(tally: Tally, portal: int, day: date, path: str, query: str) -> None:
    tally.page_views[portal, day] += 1
    if len(_steps(path)) == STEPS_OF_ITEM:
        _count_up(tally.pages, (portal, day, path), most=MOST_PAGES)
    if is_search(path, query):
        tally.searches[portal, day] += 1
        language = LANGUAGE if path.startswith(f"/{LANGUAGE}/") else settings.LANGUAGE_CODE
        words = words_of(path, query)
        key = (portal, day, language, words)
        if words:
            _count_up(tally.queries, key, most=MOST_QUERIES)


def _count_up(counter: Counter[Any], key: Any, *, most: int) -> None:
    """Count one more, unless it would be a new key beyond the limit."""
    if key in counter or len(counter) < most:
        counter[key] += 1


@lru_cache(maxsize=4096)
def _moment(minute: str, zone: str) -> tuple[int, date, int]:
    """The hour since 1970, the day in the city and the minute of that day of a minute, as nginx writes them:
    "27/Nov/2026:23:59", "+0700".

    Raises:
        ValueError: there is no such minute.
    """
    at = datetime.strptime(f"{minute} {zone}", "%d/%b/%Y:%H:%M %z")
    if at.year not in _YEARS:
        raise ValueError(minute)
    local = at.astimezone(timezone.get_default_timezone())
    return int(at.timestamp()) // _HOUR, local.date(), local.hour * 60 + local.minute


def _steps(path: str) -> list[str]:
    """The steps of an address below its language."""
    steps = [step for step in path.split("/") if step]
    return steps[1:] if steps[:1] == [LANGUAGE] else steps
