"""Reads a PDF and writes it anew without what it tells: a program by itself, which `formats.metadata.pdf` runs.

What it reads comes from outside: it has a process to itself, in which nothing of the portal is loaded, with bounds of
its own. It reads the file from its input. It writes a line of JSON, and then the file.
"""

from __future__ import annotations

import json
import resource
import sys
from contextlib import suppress
from io import BytesIO
from typing import Any

# Bytes, and seconds of the processor.
MOST_MEMORY = 1024 * 1024 * 1024
MOST_SECONDS = 20
# Pages whose actions are looked at: more have no document of ours.
MOST_PAGES = 2_000
# Of a page, a picture or the whole: what programs and makers left.
OF_ITS_MAKER = ("/Metadata", "/PieceInfo", "/LastModified")
# An action that opens an address of the web.
OPENS_ADDRESS = "/URI"
# How it ends where it can read nothing.
DAMAGED = 3


def main() -> int:
    """Read what comes in. Returns how it ended."""
    for bound, most in ((resource.RLIMIT_AS, MOST_MEMORY), (resource.RLIMIT_CPU, MOST_SECONDS)):
        with suppress(ValueError, OSError):
            resource.setrlimit(bound, (most, most))
    from pypdf import PdfReader, PdfWriter  # noqa: PLC0415 -- who runs this loads none of it

    try:
        content = sys.stdin.buffer.read()
        reader = PdfReader(BytesIO(content))
        told: dict[str, Any] = {"authors": authors_of(reader), "opens_address": opens_address(reader)}
        # One version of it, which says nothing of itself.
        told["tells"] = "/Info" in reader.trailer or content.count(b"startxref") != 1
        # A full copy, without what a later version left standing behind.
        writer = PdfWriter(clone_from=reader)
        writer.metadata = None
        # Every object, whatever it hangs on: pypdf has no other list of them.
        for one in writer._objects:
            if hasattr(one, "pop") and hasattr(one, "keys"):
                for name in OF_ITS_MAKER:
                    told["tells"] |= one.pop(name, None) is not None
        written = BytesIO()
        writer.write(written)
    except Exception:
        # Any library may fail over what a hostile file holds; that is its reason.
        return DAMAGED
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + written.getvalue())
    return 0


def authors_of(reader: Any) -> list[str]:
    """Names of persons in the properties of a document, as they stand there."""
    metadata, xmp = reader.metadata, reader.xmp_metadata
    found = [metadata.author] if metadata is not None else []
    found += xmp.dc_creator or [] if xmp is not None else []
    return list(dict.fromkeys(str(name).strip() for name in found if name and str(name).strip()))


def opens_address(reader: Any) -> bool:
    """Whether it opens an address of the web by itself: when it is opened, or a page of it is."""
    root = reader.trailer["/Root"]
    actions = [root.get("/OpenAction"), *_of_events(root)]
    for page in reader.pages[:MOST_PAGES]:
        actions += _of_events(page)
    return any(_opens(action) for action in actions)


def _of_events(held: Any) -> list[Any]:
    events = _plain(held.get("/AA"))
    return list(events.values()) if hasattr(events, "values") else []


def _opens(action: Any) -> bool:
    """Also by an action that follows, which may be one that went before."""
    seen, left = set(), [action]
    while left:
        one = _plain(left.pop())
        if isinstance(one, list):
            left += one
        elif hasattr(one, "get") and id(one) not in seen:
            if one.get("/S") == OPENS_ADDRESS:
                return True
            seen.add(id(one))
            left.append(one.get("/Next"))
    return False


def _plain(value: Any) -> Any:
    return value.get_object() if hasattr(value, "get_object") else value


if __name__ == "__main__":
    sys.exit(main())
