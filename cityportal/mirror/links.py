"""Which addresses a public page leads to and uses, and in which file each is kept. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Final
from urllib.parse import parse_qsl, quote, unquote, urljoin, urlsplit

# Same on every host, and kept once.
SHARED_PREFIXES: Final = ("/static/", "/sheets/")
# What answers to what somebody typed, to other systems, to staff and to monitors.
_LEFT_OUT: Final = ("/admin/", "/api/", "/tim-kiem/", "/en/search/", "/healthz", "/readyz", "/metrics")
# Style sheets of portals name their version; a file has one.
_VERSION: Final = "v"
# Of facts about the page (`content`) the absolute addresses alone: most are words.
_ATTRIBUTES: Final = re.compile(r'\s(?:(?:href|src|poster|data-src)="([^"]+)"|content="(https?://[^"]+)")')
_SETS: Final = re.compile(r'\s(?:image)?srcset="([^"]+)"')
_IN_STYLES: Final = re.compile(r"""url\(\s*["']?([^"')]+)""")
_IN_SITE_MAPS: Final = re.compile(r"<loc>([^<]+)</loc>")
_IN_MANIFESTS: Final = re.compile(r'"src": "([^"]+)"')
# The page of a list, and the part of a site map: `deploy/nginx/mirror.conf` knows both.
_PARTS: Final = re.compile(r"(?:trang=[1-9][0-9]{0,2})|(?:phan=[a-z_]*[0-9]+)")
_FIRST_PAGE: Final = "trang=1"
# What a folder answers with: `deploy/nginx/mirror.conf` lists the same.
_ENDINGS: Final = {
    "text/html": "html",
    "application/xml": "xml",
    "application/rss+xml": "xml",
    "application/atom+xml": "xml",
    "text/calendar": "ics",
    "text/csv": "csv",
    "application/json": "json",
    "application/pdf": "pdf",
    "application/zip": "zip",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "image/jpeg": "jpg",
    "image/png": "png",
}
_LONGEST_NAME: Final = 255  # bytes, of file systems


def links_in(text: str, content_type: str, *, base: str) -> set[str]:
    """Addresses of the same host that a text leads to or uses, as `address_of` writes them.

    Args:
        base: absolute address of the text.
    """
    return {address for link in _links(text, content_type) if (address := address_of(link, base=base))}


def _links(text: str, content_type: str) -> Iterator[str]:
    if content_type == "text/html":
        yield from (unescape(address or fact) for address, fact in _ATTRIBUTES.findall(text))
        for candidates in _SETS.findall(text):
            yield from (candidate.split()[0] for candidate in unescape(candidates).split(",") if candidate.strip())
    elif content_type == "text/css":
        yield from _IN_STYLES.findall(text)
    elif content_type == "application/xml":
        yield from map(unescape, _IN_SITE_MAPS.findall(text))
    elif content_type == "application/manifest+json":
        yield from _IN_MANIFESTS.findall(text)


def address_of(link: str, *, base: str) -> str:
    """Path of a link, with its query where that asks for a part of a list; empty: it is no part of the mirror."""
    try:
        parts, own = urlsplit(urljoin(base, link.strip())), urlsplit(base)
    except ValueError:
        return ""
    if parts.netloc != own.netloc or parts.scheme not in {"http", "https"}:
        return ""
    # In one spelling: two of one address would be one file.
    path = quote(unquote(parts.path), safe="/~@:+&$,=!*'();") or "/"
    if path.startswith("//") or f"{path}/".startswith(_LEFT_OUT):
        return ""
    query = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name != _VERSION]
    if not query:
        return path
    asked = "&".join(f"{name}={value}" for name, value in query)
    if asked == _FIRST_PAGE:
        return path
    return f"{path}?{asked}" if _PARTS.fullmatch(asked) else ""


def file_of(address: str, content_type: str) -> str:
    """Relative path of the file that keeps an address; empty where file systems take no such name."""
    path, _mark, query = address.partition("?")
    steps = unquote(path).split("/")[1:]
    ending = _ENDINGS.get(content_type, "bin")
    if query:
        steps[-1] += f"@{query.replace('=', '-')}.{ending}"
    elif not steps[-1]:
        steps[-1] = f"index.{ending}"
    if any(step in {"", ".", ".."} or "\0" in step or len(step.encode()) > _LONGEST_NAME for step in steps):
        return ""
    return "/".join(steps)
