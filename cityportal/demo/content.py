"""The texts of the demo as they stand in the files; README.md says what a file holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

FOLDER: Final = Path(__file__).parent
CONTENT: Final = FOLDER / "content"
PICTURES: Final = FOLDER / "pictures"
DOCUMENTS: Final = FOLDER / "documents"
# Beside the files of portals, in files of the same names.
QUESTIONS: Final = "questions"

# Parents first, as portals are created.
PORTALS: Final = ("thanhpho", "sotuphap", "quan1", "bennghe", "thuduc", "saigon")

# What of a page is said of the Vietnamese one alone.
_VIETNAMESE_ALONE: Final = {"en", "slug", "tags", "image_caption", "body", "english_begun", "after_english"}
# A page, a block, an account as the file has it.
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class PortalContent:
    """One file: a portal with the people, facts and pages of the demo."""

    code: str
    accounts: dict[str, Row]
    board: Row
    branding: Row
    contacts: Row
    home: Row
    pages: tuple[Row, ...]
    # The unit inside a sentence, where that differs from its name: "phường Bến Nghé" (Decree 30/2020, Annex II).
    written: str = ""
    # What happens beside writing and approving, kind by kind (affairs.py).
    affairs: dict[str, list[Row]] = field(default_factory=dict)
    # The units that answer, and what citizens ask (citizens.py); from a file of its own.
    units: tuple[Row, ...] = ()
    questions: tuple[Row, ...] = ()
    # Canned responses for those who answer.
    ready: tuple[Row, ...] = ()
    # Official English names (translating.py).
    names: tuple[Row, ...] = ()

    @property
    def oldest(self) -> int:
        """Days since the first page was published."""
        return max((row["days_ago"] for row in self.pages), default=0)

    @property
    def affairs_before_pages(self) -> dict[str, list[Row]]:
        """What happened before the first page was published."""
        return {kind: [row for row in rows if row["days_ago"] > self.oldest] for kind, rows in self.affairs.items()}

    @property
    def affairs_after_pages(self) -> dict[str, list[Row]]:
        """What happened since."""
        return {kind: [row for row in rows if row["days_ago"] <= self.oldest] for kind, rows in self.affairs.items()}


def portal_contents(folder: Path = CONTENT) -> list[PortalContent]:
    """All files of a folder, parents first."""
    return sorted(map(_read, folder.glob("*.yaml")), key=lambda content: PORTALS.index(content.code))


def _read(file: Path) -> PortalContent:
    values = yaml.load(file.read_bytes(), Loader=_Loader)  # noqa: S506 -- a safe loader, see below
    asked = file.parent / QUESTIONS / file.name
    values |= yaml.safe_load(asked.read_bytes()) if asked.exists() else {}
    listed = {name: tuple(values.get(name, ())) for name in ("pages", "units", "questions", "ready", "names")}
    return PortalContent(code=values.pop("portal"), **values | listed)


@cache
def english_sections() -> dict[str, Row]:
    """Slug of a standard section → its title, slug, short title and lead in English."""
    return yaml.safe_load((FOLDER / "sections_en.yaml").read_bytes())


@cache
def pictures() -> dict[str, Row]:
    """Name of a picture → its file, title, alternative texts and credit."""
    return yaml.safe_load((PICTURES / "pictures.yaml").read_bytes())


def in_english(row: Row) -> Row:
    """The English version of a page. What it does not say stays, but for words that only Vietnamese readers read."""
    english = {key: value for key, value in row.items() if key not in _VIETNAMESE_ALONE}
    for key, value in row["en"].items():
        english[key] = english.get(key, {}) | value if key in {"person", "organisation", "facts"} else value
    return english


def texts(value: Any) -> Iterator[str]:
    """Every text in a row."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from texts(item)


# The loader in C, where PyYAML was built with it: half a megabyte of text takes a tenth of the time.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
