"""PDF without what it tells, written anew by a process with bounds of time and memory."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

# Seconds, of the clock.
PATIENCE: Final = 30
_PROGRAM: Final = Path(__file__).with_name("pdf_program.py")


@dataclass(frozen=True, slots=True)
class ReadPdf:
    """What was read of a PDF.

    Attributes:
        authors: names of persons in its properties.
        opens_address: whether it opens an address of the web by itself.
        tells: whether it has properties, or something that a later version left standing behind.
        cleaned: the same without properties, and without what a later version left standing behind.
    """

    authors: tuple[str, ...]
    opens_address: bool
    tells: bool
    cleaned: bytes


def read_pdf(file: IO[bytes]) -> ReadPdf | None:
    """Read a PDF from outside; None: it cannot be read, or not in time. The file is left at its beginning.

    The process that reads it knows no key and no address of a database.

    Raises:
        OSError: the system has no room for another process.
    """
    file.seek(0)
    content = file.read()
    file.seek(0)
    try:
        # Nothing of what comes from outside is a name or an option.
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-I", str(_PROGRAM)], input=content, capture_output=True, timeout=PATIENCE, env={},
            check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return None
    if done.returncode:
        return None
    told, _line, cleaned = done.stdout.partition(b"\n")
    found = json.loads(told)
    return ReadPdf(tuple(found["authors"]), found["opens_address"], found["tells"], cleaned)
