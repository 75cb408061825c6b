"""The tree of an office document. Every letter of the file stands in it, or in one of its findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum


class Role(Enum):
    """What a paragraph does in an official document (Decree 30/2020/NĐ-CP, annex I)."""

    BODY = "body"
    ISSUER = "issuer"
    NUMBER = "number"
    MOTTO = "motto"
    PLACE_AND_DATE = "place_and_date"
    KIND = "kind"
    SUBJECT = "subject"
    # Who decides, and the word by which it is decided: "CHỦ TỊCH ỦY BAN NHÂN DÂN", "QUYẾT ĐỊNH:".
    AUTHORITY = "authority"
    ENACTMENT = "enactment"
    ADDRESSEES = "addressees"
    RECIPIENTS = "recipients"
    SIGNATURE = "signature"
    # The line below a picture or above a table.
    CAPTION = "caption"


class MarkerKind(Enum):
    """What a heading, a paragraph or an item is numbered as."""

    PART = "part"
    CHAPTER = "chapter"
    SECTION = "section"
    SUBSECTION = "subsection"
    ARTICLE = "article"
    ROMAN = "roman"
    DECIMAL = "decimal"
    OUTLINE = "outline"  # 1.1
    LETTER = "letter"
    DASH = "dash"
    PLUS = "plus"
    BULLET = "bullet"


BULLETS = frozenset({MarkerKind.DASH, MarkerKind.PLUS, MarkerKind.BULLET})


@dataclass(frozen=True, slots=True)
class Marker:
    """The number or sign before a text.

    Attributes:
        text: as it is written, "Điều 1." or "a)".
        number: what of it counts, "1" or "a"; empty for dashes and bullets.
        is_typed: whether a person typed it. Otherwise Word counts, and the letters are in no text of the file.
    """

    kind: MarkerKind
    text: str
    number: str = ""
    is_typed: bool = True


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of one form.

    Attributes:
        text: line breaks are "\\n", tabs are "\\t".
        script: "super", "sub", or nothing.
        link: an address; of a place in the same document "#" and its name.
        note: the key of a footnote that stands here instead of letters.
    """

    text: str
    bold: bool = False
    italic: bool = False
    script: str = ""
    link: str = ""
    note: str = ""


@dataclass(slots=True)
class Paragraph:
    """Running text.

    Attributes:
        align: "left", "center", "right", "justify", or nothing where the file does not say.
        outline: the level of its style in the outline, from 1; 0 for body text.
        depth: how deep it stands in a list that Word numbers, from 0.
    """

    runs: list[Run]
    role: Role = Role.BODY
    marker: Marker | None = None
    align: str = ""
    outline: int = 0
    depth: int = 0

    @property
    def text(self) -> str:
        """Its letters, without the marker."""
        return "".join(run.text for run in self.runs)

    @property
    def is_bold(self) -> bool:
        """Whether all of its letters are bold."""
        said = [run for run in self.runs if run.text.strip()]
        return bool(said) and all(run.bold for run in said)


@dataclass(slots=True)
class Heading:
    """A heading; levels begin with 1, and none is left out on the way down."""

    level: int
    runs: list[Run]
    marker: Marker | None = None

    @property
    def text(self) -> str:
        """Its letters, without the marker."""
        return "".join(run.text for run in self.runs)


@dataclass(slots=True)
class ListItem:
    """Paragraphs and lists below one marker, a paragraph first."""

    blocks: list[Block]
    marker: Marker


@dataclass(slots=True)
class List:
    """Items of one kind of marker, one after the other."""

    items: list[ListItem]

    @property
    def kind(self) -> MarkerKind:
        return self.items[0].marker.kind


@dataclass(slots=True)
class Cell:
    """A cell where it begins; what it covers to the right and below has no cells of its own."""

    blocks: list[Block]
    column: int
    columns: int = 1
    rows: int = 1


@dataclass(slots=True)
class Table:
    """Rows of cells. The first `header_rows` say what the columns hold."""

    rows: list[list[Cell]]
    header_rows: int = 0

    @property
    def width(self) -> int:
        """Columns of the widest row."""
        return max((cell.column + cell.columns for row in self.rows for cell in row), default=0)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture where it stands; its bytes are in `Document.pictures` by its name, once for each."""

    name: str
    alt: str = ""


Block = Heading | Paragraph | List | Table | Picture


@dataclass(frozen=True, slots=True)
class Finding:
    """What was left out or changed.

    Attributes:
        code: one of `formats.documents.findings`.
        near: the beginning of the paragraph where it stood; empty where it stands in none.
        text: the letters that were left out; empty where the tree has them.
        count: how often.
    """

    code: str
    near: str = ""
    text: str = ""
    count: int = 1


@dataclass(slots=True)
class Letter:
    """What an official document says of itself; empty where it does not.

    Attributes:
        date: "2026-11-05"; empty too where the day was to be filled in by hand.
        position: in which capacity the signer signs, "KT. CHỦ TỊCH, PHÓ CHỦ TỊCH".
    """

    issuer: str = ""
    number: str = ""
    place: str = ""
    date: str = ""
    kind: str = ""
    subject: str = ""
    position: str = ""
    signer: str = ""


@dataclass(slots=True)
class Document:
    """A document that was read."""

    blocks: list[Block]
    notes: dict[str, list[Block]] = field(default_factory=dict)
    pictures: dict[str, bytes] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    letter: Letter = field(default_factory=Letter)

    @property
    def text(self) -> str:
        """All letters of body and footnotes in their order, paragraphs on lines of their own, with typed markers."""
        bodies = [self.blocks, *self.notes.values()]
        return "\n".join(line for blocks in bodies for line in lines_of(blocks))

    @property
    def text_as_read(self) -> str:
        """All letters as `text` has them, with the markers that Word counts too: "Điều 1.", "a)"."""
        bodies = [self.blocks, *self.notes.values()]
        return "\n".join(line for blocks in bodies for line in lines_of(blocks, with_counted=True))

    @property
    def tables(self) -> Iterator[Table]:
        """Tables of the body, not those in cells."""
        return (block for block in self.blocks if isinstance(block, Table))


def lines_of(blocks: Iterable[Block], *, with_counted: bool = False) -> Iterator[str]:
    """The text of blocks, paragraph by paragraph, with the markers that somebody typed, and those that Word counts."""

    def told(marker: Marker | None) -> str:
        return f"{marker.text} " if marker is not None and (with_counted or marker.is_typed) else ""

    for block in blocks:
        if isinstance(block, (Paragraph, Heading)):
            yield told(block.marker) + block.text
        elif isinstance(block, List):
            for item in block.items:
                first, *others = lines_of(item.blocks, with_counted=with_counted)
                yield told(item.marker) + first
                yield from others
        elif isinstance(block, Table):
            for row in block.rows:
                for cell in row:
                    yield from lines_of(cell.blocks, with_counted=with_counted)


def paragraphs_of(blocks: Iterable[Block]) -> Iterator[Paragraph | Heading]:
    """Paragraphs and headings, those in lists and tables too."""
    for block in blocks:
        if isinstance(block, (Paragraph, Heading)):
            yield block
        elif isinstance(block, List):
            for item in block.items:
                yield from paragraphs_of(item.blocks)
        elif isinstance(block, Table):
            for row in block.rows:
                for cell in row:
                    yield from paragraphs_of(cell.blocks)
