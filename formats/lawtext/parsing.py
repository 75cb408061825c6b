"""Reads a legal document into parts. What is not understood stays as text of the part before it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate, pairwise, takewhile
from typing import Final, NamedTuple

from formats.lawtext.parts import LABELS, Level, Part
from formats.vietnamese.text import slug

# Letters of points, in the order in which the law counts them.
POINTS: Final = "abcdđeghiklmnopqrstuvxy"
# Of numbers: longer ones are text, so that an anchor has at most some 120 characters.
_ROMAN: Final = "[IVXLC]{1,12}"
_DIGITS: Final = r"\d{1,6}"
# What is issued with a document stands under its own name, alone on a line, in capitals.
_BODY: Final = re.compile(
    r"(?P<name>QUY CHẾ|QUY ĐỊNH|ĐIỀU LỆ|NỘI QUY|ĐỀ ÁN|KẾ HOẠCH|CHƯƠNG TRÌNH|DANH MỤC|PHỤ LỤC)"
    rf"(?: (?P<number>{_ROMAN}|{_DIGITS}))?"
)
_ROMAN_OR_NUMBER: Final = rf"(?P<number>{_ROMAN}|{_DIGITS})"
_ORDINALS: Final = "nhất|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười"
# A greater part has its heading behind the number or on the next line; a sentence that begins so is a reference.
_SIGNS: Final[dict[Level, re.Pattern[str]]] = {
    Level.PART: re.compile(rf"(?i:phần) (?P<number>thứ (?:{_ORDINALS})|{_ROMAN}|{_DIGITS})(?:[.:](?P<heading>.*))?"),
    Level.CHAPTER: re.compile(rf"(?i:chương) {_ROMAN_OR_NUMBER}(?:[.:](?P<heading>.*))?"),
    Level.SECTION: re.compile(rf"(?i:mục) {_ROMAN_OR_NUMBER}(?:[.:](?P<heading>.*))?"),
    Level.SUBSECTION: re.compile(rf"(?i:tiểu mục) {_ROMAN_OR_NUMBER}(?:[.:](?P<heading>.*))?"),
    Level.ARTICLE: re.compile(rf"(?i:điều) (?P<number>{_DIGITS}[a-zđ]?)[.:](?P<heading>.*)"),
    Level.CLAUSE: re.compile(r"(?P<number>\d{1,3}[a-zđ]?)[.)](?:\s.*|$)"),
    Level.POINT: re.compile(r"(?P<number>[a-zđ]\d?)[.)](?:\s.*|$)"),
}
# Characters of a heading behind its first line.
_LONGEST_REST: Final = 250
_COUNTED: Final = re.compile(r"(\d+)([a-zđ]?)")


class _Begin(NamedTuple):
    """Where a part begins."""

    level: Level
    number: str
    heading: str
    line: int


def parse(text: str) -> list[Part]:
    """Read a document, from its first character to its last: the texts of the parts, one after the other, are it.

    Hard ends of lines within a sentence do no harm. An empty text is one part without text.
    """
    lines = text.splitlines(keepends=True)
    begins = list(_begins(lines))
    ends = [begin.line for begin in begins[1:]] + [len(lines)]
    texts = ["".join(lines[begin.line : end]) for begin, end in zip(begins, ends, strict=True)]
    inner = [after.level > before.level for before, after in pairwise(begins)] + [False]
    headings = [
        _whole_heading(begin, lines[begin.line + 1 : end], has_parts=has_parts)
        for begin, end, has_parts in zip(begins, ends, inner, strict=True)
    ]
    return [
        Part(begin.level, begin.number, anchor, heading, own)
        for begin, anchor, heading, own in zip(begins, _anchors(begins), headings, texts, strict=True)
    ]


def _begins(lines: list[str]) -> Iterator[_Begin]:
    """Find the beginnings of parts, which follow each other in their order: a number of another place is text."""
    yield _Begin(Level.BODY, "", "", 0)
    order = _Order()
    for place, line in _outside_quotes(lines):
        if begin := order.next(line.strip(), place):
            yield begin


def _outside_quotes(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Lines that do not begin within quotation marks: what an amendment puts in has articles of its own."""
    balanced = sum(line.count("“") - line.count("”") for line in lines) == 0
    depth = 0
    for place, line in enumerate(lines):
        if depth <= 0 or not balanced:
            yield place, line
        depth += line.count("“") - line.count("”")


class _Order:
    """State of the parser: the part that was read last, and those that may follow."""

    def __init__(self) -> None:
        self._article = self._clause = self._point = ""

    def next(self, line: str, place: int) -> _Begin | None:
        """The part that a line begins, if any."""
        if self._article and (found := _BODY.fullmatch(line.rstrip(":"))):
            self._article = self._clause = self._point = ""
            return _Begin(Level.BODY, found["number"] or "", found["name"], place)
        for level, sign in _SIGNS.items():
            found = sign.fullmatch(line)
            if found and self._follows(level, found["number"]):
                self._note(level, found["number"])
                return _Begin(level, found["number"], (found.groupdict().get("heading") or "").strip(), place)
        return None

    def _follows(self, level: Level, number: str) -> bool:
        checks: dict[Level, Callable[[str], bool]] = {
            Level.ARTICLE: lambda number: _is_after(number, self._article, may_skip=True),
            # Outside of articles numbers and letters are those of other lists.
            Level.CLAUSE: lambda number: bool(self._article) and _is_after(number, self._clause),
            Level.POINT: lambda number: bool(self._article) and _is_point_after(number, self._point),
        }
        return checks[level](number) if level in checks else True

    def _note(self, level: Level, number: str) -> None:
        self._point = number if level == Level.POINT else ""
        if level <= Level.CLAUSE:
            self._clause = number if level == Level.CLAUSE else ""
        if level == Level.ARTICLE:
            self._article = number


def _is_after(number: str, before: str, *, may_skip: bool = False) -> bool:
    """Whether a number comes after another in its order: 1, 2, 2a, 2b, 3."""
    own, former = _counted(number), _counted(before)
    if not before:
        return may_skip or own == (1, "")
    if own[0] == former[0]:
        return bool(own[1]) and own[1] == _after(former[1])
    return not own[1] and (own[0] > former[0] if may_skip else own[0] == former[0] + 1)


def _counted(number: str) -> tuple[int, str]:
    found = _COUNTED.fullmatch(number)
    return (int(found[1]), found[2]) if found else (0, "")


def _after(letter: str) -> str:
    place = POINTS.find(letter) + 1 if letter else 0
    return POINTS[place] if place < len(POINTS) else ""


def _is_point_after(number: str, before: str) -> bool:
    """Whether a point comes after another: a, b, b1, c, d, đ."""
    if number[1:]:
        return number[0] == before[:1] and int(number[1:]) == int(before[1:] or 0) + 1
    return number == _after(before[:1])


def _whole_heading(begin: _Begin, following: list[str], *, has_parts: bool) -> str:
    """The heading of a part with what goes on on the next lines of a text with hard ends of lines: in capitals under
    what is greater than articles; under an article whatever stands before its first clause and is no sentence, or goes
    on in small letters."""
    lines = [line.strip() for line in following]
    more: Iterable[str] = ()
    if Level.BODY < begin.level < Level.ARTICLE or begin.heading.isupper():
        more = takewhile(lambda line: line.isupper(), lines)
    elif begin.level == Level.ARTICLE and begin.heading:
        rest = "".join(lines)
        is_heading = has_parts and not rest.endswith((".", ":", ";")) and len(rest) <= _LONGEST_REST
        more = lines if is_heading else takewhile(lambda line: line[:1].islower(), lines)
    return " ".join(filter(None, (begin.heading, *more)))


def _anchors(begins: list[_Begin]) -> list[str]:
    """An anchor for each part: by article, clause and point, or by what is greater than articles.

    The body with most articles has plain ones; those of the others begin with its name.
    """
    bodies = list(accumulate(begin.level == Level.BODY for begin in begins))
    articles = Counter(body for begin, body in zip(begins, bodies, strict=True) if begin.level == Level.ARTICLE)
    main = max(bodies, key=lambda body: (articles[body], -body))
    marks: dict[Level, str] = {}
    # Of those that stand in it already, the number of the last one.
    anchors: dict[str, int] = {}
    for begin, body in zip(begins, bodies, strict=True):
        marks = {level: mark for level, mark in marks.items() if level < begin.level} | {begin.level: _mark(begin)}
        first = Level.ARTICLE if begin.level >= Level.ARTICLE else min(begin.level, Level.PART)
        own = [mark for level, mark in marks.items() if level >= first]
        if body != main and begin.level != Level.BODY:
            own.insert(0, marks[Level.BODY])
        anchor = plain = "-".join(own)
        while anchor in anchors:
            anchors[plain] += 1
            anchor = f"{plain}-{anchors[plain]}"
        anchors[anchor] = 1
    return list(anchors)


def _mark(begin: _Begin) -> str:
    number = begin.number.replace("đ", "dd")
    return slug(f"{LABELS[begin.level] or begin.heading or 'văn bản'} {number}")
