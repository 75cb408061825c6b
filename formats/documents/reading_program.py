"""Reads a Word file, HTML of Word or of pages of the web: a program by itself, which `formats.documents.reading` runs.

What it reads comes from outside: it has a process to itself, in which nothing of the portal is loaded, with bounds of
its own. It reads from its input what its argument says, and writes the tree as JSON.
"""

from __future__ import annotations

import json
import resource
import sys
from contextlib import suppress
from pathlib import Path

# Formats of the input.
DOCX, HTML, PAGES = "docx", "html", "pages"
# Bytes, and seconds of the processor.
MOST_MEMORY = {DOCX: 1024 * 1024 * 1024, HTML: 512 * 1024 * 1024, PAGES: 1024 * 1024 * 1024}
MOST_SECONDS = 20
# Letters of a document, cells of a table, and bytes of its pictures: more than a page of a portal can hold.
MOST_LETTERS = 2_000_000
MOST_CELLS = 100_000
MOST_OF_PICTURES = 60 * 1024 * 1024
# How it ends where it can read nothing.
DAMAGED, TOO_LARGE = 3, 5


def main() -> int:
    """Read what comes in. Returns how it ended."""
    kind = next((kind for kind in (HTML, PAGES) if sys.argv[1:] == [kind]), DOCX)
    _bound(kind)
    sys.path.insert(0, str(Path(__file__).parents[2]))
    from formats.documents import assembling, serialization  # noqa: PLC0415 -- who runs this loads none of it

    try:
        content = sys.stdin.buffer.read()
        if kind == PAGES:
            documents = assembling.assemble_pages(json.loads(content))
        else:
            documents = [assembling.assemble_html(content) if kind == HTML else assembling.assemble(content)]
    except MemoryError:
        return TOO_LARGE
    except Exception:
        # Any library may fail over what a hostile file holds; that is its reason.
        return DAMAGED
    for document in documents:
        too_large = (
            len(document.text) > MOST_LETTERS
            or sum(map(len, document.pictures.values())) > MOST_OF_PICTURES
            or any(table.width * len(table.rows) > MOST_CELLS for table in document.tables)
        )
        if too_large:
            return TOO_LARGE
    # One on a line: JSON breaks none.
    sys.stdout.buffer.write("\n".join(map(serialization.document_to_json, documents)).encode())
    return 0


def _bound(kind: str) -> None:
    bounds = {
        resource.RLIMIT_AS: MOST_MEMORY[kind],
        resource.RLIMIT_CPU: MOST_SECONDS,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for what, most in bounds.items():
        # Not every system bounds all of them; whoever runs this bounds the time as well.
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    sys.exit(main())
