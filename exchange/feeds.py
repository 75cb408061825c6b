"""Items of RSS and Atom feeds, as other systems give them. Pure, but for the language of the messages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html import unescape
from itertools import islice
from typing import Any, Final

from defusedxml import DefusedXmlException, ElementTree
from django.core.exceptions import SuspiciousOperation
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from exchange.sources import LONGEST, IncomingEntry, SourceWrong, read_entries
from formats.vietnamese.text import clean_text, to_nfc, writable

_ATOM: Final = "{http://www.w3.org/2005/Atom}"
# Items of a source that are looked at: no newsroom writes more between two readings.
MOST_ITEMS: Final = 100


def read_source(content: bytes, *, agency: str) -> list[IncomingEntry]:
    """Items of a text in our JSON, in RSS 2.0 or in Atom, whichever it is. Those of a feed that lack an address of the
    web, or hold no HTML that can be read, are left out, and so are those after the first hundred.

    Args:
        agency: whom readers are told as the source of items of a feed.

    Raises:
        SourceWrong: it is none of them, or has too many items in our JSON.
    """
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        return read_entries(content, most=MOST_ITEMS)
    try:
        root = ElementTree.fromstring(content, forbid_dtd=True)
    except (ElementTree.ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise SourceWrong([_("This is no RSS or Atom feed, and no JSON.")]) from error
    if root.tag == f"{_ATOM}feed":
        found = _atom(root)
    elif root.tag == "rss":
        found = _rss(root)
    else:
        raise SourceWrong([_("This is no RSS or Atom feed, and no JSON.")])
    entries: dict[str, IncomingEntry] = {}
    for key, title, lead, url, published_at in islice(found, MOST_ITEMS):
        key = key.strip() or url
        try:
            title, lead = _words(title, LONGEST["title"]), _words(lead, LONGEST["lead"])
        except (AssertionError, SuspiciousOperation):
            # What Python's parser says of a declaration that it does not know, and Django of tags without end.
            continue
        if title and url.startswith(("https://", "http://")) and len(key) <= LONGEST["id"]:
            entries.setdefault(key, IncomingEntry(key, title, lead, agency, url, published_at=published_at))
    return list(entries.values())


def _rss(root: Any) -> Iterator[tuple[str, str, str, str, datetime | None]]:
    for item in root.iterfind("channel/item"):
        texts = [item.findtext(name) or "" for name in ("guid", "title", "description", "link")]
        published_at = _moment(item.findtext("pubDate"), parsedate_to_datetime)
        yield texts[0], texts[1], texts[2], texts[3].strip(), published_at


def _atom(root: Any) -> Iterator[tuple[str, str, str, str, datetime | None]]:
    for entry in root.iterfind(f"{_ATOM}entry"):
        texts = [entry.findtext(f"{_ATOM}{name}") or "" for name in ("id", "title", "summary")]
        links = {link.get("rel", "alternate"): link.get("href", "") for link in entry.iterfind(f"{_ATOM}link")}
        said = entry.findtext(f"{_ATOM}published") or entry.findtext(f"{_ATOM}updated")
        published_at = _moment(said, parse_datetime)
        yield texts[0], texts[1], texts[2], links.get("alternate", "").strip(), published_at


def _moment(said: str | None, parse: Callable[[str], datetime | None]) -> datetime | None:
    """A moment in UTC that can be told in the time zone of the city; None where a feed says no such moment."""
    try:
        moment = parse((said or "").strip())
        if moment is None:
            return None
        moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
        timezone.localtime(moment)
    except (ValueError, OverflowError, IndexError):
        # The last is what Python's parser of dates in mails says of some halves of dates.
        return None
    return moment


def _words(html: str, longest: int) -> str:
    """Text of a piece of HTML, or of text that a feed wrote as HTML; what is too long ends with a word."""
    text = clean_text(to_nfc(writable(unescape(strip_tags(unescape(html))))))
    return text if len(text) <= longest else Truncator(text[:longest]).words(text[: longest - 1].count(" ") or 1)
