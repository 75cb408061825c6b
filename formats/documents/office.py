"""Parts of official documents (Decree 30/2020/NĐ-CP, annex I): letterhead, kind and subject, recipients, signature.

Their text stays in the tree; each paragraph says by its role what it is, so that a page can leave out what it shows
otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from formats.documents.markers import marker_at
from formats.documents.tree import BULLETS, Block, Letter, Paragraph, Role, Run, Table, paragraphs_of
from formats.vietnamese.folding import fold
from formats.vietnamese.text import clean_text

# Blocks from the beginning, or the end, within which these parts stand.
_NEAR_BEGINNING: Final = 12
_LONGEST_HEAD: Final = 10
_MOST_OF_A_SUBJECT: Final = 6
_LONGEST_LINE: Final = 200  # characters

_MOTTO: Final = re.compile(r"cong hoa xa hoi chu nghia viet nam|doc lap\W+tu do\W+hanh phuc|^dang cong san viet nam$")
_ORNAMENT: Final = re.compile(r"[\s\-–—_=*~.o]{2,}")
_NUMBER: Final = re.compile(r"\s*Số\s*:?\s*(?P<number>[\d….\s]*/?\s*\S*.*)", re.IGNORECASE)
_LOOKS_NUMBERED: Final = re.compile(r"so\s*:|so\s+\d")
_DATE: Final = re.compile(
    r"(?:(?P<place>[^,;:]{1,60}),\s*)?ngày\s*(?P<day>[\d….\s]*)tháng\s*(?P<month>[\d….\s]*)năm\s*(?P<year>\d{0,4})[….\s]*",
    re.IGNORECASE,
)
_REGARDING: Final = re.compile(r"(?:V/v|Về việc)\s*:?\s*", re.IGNORECASE)
_KINDS: Final = frozenset(
    {
        "nghi quyet", "quyet dinh", "chi thi", "quy che", "quy dinh", "thong cao", "thong bao", "huong dan",
        "chuong trinh", "ke hoach", "phuong an", "de an", "du an", "bao cao", "bien ban", "to trinh", "hop dong",
        "cong dien", "ban ghi nho", "ban thoa thuan", "giay uy quyen", "giay moi", "giay gioi thieu", "giay nghi phep",
        "phieu gui", "phieu chuyen", "phieu bao", "thu cong", "nghi dinh", "thong tu", "luat", "phap lenh", "lich",
        "lich tiep cong dan", "lich cong tac", "lich lam viec",
    }
)  # fmt: skip
_ENACTMENTS: Final = frozenset({"quyet dinh", "quyet nghi", "nghi quyet", "chi thi"})
_AUTHORITIES: Final = (
    "uy ban", "chu tich", "hoi dong", "giam doc", "bo truong", "thu tuong", "chinh phu", "quoc hoi", "chanh", "truong",
)  # fmt: skip
_POSITIONS: Final = (*_AUTHORITIES, "pho", "tong", "cuc truong", "vien truong", "thu truong", "thuong truc")
_ON_BEHALF: Final = re.compile(r"(?:T/?M|K/?T|T/?L|TUQ|Q)\b\.?\s*\S")
_RECIPIENTS: Final = "noi nhan"
_ADDRESSEES: Final = "kinh gui"
_SIGNED: Final = re.compile(r"[\[(].*[\])]")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a letterhead or below a text; `column` 0 stands on the left."""

    paragraph: Paragraph
    column: int

    @property
    def text(self) -> str:
        return self.paragraph.text.strip()


def with_roles(blocks: Sequence[Block]) -> list[Block]:
    """Give paragraphs their roles. Tables that only place a letterhead or a signature become paragraphs."""
    head, rest = _letterhead(blocks)
    body, tail = _tail(rest)
    is_official = bool(head) or (bool(body) and isinstance(body[0], Paragraph) and _role_of_kind(body[0]) is not None)
    return [*head, *_opening(body, is_official=is_official), *tail]


def letter_of(blocks: Iterable[Block]) -> Letter:
    """What the roles of paragraphs say of a document."""
    said: dict[Role, list[str]] = {role: [] for role in Role}
    for paragraph in (block for block in blocks if isinstance(block, Paragraph)):
        text = clean_text(paragraph.text)
        if text and not _ORNAMENT.fullmatch(text):
            said[paragraph.role].append(text)
    place, day = _place_and_date(" ".join(said[Role.PLACE_AND_DATE]))
    number = _NUMBER.match(" ".join(said[Role.NUMBER]))
    position, signer = _signer(said[Role.SIGNATURE])
    return Letter(
        issuer=" ".join(said[Role.ISSUER]),
        number=clean_text(number["number"]) if number else "",
        place=place,
        date=day,
        kind=" ".join(said[Role.KIND]).rstrip(":"),
        subject=_REGARDING.sub("", " ".join(said[Role.SUBJECT]), count=1),
        position=position,
        signer=signer,
    )


def _place_and_date(text: str) -> tuple[str, str]:
    found = _DATE.fullmatch(text)
    if found is None:
        return "", ""
    day = ""
    with suppress(ValueError):
        day = date(int(found["year"]), int(found["month"]), int(found["day"])).isoformat()
    return clean_text(found["place"] or ""), day


def _signer(lines: Sequence[str]) -> tuple[str, str]:
    said = [line for line in lines if not _SIGNED.fullmatch(line)]
    if not said:
        return "", ""
    last = said[-1]
    is_name = len(last.split()) > 1 and not fold(last).startswith(_POSITIONS) and not _ON_BEHALF.match(last)
    positions = [line for line in (said[:-1] if is_name else said) if line.isupper()]
    return ", ".join(positions), last if is_name else ""


# The letterhead


def _letterhead(blocks: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """The blocks of a letterhead, and those after it; none where a document has none."""
    place = next((number for number, one in enumerate(blocks[:_NEAR_BEGINNING]) if _says_motto(one)), None)
    if place is None:
        return [], list(blocks)
    block = blocks[place]
    if isinstance(block, Table):
        lines = _lines_of_table(block)
        before = [_as_role(one, Role.ISSUER) for one in blocks[:place]]
        return [*before, *_roles_of_head(lines), *_not_paragraphs(block)], list(blocks[place + 1 :])
    end = place + 1
    while end < min(len(blocks), place + _LONGEST_HEAD) and _goes_on(blocks[end]):
        end += 1
    lines = [line for one in blocks[:end] if isinstance(one, Paragraph) for line in _lines(one)]
    others = [one for one in blocks[:end] if not isinstance(one, Paragraph)]
    return [*_roles_of_head(lines), *others], list(blocks[end:])


def _says_motto(block: Block) -> bool:
    return any(_MOTTO.search(fold(one.text)) for one in paragraphs_of([block]))


def _roles_of_head(lines: Sequence[_Line]) -> list[Block]:
    found: list[Block] = []
    about = -1
    for line in lines:
        role = _role_of_head(line)
        if role is Role.SUBJECT:
            about = line.column
        elif role is Role.ISSUER and line.column == about:
            role = Role.SUBJECT  # It goes on.
        found.append(replace(line.paragraph, role=role))
    return found


def _role_of_head(line: _Line) -> Role:
    text = line.text
    if _MOTTO.search(fold(text)) or _ORNAMENT.fullmatch(text):
        return Role.MOTTO
    if _DATE.fullmatch(text):
        return Role.PLACE_AND_DATE
    if _LOOKS_NUMBERED.match(fold(text)):
        return Role.NUMBER
    return Role.SUBJECT if _REGARDING.match(text) else Role.ISSUER


def _goes_on(block: Block) -> bool:
    """Whether a paragraph belongs to the letterhead that is set without a table."""
    if not isinstance(block, Paragraph) or _role_of_kind(block):
        return False
    lines = _lines(block)
    return any(_role_of_head(line) is not Role.ISSUER for line in lines) or len(lines) > 1


def _lines(paragraph: Paragraph) -> list[_Line]:
    """Lines of a paragraph, those that tabs part too."""
    return [
        _Line(replace(paragraph, runs=runs), column)
        for line in _split(paragraph.runs, "\n")
        for column, runs in enumerate(_split(line, "\t"))
        if "".join(run.text for run in runs).strip() or any(run.note for run in runs)
    ]


def _lines_of_table(table: Table) -> list[_Line]:
    """Lines of a table column by column."""
    cells = sorted((cell for row in table.rows for cell in row), key=lambda cell: cell.column)
    return [
        _Line(line.paragraph, cell.column)
        for cell in cells
        for paragraph in cell.blocks
        if isinstance(paragraph, Paragraph)
        for line in _lines(paragraph)
    ]


def _not_paragraphs(table: Table) -> list[Block]:
    """Pictures and tables in the cells of a table."""
    return [one for row in table.rows for cell in row for one in cell.blocks if not isinstance(one, Paragraph)]


def _split(runs: Iterable[Run], sign: str) -> Iterator[list[Run]]:
    line: list[Run] = []
    for run in runs:
        first, *others = run.text.split(sign)
        line.append(replace(run, text=first))
        for other in others:
            yield line
            line = [replace(run, text=other, note="")]
    yield line


def _as_role(block: Block, role: Role) -> Block:
    return replace(block, role=role) if isinstance(block, Paragraph) else block


# Kind, subject, who decides


def _opening(blocks: Sequence[Block], *, is_official: bool) -> Iterator[Block]:
    """Give what stands between the letterhead and the text its roles."""
    if not is_official:
        yield from blocks
        return
    role: Role | None = None
    left = _MOST_OF_A_SUBJECT
    has_kind = False
    for number, block in enumerate(blocks):
        if not isinstance(block, Paragraph) or block.outline or _is_divided(block):
            yield from _enactments(blocks[number:])
            return
        role = _role_of_opening(block, role, has_kind=has_kind)
        has_kind = has_kind or role is Role.KIND
        left -= 1
        if role is None and (left < 0 or _begins_text(block)):
            yield from _enactments(blocks[number:])
            return
        if role is Role.KIND:
            yield from _kind_and_subject(block)
            role = Role.SUBJECT
        else:
            yield block if role is None else replace(block, role=role)


def _role_of_opening(block: Paragraph, before: Role | None, *, has_kind: bool) -> Role | None:
    text = block.text.strip()
    folded = fold(text)
    if folded.startswith(_ADDRESSEES):
        return Role.ADDRESSEES
    if before is Role.ADDRESSEES:
        return before if text.startswith(("-", "–")) or block.marker is not None or text.endswith(";") else None
    if not has_kind:
        return _role_of_kind(block)
    if not _stands_out(block):
        return None
    if text.isupper() and folded.startswith(_AUTHORITIES) and before in {Role.SUBJECT, Role.AUTHORITY}:
        return Role.AUTHORITY
    is_more = before is Role.SUBJECT and len(text) <= 2 * _LONGEST_LINE
    return Role.SUBJECT if is_more and block.align == "center" and folded.rstrip(" :") not in _ENACTMENTS else None


def _is_divided(block: Paragraph) -> bool:
    """Whether a paragraph begins a part of the text: addressees alone are a list before it."""
    marker = block.marker or marker_at(block.text)
    return marker is not None and marker.kind not in BULLETS


def _role_of_kind(block: Paragraph) -> Role | None:
    """Whether a line says the kind, with or without the subject after a break: "KẾ HOẠCH\\nTuyên truyền …"."""
    first = block.text.strip().split("\n")[0]
    is_kind = _stands_out(block) and first.isupper() and fold(first).rstrip(" :.") in _KINDS
    return Role.KIND if is_kind else None


def _stands_out(block: Paragraph) -> bool:
    return block.align == "center" or block.is_bold


def _kind_and_subject(block: Paragraph) -> list[Block]:
    first, *others = _lines(block)
    return [
        replace(first.paragraph, role=Role.KIND),
        *(replace(line.paragraph, role=Role.SUBJECT) for line in others),
    ]


def _begins_text(block: Paragraph) -> bool:
    return block.align not in {"center", "right"} and not block.is_bold


def _enactments(blocks: Sequence[Block]) -> Iterator[Block]:
    """The word by which it is decided, and who decides where that stands just before the reasons."""
    for block in blocks:
        is_word = isinstance(block, Paragraph) and fold(block.text).strip(" :") in _ENACTMENTS and block.text.isupper()
        yield _as_role(block, Role.ENACTMENT) if is_word else block


# Recipients and signature


def _tail(blocks: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """The text, and recipients and signature with what comes after them."""
    places = [number for number, one in enumerate(blocks) if _is_of_tail(one)]
    if not places:
        return list(blocks), []
    place = places[-1]
    block = blocks[place]
    if isinstance(block, Table):
        lines = _lines_of_table(block)
        listing = {line.column for line in lines if fold(line.text).startswith(_RECIPIENTS)}
        found: list[Block] = [
            replace(line.paragraph, role=Role.RECIPIENTS if line.column in listing else Role.SIGNATURE)
            for line in lines
        ]
        return list(blocks[:place]), [*found, *_not_paragraphs(block), *blocks[place + 1 :]]
    return list(blocks[:place]), list(_linear_tail(blocks[place:]))


def _is_of_tail(block: Block) -> bool:
    if isinstance(block, Paragraph):
        return any(fold(line.text).startswith(_RECIPIENTS) for line in _lines(block))
    if not isinstance(block, Table) or len(block.rows) > 3:
        return False
    lines = [line.text for line in _lines_of_table(block)]
    return any(fold(line).startswith(_RECIPIENTS) or (line.isupper() and _ON_BEHALF.match(line)) for line in lines)


def _linear_tail(blocks: Sequence[Block]) -> Iterator[Block]:
    """Recipients as lines with dashes, then who signs, in the middle or on the right."""
    is_open = True
    for number, block in enumerate(blocks):
        if not isinstance(block, Paragraph) or block.outline or not is_open:
            yield from blocks[number:]
            return
        for line in _lines(block):
            text = line.text
            is_recipient = line.column == 0 and (
                fold(text).startswith(_RECIPIENTS) or text.startswith(("-", "–", "+")) or block.marker is not None
            )
            is_open = is_recipient or len(text) <= _LONGEST_LINE
            role = Role.RECIPIENTS if is_recipient else Role.SIGNATURE if is_open else Role.BODY
            yield replace(line.paragraph, role=role)
