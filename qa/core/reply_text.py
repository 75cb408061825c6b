"""The text of a reply as it is stored, and in plain words for mails, search, feeds and open data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from bs4 import BeautifulSoup
from bs4.element import Tag
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail.blocks import StreamValue
from wagtail.rich_text import expand_db_html

from formats.vietnamese.text import to_nfc, visible
from qa.blocks import ReplyStreamBlock
from qa.core.texts import checked_text

_STREAM: Final = ReplyStreamBlock()
_BLANK_LINES: Final = re.compile(r"\n[^\S\n]*\n\s*")
_PARAGRAPHS: Final = re.compile(r"\n\s*\n")
_INDENT: Final = "   "

# Blocks as JSON holds them.
Blocks = list[dict[str, Any]]


def reply_text(text: StreamValue | Blocks | str) -> StreamValue:
    """A text as blocks: those that it has, or the paragraphs of a plain one."""
    if isinstance(text, StreamValue):
        return text
    return _STREAM.to_python(_of_plain(text) if isinstance(text, str) else text)


def with_paragraphs(text: StreamValue, plain: str) -> StreamValue:
    """A text with a plain one after it, which begins where the last paragraph is empty."""
    return _STREAM.to_python([*_said(text.get_prep_value()), *_of_plain(plain)])


def checked_reply(text: StreamValue | Blocks | str, *, most: int) -> StreamValue:
    """A text in NFC, without invisible characters and without empty blocks.

    Raises:
        TextMissing: it says nothing.
        TextTooLong: its words have more letters than `most`.
    """
    checked = _STREAM.to_python(_said(_tidy(reply_text(text).get_prep_value())))
    checked_text(words_of(checked), most=most)
    return checked


def words_of(text: StreamValue | Blocks, *, with_links: bool = False) -> str:
    """The words of a text, paragraphs and tables divided by blank lines.

    Args:
        with_links: tell the address of each link behind its words. Reads the pages that are linked to.
    """
    blocks = text if isinstance(text, list) else list(text.raw_data)
    return "\n\n".join(filter(None, (_words_of_block(block, with_links=with_links) for block in blocks)))


def reply_html(text: StreamValue | Blocks) -> SafeString:
    """A text with its form, for a screen of the admin; empty where it says nothing."""
    parts = [(child.render({"block_id": f"block-{number}"}),) for number, child in enumerate(reply_text(text), 1)]
    if not parts:
        return SafeString()
    return format_html('<div class="formatted-text">{}</div>', format_html_join("", "{}", parts))


def _of_plain(text: str) -> Blocks:
    paragraphs = (escape(paragraph.strip()).replace("\n", "<br/>") for paragraph in _PARAGRAPHS.split(text.strip()))
    html = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs if paragraph)
    return [{"type": "paragraph", "value": html}] if html else []


def _said(blocks: Iterable[Mapping[str, Any]]) -> Blocks:
    """The blocks that say something."""
    return [dict(block) for block in blocks if _words_of_block(block, with_links=False)]


def _tidy(value: Any) -> Any:
    """Raw data of blocks with each text in it tidied."""
    if isinstance(value, str):
        return to_nfc(visible(value))
    if isinstance(value, Mapping):
        return {name: _tidy(part) for name, part in value.items()}
    return [_tidy(part) for part in value] if isinstance(value, list) else value


def _words_of_block(block: Mapping[str, Any], *, with_links: bool) -> str:
    value = block["value"]
    if block["type"] == "table":
        return "\n".join(_words_of_table(value or {}))
    return _words_of_html(str(value or ""), with_links=with_links)


def _words_of_table(value: Mapping[str, Any]) -> Iterator[str]:
    """Caption, rows and note of a table, one a line."""
    table = value.get("table") or {}
    rows = ([" ".join(str(cell or "").split()) for cell in row] for row in table.get("data") or [])
    lines = [table.get("table_caption"), *(" | ".join(row).rstrip() for row in rows if any(row)), value.get("note")]
    yield from (line for line in lines if line)


def _words_of_html(html: str, *, with_links: bool) -> str:
    soup = BeautifulSoup(expand_db_html(html) if with_links else html, "html.parser")
    for tag in soup.find_all("br"):
        tag.replace_with("\n")
    if with_links:
        for link in soup.find_all("a", href=True):
            _tell_address(link)
    for item in soup.find_all("li"):
        item.insert(0, f"\n{_marker(item)} ")
    for tag in soup.find_all(["p", "ul", "ol"]):
        if tag.find_parent("li") is None:
            tag.insert_before("\n\n")
            tag.insert_after("\n\n")
    lines = "\n".join(line.rstrip() for line in soup.get_text().splitlines())
    return _BLANK_LINES.sub("\n\n", lines).strip()


def _tell_address(link: Tag) -> None:
    address = str(link["href"]).removeprefix("mailto:").removeprefix("tel:")
    if address not in link.get_text():
        link.append(f" ({address})")


def _marker(item: Tag) -> str:
    """A dash or a number, moved in by the depth of the list."""
    of_list = item.find_parent(["ul", "ol"])
    depth = len(item.find_parents(["ul", "ol"])) - 1
    is_counted = of_list is not None and of_list.name == "ol"
    return _INDENT * depth + (f"{len(item.find_previous_siblings('li')) + 1}." if is_counted else "–")
