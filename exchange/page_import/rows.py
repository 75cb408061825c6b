"""Pages of a former portal in a file: CSV, JSON, or an export of WordPress. Read whole, each mistake named. Pure."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from defusedxml import DefusedXmlException, ElementTree
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from formats.documents.reading import MOST_HTML
from formats.tables.cells import read_day
from formats.tables.csv_tables import decoded, numbered_lines
from formats.tables.errors import BrokenTable, CellRefused
from formats.vietnamese.legacy_conversion import in_unicode
from formats.vietnamese.text import clean_text, to_nfc, writable

MAX_BYTES: Final = 200 * 1024 * 1024
# As long as the columns of our pages are; the body as long as one that is pasted.
LONGEST: Final = {
    "id": 200, "title": 255, "lead": 600, "source": 250, "url": 500, "picture": 500, "published": 40, "body": MOST_HTML,
}  # fmt: skip
REQUIRED: Final = ("title", "body")
WORDS: Final = ("title", "lead", "source")
_WORDPRESS: Final = "{http://wordpress.org/export/1.2/}"
_CONTENT: Final = "{http://purl.org/rss/1.0/modules/content/}encoded"
_EXCERPT: Final = "{http://wordpress.org/export/1.2/excerpt/}encoded"
_SHORTCODE: Final = re.compile(r"\[/?caption[^\]]*\]")
_TAGS: Final = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class PageRow:
    """One page of a former portal.

    Attributes:
        number: of the row, as messages name it.
        key: known there, and not there twice.
        body: HTML.
        url: where it was read, with its host.
        picture: address of its lead picture there.
    """

    number: int
    key: str
    title: str
    body: str
    lead: str = ""
    source: str = ""
    url: str = ""
    picture: str = ""
    published_at: datetime | None = None

    @property
    def address(self) -> str:
        """Path of its old address, with the query; empty where it is none that another page may lead on from: the home
        of a portal answers whatever query follows it."""
        parts = urlsplit(self.url)
        return f"{parts.path}{f'?{parts.query}' if parts.query else ''}" if parts.path.strip("/") else ""


@dataclass(frozen=True, slots=True)
class Mistake:
    """A fault of a row, by its number; 0: a fault of the file."""

    number: int
    message: str


class FileWrong(ValueError):
    """The file holds no list of pages."""


def read_rows(path: Path, *, now: datetime) -> tuple[list[PageRow], list[Mistake]]:
    """Read a file by the ending of its name.

    Raises:
        FileWrong: nothing in it can be read.
        OSError: there is none.
    """
    if path.stat().st_size > MAX_BYTES:
        raise FileWrong(_("The file is larger than %(limit)d bytes. Divide it.") % {"limit": MAX_BYTES})
    read = {".csv": _csv, ".json": _json, ".xml": _wordpress}.get(path.suffix.lower())
    if read is None:
        raise FileWrong(_("The name of the file ends in .csv, .json or .xml (an export of WordPress)."))
    rows, mistakes = [], []
    for number, values in read(path.read_bytes()):
        try:
            rows.append(_row(number, values, now=now))
        except ValueError as error:
            mistakes.append(Mistake(number, str(error)))
    keys = Counter(row.key for row in rows)
    mistakes += [
        Mistake(row.number, _("Its id, or its address, stands there twice: %(key)s") % {"key": row.key})
        for row in rows
        if keys[row.key] > 1
    ]
    return [row for row in rows if keys[row.key] == 1], sorted(mistakes, key=lambda mistake: mistake.number)


def _csv(content: bytes) -> Iterator[tuple[int, Mapping[str, Any]]]:
    limit = csv.field_size_limit(MOST_HTML * 2)
    try:
        lines = list(numbered_lines(decoded(content)))
    except BrokenTable as error:
        raise FileWrong(_("Line %(line)d is no CSV in UTF-8.") % {"line": error.line}) from error
    finally:
        csv.field_size_limit(limit)
    if not lines:
        raise FileWrong(_("The file is empty."))
    names = [name.strip().lower() for name in lines[0][1]]
    _check_names(names)
    for line, cells in lines[1:]:
        yield line, dict(zip(names, cells, strict=False))


def _json(content: bytes) -> Iterator[tuple[int, Mapping[str, Any]]]:
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise FileWrong(_("This is no JSON in UTF-8.")) from error
    rows = data.get("pages") if isinstance(data, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise FileWrong(_("The list “pages” is missing."))
    _check_names({name for row in rows for name in row})
    yield from enumerate(rows, start=1)


def _check_names(names: Iterable[str]) -> None:
    if unknown := sorted(set(names) - set(LONGEST)):
        told = {"names": ", ".join(unknown), "known": ", ".join(LONGEST)}
        raise FileWrong(_("These columns are not known: %(names)s. There are: %(known)s.") % told)


def _wordpress(content: bytes) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Public posts and pages; of attachments the addresses of lead pictures."""
    try:
        items = ElementTree.fromstring(content, forbid_dtd=True).findall("channel/item")
    except (ElementTree.ParseError, DefusedXmlException, ValueError) as error:
        raise FileWrong(_("This is no export of WordPress.")) from error
    pictures = {_of(item, "post_id"): _of(item, "attachment_url") for item in items}
    for number, item in enumerate(items, start=1):
        if _of(item, "post_type") in {"post", "page"} and _of(item, "status") == "publish":
            body = _SHORTCODE.sub("", item.findtext(_CONTENT) or "")
            meta = {
                row.findtext(f"{_WORDPRESS}meta_key"): row.findtext(f"{_WORDPRESS}meta_value")
                for row in item.findall(f"{_WORDPRESS}postmeta")
            }
            yield (
                number,
                {
                    "id": _of(item, "post_id"),
                    "title": item.findtext("title") or "",
                    # WordPress makes paragraphs of empty lines when it shows a text.
                    "body": body if "<p" in body else "".join(f"<p>{part}</p>" for part in re.split(r"\n\s*\n", body)),
                    "lead": _TAGS.sub("", item.findtext(_EXCERPT) or ""),
                    "url": item.findtext("link") or "",
                    "published": f"{date}Z" if (date := _of(item, "post_date_gmt")).startswith(("1", "2")) else "",
                    "picture": pictures.get(meta.get("_thumbnail_id") or "") or "",
                },
            )


def _of(item: Any, name: str) -> str:
    return (item.findtext(f"{_WORDPRESS}{name}") or "").strip()


def _row(number: int, values: Mapping[str, Any], *, now: datetime) -> PageRow:
    """Read one row.

    Raises:
        ValueError: something in it is wrong; the first mistake is named.
    """
    for name in LONGEST:
        value = values.get(name)
        if value is not None and not isinstance(value, str) and not (name == "id" and isinstance(value, int)):
            raise ValueError(_("“%(name)s” is no text.") % {"name": name})
    texts = {name: str(values.get(name) or "") for name in LONGEST}
    # Of an old encoding some signs that nobody sees are letters. The body is converted by its fonts.
    texts |= dict(zip(WORDS, in_unicode([texts[name] for name in WORDS]).texts, strict=True))
    for name, longest in LONGEST.items():
        text = to_nfc(writable(texts[name]))
        texts[name] = text if name == "body" else clean_text(text)
        if len(texts[name]) > longest:
            raise ValueError(
                _("“%(name)s” is longer than %(longest)d characters.") % {"name": name, "longest": longest}
            )
        if name in REQUIRED and not texts[name].strip():
            raise ValueError(_("“%(name)s” is missing.") % {"name": name})
    if not texts["id"] and not texts["url"]:
        raise ValueError(_("It has neither an id nor an address, by which it is known again."))
    return PageRow(
        number,
        texts["id"] or texts["url"][:200],
        texts["title"],
        texts["body"],
        texts["lead"],
        texts["source"],
        _web_address(texts["url"]),
        texts["picture"],
        _moment(texts["published"], now=now),
    )


def _web_address(text: str) -> str:
    parts = urlsplit(text)
    if text and (parts.scheme not in {"http", "https"} or not parts.hostname):
        raise ValueError(_("“url” is no address of the web."))
    return text


def _moment(text: str, *, now: datetime) -> datetime | None:
    """A day of the city, or a moment; without a zone it is the city's."""
    if not text:
        return None
    try:
        moment = parse_datetime(text.replace(" ", "T", 1)) if ":" in text else None
        if moment is None:
            day = read_day(text)
            moment = datetime(day.year, day.month, day.day, tzinfo=timezone.get_default_timezone())
    except (ValueError, CellRefused) as error:
        raise ValueError(_("“published” is no day, such as 31/12/2020, and no moment.")) from error
    moment = moment if moment.tzinfo else timezone.make_aware(moment)
    if moment > now:
        raise ValueError(_("“published” lies ahead."))
    return moment.astimezone(UTC)
