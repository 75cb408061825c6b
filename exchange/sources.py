"""Other systems that items come from: what each must give, and one that reads a file.

A system that is connected gets a class of its own; `FileSource` stands for all of them until then, and in tests.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, Protocol

from django.utils.translation import gettext as _

from formats.vietnamese.legacy_encodings import legacy_encoding
from formats.vietnamese.text import clean_text, to_nfc, writable

MAX_BYTES: Final = 20 * 1024 * 1024
# Mistakes that are told: who corrects so many reads it again.
MOST_MISTAKES: Final = 20
# As long as the columns of our pages are.
LONGEST: Final = {"id": 200, "title": 255, "lead": 600, "source_agency": 250, "url": 500}
# What people wrote.
WORDS: Final = frozenset({"title", "lead", "source_agency"})
_ASCII_BLANKS: Final = re.compile(r"[ \t\r\n]+")
# What JSON can write and no encoding can.
_HALVES: Final = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class IncomingEntry:
    """One item as another system gives it.

    Attributes:
        texts: its paragraphs, plain.
        fields: slugs of fields; those that we do not have are left out.
        is_removed: it is public there no more.
        published_at: when it became public there; it is no part of what it says.
    """

    external_id: str
    title: str = ""
    lead: str = ""
    source_agency: str = ""
    url: str = ""
    texts: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    is_removed: bool = False
    published_at: datetime | None = None

    @property
    def content_hash(self) -> str:
        """Hash of what the item says."""
        said = [self.title, self.lead, self.source_agency, self.url, self.texts, self.fields, self.is_removed]
        return sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


class Source(Protocol):
    """A system that gives items. `code` is kept with each of them and never changes."""

    code: str

    def entries(self) -> list[IncomingEntry]:
        """All that it gives now.

        Raises:
            SourceWrong: what it gives cannot be understood.
        """


class SourceWrong(ValueError):
    """What a system gives cannot be understood; one message for each mistake, in the active language."""

    def __init__(self, mistakes: list[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes


@dataclass(frozen=True, slots=True)
class FileSource:
    """Items in a file, written as our own interface writes them: {"items": [{"id": …, "title": …, …}]}."""

    code: str
    path: Path

    def entries(self) -> list[IncomingEntry]:
        try:
            content = self.path.read_bytes()
        except OSError as error:
            raise SourceWrong([_("The file cannot be read: %(reason)s") % {"reason": error.strerror}]) from error
        return read_entries(content)


def read_entries(content: bytes, *, most: int | None = None) -> list[IncomingEntry]:
    """Entries of a text in JSON. Pure, but for the language of the messages.

    Args:
        most: how many it may hold; None: as many as there are.

    Raises:
        SourceWrong: something in it is wrong; the first mistakes are named.
    """
    if len(content) > MAX_BYTES:
        raise SourceWrong([_("The file is larger than %(limit)d bytes. Divide it.") % {"limit": MAX_BYTES}])
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise SourceWrong([_("This is no JSON in UTF-8.")]) from error
    rows = data.get("items") if isinstance(data, dict) else None
    if not isinstance(rows, list):
        raise SourceWrong([_("The list “items” is missing.")])
    if most is not None and len(rows) > most:
        raise SourceWrong([_("The list holds more than %(most)d items.") % {"most": most}])
    mistakes, entries = [], []
    for number, row in enumerate(rows, start=1):
        found = list(_mistakes(row))
        mistakes += [_("Item %(number)d: %(mistake)s") % {"number": number, "mistake": one} for one in found]
        if not found:
            entries.append(_entry(row))
        if len(mistakes) >= MOST_MISTAKES:
            break
    keys = Counter(entry.external_id for entry in entries)
    mistakes += [
        _("The id “%(id)s” stands there twice.") % {"id": key} for key, count in sorted(keys.items()) if count > 1
    ]
    if mistakes:
        raise SourceWrong(mistakes[:MOST_MISTAKES])
    return entries


def _mistakes(row: Any) -> Iterator[str]:
    if not isinstance(row, dict):
        yield _("it is no object.")
        return
    is_removed = row.get("removed") is True
    for name, longest in LONGEST.items():
        value = _text(row, name)
        if value is None:
            yield _("“%(name)s” is no text.") % {"name": name}
        elif len(value) > longest:
            yield _("“%(name)s” is longer than %(longest)d characters.") % {"name": name, "longest": longest}
        elif not value and (name == "id" or (name in {"title", "source_agency"} and not is_removed)):
            yield _("“%(name)s” is missing.") % {"name": name}
    if not (_text(row, "url") or "https://").startswith(("http://", "https://")):
        yield _("“url” is no address of the web.")
    yield from _mistakes_of_lists(row)


def _mistakes_of_lists(row: dict[str, Any]) -> Iterator[str]:
    """What is wrong with lists of texts, and with what no text can hold, in lists or alone."""
    for name in ("text", "fields"):
        values = row.get(name) or []
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            yield _("“%(name)s” is no list of texts.") % {"name": name}
    for name in (*LONGEST, "text", "fields"):
        values = row.get(name) if isinstance(row.get(name), list) else [row.get(name)]
        if any(isinstance(value, str) and _HALVES.search(value) for value in values or ()):
            yield _("“%(name)s” holds half a character: a surrogate that stands alone.") % {"name": name}


def _text(row: dict[str, Any], name: str) -> str | None:
    """A text, cleaned; numbers are texts where a key stands; None: it is neither.

    In an old encoding some signs that nobody sees are letters: there they are kept, until an editor has converted it.
    """
    value = row.get(name)
    if isinstance(value, int) and not isinstance(value, bool) and name == "id":
        return str(value)
    if value is None:
        return ""
    if not isinstance(value, str):
        return None
    text = writable(value)
    return _ASCII_BLANKS.sub(" ", text).strip(" ") if name in WORDS and legacy_encoding(text) else clean_text(text)


def _entry(row: dict[str, Any]) -> IncomingEntry:
    texts = {name: _text(row, name) or "" for name in LONGEST}
    return IncomingEntry(
        external_id=texts["id"],
        title=texts["title"],
        lead=texts["lead"],
        source_agency=texts["source_agency"],
        url=texts["url"],
        texts=tuple(to_nfc(writable(text)).strip() for text in row.get("text") or () if text.strip()),
        fields=tuple(row.get("fields") or ()),
        is_removed=row.get("removed") is True,
    )
